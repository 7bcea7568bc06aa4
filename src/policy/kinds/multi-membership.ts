import { whenNotMet } from '../eligibility.ts';
import type { GroupFacts, MembershipFacts } from '../facts.ts';
import { isOver, overlap, type Stay } from '../overlap.ts';
import type { JudgeLedger } from './kind.ts';

interface Place {
  readonly group: GroupFacts;
  readonly membership: MembershipFacts;
}

const stay = ({ group, membership }: Place): Stay => ({ ...membership, cycleEnd: group.cycleEnd });

/** Whether a kindergarten is in two groups at once, in whatever role and under whatever policy. */
export const judgeMultiMembership: JudgeLedger<'multi-membership'> = (rule, { policy, facts, judged }) => {
  const failed = whenNotMet(rule.modality);
  if (!failed) return [];
  const places = new Map<number, Place[]>();
  for (const group of facts.groups) {
    for (const membership of group.lead ? [group.lead, ...group.members] : group.members) {
      const own = places.get(membership.kindergartenId);
      if (own) own.push({ group, membership });
      else places.set(membership.kindergartenId, [{ group, membership }]);
    }
  }
  const asked = new Set<number>();
  for (const group of judged) {
    for (const membership of group.lead ? [group.lead, ...group.members] : group.members) {
      asked.add(membership.kindergartenId);
    }
  }
  return [...asked].map((kindergartenId) => {
    const own = places.get(kindergartenId) ?? [];
    const clashing = own.filter((place) =>
      own.some((other) => other.group.id !== place.group.id && overlap(stay(place), stay(other))),
    );
    const listed = clashing.length > 0 ? clashing : own.filter((place) => !isOver(stay(place), facts.on));
    const names = listed.map(({ group, membership }) =>
      membership.role === 'lead' ? `${group.name}（${policy.names.lead}）` : group.name,
    );
    return {
      subject: {
        type: 'kindergarten',
        id: String(kindergartenId),
        name: own[0]?.membership.name ?? '',
      },
      outcome: clashing.length > 0 ? failed : 'pass',
      facts: { groups: names.join('、'), count: listed.length },
      message:
        clashing.length > 0
          ? `同时在 ${clashing.length} 个${policy.names.kind}里：${names.join('、')}。`
          : `没有同时在两个${policy.names.kind}里。`,
      remedy:
        clashing.length > 0
          ? `请确定留在哪一个，从其余的调出（youlian group remove）；确需同时参加的可以保留。`
          : '',
    };
  });
};
