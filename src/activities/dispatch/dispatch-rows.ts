import type { PeriodCount } from '../../policy/cadence/count-done.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Activity } from '../activity.ts';
import { type DueAccount, totalsOf } from '../due/accounts.ts';
import { kindName } from '../kinds.ts';
import type { DispatchMonth } from './month-option.ts';

/** One row of a group's sheet: something due, with its plan where there is one, or a plan of the next month. */
export interface DispatchRow {
  readonly account: DueAccount | null;
  readonly period: PeriodCount | null;
  readonly plan: Activity | null;
  /** Who owes it: the group, or a kindergarten in it. */
  readonly subject: string;
  readonly rule: string | null;
  readonly kind: string;
}

/** What a group is told of a month (一月一调度). */
export interface GroupDispatch {
  readonly groupId: number;
  readonly group: string;
  readonly policy: Policy;
  readonly rows: readonly DispatchRow[];
  /** Of the periods that touch the month. */
  readonly due: number;
  readonly done: number;
  /** Of earlier periods too. */
  readonly owed: number;
  /** Activities planned for the next month. */
  readonly planned: number;
}

/** What is asked in a month: what is owed of earlier periods, and what is due in those that touch it. */
export function askedIn(accounts: readonly DueAccount[], month: DispatchMonth) {
  return accounts.flatMap((account) =>
    account.rule.parameters.atLeast === null
      ? []
      : account.periods
          .filter((period) => period.owed > 0 || (touches(period, month) && period.due > 0))
          .map((period) => ({ account, period })),
  );
}

const touches = ({ from, to }: PeriodCount, month: DispatchMonth) => from <= month.to && to >= month.from;

/** The first kind of activity that a rule counts: a return says no other. */
const kindOf = ({ rule, policy }: DueAccount) =>
  kindName(policy.activities, rule.parameters.activity[0] ?? '');

/**
 * What one group is told: what it owes of earlier periods, what is due in those that touch the month, and what it
 * has planned for the month after.
 * @param accounts of the group, until the last day of the month at the latest
 * @param planned its planned activities of the month and the next, in the order of their days
 */
export function groupDispatch(
  group: { readonly id: number; readonly name: string },
  policy: Policy,
  accounts: readonly DueAccount[],
  planned: readonly Activity[],
  month: DispatchMonth,
): GroupDispatch {
  const free = new Set(planned);
  const planFor = (account: DueAccount, period: PeriodCount): Activity | null => {
    if (account.type !== 'group') return null;
    const plan = [...free].find(
      (each) =>
        each.ruleId === account.rule.id &&
        each.due !== null &&
        each.due.from <= period.whole.to &&
        each.due.to >= period.whole.from,
    );
    if (plan) free.delete(plan);
    return plan ?? null;
  };
  const asked = askedIn(accounts, month);
  const rows = asked.map(
    ({ account, period }): DispatchRow => ({
      account,
      period,
      plan: planFor(account, period),
      subject: account.name,
      rule: account.rule.id,
      kind: kindOf(account),
    }),
  );
  const rest = [...free].map(
    (plan): DispatchRow => ({
      account: null,
      period: null,
      plan,
      subject: group.name,
      rule: plan.ruleId,
      kind: kindName(policy.activities, plan.kind),
    }),
  );
  const inMonth = totalsOf(asked.filter(({ period }) => touches(period, month)).map(({ period }) => period));
  return {
    groupId: group.id,
    group: group.name,
    policy,
    rows: [...rows, ...rest],
    due: inMonth.due,
    done: inMonth.done,
    owed: totalsOf(asked.map(({ period }) => period)).owed,
    planned: planned.filter(({ plannedOn }) => plannedOn !== null && plannedOn > month.to).length,
  };
}
