import { addDays, type IsoDate } from '../../common/dates.ts';
import type { Review } from '../reviews.store.ts';
import type { Row, TravellingTable, Value } from './travelling.ts';

/** A locked period (锁定): what lies in it is no longer changed from below. Both days inclusive. */
export type LockedPeriod = Pick<Review, 'period' | 'firstDay' | 'lastDay'>;

/** The day that says when a row belongs to, of tables whose rows are of one day. */
const dayColumns = [
  'held_on',
  'planned_on',
  'visited_on',
  'started_on',
  'done_on',
  'entered_on',
  'submitted_on',
  'dated',
];

/** Whether rows of a table say themselves when they are of. */
export function hasDay({ isDated, columns }: TravellingTable): boolean {
  return isDated || columns.some((column) => column === 'year' || dayColumns.includes(column));
}

/** Where a row stands in time: a day, or from a day until another (exclusive). */
interface Stretch {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

const last: IsoDate = '9999-12-31';

function stretchOf(table: TravellingTable, row: Row): Stretch | undefined {
  if (table.isDated) {
    return { from: String(row.valid_from ?? '0001-01-01'), to: String(row.valid_to ?? last) };
  }
  const day = dayColumns
    .map((column) => row[column])
    .find((value): value is string => typeof value === 'string');
  if (day !== undefined) return { from: day, to: addDays(day, 1) };
  if (typeof row.year === 'number') return { from: `${row.year}-01-01`, to: `${row.year + 1}-01-01` };
  return undefined;
}

/** The part of a row that lies in a locked period; undefined where none does. */
function cut(
  table: TravellingTable,
  row: Row | undefined,
  { firstDay, lastDay }: LockedPeriod,
): Stretch | undefined {
  const stretch = row && stretchOf(table, row);
  if (!stretch) return undefined;
  const from = stretch.from > firstDay ? stretch.from : firstDay;
  const after = addDays(lastDay, 1);
  const to = stretch.to < after ? stretch.to : after;
  return from < to ? { from, to } : undefined;
}

const period: ReadonlySet<string> = new Set(['valid_from', 'valid_to', 'end_reason']);

/**
 * The locked period that a change would reach into. What only begins or ends outside it does not touch it, and what is
 * entered later without a known beginning is no change of it.
 */
export function lockedBy(
  table: TravellingTable,
  before: Row | undefined,
  after: Row | undefined,
  locked: readonly LockedPeriod[],
): LockedPeriod | undefined {
  return locked.find((each) => {
    const old = cut(table, before, each);
    const now = cut(table, after, each);
    if (!old && !now) return false;
    if (!table.isDated) return true;
    // Of what was not there before only what says that it began in those days.
    if (!before) return now !== undefined && String(after?.valid_from) >= each.firstDay;
    if (old?.from !== now?.from || old?.to !== now?.to) return true;
    return table.columns.some((column) => !period.has(column) && differ(before[column], after?.[column]));
  });
}

const differ = (one: Value | undefined, other: Value | undefined) => (one ?? null) !== (other ?? null);
