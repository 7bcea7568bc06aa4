import { whenNotMet } from '../eligibility.ts';
import type { Outcome } from '../policy.ts';
import { groupSubject, type JudgeGroup } from './kind.ts';

/** 2–3 个, 至少 2 个, 至多 10 个 */
function describeBounds(lower: number | null, upper: number | null): string {
  if (lower !== null && upper !== null) return lower === upper ? ` ${lower} 个` : ` ${lower}–${upper} 个`;
  return lower === null ? `至多 ${upper} 个` : `至少 ${lower} 个`;
}

/** How many kindergartens a group has (2–3 处). */
export const judgeSize: JudgeGroup<'size'> = (rule, { policy, group, tier }) => {
  const { lower, upper, countsLead, alternative } = rule.parameters;
  const failed = whenNotMet(rule.modality);
  if (!failed) return [];
  const members = group.members.length;
  const counted = (withLead: boolean) => members + (withLead && group.lead ? 1 : 0);
  const outcomeOf = (size: number): Outcome =>
    (lower !== null && size < lower) || (upper !== null && size > upper) ? failed : 'pass';
  const size = counted(countsLead);
  const outcome = outcomeOf(size);
  const what = countsLead ? '所园' : policy.names.member;
  const wanted = describeBounds(lower, upper);
  const tooFew = lower !== null && size < lower;
  const bound = (tooFew ? lower : upper) ?? size;
  const other = alternative && outcomeOf(counted(alternative.countsLead));
  return [
    {
      subject: groupSubject(group),
      outcome,
      facts: { tier, members: size, lower, upper, countsLead },
      message:
        outcome === 'pass'
          ? `有 ${size} 个${what}，应有${wanted}。`
          : `有 ${size} 个${what}，应有${wanted}，${tooFew ? '少' : '多'} ${Math.abs(size - bound)} 个。`,
      remedy:
        outcome === 'pass'
          ? ''
          : tooFew
            ? `请增加${policy.names.member}（youlian group add ${group.id}），或并入别的${policy.names.kind}。`
            : `请调出 ${size - bound} 个${policy.names.member}（youlian group remove ${group.id}），或另组${policy.names.kind}。`,
      otherReading:
        alternative && other && other !== outcome
          ? { reading: alternative.reading, outcome: other }
          : undefined,
    },
  ];
};
