import type { CommandDefinition } from '../cli/command.ts';

export const exportCommands: readonly CommandDefinition[] = [];
