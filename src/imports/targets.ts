import type { ImportTarget } from '../tables/import-target.ts';

/** Ids of the tables that can be imported. */
export const importableTables: readonly string[] = ['roster', 'alliance-list', 'leadership', 'application'];

/** How each table's records get into the ledger, fresh for one pass. */
export function importTargets(): ImportTarget[] {
  return [];
}
