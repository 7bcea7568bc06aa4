import type { CommandDefinition } from '../cli/command.ts';

export const importCommands: readonly CommandDefinition[] = [];
