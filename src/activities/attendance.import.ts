import { findOrAddPerson } from '../committees/committees.store.ts';
import { personName } from '../committees/unit.ts';
import { squeezeText, tidyText } from '../common/text.ts';
import { settleValue } from '../groups/settle-value.ts';
import { daysOf } from '../tables/fields/days.ts';
import type { ImportRun, ImportTarget, RowOutcome } from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';
import { listActivities } from './activities.store.ts';
import type { Activity } from './activity.ts';
import { shownActivity } from './activity-words.ts';
import { ActivityWorld, membersOf } from './activity-world.ts';
import { addAttendance, attendanceOf, setHours } from './attendance.store.ts';
import { kindergartenNames } from './kindergarten-names.store.ts';
import { isKindWord, kindMeant } from './kinds.ts';

interface Pass {
  readonly world: ActivityWorld;
  readonly nameOf: ReturnType<typeof kindergartenNames>;
  /** Held activities by the days that rows ask for. */
  readonly held: Map<string, readonly Activity[]>;
  /** Of the table at hand: the row of a person at an activity. */
  readonly rows: Map<string, number>;
}

function passOf(run: ImportRun): Pass {
  const known = run.memory.get('attendance') as Pass | undefined;
  if (known) return known;
  const world = new ActivityWorld(run.ledger, run.templateFolders);
  const pass = { world, nameOf: kindergartenNames(run.ledger), held: new Map(), rows: new Map() };
  run.memory.set('attendance', pass);
  return pass;
}

/** A row, as it says who attended what. */
interface Attended {
  readonly name: string;
  readonly unit: string;
  readonly activity: string;
  readonly days: string;
  readonly hours: number | undefined;
}

const readRow = ({ values }: TableRecord): Attended => ({
  name: personName(String(values.name ?? '')),
  unit: tidyText(String(values.unit ?? '')),
  activity: tidyText(String(values.activity ?? '')),
  days: String(values.days ?? ''),
  hours: typeof values.hours === 'number' ? values.hours : undefined,
});

function heldOn(days: string, run: ImportRun, pass: Pass): readonly Activity[] {
  let held = pass.held.get(days);
  if (!held) {
    held = listActivities(run.ledger, { ...daysOf(days), states: ['done'] });
    pass.held.set(days, held);
  }
  return held;
}

/**
 * The activity of a row among those held on its days: by number, by its own name, or by its kind; of several that of
 * the unit's group. What is but the word for a kind is no name: many activities bear it.
 */
function activityMeant(attended: Attended, run: ImportRun, pass: Pass): Activity[] {
  const held = heldOn(attended.days, run, pass).filter(
    ({ policyId }) => run.policyId === null || policyId === run.policyId,
  );
  const wanted = squeezeText(attended.activity);
  const byNumber = held.filter(({ id }) => String(id) === wanted);
  if (byNumber.length > 0) return byNumber;
  const named = held.filter(({ title }) => squeezeText(title) === wanted);
  const ofKind = (activity: Activity) =>
    kindMeant(pass.world.policy(activity.policyId).activities, attended.activity)?.id === activity.kind;
  const kinds = new Set(held.map(({ policyId }) => policyId));
  const isKind = [...kinds].some((id) => isKindWord(pass.world.policy(id).activities, attended.activity));
  const meant = named.length > 0 && !isKind ? named : held.filter(ofKind);
  const own = meant.filter((activity) => isOwn(activity, attended, pass));
  return own.length > 0 ? own : meant;
}

/** Whether the person's unit is of the group that held it. */
function isOwn(activity: Activity, attended: Attended, pass: Pass): boolean {
  const on = activity.heldOn ?? '';
  const group = pass.world.groupsOn(on).find(({ id }) => id === activity.groupId);
  if (!group) return false;
  const found = pass.world.kindergarten(attended.unit, group, on);
  if ('memberId' in found) return true;
  return membersOf(group).some(({ kindergartenId }) => kindergartenId === found.kindergarten?.id);
}

