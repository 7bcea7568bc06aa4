import type { IsoDate } from '../../common/dates.ts';
import type { Group } from '../group.ts';
import type { DistanceBasis, Named, Plan, PlanResult, PreviousGroup, Reasoned } from '../plan.ts';

/** How far a member is from its lead, and what that rests on. */
export interface MeasuredDistance {
  readonly millimetres: number;
  readonly basis: DistanceBasis;
}

export interface GroupingMember extends Named {
  /** Null in a group that has no lead. */
  readonly distance: MeasuredDistance | null;
}

export interface GroupingGroup {
  /** Number of the group in force; null for one that a plan would make. */
  readonly groupId: number | null;
  /** Of the group in force; null for one that a plan would make. */
  readonly name: string | null;
  readonly tier: string | null;
  readonly lead: Named | null;
  readonly members: readonly GroupingMember[];
}

/**
 * Who stands with whom: in a stored plan (方案) or in the groups in force on a day (现状). The one view on which figures,
 * comparisons and maps rest.
 */
export interface Grouping {
  /** Number of the plan; null for the groups in force. */
  readonly plan: number | null;
  readonly policyId: string;
  /** Null: of every tier. */
  readonly tier: string | null;
  readonly on: IsoDate;
  readonly groups: readonly GroupingGroup[];
  /** Of a plan: fitting ones without a place. */
  readonly unassigned: readonly Reasoned[];
  readonly leadsWithoutGroup: readonly Reasoned[];
  readonly undetermined: readonly Reasoned[];
}

/** 方案 3, or 现状. */
export function groupingName({ plan }: Pick<Grouping, 'plan'>): string {
  return plan === null ? '现状' : `方案 ${plan}`;
}

/** The groups that a result would make. */
export function groupsOfResult({ groups }: PlanResult, tier: string | null): GroupingGroup[] {
  return groups.map(({ groupId, leadId, lead, members }) => ({
    ...{ groupId: groupId ?? null, name: null, tier },
    lead: { id: leadId, name: lead },
    members: members.map(({ id, name, millimetres, basis }) => ({
      ...{ id, name },
      distance: { millimetres, basis },
    })),
  }));
}

export function groupingOfPlan({ id, policyId, tier, problem, result }: Plan): Grouping {
  return {
    ...{ plan: id, policyId, tier, on: problem.on },
    groups: groupsOfResult(result, tier),
    unassigned: result.unassigned,
    leadsWithoutGroup: result.leadsWithoutGroup,
    undetermined: result.undetermined,
  };
}

/** From lead to member, by ledger ids. */
export type MeasureDistance = (leadId: number, memberId: number) => MeasuredDistance | null;

export function groupingInForce(
  groups: readonly Group[],
  scope: Pick<Grouping, 'policyId' | 'tier' | 'on'>,
  measure: MeasureDistance,
): Grouping {
  return {
    ...{ plan: null, ...scope, unassigned: [], leadsWithoutGroup: [], undetermined: [] },
    groups: groups.map(({ id, name, tier, lead, members }) => ({
      ...{ groupId: id, name, tier },
      lead: lead && { id: lead.kindergartenId, name: lead.name },
      members: members.map(({ kindergartenId, name }) => ({
        ...{ id: kindergartenId, name },
        distance: lead && measure(lead.kindergartenId, kindergartenId),
      })),
    })),
  };
}

/** The grouping that stood when the plan was made, as the plan kept it. */
export function previousGrouping(
  plan: Plan,
  names: ReadonlyMap<number, string>,
  measure: MeasureDistance,
): Grouping {
  const member = (lead: PreviousGroup['lead'], id: number): GroupingMember => ({
    ...{ id, name: names.get(id) ?? String(id) },
    distance: lead && measure(lead.id, id),
  });
  return {
    ...{ plan: null, policyId: plan.policyId, tier: plan.tier, on: plan.problem.on },
    ...{ unassigned: [], leadsWithoutGroup: [], undetermined: [] },
    groups: plan.result.previous.map(({ groupId, name, lead, memberIds }) => ({
      ...{ groupId, name, tier: plan.tier, lead },
      members: memberIds.map((id) => member(lead, id)),
    })),
  };
}
