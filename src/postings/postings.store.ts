import type { IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';
import type { NewPosting, Posting } from './posting.ts';

type PostingRow = Omit<Posting, 'destinationPoor'> & { readonly destinationPoor: 0 | 1 | null };

const select = `SELECT p.id, p.person_id AS personId, person.name, person.unit, p.group_id AS groupId, p.kind, p.rank,
  p.origin_id AS originId, p.destination_id AS destinationId, p.origin_tier AS originTier,
  p.destination_tier AS destinationTier, p.destination_poor AS destinationPoor, p.started_on AS "from",
  p.ended_on AS "to", p.days, p.end_reason AS endReason, p.note, p.origin
 FROM posting AS p JOIN person ON person.id = p.person_id`;

const asPosting = (row: PostingRow): Posting => ({
  ...row,
  destinationPoor: row.destinationPoor === null ? null : row.destinationPoor === 1,
});

export interface PostingFilter {
  readonly personId?: number | undefined;
  /** The person by name and unit, both exact. */
  readonly person?: { readonly name: string; readonly unit: string } | undefined;
  readonly groupId?: number | undefined;
  /** One from which or to which somebody was posted. */
  readonly kindergartenId?: number | undefined;
  /** Those that touch the days from `since` to `until`, both inclusive. */
  readonly since?: IsoDate | undefined;
  readonly until?: IsoDate | undefined;
}

/** What each part of the filter asks of a row; only those that are given go into the statement, which indexes serve. */
const conditions = {
  personId: 'p.person_id = @personId',
  name: 'person.name = @name AND person.unit = @unit',
  groupId: 'p.group_id = @groupId',
  kindergartenId: '(p.origin_id = @kindergartenId OR p.destination_id = @kindergartenId)',
  since: '(p.ended_on IS NULL OR p.ended_on >= @since)',
  until: 'p.started_on <= @until',
} as const;

/** Postings (派驻), the earliest first. */
export function listPostings(ledger: Ledger, { person, ...filter }: PostingFilter = {}): Posting[] {
  const given = Object.fromEntries(
    Object.entries({ ...filter, ...person }).filter(([, value]) => value !== undefined),
  );
  const asked = Object.entries(conditions).flatMap(([key, condition]) => (key in given ? [condition] : []));
  const where = asked.length === 0 ? '' : `WHERE ${asked.join(' AND ')}`;
  return ledger
    .prepare<[object], PostingRow>(`${select} ${where} ORDER BY p.started_on, p.id`)
    .all(given)
    .map(asPosting);
}

export function findPosting(ledger: Ledger, id: number): Posting | undefined {
  const row = ledger.prepare<[number], PostingRow>(`${select} WHERE p.id = ?`).get(id);
  return row && asPosting(row);
}

const asRow = (posting: NewPosting) => ({
  ...posting,
  destinationPoor: posting.destinationPoor === null ? null : Number(posting.destinationPoor),
});

/** Enters a posting (inside `perform`). Gives its number. */
export function addPosting(ledger: Ledger, posting: NewPosting): number {
  const { lastInsertRowid } = ledger
    .prepare(
      `INSERT INTO posting (group_id, person_id, kind, rank, origin_id, destination_id, origin_tier, destination_tier,
        destination_poor, started_on, ended_on, days, end_reason, note, origin)
       VALUES (@groupId, @personId, @kind, @rank, @originId, @destinationId, @originTier, @destinationTier,
        @destinationPoor, @from, @to, @days, @endReason, @note, @origin)`,
    )
    .run(asRow(posting));
  return Number(lastInsertRowid);
}

/** Puts right what a posting says (inside `perform`). */
export function changePosting(ledger: Ledger, id: number, posting: NewPosting): void {
  ledger
    .prepare(
      `UPDATE posting SET group_id = @groupId, person_id = @personId, kind = @kind, rank = @rank,
        origin_id = @originId, destination_id = @destinationId, origin_tier = @originTier,
        destination_tier = @destinationTier, destination_poor = @destinationPoor, started_on = @from,
        ended_on = @to, days = @days, end_reason = @endReason, note = @note WHERE id = @id`,
    )
    .run({ ...asRow(posting), id });
}

/** Inside `perform`. */
export function removePosting(ledger: Ledger, id: number): void {
  ledger.prepare('DELETE FROM posting WHERE id = ?').run(id);
}
