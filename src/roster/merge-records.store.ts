import type { Ledger } from '../store/ledger.ts';

const columns = [
  ['posting', 'origin_id'],
  ['posting', 'destination_id'],
  ['inspection', 'kindergarten_id'],
  ['inspector_assignment', 'kindergarten_id'],
  ['fund_entry', 'kindergarten_id'],
] as const;

/** Postings, inspections, who is responsible, and what was spent: all of it goes to the entry that stays. */
export function moveRecords(ledger: Ledger, from: number, to: number): void {
  for (const [table, column] of columns) {
    ledger.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${column} = ?`).run(to, from);
  }
}

/** Who was posted, who inspects. */
export function movePersonRecords(ledger: Ledger, from: number, to: number): void {
  for (const [table, column] of [
    ['posting', 'person_id'],
    ['inspection', 'inspector_id'],
    ['inspector_assignment', 'person_id'],
  ] as const) {
    ledger.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${column} = ?`).run(to, from);
  }
}
