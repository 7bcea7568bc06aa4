import type { Ledger } from '../store/ledger.ts';

/** How often an activity was changed since it was entered, and when last. */
export interface Revision {
  readonly changes: number;
  /** Moment, ISO in UTC. */
  readonly at: string;
}

/**
 * The revisions of all activities by number, as the journal has them. Undoing is a change too: a number made of them
 * never falls, as a calendar elsewhere would hold on to the higher one.
 */
export function activityRevisions(ledger: Ledger): ReadonlyMap<number, Revision> {
  const rows = ledger
    .prepare<[], Revision & { id: number }>(
      `SELECT c.row_id AS id, count(*) - 1 AS changes, max(o.at) AS at
       FROM operation AS o JOIN change AS c ON c.id BETWEEN o.first_change AND o.last_change
       WHERE json_extract(o.counts, '$.activity') IS NOT NULL AND c.table_name = 'activity'
       GROUP BY c.row_id`,
    )
    .all();
  return new Map(rows.map(({ id, changes, at }) => [id, { changes, at }]));
}
