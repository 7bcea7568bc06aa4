import type { CommandDefinition } from '../cli/command.ts';

export const groupCommands: readonly CommandDefinition[] = [];
