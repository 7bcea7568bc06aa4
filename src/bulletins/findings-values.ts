import { maskPhones } from '../common/masking.ts';
import type { WordingValue, WordingValues } from '../documents/wording/values.ts';
import { type Candidate, candidatesOf, keyOfConfirmation } from './candidates.ts';
import type { Counting } from './counted.ts';
import { queryText } from './figure.ts';
import { dutyHolders, groupBy, ofGroups } from './reckon.ts';

/** 每月 1 次 → 每月1次, as print has it. */
export const closeUp = (cadence: string) => cadence.replaceAll(' ', '');

/** One line, without numbers that can be called. */
const plainWords = (text: string | null) => maskPhones((text ?? '').replace(/\s+/gu, ' ').trim());

/** A text whose last stop the sentence around it makes. */
const withoutStop = (text: string) => text.replace(/[。；，、.;,\s]+$/u, '');

/** 成效: what was held and marked as outstanding; what came of several activities of one group is said once. */
export function outstandingValues(
  counted: Counting,
  kindergartenName: (id: number) => string,
): WordingValue[] {
  const { activities, office } = counted.facts;
  const outcomeOf = ({ outcome }: (typeof activities)[number]) => withoutStop(plainWords(outcome));
  const together = groupBy(
    activities.filter(({ outstanding }) => outstanding),
    (activity) => `${activity.groupId} ${outcomeOf(activity)}`,
  );
  return [...together.values()].map((own) => ({
    单位: counted.groupName(own[0]?.groupId ?? null) ?? office.name,
    活动: own.map(({ title, heldOn, hostId, topics }) => ({
      // Within quotation marks of their own.
      名称: plainWords(title).replaceAll('“', '‘').replaceAll('”', '’'),
      日期: heldOn,
      承办园: hostId === null ? null : kindergartenName(hostId),
      主题: plainWords(topics),
    })),
    成效: own[0] ? outcomeOf(own[0]) : '',
  }));
}

/** 问题: what the check found, by rule and without names, and rectifications whose day is over. */
export function problemValues(counted: Counting): WordingValues {
  const { facts } = counted;
  const { policy, current, overdue } = facts;
  const query = { policy: policy.id, on: current.countedOn };
  const violations = facts.verdicts.filter(({ outcome }) => outcome === 'violation');
  const rules = new Map(policy.rules.map((rule) => [rule.id, rule]));
  const byRule = groupBy(violations, ({ rule }) => rule);
  const unknown = facts.verdicts.filter(({ outcome }) => outcome === 'unknown');
  return {
    违规: [...byRule].map(([rule, own]) => {
      const title = rules.get(rule.split('/')[0] ?? '')?.title ?? rule;
      const records = () =>
        own.map(({ subject, message }) => ({
          kind: 'verdict' as const,
          id: null,
          text: `${subject.name}：${message}`,
        }));
      return {
        要求: title,
        依据: own[0]?.citation ?? '',
        处数: counted.count(
          `violation.${rule.replaceAll('/', '-')}`,
          `不符合“${title}”的处数`,
          own.length,
          '处',
          queryText('check', { ...query, rule, outcome: 'violation' }),
          records,
        ),
      };
    }),
    违规数: counted.count(
      'problems.violations',
      '核查不符合规定的处数',
      violations.length,
      '处',
      queryText('check', { ...query, outcome: 'violation', except: 'cadence' }),
    ),
    待核数: counted.count(
      'problems.unknown',
      '资料不全、尚不能判定的处数',
      unknown.length,
      '处',
      queryText('check', { ...query, outcome: 'unknown', except: 'cadence' }),
    ),
    逾期数: counted.count(
      'problems.overdue',
      '整改逾期的事项数',
      overdue.length,
      '项',
      queryText('rectifications', { ...query, state: 'overdue' }),
      () =>
        overdue.map(({ id, subject, problem, dueOn }) => ({
          kind: 'inspection',
          id,
          text: `${subject}：${problem}（应于 ${dueOn} 前）`,
        })),
    ),
    逾期列表: overdue.map(({ problem, dueOn }) => ({ 问题: plainWords(problem), 期限: dueOn })),
  };
}

