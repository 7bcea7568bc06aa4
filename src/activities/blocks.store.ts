import type { IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';
import type { Person } from './planning/wanted.ts';

/** Days, both inclusive, that somebody or something is not to be had for activities; nobody named: nothing is held. */
export interface StoredBlock {
  readonly id: number;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly groupId: number | null;
  readonly kindergartenId: number | null;
  readonly personId: number | null;
  readonly person: Person | null;
  readonly reason: string;
}

type Row = Omit<StoredBlock, 'person'> & { readonly name: string | null; readonly unit: string | null };

/** All blocks, by their first day. */
export function listBlocks(ledger: Ledger): StoredBlock[] {
  return ledger
    .prepare<[], Row>(
      `SELECT block.id, first_day AS "from", last_day AS "to", group_id AS groupId, kindergarten_id AS kindergartenId,
        person_id AS personId, person.name, person.unit, reason
       FROM activity_block AS block LEFT JOIN person ON person.id = block.person_id ORDER BY first_day, block.id`,
    )
    .all()
    .map(({ name, unit, ...block }) => ({
      ...block,
      person: name === null || unit === null ? null : { name, unit },
    }));
}

export type NewBlock = Omit<StoredBlock, 'id' | 'person'>;

/** Enters a block (inside `perform`), unless the very same stands already; gives its number, null where it stood. */
export function addBlock(ledger: Ledger, block: NewBlock): number | null {
  const { from, to, groupId, kindergartenId, personId, reason } = block;
  const same = ledger
    .prepare<[object]>(
      `SELECT 1 FROM activity_block WHERE first_day = @from AND last_day = @to AND group_id IS @groupId
        AND kindergarten_id IS @kindergartenId AND person_id IS @personId`,
    )
    .get({ from, to, groupId, kindergartenId, personId });
  if (same !== undefined) return null;
  const { lastInsertRowid } = ledger
    .prepare<[object]>(
      `INSERT INTO activity_block (first_day, last_day, group_id, kindergarten_id, person_id, reason)
       VALUES (@from, @to, @groupId, @kindergartenId, @personId, @reason)`,
    )
    .run({ from, to, groupId, kindergartenId, personId, reason });
  return Number(lastInsertRowid);
}

/** Takes a block out again (inside `perform`). Says whether it was there. */
export function removeBlock(ledger: Ledger, id: number): boolean {
  return ledger.prepare('DELETE FROM activity_block WHERE id = ?').run(id).changes > 0;
}