/** The unit under which the person is entered: a kindergarten by its name of today, another place as written. */
function unitOf(
  attended: Attended,
  activity: Activity,
  record: TableRecord,
  run: ImportRun,
  pass: Pass,
): string | null {
  const on = activity.heldOn ?? run.today;
  const group = pass.world.groupsOn(on).find(({ id }) => id === activity.groupId) ?? null;
  const found = pass.world.kindergarten(attended.unit, group, on);
  if ('memberId' in found) return pass.nameOf(found.memberId, run.today);
  if (found.kindergarten) return pass.nameOf(found.kindergarten.id, run.today);
  if (found.code === 'kindergarten-ambiguous') {
    run.report('kindergarten-ambiguous', record, 'unit', found.parameters);
    return null;
  }
  const { near } = found.parameters;
  run.report('attendance-unit-unknown', record, 'unit', { value: attended.unit, near: near ?? '' });
  return attended.unit;
}

/** Import target of sign-in sheets of trainings (培训签到表): one row is one person at one activity. */
export const attendanceTarget: ImportTarget = {
  table: 'attendance',

  begin(run) {
    passOf(run).rows.clear();
  },

  apply(record, run): RowOutcome {
    const pass = passOf(run);
    const attended = readRow(record);
    const subject = `${attended.name}（${attended.unit}）`;
    const rejected: RowOutcome = { kind: 'rejected', subject, changes: [], targets: [] };
    const meant = activityMeant(attended, run, pass);
    const [activity] = meant;
    const asked = { value: attended.activity, days: attended.days };
    if (!activity) {
      run.report('attendance-no-activity', record, 'activity', asked);
      return rejected;
    }
    if (meant.length > 1) {
      const candidates = meant.map(shownActivity).join('、');
      run.report('attendance-ambiguous', record, 'activity', { ...asked, candidates });
      return rejected;
    }
    const unit = unitOf(attended, activity, record, run, pass);
    if (unit === null) return rejected;
    const key = `${activity.id} ${attended.name} ${unit}`;
    const earlier = pass.rows.get(key);
    if (earlier !== undefined) {
      const parameters = { value: attended.name, title: activity.title, row: earlier };
      run.report('attendance-repeated', record, 'name', parameters);
      return rejected;
    }
    pass.rows.set(key, record.row);
    return put(attended, unit, activity, { record, run, subject });
  },
};

function put(
  { name, hours }: Attended,
  unit: string,
  activity: Activity,
  { record, run, subject }: { record: TableRecord; run: ImportRun; subject: string },
): RowOutcome {
  const { ledger } = run;
  const personId = findOrAddPerson(ledger, name, unit);
  const known = attendanceOf(ledger, activity.id, personId);
  const target = (id: number, fields: readonly string[]) => [{ table: 'activity_person', id, fields }];
  if (!known) {
    const id = addAttendance(ledger, activity.id, personId, hours ?? null);
    const fields = ['name', 'unit', 'activity', 'days', ...(hours === undefined ? [] : ['hours'])];
    return { kind: 'inserted', subject, changes: [], targets: target(id, fields) };
  }
  if (hours === undefined || hours === known.hours) {
    return { kind: 'unchanged', subject, changes: [], targets: target(known.id, []) };
  }
  const before = known.hours === null ? null : String(known.hours);
  const { kind, changes } = settleValue(
    { field: 'hours', subject, before, after: String(hours) },
    run,
    record,
  );
  if (kind === 'skip') return { kind: 'skipped', subject, changes, targets: [] };
  if (kind === 'take') setHours(ledger, known.id, hours);
  const isTaken = kind === 'take';
  return {
    kind: isTaken ? 'updated' : 'unchanged',
    subject,
    changes,
    targets: target(known.id, isTaken ? ['hours'] : []),
  };
}
