import { openCalendar } from '../calendar/open-calendar.ts';
import type { SchoolCalendar } from '../calendar/school-calendar.ts';
import { daysOf, daysText } from '../tables/fields/days.ts';
import type { ImportRun, ImportTarget, RowOutcome } from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';
import { findActivity, listActivities } from './activities.store.ts';
import type { Activity } from './activity.ts';
import { shownActivity } from './activity-words.ts';
import { ActivityWorld } from './activity-world.ts';
import { dayOff } from './day-off.ts';
import { namesakesOf, type Occasion, plansFor } from './occasion.ts';
import { reconcileOccasion } from './reconcile-occasion.ts';
import { type SaidOccasion, understandOccasion } from './said-occasion.ts';
import { saveOccasion } from './save-occasion.ts';

/** What the target remembers during one pass. */
interface Pass {
  readonly world: ActivityWorld;
  /** Of the table at hand: the row that speaks of an activity. */
  readonly rows: Map<number, number>;
  /** Opened before the first row. */
  calendar?: SchoolCalendar;
}

function passOf(run: ImportRun): Pass {
  const known = run.memory.get('activity-record') as Pass | undefined;
  if (known) return known;
  const pass: Pass = { world: new ActivityWorld(run.ledger, run.templateFolders), rows: new Map() };
  run.memory.set('activity-record', pass);
  return pass;
}

function readRow({ values }: TableRecord): SaidOccasion {
  const text = (key: string) => (values[key] === undefined ? undefined : String(values[key]));
  return {
    ...daysOf(String(values.days ?? '')),
    group: text('group'),
    activityKind: text('activityKind') ?? '',
    title: text('title'),
    line: text('line'),
    host: text('host'),
    venue: text('venue'),
    participants: text('participants'),
    hours: typeof values.hours === 'number' ? values.hours : undefined,
    topics: text('topics'),
    outcome: text('outcome'),
    outstanding: typeof values.outstanding === 'boolean' ? values.outstanding : undefined,
    note: text('note'),
  };
}

/** Tells which activity the row is of, and reports what is wrong with it. */
function understand(record: TableRecord, run: ImportRun, pass: Pass): Occasion | null {
  const { occasion, problems } = understandOccasion(readRow(record), pass.world, run);
  for (const { code, field, parameters } of problems) run.report(code, record, field, parameters);
  return occasion;
}

/** Import target of records of activities (活动记录表): one row is one activity that was held. */
export const activityRecordTarget: ImportTarget = {
  table: 'activity-record',

  async begin(run) {
    const pass = passOf(run);
    pass.rows.clear();
    pass.calendar ??= await openCalendar(run.ledger, run.templateFolders);
  },

  apply(record, run): RowOutcome {
    const pass = passOf(run);
    const occasion = understand(record, run, pass);
    const { days, activityKind } = record.values;
    const subject = `${occasion?.holder ?? record.values.group ?? ''} ${activityKind} ${days}`.trim();
    const rejected: RowOutcome = { kind: 'rejected', subject, changes: [], targets: [] };
    if (!occasion) return rejected;
    const known = listActivities(run.ledger, {
      ...(occasion.groupId === null
        ? { officeId: occasion.officeId ?? 0 }
        : { groupIds: [occasion.groupId] }),
      policyId: occasion.policyId,
      kind: occasion.kind.id,
    });
    const { same, others } = namesakesOf(occasion, known);
    const earlier = same && pass.rows.get(same.id);
    if (earlier !== undefined) {
      run.report('activity-row-repeated', record, 'days', { row: earlier });
      return rejected;
    }
    if (same) {
      pass.rows.set(same.id, record.row);
      noteEvidence(same, record, run);
      return reconcileOccasion(same, occasion, { record, run, world: pass.world, subject });
    }
    if (others.length > 0) {
      const listed = others.map(shownActivity).join('、');
      run.report('activity-same-day', record, 'days', { holder: occasion.holder, others: listed });
    }
    const off = pass.calendar && dayOff(pass.calendar, occasion.heldOn, occasion.heldTo);
    if (off) run.report('activity-day-off', record, 'days', off);
    const plans = plansFor(occasion, known);
    const [plan] = plans;
    if (plans.length > 1) {
      run.report('activity-plan-ambiguous', record, 'days', {
        candidates: plans.map(shownActivity).join('、'),
      });
    }
    return save(occasion, plan, { record, run, pass, subject });
  },

  inspect(record, run) {
    const { days, activityKind } = record.values;
    if (days !== undefined && activityKind !== undefined) understand(record, run, passOf(run));
  },
};

function save(
  occasion: Occasion,
  plan: Activity | undefined,
  { record, run, pass, subject }: { record: TableRecord; run: ImportRun; pass: Pass; subject: string },
): RowOutcome {
  const id = saveOccasion(run.ledger, occasion, { plan, origin: 'table' });
  pass.rows.set(id, record.row);
  const saved = findActivity(run.ledger, id);
  if (saved) noteEvidence(saved, record, run);
  const fields = Object.keys(record.values).filter(
    (key) => record.values[key] !== undefined && key !== 'sequence' && key !== 'evidence',
  );
  const held = daysText(occasion.heldOn, occasion.heldTo);
  return {
    kind: plan ? 'updated' : 'inserted',
    subject,
    changes: plan ? [{ field: 'days', before: `计划 ${plan.plannedOn}`, after: held }] : [],
    targets: [{ table: 'activity', id, fields }],
  };
}

/** Files that the row names are filed by the clerk: said where none of that name is. */
function noteEvidence(activity: Activity, record: TableRecord, run: ImportRun): void {
  const named = String(record.values.evidence ?? '')
    .split(/[、，,；;\n]/u)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const filed = new Set(activity.evidence.map(({ name }) => name));
  const missing = named.filter((name) => !filed.has(name));
  if (missing.length === 0) return;
  run.report('activity-evidence-unfiled', record, 'evidence', { value: missing.join('、') });
}
