import type { AssignmentSolution } from './assignment.ts';

/** What a solution reaches, in the order of importance; `cost` in the unit of the arcs. */
export interface Goals {
  readonly pinnedKept: number;
  readonly placed: number;
  readonly groups: number;
  readonly cost: number;
}

export function goalsOf({ pinnedKept, placed, groups, cost }: AssignmentSolution): Goals {
  return { pinnedKept, placed, groups, cost };
}

/** Negative where `one` is better: more pins, else more members placed, else more groups, else less cost. */
export function compareGoals(one: Goals, other: Goals): number {
  return (
    other.pinnedKept - one.pinnedKept ||
    other.placed - one.placed ||
    other.groups - one.groups ||
    one.cost - other.cost
  );
}
