import { listActivities } from '../../activities/activities.store.ts';
import { type Activity, activityDay } from '../../activities/activity.ts';
import { type DueAccount, totalsOf } from '../../activities/due/accounts.ts';
import { kindName, lineName } from '../../activities/kinds.ts';
import type { IsoDate } from '../../common/dates.ts';
import type { WordingValue, WordingValues } from '../../documents/wording/values.ts';
import type { Policy } from '../../policy/schema.ts';
import { findKindergarten } from '../../roster/roster.store.ts';
import type { Ledger } from '../../store/ledger.ts';
import { maskedText } from './masked-text.ts';

/** Due, done and owed (应办, 已办, 欠办) of accounts, with the rate; null where no number is asked. */
export function duty(accounts: readonly DueAccount[]): WordingValues {
  const { due, done, owed } = totalsOf(accounts.flatMap(({ periods }) => periods));
  return {
    应办: due,
    已办: due - owed,
    欠办: owed,
    办理次数: done,
    完成率: due > 0 ? (due - owed) / due : null,
  };
}

const isCounted = ({ rule }: DueAccount) => rule.parameters.atLeast !== null;

/** Cadence by what is asked: one row for each duty, those of members added up. */
function dutiesOf(accounts: readonly DueAccount[], policy: Pick<Policy, 'names'>): WordingValue[] {
  const whose = {
    office: '教育部门',
    group: policy.names.kind,
    lead: policy.names.lead,
    member: policy.names.member,
  };
  const byRule = new Map<string, DueAccount[]>();
  for (const account of accounts) {
    const key = `${account.policy.id} ${account.rule.id} ${account.type}`;
    byRule.set(key, [...(byRule.get(key) ?? []), account]);
  }
  return [...byRule.values()].map((own) => {
    const [first] = own;
    const counted = own.filter(isCounted);
    return {
      事项: first?.activity ?? '',
      对象: first ? whose[first.type] : null,
      频次: first?.cadence ?? '',
      ...duty(counted.length > 0 ? counted : own),
      有要求: counted.length > 0,
      欠办单位: counted.filter(({ periods }) => totalsOf(periods).owed > 0).map(({ name }) => name),
    };
  });
}

/** All that was asked in a span, and what of it was done. */
export function activityFacts(accounts: readonly DueAccount[], policy: Pick<Policy, 'names'>): WordingValues {
  const counted = accounts.filter(isCounted);
  return {
    ...duty(counted),
    各项: dutiesOf(accounts, policy),
    欠办项: counted.flatMap((account): WordingValue[] => {
      const { owed } = totalsOf(account.periods);
      return owed > 0
        ? [{ 单位: account.name, 事项: account.activity, 频次: account.cadence, 欠办: owed }]
        : [];
    }),
  };
}

/** What a record or a plan of an activity says, by the names that templates use; phones in its texts are masked. */
export function activityRecord(ledger: Ledger, activity: Activity, policy: Policy): WordingValues {
  const day = activityDay(activity);
  const { hostId, starts, ends, kindergartens } = activity;
  const counts = kindergartens.flatMap(({ people }) => (people === null ? [] : [people]));
  return {
    日期: day === '' ? null : day,
    时间: starts === null ? null : ends === null ? starts : `${starts}—${ends}`,
    名称: maskedText(activity.title),
    种类: kindName(policy.activities, activity.kind),
    任务: lineName(policy.lines, activity.line),
    承办园: hostId === null ? null : (findKindergarten(ledger, hostId, day)?.name ?? null),
    地点: maskedText(activity.venue),
    内容: maskedText(activity.topics),
    成果: maskedText(activity.outcome),
    突出: activity.outstanding,
    参加园数: kindergartens.length,
    参加人数: counts.length > 0 ? counts.reduce((sum, each) => sum + each, 0) : null,
    参加园: kindergartens.map(
      ({ kindergartenId }) => findKindergarten(ledger, kindergartenId, day)?.name ?? null,
    ),
    参加人员: activity.people.map(({ name, unit, role }) => ({ 姓名: name, 单位: unit, 身份: role })),
  };
}

export interface Span {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** Activities of a group, of the office, or of all, held or planned in a span, in the order of their days. */
export function activitiesIn(
  ledger: Ledger,
  span: Span,
  state: 'done' | 'planned',
  whose: { readonly groupId?: number; readonly policyId?: string },
): Activity[] {
  const { groupId, policyId } = whose;
  return listActivities(ledger, {
    ...{ states: [state], from: span.from, to: span.to },
    ...(groupId === undefined ? {} : { groupIds: [groupId] }),
    ...(policyId === undefined ? {} : { policyId }),
  });
}
