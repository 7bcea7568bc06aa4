import {
  type Arc,
  type AssignmentProblem,
  type AssignmentSolution,
  type Bounds,
  decompose,
  type SolverOptions,
  solveByParts,
} from './assignment.ts';
import { type Goals, goalsOf } from './compare-goals.ts';
import { solveAssignment } from './exact-solver.ts';

/** One thing that could be otherwise. Numbers are indices of the problem it is said of. */
export type Change =
  /** The pair is made, whatever else that costs. `cost` is needed where the problem has no such arc. */
  | { readonly kind: 'force-pair'; readonly member: number; readonly lead: number; readonly cost?: number }
  | { readonly kind: 'raise-upper'; readonly lead: number; readonly by: number }
  | { readonly kind: 'lower-lower'; readonly lead: number; readonly by: number }
  | { readonly kind: 'leave-out-member'; readonly member: number }
  | { readonly kind: 'leave-out-lead'; readonly lead: number };

/** The answer to a change: solved anew, not estimated. */
export interface Outcome {
  readonly change: Change;
  readonly before: Goals;
  readonly after: Goals;
  /** Members who would be elsewhere, in ascending order; the one the change is about included. */
  readonly moves: readonly {
    readonly member: number;
    readonly from: number | null;
    readonly to: number | null;
  }[];
  /** False where a pair cannot be had at all: within the bounds no solution makes it. */
  readonly possible: boolean;
  /** True where both solutions are proven to be the best. */
  readonly proven: boolean;
}

/** The problem with the change made; everything keeps its number. */
export function applyChange(problem: AssignmentProblem, change: Change): AssignmentProblem {
  const withLead = (lead: number, edit: (bounds: Bounds) => Bounds): AssignmentProblem => ({
    ...problem,
    leads: problem.leads.map((bounds, index) => (index === lead ? edit(bounds) : bounds)),
  });
  switch (change.kind) {
    case 'raise-upper':
      return withLead(change.lead, ({ lower, upper }) => ({ lower, upper: upper + change.by }));
    case 'lower-lower':
      return withLead(change.lead, ({ lower, upper }) => ({ lower: Math.max(0, lower - change.by), upper }));
    case 'leave-out-lead':
      return { ...problem, arcs: problem.arcs.filter((arc) => arc.lead !== change.lead) };
    case 'leave-out-member':
      return { ...problem, arcs: problem.arcs.filter((arc) => arc.member !== change.member) };
    case 'force-pair':
      return { ...problem, arcs: forcedArcs(problem, change) };
  }
}

/**
 * The pair alone among the member's arcs, and pinned, so that it outranks placing others. Where the lead is full of
 * pinned members, their pins there are wishes no longer: one of them has to give way.
 */
function forcedArcs(problem: AssignmentProblem, change: Change & { kind: 'force-pair' }): Arc[] {
  const { lead, member } = change;
  const own = problem.arcs.find((arc) => arc.lead === lead && arc.member === member);
  const cost = own?.cost ?? change.cost;
  if (cost === undefined) throw new RangeError('a pair that is not in the problem needs a cost');
  const others = problem.arcs.filter((arc) => arc.member !== member);
  const pinnedThere = others.filter((arc) => arc.lead === lead && arc.pinned).length;
  const full = pinnedThere >= (problem.leads[lead]?.upper ?? 0);
  return [
    ...others.map((arc) => (full && arc.lead === lead ? { ...arc, pinned: false } : arc)),
    { lead, member, cost, pinned: true },
  ];
}

/**
 * Solves with the change made and compares. Only what is connected with the change is solved again.
 * @param solution the best solution of the problem
 */
export async function whatIf(
  problem: AssignmentProblem,
  solution: AssignmentSolution,
  change: Change,
  options: SolverOptions = {},
): Promise<Outcome> {
  const changed = applyChange(problem, change);
  const touched = connectedWith(problem, changed, change);
  const within = (arc: Arc) => touched.has(arc.member);
  const answer = await solveByParts(
    { ...changed, arcs: changed.arcs.filter(within) },
    solveAssignment,
    options,
  );
  const leadOf = solution.leadOf.map((lead, member) =>
    touched.has(member) ? (answer.leadOf[member] as number | null) : lead,
  );
  const costs = new Map(changed.arcs.map((arc) => [pairKey(arc.member, arc.lead), arc.cost]));
  const pins = problem.arcs.filter((arc) => arc.pinned);
  return {
    change,
    before: goalsOf(solution),
    after: {
      pinnedKept: pins.filter((arc) => leadOf[arc.member] === arc.lead).length,
      placed: leadOf.filter((lead) => lead !== null).length,
      groups: new Set(leadOf.filter((lead) => lead !== null)).size,
      cost: leadOf.reduce<number>(
        (total, lead, member) => (lead === null ? total : total + (costs.get(pairKey(member, lead)) ?? 0)),
        0,
      ),
    },
    moves: leadOf.flatMap((to, member) => {
      const from = solution.leadOf[member] ?? null;
      return from === to ? [] : [{ member, from, to }];
    }),
    possible: change.kind !== 'force-pair' || leadOf[change.member] === change.lead,
    proven: solution.proven && answer.proven,
  };
}

const pairKey = (member: number, lead: number) => `${member} ${lead}`;

/** Members of whatever part holds the change, before or after it. */
function connectedWith(
  problem: AssignmentProblem,
  changed: AssignmentProblem,
  change: Change,
): ReadonlySet<number> {
  const both = { ...problem, arcs: [...problem.arcs, ...changed.arcs] };
  const part = decompose(both).find((each) =>
    'member' in change ? each.members.includes(change.member) : each.leads.includes(change.lead),
  );
  return new Set(part?.members ?? []);
}
