import { addDays } from '../../common/dates.ts';
import { squeezeText } from '../../common/text.ts';
import type { Group } from '../../groups/group.ts';
import { lookUpGroup } from '../../groups/group-reference.ts';
import type { PeriodCount } from '../../policy/cadence/count-done.ts';
import { loadPolicy } from '../../policy/load.ts';
import { daysOf } from '../../tables/fields/days.ts';
import type { ImportRun } from '../../tables/import-target.ts';
import type { TableRecord } from '../../tables/record.ts';
import { findActivity, listActivities } from '../activities.store.ts';
import type { Activity } from '../activity.ts';
import type { ActivityWorld } from '../activity-world.ts';
import { type DueAccount, dueAccounts } from '../due/accounts.ts';
import { readDue } from '../due/read-due.ts';
import { kindName } from '../kinds.ts';
import { dispatchStates } from './dispatch-sheet.ts';
import { checkLocked } from './locked-cells.ts';

type ReturnedState = keyof typeof dispatchStates;

/** A row of a returned sheet that says something, with what of the ledger it is about. */
export interface ReturnedRow {
  readonly group: Group;
  readonly account: DueAccount | null;
  readonly period: PeriodCount | null;
  readonly plan: Activity | null;
  readonly state: ReturnedState;
  readonly days: { readonly from: string; readonly to: string } | null;
  readonly host: string | undefined;
  readonly participants: string | undefined;
  readonly reason: string | undefined;
}

/** What is due in each group, read once for a pass over returned sheets. */
export type AccountsOf = (group: Group) => readonly DueAccount[];

/** A month more than a year ahead of today is on no sheet. */
const ahead = 400;

export function accountsReader(run: ImportRun): AccountsOf {
  const due = readDue(run.ledger, {
    policies: [],
    group: undefined,
    period: undefined,
    on: run.today,
    templateFolders: run.templateFolders,
  });
  const known = new Map<number, readonly DueAccount[]>();
  return (group) => {
    const own = known.get(group.id);
    if (own) return own;
    const policy = loadPolicy(group.policyId, run.templateFolders, run.today);
    const found = dueAccounts(policy, due.facts, group.id, addDays(run.today, ahead));
    known.set(group.id, found);
    return found;
  };
}

const textOf = ({ values }: TableRecord, key: string) =>
  values[key] === undefined ? undefined : String(values[key]).trim() || undefined;

/** Whether the group wrote nothing at all into its part of the row. */
export function isLeftBlank(record: TableRecord): boolean {
  return ['state', 'days', 'host', 'participants', 'reason'].every(
    (key) => textOf(record, key) === undefined,
  );
}

function stateMeant(record: TableRecord): ReturnedState | null | undefined {
  const text = textOf(record, 'state');
  if (text === undefined) return undefined;
  const wanted = squeezeText(text);
  const known = Object.entries(dispatchStates) as [ReturnedState, string][];
  const words: Readonly<Record<string, ReturnedState>> = {
    已完成: 'done',
    完成: 'done',
    已举行: 'done',
    已取消: 'cancelled',
    未办: 'cancelled',
    已改期: 'moved',
    延期: 'moved',
  };
  return known.find(([, word]) => word === wanted)?.[0] ?? words[wanted] ?? null;
}

/**
 * Tells what a returned row is about; null where it cannot be told, with findings at the cells. The locked part is
 * held against the ledger, not believed.
 */
export function understandReturn(
  record: TableRecord,
  run: ImportRun,
  world: ActivityWorld,
  accountsOf: AccountsOf,
): ReturnedRow | null {
  const lookup = lookUpGroup(world.groupsOn(run.today), textOf(record, 'group') ?? '');
  if (!lookup.group) {
    run.report(lookup.code, record, 'group', lookup.parameters);
    return null;
  }
  const { group } = lookup;
  const place = lockedPart(record, run, group, accountsOf);
  if (!place) return null;
  checkLocked(record, run, place);
  const state = stateMeant(record);
  const dated = record.values.days === undefined ? null : daysOf(String(record.values.days));
  if (state === null) {
    run.report('dispatch-state-unknown', record, 'state', { value: textOf(record, 'state') ?? '' });
    return null;
  }
  if (state === undefined && !dated) {
    run.report('dispatch-state-missing', record, 'state');
    return null;
  }
  return {
    group,
    ...place,
    state: state ?? 'done',
    days: dated,
    host: textOf(record, 'host'),
    participants: textOf(record, 'participants'),
    reason: textOf(record, 'reason'),
  };
}

