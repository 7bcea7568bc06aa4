import { readSetting, saveSetting } from '../ledger/settings.store.ts';
import type { Ledger } from '../store/ledger.ts';
import type { NearMiss } from '../tables/import-target.ts';

const keyOf = (nearMissId: string) => `match:${nearMissId}` as const;

/**
 * The kindergarten that the clerk once said a doubtful name of a file means, so that importing the same file again
 * asks nothing; undefined where nobody said so, or the kindergarten is gone.
 */
export function rememberedMatch(ledger: Ledger, nearMissId: string): number | undefined {
  const value = readSetting(ledger, keyOf(nearMissId));
  if (value === null) return undefined;
  return ledger
    .prepare<[number], { id: number }>('SELECT id FROM kindergarten WHERE id = ?')
    .get(Number(value.split('|', 1)[0]))?.id;
}

/** Keeps what the clerk said of a name (inside `perform`), as `12|东湖区兰天幼儿园`; writes nothing where it is known. */
export function rememberMatch(
  ledger: Ledger,
  { id, name }: Pick<NearMiss, 'id' | 'name'>,
  kindergartenId: number,
): void {
  if (rememberedMatch(ledger, id) === kindergartenId) return;
  saveSetting(ledger, keyOf(id), `${kindergartenId}|${name}`);
}
