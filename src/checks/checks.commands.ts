import type { CommandDefinition } from '../cli/command.ts';

export const checkCommands: readonly CommandDefinition[] = [];
