import { countCadence } from '../../policy/cadence/count-cadence.ts';
import type { PeriodCount } from '../../policy/cadence/count-done.ts';
import { type CadenceSubject, officeSubjects, subjectsInGroup } from '../../policy/cadence/subjects.ts';
import { renderCitation } from '../../policy/evaluate.ts';
import type { GroupFacts, LedgerFacts } from '../../policy/facts.ts';
import { activityNames, cadenceInWords } from '../../policy/kinds/cadence.ts';
import type { Policy, Rule, RuleOf } from '../../policy/schema.ts';

/** What one subject had to do under one rule, period by period (应做, 已做, 欠做). */
export interface DueAccount {
  readonly policy: Policy;
  readonly rule: RuleOf<'cadence'>;
  readonly citation: string;
  /** The activities meant, by name: 联合教研. */
  readonly activity: string;
  /** 每月 1 次, 定期 */
  readonly cadence: string;
  readonly type: CadenceSubject['type'];
  /** Of the office, the group, or the membership. */
  readonly subjectId: string;
  readonly name: string;
  /** The group it is in or is; null for offices. */
  readonly group: GroupFacts | null;
  readonly periods: readonly PeriodCount[];
}

const isCadence = (rule: Rule): rule is RuleOf<'cadence'> => rule.kind === 'cadence';

/** Whether a period has anything to say: where no number is given, only what was done does. */
const speaks = ({ rule }: { rule: RuleOf<'cadence'> }, { done }: PeriodCount) =>
  rule.parameters.atLeast !== null || done > 0;

/**
 * What is asked of the groups of a policy, of who is or was in them, and of the office, in the order of the rules.
 * @param groupId only what is asked of this group and those in it
 * @param until the last day whose periods are looked at
 */
export function dueAccounts(
  policy: Policy,
  facts: LedgerFacts,
  groupId?: number,
  until?: string,
): DueAccount[] {
  const groups = facts.groups.filter(
    (group) => group.policyId === policy.id && (groupId === undefined || group.id === groupId),
  );
  return policy.rules.filter(isCadence).flatMap((rule) => {
    const head = {
      policy,
      rule,
      citation: renderCitation(rule.citation, policy.status),
      activity: activityNames(policy, rule.parameters.activity),
      cadence: cadenceInWords(rule.parameters),
    };
    const subjects = [
      ...(groupId === undefined ? officeSubjects(rule.parameters, policy, facts) : []),
      ...groups
        .filter(({ tier }) => rule.tier === undefined || rule.tier === tier)
        .flatMap((group) => subjectsInGroup(rule.parameters, policy, facts, group, { former: true })),
    ];
    return subjects.flatMap((subject): DueAccount[] => {
      const periods = countCadence(rule, subject, facts, until).filter((period) => speaks(head, period));
      if (periods.length === 0) return [];
      const { id: subjectId, name } = subject.subject;
      return [{ ...head, type: subject.type, subjectId, name, group: subject.group, periods }];
    });
  });
}

/** The days a period option stands for, both inclusive. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** Only the periods that touch some days; accounts without any are left out. */
export function within(accounts: readonly DueAccount[], days: DayRange): DueAccount[] {
  return accounts.flatMap((account) => {
    const periods = account.periods.filter(({ from, to }) => from <= days.to && to >= days.from);
    return periods.length > 0 ? [{ ...account, periods }] : [];
  });
}

export interface Totals {
  readonly due: number;
  readonly done: number;
  readonly owed: number;
}

export function totalsOf(periods: readonly PeriodCount[]): Totals {
  return periods.reduce(
    (sum, { due, done, owed }) => ({ due: sum.due + due, done: sum.done + done, owed: sum.owed + owed }),
    { due: 0, done: 0, owed: 0 },
  );
}

/** One period of one account, as `--json` prints it. */
export function dueRecords(accounts: readonly DueAccount[]) {
  return accounts.flatMap(({ rule, citation, type, name, group, periods }) =>
    periods.map(({ from, to, whole, due, done, owed, madeUp, open, partial, assumed }) => ({
      subject: { type, name },
      group: group?.name ?? null,
      rule: rule.id,
      citation,
      period: { from, to },
      name: whole.name,
      due,
      done,
      owed,
      madeUp,
      open,
      partial,
      assumedTerm: assumed,
    })),
  );
}

/** School years (2026-2027) of the periods that rest on terms that nobody entered, in order. */
export function assumedYears(accounts: readonly DueAccount[]): string[] {
  const years = accounts.flatMap(({ periods }) =>
    periods
      .filter(({ assumed }) => assumed)
      .map(({ whole: { from } }) => Number(from.slice(0, 4)) - (from.slice(5, 7) < '08' ? 1 : 0)),
  );
  return [...new Set(years)].sort((one, other) => one - other).map((year) => `${year}-${year + 1}`);
}
