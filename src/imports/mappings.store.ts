import { createHash } from 'node:crypto';
import { readSetting, saveSetting } from '../ledger/settings.store.ts';
import type { Ledger } from '../store/ledger.ts';
import type { HandMapping } from '../tables/hand-mapping.ts';
import type { RememberedMapping } from '../tables/recognise.ts';

/** What was told by hand of one layout, as the ledger keeps it. */
export interface StoredMapping extends RememberedMapping {
  /** Number by which a clerk forgets it. */
  readonly id: number;
}

interface StoredValue {
  readonly table: string;
  readonly layout: string;
  readonly mappings: readonly HandMapping[];
}

/** One key for each table and sequence of headings: layouts are long, keys need not be. */
const keyOf = (table: string, layout: string) =>
  `mapping:${table}:${createHash('sha256').update(layout).digest('hex').slice(0, 16)}` as const;

/** All layouts that headings were told of by hand, the oldest first. */
export function storedMappings(ledger: Ledger): StoredMapping[] {
  return ledger
    .prepare<[], { id: number; value: string }>(
      "SELECT id, value FROM setting WHERE key LIKE 'mapping:%' ORDER BY id",
    )
    .all()
    .map(({ id, value }) => ({ id, ...(JSON.parse(value) as StoredValue) }));
}

/** Keeps what was told of a layout (inside `perform`). @returns whether the ledger did not know it */
export function rememberMapping(ledger: Ledger, { table, layout, mappings }: RememberedMapping): boolean {
  const key = keyOf(table, layout);
  const value = JSON.stringify({ table, layout, mappings } satisfies StoredValue);
  if (readSetting(ledger, key) === value) return false;
  saveSetting(ledger, key, value);
  return true;
}

/** Forgets what was told of a layout (inside `perform`). */
export function forgetMapping(ledger: Ledger, { table, layout }: RememberedMapping): void {
  saveSetting(ledger, keyOf(table, layout), null);
}
