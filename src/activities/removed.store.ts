import type { Ledger } from '../store/ledger.ts';
import type { Activity, ActivityPerson } from './activity.ts';

interface RemovedRow {
  readonly operation: number;
  readonly row: string;
}

type Columns = Readonly<Record<string, string | number | null>>;

/** Rows of a table that operations took out, with the values they had, the first one first. */
function removedRows(
  ledger: Ledger,
  table: string,
): { readonly operation: number; readonly values: Columns }[] {
  return ledger
    .prepare<[{ table: string }], RemovedRow>(
      `SELECT o.id AS operation, c.before AS row
       FROM operation AS o JOIN change AS c ON c.id BETWEEN o.first_change AND o.last_change
       WHERE json_extract(o.counts, '$.' || @table) IS NOT NULL
         AND c.table_name = @table AND c.kind = 'delete' ORDER BY c.id`,
    )
    .all({ table })
    .map(({ operation, row }) => ({ operation, values: JSON.parse(row) as Columns }));
}

/**
 * The planned activities that were taken out of the plan again, or whose planning was undone: as called off, for the
 * calendars elsewhere that still have them. With whose they were and who was wanted there; nothing else of them counts.
 */
export function removedActivities(ledger: Ledger): Activity[] {
  const present = new Set(
    ledger
      .prepare<[], { uid: string }>('SELECT uid FROM activity')
      .all()
      .map(({ uid }) => uid),
  );
  const persons = new Map(
    ledger
      .prepare<[], Pick<ActivityPerson, 'personId' | 'name' | 'unit'>>(
        'SELECT id AS personId, name, unit FROM person',
      )
      .all()
      .map((person) => [person.personId, person]),
  );
  const wanted = removedRows(ledger, 'activity_person');
  const removed = new Map<string, Activity>();
  for (const { operation, values } of removedRows(ledger, 'activity')) {
    const uid = String(values.uid);
    if (present.has(uid) || values.planned_on === null) continue;
    // They were taken out by the same operation, as nothing may name an activity that is not there.
    const people = wanted
      .filter((each) => each.operation === operation && each.values.activity_id === values.id)
      .flatMap(({ values: { person_id, role } }) => {
        const person = persons.get(Number(person_id));
        return person ? [{ ...person, role: String(role), hours: null }] : [];
      });
    removed.set(uid, { ...asActivity(uid, values), people });
  }
  return [...removed.values()];
}

function asActivity(uid: string, values: Columns): Activity {
  const text = (column: string) => (values[column] === null ? null : String(values[column]));
  const number = (column: string) => (values[column] === null ? null : Number(values[column]));
  return {
    id: Number(values.id),
    uid,
    sequence: Number(values.sequence) + 1,
    policyId: String(values.policy_id),
    groupId: number('group_id'),
    officeId: number('office_id'),
    kind: String(values.kind),
    line: null,
    title: String(values.title),
    state: 'cancelled',
    ruleId: null,
    due: null,
    plannedOn: text('planned_on'),
    starts: text('starts'),
    ends: text('ends'),
    fixed: false,
    heldOn: null,
    heldTo: null,
    hostId: number('host_id'),
    venue: text('venue'),
    hours: null,
    topics: null,
    outcome: null,
    outstanding: false,
    reason: '已从计划中删去',
    note: null,
    origin: 'plan',
    kindergartens: [],
    people: [],
    evidence: [],
  };
}
