import { holdsOn } from '../../common/dates.ts';
import { whenNotMet } from '../eligibility.ts';
import type { EvaluationFacts } from '../facts.ts';
import {
  type GroupContext,
  groupSubject,
  type JudgeGroup,
  type Judgement,
  membershipSubject,
} from './kind.ts';

/** The calendar years that are over on the day, in which the group stood at the end, the latest first. */
function yearsOver({ facts, group }: GroupContext): number[] {
  const years: number[] = [];
  for (let year = Number(facts.on.slice(0, 4)) - 1; years.length < 50; year -= 1) {
    if ((group.stands && !holdsOn(group.stands, `${year}-12-31`)) || group.cycleStart > `${year}-12-31`)
      break;
    years.push(year);
  }
  return years;
}

/** What is on record of the group by the day; a year that was final later was not yet. */
function recordsOf({ facts, policy, group }: GroupContext): EvaluationFacts[] {
  return (facts.evaluations.get(group.id) ?? [])
    .filter(({ policyId }) => policyId === policy.id)
    .map((each) => ({
      ...each,
      finalisedOn: each.finalisedOn !== null && each.finalisedOn <= facts.on ? each.finalisedOn : null,
    }));
}

const evaluate = '请用 youlian evaluate sheets 发评分册、evaluate import 读回，再用 evaluate finalise 定稿。';

/** Whether the group was evaluated (年度考核) in the last year that is over. */
function judgeYearly(failed: Judgement['outcome'], context: GroupContext): Judgement[] {
  const subject = groupSubject(context.group);
  const [year] = yearsOver(context);
  const records = recordsOf(context);
  const base = { subject, facts: { year: year ?? null, records: records.length } };
  if (year === undefined) return [];
  const own = records.find((each) => each.year === year);
  if (own && own.finalisedOn !== null && own.isScored) {
    return [
      { ...base, outcome: 'pass', message: `${year} 年度考核已于 ${own.finalisedOn} 定稿。`, remedy: '' },
    ];
  }
  // Years before the first one on record were not kept here, which does not say that nobody evaluated.
  if (!records.some((each) => each.year <= year)) {
    return [
      {
        ...base,
        outcome: 'unknown',
        message: `台账里没有 ${year} 年和以前的年度考核记录。`,
        remedy: evaluate,
        missing: ['evaluations'],
      },
    ];
  }
  const state = own ? (own.isScored ? '还没有定稿' : '没有它的评分') : '没有记录';
  return [{ ...base, outcome: failed, message: `${year} 年度考核${state}。`, remedy: evaluate }];
}

/** Whether the lead's opinion on each member was heard before the last results were final. */
function judgeOpinions(failed: Judgement['outcome'], context: GroupContext): Judgement[] {
  const { group, policy } = context;
  const latest = recordsOf(context).sort((one, other) => other.year - one.year)[0];
  return group.members.map((member): Judgement => {
    const subject = membershipSubject(member);
    const facts = { group: group.name, year: latest?.year ?? null };
    const remedy = `请听取${policy.names.lead}的意见，用 youlian evaluate opinion ${member.name} 登记。`;
    const heardOn = latest?.heard.find(
      ({ kindergartenId }) => kindergartenId === member.kindergartenId,
    )?.heardOn;
    if (!latest?.members.includes(member.kindergartenId)) {
      const message = latest ? `${latest.year} 年度考核没有它的评分。` : '台账里没有年度考核的记录。';
      return { subject, facts, outcome: 'unknown', message, remedy, missing: ['evaluations'] };
    }
    const { year, finalisedOn } = latest;
    if (heardOn !== undefined && (finalisedOn === null || heardOn <= finalisedOn)) {
      return {
        subject,
        facts,
        outcome: 'pass',
        message: `${year} 年度考核前已听取意见（${heardOn}）。`,
        remedy: '',
      };
    }
    if (finalisedOn === null) {
      const message = `${year} 年度考核还没有定稿，尚未登记${policy.names.lead}的意见。`;
      return { subject, facts, outcome: 'unknown', message, remedy, missing: ['evaluations'] };
    }
    const late = heardOn === undefined ? '没有意见的登记' : `意见是 ${heardOn} 才听取的`;
    return {
      subject,
      facts,
      outcome: failed,
      message: `${year} 年度考核已于 ${finalisedOn} 定稿，${late}。`,
      remedy,
    };
  });
}

/** Whether groups are evaluated every year (年度考核), and the lead's opinion is heard beforehand. */
export const judgeEvaluation: JudgeGroup<'evaluation'> = (rule, context) => {
  const failed = whenNotMet(rule.modality);
  if (!failed) return [];
  return rule.parameters.what === 'yearly' ? judgeYearly(failed, context) : judgeOpinions(failed, context);
};
