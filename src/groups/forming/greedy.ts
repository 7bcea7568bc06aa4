import { type ConstrainedProblem, classes } from './constrained.ts';

/**
 * A grouping that holds every condition (but a limit on changes), by a simple rule: pairs that are pinned first, then
 * those that stand already, then the nearest, as long as there is room; leads that stay below their bound, or without
 * what must stand with them, go without a group. Far from the best, but at hand at once.
 */
export function placeGreedily(problem: ConstrainedProblem): (number | null)[] {
  const root = classes(problem.memberCount, problem.together);
  const closed = new Set<number>();
  for (;;) {
    const leadOf = placeOnce(problem, root, closed);
    const failing = problem.leads.findIndex((_, lead) => !closed.has(lead) && fails(problem, leadOf, lead));
    if (failing === -1) return leadOf;
    closed.add(failing);
  }
}

function placeOnce(
  problem: ConstrainedProblem,
  root: readonly number[],
  closed: ReadonlySet<number>,
): (number | null)[] {
  const { leads, memberCount, arcs, apart } = problem;
  const leadOf: (number | null)[] = Array.from({ length: memberCount }, () => null);
  const size = leads.map(() => 0);
  const rank = (arc: (typeof arcs)[number]) => (arc.pinned ? 0 : arc.kept ? 1 : 2);
  const order = [...arcs].sort((one, other) => rank(one) - rank(other) || one.cost - other.cost);
  const mates = new Map<number, number[]>();
  for (const [member, own] of root.entries()) mates.set(own, [...(mates.get(own) ?? []), member]);
  let opened = 0;
  for (const { lead, member } of order) {
    if (leadOf[member] !== null || closed.has(lead)) continue;
    const own = mates.get(root[member] as number) ?? [];
    const taken = size[lead] as number;
    if (taken + own.length > (leads[lead]?.upper ?? 0)) continue;
    if (taken === 0 && problem.maxLeads !== null && opened >= problem.maxLeads) continue;
    const clashes = apart.some(
      ([one, other]) =>
        (own.includes(one) && (leadOf[other] === lead || own.includes(other))) ||
        (own.includes(other) && leadOf[one] === lead),
    );
    const reachable =
      own.length === 1 || own.every((mate) => arcs.some((arc) => arc.member === mate && arc.lead === lead));
    if (clashes || !reachable) continue;
    for (const mate of own) leadOf[mate] = lead;
    if (taken === 0) opened += 1;
    size[lead] = taken + own.length;
  }
  return leadOf;
}

function fails(problem: ConstrainedProblem, leadOf: readonly (number | null)[], lead: number): boolean {
  const size = leadOf.filter((each) => each === lead).length;
  if (size === 0) return false;
  if (size < (problem.leads[lead]?.lower ?? 0)) return true;
  return problem.shares.some(
    (share) =>
      share.lead === lead &&
      share.weight === null &&
      !share.members.some((member) => leadOf[member] === lead),
  );
}