/** What somebody is criticised for: an activity owed with its figures, or a finding in words. */
function criticised(
  counted: Counting,
  { source, key, activity, due, owed, words }: Candidate,
  name: string,
): WordingValues {
  if (source !== 'owed') return { 活动: null, 应办: null, 欠办: null, 事由: plainWords(words) };
  const { policy, current } = counted.facts;
  const of = { policy: policy.id, finding: key, quarter: current.quarter.id, on: current.countedOn };
  const id = `criticism.${key.slice(key.indexOf(':') + 1).replaceAll(':', '.')}`;
  return {
    活动: activity,
    应办: counted.count(`${id}.due`, `${name}${activity}应办次数`, due, '次', queryText('due', of)),
    欠办: counted.count(`${id}.owed`, `${name}${activity}欠办次数`, owed, '次', queryText('owed', of)),
    事由: plainWords(words),
  };
}

/** 批评: those whom the clerk confirmed, each once with all that was confirmed. */
export function criticismValues(counted: Counting): WordingValue[] {
  const { facts } = counted;
  const candidates = new Map(candidatesOf(facts).map((candidate) => [candidate.key, candidate]));
  const confirmed = facts.confirmations.flatMap((confirmation) => {
    const candidate = candidates.get(keyOfConfirmation(confirmation));
    return candidate ? [{ candidate, confirmation }] : [];
  });
  const nameOf = ({ subject, group }: Candidate) =>
    group === null || group === subject ? subject : `${subject}（${group}）`;
  // By number: two may bear the same name.
  const bySubject = groupBy(
    confirmed,
    ({ candidate: { groupId, kindergartenId } }) => `${groupId} ${kindergartenId}`,
  );
  return [...bySubject.values()].map((own) => {
    const name = own[0] ? nameOf(own[0].candidate) : '';
    return {
      名称: name,
      事项: own.map(({ candidate, confirmation }) => ({
        ...criticised(counted, candidate, name),
        理由: withoutStop(plainWords(confirmation.reason)),
        依据: candidate.citation,
      })),
    };
  });
}

/** 下季: what is due in the quarter to come. */
export function comingValues(counted: Counting): WordingValues {
  const { coming, reports, policy, current } = counted.facts;
  const byRule = groupBy(ofGroups(coming), ({ ruleId }) => ruleId);
  const query = { policy: policy.id, on: current.countedOn };
  return {
    活动: [...byRule].map(([ruleId, items]) => {
      const activity = items[0]?.activity ?? '';
      const due = items.reduce((sum, item) => sum + item.due - item.done, 0);
      return {
        名称: activity,
        要求: closeUp(items[0]?.cadence ?? ''),
        对象: dutyHolders(items, policy.names),
        止:
          items
            .map(({ period }) => period.to)
            .sort()
            .at(-1) ?? null,
        应办: counted.count(
          `next.${ruleId}.due`,
          `下季度${activity}应办次数`,
          due,
          '次',
          queryText('due', { ...query, rule: ruleId, of: 'groups', ends: 'next quarter' }),
        ),
      };
    }),
    报送: [...groupBy(reports, ({ report, to }) => `${report} ${to}`).values()].map((own, index) => {
      const { report = '', to = '' } = own[0] ?? {};
      const senders = [...new Set(own.flatMap((each) => each.senders))];
      const id = `next.report.${index + 1}.senders`;
      const reported = queryText('reports', { ...query, report, to, state: 'open' });
      return {
        材料: report,
        报给: to,
        截止日: [...new Set(own.map(({ dueOn }) => dueOn))].map((day) => ({ 日期: day })),
        单位: senders.length === 1 ? (senders[0] ?? '') : null,
        单位数: counted.count(id, `下季度应报送${report}的单位数`, senders.length, '个', reported),
      };
    }),
  };
}