/** Tells of locked cells that were changed on a row of which the group says nothing else. */
export function checkBlankRow(
  record: TableRecord,
  run: ImportRun,
  world: ActivityWorld,
  accountsOf: AccountsOf,
): void {
  const { group } = lookUpGroup(world.groupsOn(run.today), textOf(record, 'group') ?? '');
  // What the row is about may be void by now: nothing is asked of it.
  const silent: ImportRun = Object.assign(Object.create(run), { report: () => undefined });
  const place = group && lockedPart(record, silent, group, accountsOf);
  if (place) checkLocked(record, run, place);
}

/** Whether a plan is one for what is due: of one of the rule's kinds, and not for another period. */
function isOf({ kind, due }: Activity, { rule }: DueAccount, { whole }: PeriodCount): boolean {
  return rule.parameters.activity.includes(kind) && (!due || (due.from <= whole.to && due.to >= whole.from));
}

/** The plan and the period that the locked cells name. */
function lockedPart(
  record: TableRecord,
  run: ImportRun,
  group: Group,
  accountsOf: AccountsOf,
): Pick<ReturnedRow, 'account' | 'period' | 'plan'> | null {
  const refuse = (field: string) => {
    const value = textOf(record, field) ?? '';
    run.report('dispatch-row-unknown', record, field, { value, group: group.name });
    return null;
  };
  const kindIs = (expected: string) =>
    squeezeText(textOf(record, 'activityKind') ?? '') === squeezeText(expected);
  const number = record.values.plan;
  const plan = typeof number === 'number' ? (findActivity(run.ledger, number) ?? null) : null;
  if (number !== undefined && plan?.groupId !== group.id) return refuse('plan');
  const [rule, name] = [textOf(record, 'rule'), textOf(record, 'period')];
  const { activities } = loadPolicy(group.policyId, run.templateFolders, run.today);
  if (name === undefined) {
    if (!plan) return refuse('period');
    if ((plan.ruleId ?? undefined) !== rule) return refuse('rule');
    if (!kindIs(kindName(activities, plan.kind))) return refuse('activityKind');
    return { account: null, period: null, plan };
  }
  const own = accountsOf(group).filter((account) => account.rule.id === rule);
  if (own.length === 0) return refuse('rule');
  const subject = squeezeText(textOf(record, 'subject') ?? '');
  const account = own.find((each) => squeezeText(each.name) === subject);
  if (!account) return refuse('subject');
  const period = account.periods.find(({ whole }) => squeezeText(whole.name) === squeezeText(name));
  if (!period) return refuse('period');
  if (plan && !isOf(plan, account, period)) return refuse('plan');
  if (!kindIs(kindName(activities, account.rule.parameters.activity[0] ?? ''))) return refuse('activityKind');
  const month = textOf(record, 'month') ?? '';
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month) || `${month}-31` < period.from) {
    run.report('dispatch-month-wrong', record, 'month', { value: month, period: period.whole.name });
    return null;
  }
  // A sheet whose column of numbers was taken out still names its plan by rule and period.
  return { account, period, plan: plan ?? planOf(record, run, group, account, period) };
}

/** The open plan of a rule for a period, where the row has no number: the only one there is. */
function planOf(
  record: TableRecord,
  run: ImportRun,
  group: Group,
  account: DueAccount,
  period: PeriodCount,
): Activity | null {
  if (record.cells.plan !== undefined || account.type !== 'group') return null;
  const found = listActivities(run.ledger, { groupIds: [group.id], policyId: group.policyId }).filter(
    (each) =>
      each.plannedOn !== null && each.ruleId === account.rule.id && each.due && isOf(each, account, period),
  );
  const open = found.filter(({ state }) => state === 'planned');
  const [only] = open.length > 0 ? open : found;
  return (open.length > 0 ? open : found).length === 1 ? (only ?? null) : null;
}
