import type { CommandDefinition } from '../cli/command.ts';

export const applicationCommands: readonly CommandDefinition[] = [];
