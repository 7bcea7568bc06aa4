import type { CommandDefinition } from '../cli/command.ts';

export const rosterCommands: readonly CommandDefinition[] = [];
