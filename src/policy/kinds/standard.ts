import { anyConditionHolds, conditionHolds, factsAsked } from '../conditions.ts';
import { whenNotMet } from '../eligibility.ts';
import { describeMissing, type FactKey } from '../fact-names.ts';
import type { KindergartenFacts } from '../facts.ts';
import type { Judgement, JudgeOffice } from './kind.ts';

/** A standard that each kindergarten of a kind is held to by itself (每所公办园 …). */
export const judgeStandard: JudgeOffice<'standard'> = (rule, { policy, facts }) => {
  const failed = whenNotMet(rule.modality);
  if (!failed) return [];
  const { where, when, described } = rule.parameters;
  const judge = (kindergarten: KindergartenFacts): Judgement[] => {
    const missing = new Set<FactKey>();
    const concerned = anyConditionHolds(policy, where, kindergarten, missing);
    if (concerned === false) return [];
    const holds = conditionHolds(policy, when, kindergarten, missing);
    // Whether it is held to a standard that it meets need not be known.
    const outcome = holds ? 'pass' : concerned === null || holds === null ? 'unknown' : failed;
    const wants = [...missing];
    const messages = {
      pass: `符合“${described}”。`,
      unknown: `还不能断定是否“${described}”，缺少${describeMissing(wants)}。`,
      failed: `没有达到“${described}”。`,
    };
    return [
      {
        subject: { type: 'kindergarten', id: String(kindergarten.id), name: kindergarten.name },
        outcome,
        facts: factsAsked([...(where ?? []), when], kindergarten),
        message: messages[outcome === 'pass' || outcome === 'unknown' ? outcome : 'failed'],
        remedy:
          outcome === 'pass'
            ? ''
            : outcome === 'unknown'
              ? '请在园所信息表里补上后重新导入。'
              : '请核对园所信息；属实的，请列入改进安排。',
        ...(outcome === 'unknown' ? { missing: wants } : {}),
      },
    ];
  };
  const judgements: Judgement[] = [];
  for (const kindergarten of facts.roster) judgements.push(...judge(kindergarten));
  return judgements;
};
