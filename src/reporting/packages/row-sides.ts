import type { Row, Value } from './travelling.ts';

/** What becomes of a row here when a sender says something of it. */
interface Sides {
  /** What is to be written. */
  readonly changes: Row;
  /** What the sender says differently, and what is kept here. */
  readonly kept: Row;
}

/** The values of some columns, for telling rows by what they are. */
export const joined = (row: Row, columns: readonly string[]) =>
  JSON.stringify(columns.map((column) => row[column] ?? null));

const same = (one: Value | undefined, other: Value | undefined) => (one ?? null) === (other ?? null);

/** Whether two rows hold for a common time. */
export const overlap = (one: Row, other: Row) =>
  String(one.valid_from) < String(other.valid_to ?? '9999-12-31') &&
  String(other.valid_from) < String(one.valid_to ?? '9999-12-31');

/**
 * Three sides: what the sender said last, what it says now, and what stands here. What it says anew counts where
 * nobody here said otherwise.
 * @param takesSent of what differs the sender's words count
 */
export function threeSides(
  said: Row,
  sent: Row,
  here: Row,
  takesSent: boolean,
): Sides & { readonly hasMoved: boolean } {
  const moved = Object.keys(sent).filter(
    (column) =>
      column !== 'id' &&
      (!same(said[column], sent[column]) || (takesSent && !same(here[column], sent[column]))),
  );
  const changes: Record<string, Value> = {};
  const kept: Record<string, Value> = {};
  for (const column of moved) {
    const [old, now] = [here[column] ?? null, sent[column] ?? null];
    if (same(old, now)) continue;
    if (same(old, said[column]) || old === null || takesSent) changes[column] = now;
    else kept[column] = now;
  }
  return { hasMoved: moved.length > 0, changes, kept };
}

/**
 * Fills what is empty in a row that was entered here by other ways; what differs stays, unless the sender's words count.
 * @param said what the sender itself said last, of a row that has since gone into this one
 */
export function filledGaps(sent: Row, here: Row, said: Row | undefined, takesSent: boolean): Sides {
  const changes: Record<string, Value> = {};
  const kept: Record<string, Value> = {};
  for (const [column, value] of Object.entries(sent)) {
    const old = here[column] ?? null;
    if (column === 'id' || value === null || same(old, value)) continue;
    // Open ends are no gaps to be filled.
    const fills = old === null && column !== 'valid_to';
    const isOwn = said !== undefined && column in said && same(old, said[column]);
    if (fills || isOwn || takesSent) changes[column] = value;
    else if (!quiet.has(column)) kept[column] = value;
  }
  return { changes, kept };
}

/** What is kept for comparing and ordering differs without anybody having said so. */
const quiet: ReadonlySet<string> = new Set(['name_key', 'position', 'sequence', 'uid', 'origin']);
