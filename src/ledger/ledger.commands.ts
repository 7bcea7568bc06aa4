import type { CommandDefinition } from '../cli/command.ts';

export const ledgerCommands: readonly CommandDefinition[] = [];
