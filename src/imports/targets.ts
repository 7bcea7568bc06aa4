import type { ImportTarget } from '../tables/import-target.ts';

/** How each table's records get into the ledger: one target from each slice that owns a table. */
export const importTargets: readonly ImportTarget[] = [];

/** Ids of the tables that can be imported. */
export const importableTables: readonly string[] = importTargets.map(({ table }) => table);
