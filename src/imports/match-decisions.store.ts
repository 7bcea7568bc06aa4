import { readSetting, saveSetting } from '../ledger/settings.store.ts';
import type { Ledger } from '../store/ledger.ts';

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
    .get(Number(value))?.id;
}

/** Keeps what the clerk said (inside `perform`); writes nothing where it is known. */
export function rememberMatch(ledger: Ledger, nearMissId: string, kindergartenId: number): void {
  const value = String(kindergartenId);
  if (readSetting(ledger, keyOf(nearMissId)) !== value) saveSetting(ledger, keyOf(nearMissId), value);
}
