import type { IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';
import type { Activity, ActivityState } from './activity.ts';
import { type Taking, takingPartOf, writeTakingPart } from './taking-part.store.ts';
import { nextUid } from './uid.store.ts';

/** Which activities are meant; what is not given does not matter. */
export interface ActivityFilter {
  readonly ids?: readonly number[];
  readonly groupIds?: readonly number[];
  /** Held by the office itself, not by a group. */
  readonly officeId?: number;
  readonly policyId?: string;
  readonly kind?: string;
  readonly states?: readonly ActivityState[];
  /** First and last day, both inclusive: an activity of several days counts when one of them lies within. */
  readonly from?: IsoDate;
  readonly to?: IsoDate;
  /** Takes part, or hosts. */
  readonly kindergartenId?: number;
  readonly personId?: number;
}

type Lists = 'kindergartens' | 'people' | 'evidence';
type Row = Omit<Activity, Lists | 'due' | 'fixed' | 'outstanding'> & {
  readonly dueFrom: IsoDate | null;
  readonly dueTo: IsoDate | null;
  readonly fixed: 0 | 1;
  readonly outstanding: 0 | 1;
};

/** What of an activity is said by whoever enters it; the rest is nothing, and its number and uid are given. */
export type NewActivity = Pick<Activity, 'policyId' | 'kind' | 'title' | 'state' | 'origin'> &
  Partial<Omit<Activity, Lists | 'id' | 'uid' | 'sequence'>> &
  Partial<Taking>;

/** What is different from before; a list that is given replaces the one that was. */
export type ActivityChanges = Partial<Omit<Activity, Lists | 'id' | 'uid' | 'sequence'>> & Partial<Taking>;

const columns = {
  policyId: 'policy_id',
  groupId: 'group_id',
  officeId: 'office_id',
  kind: 'kind',
  line: 'line',
  title: 'title',
  state: 'state',
  ruleId: 'rule_id',
  dueFrom: 'due_from',
  dueTo: 'due_to',
  plannedOn: 'planned_on',
  starts: 'starts',
  ends: 'ends',
  fixed: 'fixed',
  heldOn: 'held_on',
  heldTo: 'held_to',
  hostId: 'host_id',
  venue: 'venue',
  hours: 'hours',
  topics: 'topics',
  outcome: 'outcome',
  outstanding: 'outstanding',
  reason: 'reason',
  note: 'note',
  origin: 'origin',
} as const;
type Column = keyof typeof columns;
const columnNames = Object.keys(columns) as Column[];

/** What an entry in somebody's calendar shows: with a change of these it must be sent anew. */
const shownInCalendars: ReadonlySet<Column> = new Set([
  'title',
  'state',
  'plannedOn',
  'starts',
  'ends',
  'heldOn',
  'heldTo',
  'hostId',
  'venue',
  'topics',
  'reason',
]);

const day = 'coalesce(a.held_on, a.planned_on)';

/** SQL over `activity AS a`, with what its parameters are. */
function predicateOf(filter: ActivityFilter): { sql: string; parameters: Record<string, string | number> } {
  const parts: string[] = [];
  const parameters: Record<string, string | number> = {};
  const put = (key: keyof ActivityFilter, sql: string) => {
    const value = filter[key];
    if (value === undefined) return;
    parts.push(sql);
    parameters[key] = typeof value === 'object' ? JSON.stringify(value) : value;
  };
  put('ids', 'a.id IN (SELECT value FROM json_each(@ids))');
  put('groupIds', 'a.group_id IN (SELECT value FROM json_each(@groupIds))');
  put('officeId', 'a.office_id = @officeId AND a.group_id IS NULL');
  put('policyId', 'a.policy_id = @policyId');
  put('kind', 'a.kind = @kind');
  put('states', 'a.state IN (SELECT value FROM json_each(@states))');
  put('from', `coalesce(a.held_to, ${day}) >= @from`);
  put('to', `${day} <= @to`);
  put(
    'kindergartenId',
    `(a.host_id = @kindergartenId OR a.id IN
      (SELECT activity_id FROM activity_kindergarten WHERE kindergarten_id = @kindergartenId))`,
  );
  put('personId', 'a.id IN (SELECT activity_id FROM activity_person WHERE person_id = @personId)');
  return { sql: parts.length === 0 ? 'TRUE' : parts.join(' AND '), parameters };
}

/** Activities in the order of their days, with who takes part and what proves them. */
export function listActivities(ledger: Ledger, filter: ActivityFilter = {}): Activity[] {
  const { sql, parameters } = predicateOf(filter);
  const fields = columnNames.map((key) => `a.${columns[key]} AS ${key}`).join(', ');
  const rows = ledger
    .prepare<[object], Row>(
      `SELECT a.id, a.uid, a.sequence, ${fields} FROM activity AS a WHERE ${sql} ORDER BY ${day}, a.id`,
    )
    .all(parameters);
  const taking = takingPartOf(ledger, sql, parameters);
  return rows.map(({ dueFrom, dueTo, fixed, outstanding, ...row }) => ({
    ...row,
    due: dueFrom === null || dueTo === null ? null : { from: dueFrom, to: dueTo },
    fixed: fixed === 1,
    outstanding: outstanding === 1,
    kindergartens: taking.kindergartens.get(row.id) ?? [],
    people: taking.people.get(row.id) ?? [],
    evidence: taking.evidence.get(row.id) ?? [],
  }));
}

export function findActivity(ledger: Ledger, id: number): Activity | undefined {
  return listActivities(ledger, { ids: [id] })[0];
}

/** The columns' values that an entry, or a change of one, gives. */
function valuesOf(given: ActivityChanges): Partial<Record<Column, string | number | null>> {
  const values: Partial<Record<Column, string | number | null>> = {};
  for (const key of columnNames) {
    if (key === 'dueFrom' || key === 'dueTo') {
      if (given.due !== undefined) values[key] = given.due?.[key === 'dueFrom' ? 'from' : 'to'] ?? null;
    } else if (given[key] !== undefined) {
      const value = given[key];
      values[key] = typeof value === 'boolean' ? Number(value) : value;
    }
  }
  return values;
}

/** Enters an activity (inside `perform`); gives its number. */
export function addActivity(ledger: Ledger, activity: NewActivity): number {
  const values = { uid: nextUid(ledger), ...valuesOf(activity) };
  const keys = Object.keys(values) as (Column | 'uid')[];
  const names = keys.map((key) => (key === 'uid' ? key : columns[key]));
  const { lastInsertRowid } = ledger
    .prepare<[object]>(
      `INSERT INTO activity (${names.join(', ')}) VALUES (${keys.map((key) => `@${key}`).join(', ')})`,
    )
    .run(values);
  const id = Number(lastInsertRowid);
  writeTakingPart(ledger, id, activity, { kindergartens: [], people: [], evidence: [] });
  return id;
}

/**
 * Changes an activity (inside `perform`); its sequence grows where calendars elsewhere must learn of it.
 * @returns whether anything is different from before
 */
export function changeActivity(ledger: Ledger, before: Activity, changes: ActivityChanges): boolean {
  const old = valuesOf(before);
  const values = valuesOf(changes);
  const changed = columnNames.filter((key) => values[key] !== undefined && values[key] !== old[key]);
  const taking = writeTakingPart(ledger, before.id, changes, before);
  const isShown = taking.isShown || changed.some((key) => shownInCalendars.has(key));
  const sets = changed.map((key) => `${columns[key]} = @${key}`);
  if (isShown) sets.push('sequence = sequence + 1');
  if (sets.length > 0) {
    const given = Object.fromEntries(changed.map((key) => [key, values[key]]));
    ledger
      .prepare<[object]>(`UPDATE activity SET ${sets.join(', ')} WHERE id = @id`)
      .run({ ...given, id: before.id });
  }
  return sets.length > 0 || taking.isChanged;
}

/** Removes an activity that was only planned: what was held or called off is kept (inside `perform`). */
export function removePlanned(ledger: Ledger, activity: Activity): void {
  if (activity.state !== 'planned') throw new Error(`activity ${activity.id} is ${activity.state}`);
  writeTakingPart(ledger, activity.id, { kindergartens: [], people: [], evidence: [] }, activity);
  ledger.prepare('DELETE FROM activity WHERE id = ?').run(activity.id);
}
