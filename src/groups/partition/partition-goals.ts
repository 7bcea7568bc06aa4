import type { Proposal } from '../forming/proposal.ts';
import type { FormingFacts } from '../forming-facts.ts';
import type { PlanGoal } from '../plan.ts';
import { areaIdOf } from './areas.ts';

/** What is asked of a partition beyond what is asked of every grouping. */
export function partitionGoals(
  { groups }: Proposal,
  { policy }: FormingFacts,
  where: { within: 'district' | 'town'; levels: Parameters<typeof areaIdOf>[2] },
  count: number | null,
): PlanGoal[] {
  const { kind, lead } = policy.names;
  const place = where.within === 'district' ? '区县' : '镇街';
  const inside = groups.map((group) => {
    const area = areaIdOf(group.lead, where.within, where.levels);
    return group.members.every(
      ({ kindergarten }) => areaIdOf(kindergarten, where.within, where.levels) === area,
    );
  });
  const goal = (name: string, sentence: string, cases: readonly boolean[]): PlanGoal => ({
    ...{ name, hard: true, weight: null, sentence },
    ...{ met: cases.filter(Boolean).length, of: cases.length },
  });
  return [
    goal('within', `每个${kind}不跨${place}`, inside),
    ...(count === null
      ? []
      : [goal('count', `${kind} ${count} 个，各选一所${lead}`, [groups.length === count])]),
  ];
}
