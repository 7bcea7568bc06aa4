import type { KindergartenPair } from '../plan.ts';
import type { LeadOfMember } from './proposal.ts';

export interface Contradiction {
  /** The pair that cannot be had. */
  readonly pair: KindergartenPair;
  /** Chinese, no full stop. */
  readonly reason: string;
}

interface Demands {
  readonly pins: readonly LeadOfMember[];
  readonly together: readonly KindergartenPair[];
  readonly forbidden: readonly KindergartenPair[];
  readonly leadIds: ReadonlySet<number>;
  /** Whoever can stand in a group: leads and candidates. */
  readonly available: ReadonlySet<number>;
  /** Most members of a group. */
  readonly upper: number;
}

/** The first demand of the clerk that contradicts the others, before any distance is looked at. */
export function findContradiction(demands: Demands): Contradiction | undefined {
  const { pins, together, forbidden, leadIds, available, upper } = demands;
  for (const pair of together) {
    if (pair[0] === pair[1]) return { pair, reason: '写的是同一所园' };
    const absent = pair.find((id) => !available.has(id));
    if (absent !== undefined) {
      return {
        pair,
        reason: `${absent === pair[0] ? '前' : '后'}一个园所已经编在联盟里，或者没有开办，这次不编`,
      };
    }
  }
  for (const pair of forbidden) if (pair[0] === pair[1]) return { pair, reason: '写的是同一所园' };
  const groupOf = new Map<number, number>();
  const root = (id: number): number => {
    const parent = groupOf.get(id);
    return parent === undefined || parent === id ? id : root(parent);
  };
  const unions: KindergartenPair[] = [...pins.map((pin) => [pin.memberId, pin.leadId] as const), ...together];
  for (const [one, other] of unions) groupOf.set(root(one), root(other));
  for (const pair of forbidden) {
    if (root(pair[0]) === root(pair[1])) return { pair, reason: '既要求在一起，又要求不在一起' };
  }
  const leadOf = new Map<number, number>();
  const size = new Map<number, Set<number>>();
  for (const pair of unions) {
    const own = root(pair[0]);
    const members = size.get(own) ?? new Set<number>();
    size.set(own, members);
    for (const id of pair) {
      if (!leadIds.has(id)) members.add(id);
      else if ((leadOf.get(own) ?? id) !== id) return { pair, reason: '这样两个主导园就要在同一个联盟里' };
      else leadOf.set(own, id);
    }
  }
  for (const pair of together) {
    const count = size.get(root(pair[0]))?.size ?? 0;
    if (count > upper) return { pair, reason: `要在一起的联盟园有 ${count} 所，超过上限 ${upper} 所` };
  }
  return undefined;
}
