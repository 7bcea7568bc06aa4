import { addDays, addYears, chineseDate, type IsoDate } from '../../common/dates.ts';
import { whenNotMet } from '../eligibility.ts';
import { describeMissing, type FactKey } from '../fact-names.ts';
import type { Outcome } from '../policy.ts';
import { type JudgeGroup, type Judgement, kindergartenOf, membershipSubject } from './kind.ts';

/**
 * Whether all staff of each kindergarten of a group was trained (全员轮训) within the years up to the date: people by
 * name and unit against 教职工数. Until the group has stood that long there is still time.
 */
export const judgeTraining: JudgeGroup<'training'> = (rule, { policy, facts, group }) => {
  const failed = whenNotMet(rule.modality);
  if (!failed) return [];
  const { years } = rule.parameters;
  const from = addDays(addYears(facts.on, -years), 1);
  const due = addDays(addYears(group.cycleStart, years), -1);
  const over = facts.on > due;
  return [...(group.lead ? [group.lead] : []), ...group.members].map((membership): Judgement => {
    const { staff } = kindergartenOf(facts, membership);
    const trained = facts.trainings.trained(membership.kindergartenId, from, facts.on);
    const missing: FactKey[] = [
      ...(staff === null ? (['staff'] as const) : []),
      // Where no sheet was ever taken in, nobody knows who was trained.
      ...(facts.trainings.isEmpty(policy.id) ? (['trainings'] as const) : []),
    ];
    const short = staff === null ? null : Math.max(0, staff - trained);
    const outcome: Outcome = missing.length > 0 ? 'unknown' : short === 0 ? 'pass' : over ? failed : 'pass';
    return {
      subject: membershipSubject(membership),
      outcome,
      facts: { group: group.name, staff, trained, from, due },
      message: wordsFor(outcome, { staff, trained, short, from, due, years, missing }),
      remedy:
        outcome === 'unknown'
          ? '请在园所信息表里补上教职工数，并导入培训签到表。'
          : outcome === 'pass'
            ? ''
            : '还没有参训的人，请用 youlian training coverage 查看，并安排培训。',
      ...(outcome === 'unknown' ? { missing } : {}),
    };
  });
};

interface Counted {
  readonly staff: number | null;
  readonly trained: number;
  readonly short: number | null;
  readonly from: IsoDate;
  readonly due: IsoDate;
  readonly years: number;
  readonly missing: readonly FactKey[];
}

function wordsFor(outcome: Outcome, { staff, trained, short, from, due, years, missing }: Counted): string {
  if (outcome === 'unknown') return `还不能断定是否 ${years} 年内全员轮训，缺少${describeMissing(missing)}。`;
  const stand = `${chineseDate(from)}以来，教职工 ${staff} 人里有 ${trained} 人参加过培训`;
  if (short === 0) return `${stand}。`;
  return outcome === 'pass'
    ? `${stand}，还有 ${short} 人；到${chineseDate(due)}满 ${years} 年，还没有到期。`
    : `${stand}，还有 ${short} 人没有参加。`;
}
