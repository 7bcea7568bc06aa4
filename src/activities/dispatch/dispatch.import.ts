import { openCalendar } from '../../calendar/open-calendar.ts';
import type { SchoolCalendar } from '../../calendar/school-calendar.ts';
import { chineseDate } from '../../common/dates.ts';
import type { ImportRun, ImportTarget, RowOutcome } from '../../tables/import-target.ts';
import type { TableRecord } from '../../tables/record.ts';
import { changeActivity, findActivity, listActivities } from '../activities.store.ts';
import type { Activity } from '../activity.ts';
import { ActivityWorld } from '../activity-world.ts';
import { dayOff } from '../day-off.ts';
import { kindName } from '../kinds.ts';
import { namesakesOf, type Occasion, plansFor } from '../occasion.ts';
import { reconcileOccasion } from '../reconcile-occasion.ts';
import { type SaidField, understandOccasion } from '../said-occasion.ts';
import { saveOccasion } from '../save-occasion.ts';
import { beginSheet } from './locked-cells.ts';
import {
  type AccountsOf,
  accountsReader,
  checkBlankRow,
  isLeftBlank,
  type ReturnedRow,
  understandReturn,
} from './said-return.ts';

/** What the target remembers during one pass. */
interface Pass {
  readonly world: ActivityWorld;
  /** Of the sheet at hand: the row that took an activity for its period, by rule and activity. */
  readonly rows: Map<string, { readonly row: number; readonly period: string }>;
  readonly accountsOf: AccountsOf;
  /** Opened before the first row. */
  calendar?: SchoolCalendar;
}

function passOf(run: ImportRun): Pass {
  const known = run.memory.get('dispatch') as Pass | undefined;
  if (known) return known;
  const pass: Pass = {
    world: new ActivityWorld(run.ledger, run.templateFolders),
    accountsOf: accountsReader(run),
    rows: new Map(),
  };
  run.memory.set('dispatch', pass);
  return pass;
}

/** Fields of a record of activities that stand under other keys here. */
const fieldHere: Readonly<Partial<Record<SaidField, string>>> = { line: 'activityKind' };

const subjectOf = ({ values }: TableRecord) =>
  [values.group, values.activityKind, values.period ?? values.plannedOn]
    .filter((value) => value !== undefined)
    .join(' ');

/** Whether the days said fit what is said of them; reports what does not. */
function areDaysFitting({ state, days, period, reason }: ReturnedRow, record: TableRecord, run: ImportRun) {
  if (state !== 'done' && reason === undefined) {
    run.report('dispatch-reason-missing', record, 'reason');
    return false;
  }
  if (state === 'cancelled') return true;
  if (!days) {
    run.report('dispatch-date-missing', record, 'days');
    return false;
  }
  if (state === 'moved') {
    if (days.from >= run.today) return true;
    run.report('dispatch-moved-past', record, 'days', { value: chineseDate(days.from) });
    return false;
  }
  if (period && days.from < period.from) {
    const from = chineseDate(period.from);
    run.report('dispatch-date-outside', record, 'days', { value: chineseDate(days.from), from });
    return false;
  }
  return true;
}

/** What was held, in the words that records of activities are understood by. */
function occasionSaid(row: ReturnedRow, record: TableRecord, run: ImportRun, world: ActivityWorld) {
  const { group, account, plan, days } = row;
  if (!days) return null;
  const policy = world.policy(group.policyId);
  const kind = plan?.kind ?? account?.rule.parameters.activity[0] ?? '';
  const name = kindName(policy.activities, kind);
  const own = account && account.type !== 'group' ? account.name : undefined;
  const hosts = account?.rule.parameters.counts === 'hosted';
  const said = {
    ...days,
    group: String(group.id),
    activityKind: kind,
    // Several kindergartens may each hold theirs on one day.
    ...(own === undefined ? {} : { title: `${name}（${own}）` }),
    host: row.host ?? (hosts ? own : undefined),
    participants: row.participants ?? (hosts ? undefined : own),
  };
  const { occasion, problems } = understandOccasion(said, world, {
    policyId: group.policyId,
    today: run.today,
  });
  for (const { code, field, parameters } of problems) {
    run.report(code, record, fieldHere[field] ?? field, parameters);
  }
  return occasion;
}

/** Says of an activity for which rule and period it was held, where it does not say so yet. */
function assign(run: ImportRun, id: number, { account, period }: ReturnedRow): void {
  const activity = findActivity(run.ledger, id);
  if (!activity || !account || !period || activity.due) return;
  const due = { from: period.whole.from, to: period.whole.to };
  changeActivity(run.ledger, activity, { ruleId: account.rule.id, due });
}

/** What was held after all was not called off. */
function dropReason(run: ImportRun, id: number): void {
  const activity = findActivity(run.ledger, id);
  if (activity) changeActivity(run.ledger, activity, { reason: null });
}

function tellDayOff(run: ImportRun, record: TableRecord, from: string, to: string | null): void {
  const { calendar } = passOf(run);
  const off = calendar && dayOff(calendar, from, to);
  if (off) run.report('activity-day-off', record, 'days', off);
}

const rowKey = (id: number, { account }: ReturnedRow) => `${account?.rule.id ?? ''} ${id}`;

function take(run: ImportRun, id: number, row: ReturnedRow, number: number): void {
  if (row.period) passOf(run).rows.set(rowKey(id, row), { row: number, period: row.period.whole.name });
}

