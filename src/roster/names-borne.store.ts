import type { Ledger } from '../store/ledger.ts';

/** Kindergartens by each name they have or had; a name of several is none's. */
export function kindergartensByName(ledger: Ledger): Map<string, number> {
  const rows = ledger
    .prepare<[], { name: string; id: number }>(
      `SELECT DISTINCT name, kindergarten_id AS id FROM kindergarten_fact
       UNION SELECT DISTINCT name, kindergarten_id FROM kindergarten_alias`,
    )
    .all();
  const ids = new Map<string, Set<number>>();
  for (const { name, id } of rows) ids.set(name, (ids.get(name) ?? new Set()).add(id));
  return new Map([...ids].flatMap(([name, own]) => (own.size === 1 ? [[name, [...own][0]!] as const] : [])));
}
