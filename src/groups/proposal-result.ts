import type { Proposal, Unplaced } from './forming/proposal.ts';
import type { FormingFacts } from './forming-facts.ts';
import { type PlanResult, type PreviousGroup, planResult } from './plan.ts';

/** The grouping that stands, of the tier, for comparing with. */
export function previousGroups({ groups, tier }: Pick<FormingFacts, 'groups' | 'tier'>): PreviousGroup[] {
  return groups
    .filter((group) => (group.tier ?? '') === tier && group.state !== 'planned')
    .map((group) => ({
      groupId: group.id,
      name: group.name,
      lead: group.lead ? { id: group.lead.kindergartenId, name: group.lead.name } : null,
      memberIds: group.members.map((member) => member.kindergartenId),
    }));
}

/** A proposal as it is stored. */
export function resultOf(proposal: Proposal): PlanResult {
  const named = ({ kindergarten, reason }: Unplaced) => ({
    id: kindergarten.id,
    name: kindergarten.name,
    reason,
  });
  return planResult({
    groups: proposal.groups.map(({ lead, members, price }) => ({
      leadId: lead.id,
      lead: lead.name,
      members: members.map(({ kindergarten, millimetres, basis, shared }) => ({
        ...{ id: kindergarten.id, name: kindergarten.name, millimetres, basis },
        ...(shared ? { shared } : {}),
      })),
      ...(price ? { price } : {}),
    })),
    unassigned: proposal.unassigned.map(named),
    leadsWithoutGroup: proposal.leadsWithoutGroup.map(named),
    undetermined: proposal.undetermined.map(named),
    // Only the flow gives prices; conditions that no flow can hold go to HiGHS.
    solver: proposal.groups.some((group) => group.price) ? 'flow' : 'highs',
    ...{ total: proposal.total, penalty: proposal.penalty, bound: proposal.bound, proven: proposal.proven },
  });
}