/** For which other period of the same rule an activity counts already: by a row above, or on record. */
function takenFor(recorded: Activity, row: ReturnedRow, run: ImportRun) {
  const { account, period } = row;
  if (!account || !period) return null;
  const above = passOf(run).rows.get(rowKey(recorded.id, row));
  if (above) return { period: above.period, where: `第 ${above.row} 行` };
  const { due } = recorded;
  if (!due || recorded.ruleId !== account.rule.id || isFor(row)(recorded)) return null;
  const other = account.periods.find(({ whole }) => whole.from <= due.to && whole.to >= due.from);
  return { period: other?.whole.name ?? `${due.from} 至 ${due.to}`, where: `编号 ${recorded.id}` };
}

/** Whether a plan is for the period of the row: what is due in another keeps its plan. */
const isFor =
  ({ period }: ReturnedRow) =>
  ({ due }: Activity) =>
    !period || !due || (due.from <= period.whole.to && due.to >= period.whole.from);

function recordHeld(
  row: ReturnedRow,
  occasion: Occasion,
  work: { readonly record: TableRecord; readonly run: ImportRun; readonly world: ActivityWorld },
): RowOutcome {
  const { record, run } = work;
  const subject = subjectOf(record);
  const known = listActivities(run.ledger, {
    groupIds: [row.group.id],
    policyId: occasion.policyId,
    kind: occasion.kind.id,
  });
  const { same } = namesakesOf(occasion, known);
  // What a sheet taken in before said of the same plan stands corrected, be it another day.
  const recorded = same ?? (row.plan?.state === 'done' ? row.plan : undefined);
  if (recorded) {
    const taken = takenFor(recorded, row, run);
    if (taken) {
      const { kind } = occasion;
      const days = chineseDate(occasion.heldOn);
      const parameters = { days, kind: kind.name, this: row.period?.whole.name ?? '', ...taken };
      run.report('dispatch-held-twice', record, 'days', parameters);
      return { kind: 'rejected', subject, changes: [], targets: [] };
    }
    take(run, recorded.id, row, record.row);
    const outcome = reconcileOccasion(recorded, occasion, { ...work, subject });
    const isElsewhere = row.period !== null && occasion.heldOn > row.period.whole.to;
    if (!isElsewhere || recorded.due || outcome.kind === 'skipped') return outcome;
    // Recorded by other means on a day outside the period of the row: the row says what it was held for.
    assign(run, recorded.id, row);
    return { ...outcome, kind: 'updated' };
  }
  tellDayOff(run, record, occasion.heldOn, occasion.heldTo);
  const plan = row.plan ?? plansFor(occasion, known).find(isFor(row));
  const id = saveOccasion(run.ledger, occasion, { plan, origin: 'table' });
  assign(run, id, row);
  take(run, id, row, record.row);
  if (plan?.state === 'cancelled') dropReason(run, id);
  return {
    kind: plan ? 'updated' : 'inserted',
    subject,
    changes: plan ? [{ field: 'days', before: `计划 ${plan.plannedOn}`, after: occasion.heldOn }] : [],
    targets: [{ table: 'activity', id, fields: ['days', 'host', 'participants'] }],
  };
}

/** Calls a planned activity off, or moves it to another day, with the reason. */
function changePlan(plan: Activity, row: ReturnedRow, record: TableRecord, run: ImportRun): RowOutcome {
  const subject = subjectOf(record);
  const reason = row.reason ?? null;
  const to = row.days?.from ?? null;
  const isCancelled = row.state === 'cancelled';
  const isSame = isCancelled
    ? plan.state === 'cancelled' && plan.reason === reason
    : plan.state === 'planned' && plan.plannedOn === to && plan.reason === reason;
  if (isSame) return { kind: 'unchanged', subject, changes: [], targets: [] };
  if (!isCancelled && to !== null) tellDayOff(run, record, to, null);
  const { due } = plan;
  if (!isCancelled && to !== null && due && (to < due.from || to > due.to)) {
    const value = chineseDate(to);
    run.report('activity-outside-due', record, 'days', { value, from: due.from, to: due.to });
  }
  changeActivity(
    run.ledger,
    plan,
    isCancelled ? { state: 'cancelled', reason } : { state: 'planned', plannedOn: to, reason, fixed: true },
  );
  const change = isCancelled
    ? { field: 'state', before: '计划', after: '取消' }
    : { field: 'days', before: plan.plannedOn, after: to };
  return {
    kind: 'updated',
    subject,
    changes: [change],
    targets: [{ table: 'activity', id: plan.id, fields: ['state', 'days', 'reason'] }],
  };
}

/** Import target of returned dispatch sheets (活动调度表): what was held, called off or moved. */
export const dispatchTarget: ImportTarget = {
  table: 'dispatch',

  async begin(run) {
    const pass = passOf(run);
    pass.rows.clear();
    pass.calendar ??= await openCalendar(run.ledger, run.templateFolders);
    beginSheet(run);
  },

  apply(record, run): RowOutcome {
    const subject = subjectOf(record);
    const rejected: RowOutcome = { kind: 'rejected', subject, changes: [], targets: [] };
    const { world, accountsOf } = passOf(run);
    if (isLeftBlank(record)) {
      checkBlankRow(record, run, world, accountsOf);
      return { kind: 'unchanged', subject, changes: [], targets: [] };
    }
    const row = understandReturn(record, run, world, accountsOf);
    if (!row || !areDaysFitting(row, record, run)) return rejected;
    if (row.state === 'done') {
      const occasion = occasionSaid(row, record, run, world);
      return occasion ? recordHeld(row, occasion, { record, run, world }) : rejected;
    }
    if (!row.plan || row.plan.state === 'done') {
      run.report('dispatch-no-plan', record, 'state', { value: String(record.values.state ?? '') });
      return rejected;
    }
    return changePlan(row.plan, row, record, run);
  },

  inspect(record, run) {
    if (isLeftBlank(record)) return;
    const { world, accountsOf } = passOf(run);
    const row = understandReturn(record, run, world, accountsOf);
    if (row) areDaysFitting(row, record, run);
  },
};
