import type { ConstrainedProblem, ConstrainedSolution } from '../../forming/constrained.ts';

type LeadOf = readonly (number | null)[];

/** What a grouping reaches, goal by goal; undefined where the problem does not allow it. */
function reached(problem: ConstrainedProblem, leadOf: LeadOf): readonly number[] | undefined {
  const { leads, arcs, together, apart, shares } = problem;
  const sizes = leads.map(() => 0);
  for (const lead of leadOf) if (lead !== null) sizes[lead] = (sizes[lead] ?? 0) + 1;
  const made = arcs.filter(({ lead, member }) => leadOf[member] === lead);
  const placed = leadOf.filter((lead) => lead !== null).length;
  const isHeld =
    made.length === placed &&
    sizes.every((size, lead) => {
      const { lower, upper } = leads[lead] ?? { lower: 0, upper: 0 };
      return size === 0 || (size >= lower && size <= upper);
    }) &&
    together.every(([one, other]) => leadOf[one] === leadOf[other]) &&
    apart.every(([one, other]) => leadOf[one] === null || leadOf[one] !== leadOf[other]);
  if (!isHeld) return undefined;
  const lacking = shares.filter(
    ({ lead, members }) => (sizes[lead] ?? 0) > 0 && !members.some((member) => leadOf[member] === lead),
  );
  if (lacking.some(({ weight }) => weight === null)) return undefined;
  const cost =
    made.reduce((sum, arc) => sum + arc.cost, 0) +
    lacking.reduce((sum, { weight }) => sum + (weight ?? 0), 0);
  return [
    made.filter(({ pinned }) => pinned).length,
    placed,
    made.filter(({ kept }) => kept).length,
    sizes.filter((size) => size > 0).length,
    cost,
  ];
}

/**
 * The plan's own grouping as the solution, where it is as good as the one found: of several equally good ones the
 * explanation is of the one that stands in the plan.
 */
export function ownIfAsGood(
  problem: ConstrainedProblem,
  solution: ConstrainedSolution,
  own: LeadOf,
): ConstrainedSolution {
  const [ours, found] = [reached(problem, own), reached(problem, solution.leadOf)];
  const isAsGood = ours !== undefined && found !== undefined && ours.every((each, at) => each === found[at]);
  return isAsGood ? { ...solution, leadOf: own } : solution;
}
