import type { AssignmentProblem } from '../../forming/assignment.ts';
import type { ConstrainedProblem, ConstrainedSolution } from '../../forming/constrained.ts';
import { applyChange, type Change, type Outcome, whatIf } from '../../forming/what-if.ts';

/** A forming problem by numbers with its best solution, and the way to solve it when something is changed. */
export interface Solved {
  readonly problem: ConstrainedProblem;
  readonly solution: ConstrainedSolution;
  /** Undefined where nothing at all can be proposed. */
  solve(problem: ConstrainedProblem): Promise<ConstrainedSolution | undefined>;
}

/** Whether only bounds and costs count, so that it is enough to solve the part that a change touches. */
function isPlain({ together, apart, shares, maxLeads, goals }: ConstrainedProblem): boolean {
  return (
    together.length + apart.length + shares.length === 0 &&
    maxLeads === null &&
    goals.join(' ') === 'pinned placed groups cost'
  );
}

/** The problem with the change made, its conditions kept. */
function changedProblem(problem: ConstrainedProblem, change: Change): ConstrainedProblem {
  const changed = applyChange(problem as AssignmentProblem, change);
  const kept = new Set(problem.arcs.filter((arc) => arc.kept).map(({ lead, member }) => `${lead} ${member}`));
  return {
    ...problem,
    leads: changed.leads.map((bounds, lead) => ({ ...problem.leads[lead], ...bounds })),
    arcs: changed.arcs.map((arc) => (kept.has(`${arc.lead} ${arc.member}`) ? { ...arc, kept: true } : arc)),
  };
}

/** What a change would bring: solved anew, never estimated. */
export async function answerChange(
  { problem, solution, solve }: Solved,
  change: Change,
): Promise<Outcome & { readonly leadOf: readonly (number | null)[] }> {
  if (isPlain(problem)) {
    const outcome = await whatIf(problem as AssignmentProblem, solution, change);
    const leadOf = [...solution.leadOf];
    for (const { member, to } of outcome.moves) leadOf[member] = to;
    return { ...outcome, leadOf };
  }
  const answer = await solve(changedProblem(problem, change));
  const leadOf = answer?.leadOf ?? Array.from({ length: problem.memberCount }, () => null);
  const goalsOf = (each: ConstrainedSolution) => ({
    ...{ pinnedKept: each.pinnedKept, placed: each.placed, groups: each.groups, cost: each.cost },
  });
  const pins = problem.arcs.filter((arc) => arc.pinned);
  return {
    change,
    before: goalsOf(solution),
    after: answer
      ? { ...goalsOf(answer), pinnedKept: pins.filter((arc) => leadOf[arc.member] === arc.lead).length }
      : { pinnedKept: 0, placed: 0, groups: 0, cost: 0 },
    moves: leadOf.flatMap((to, member) => {
      const from = solution.leadOf[member] ?? null;
      return from === to ? [] : [{ member, from, to }];
    }),
    possible: answer !== undefined && (change.kind !== 'force-pair' || leadOf[change.member] === change.lead),
    proven: solution.proven && (answer?.proven ?? false),
    leadOf,
  };
}
