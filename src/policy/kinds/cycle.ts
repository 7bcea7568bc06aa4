import { chineseDate } from '../../common/dates.ts';
import { lastDayAfter } from '../cycle.ts';
import type { Outcome } from '../policy.ts';
import { groupSubject, type JudgeGroup } from './kind.ts';

/**
 * Whether a group is within its cycle on the date asked about. Past the end it waits to be renewed (到期待续):
 * a notice whatever the modality, for the group goes on until somebody decides.
 */
export const judgeCycle: JudgeGroup<'cycle'> = (rule, { policy, facts, group }) => {
  const subject = groupSubject(group);
  const { cycleStart, cycleEnd } = group;
  const on = facts.askedOn;
  const found = { cycleStart, cycleEnd, askedOn: on };
  if (cycleEnd === null) {
    return [
      {
        subject,
        outcome: 'unknown',
        facts: found,
        message: '没有登记周期的止日，不能判定是否到期。',
        remedy: `请重新导入${policy.names.list}并用 --since 写明起日。`,
        missing: ['cycleEnd'],
      },
    ];
  }
  const outcome: Outcome = on > cycleEnd ? 'notice' : 'pass';
  const { alternative } = rule.parameters;
  const years = policy.cycle?.years;
  // Only where the policy states dates can the full years end on another day.
  const fullEnd = alternative && years !== undefined ? lastDayAfter(cycleStart, years) : cycleEnd;
  const other: Outcome = on > fullEnd ? 'notice' : 'pass';
  const span = `${chineseDate(cycleStart)}至${chineseDate(cycleEnd)}`;
  return [
    {
      subject,
      outcome,
      facts: found,
      message: outcome === 'pass' ? `在周期之内（${span}）。` : `周期已结束（${span}），到期待续。`,
      remedy:
        outcome === 'pass'
          ? ''
          : `请按考核情况决定延续还是调整，再组建下一周期的${policy.names.kind}（youlian group propose），或终止它（youlian group end ${group.id}）。`,
      otherReading:
        alternative && other !== outcome ? { reading: alternative.reading, outcome: other } : undefined,
    },
  ];
};
