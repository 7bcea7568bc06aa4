import type { AssignmentProblem, AssignmentSolution, Bounds, SolverOptions } from './assignment.ts';
import { compareGoals } from './compare-goals.ts';
import { type Change, type Outcome, whatIf } from './what-if.ts';

/**
 * Why not everybody gets a place, or not every lead a group, as numbers that can be counted again: a set of leads
 * (none of which could be left out of it) and all members concerned (Hall's condition, violated).
 */
export type Conflict =
  /** These members reach only these leads, which have so many places: fewer than members. */
  | {
      readonly kind: 'too-few-places';
      readonly members: readonly number[];
      readonly leads: readonly number[];
      readonly places: number;
    }
  /** Only these members reach these leads, whose lower bounds ask for so many: more than there are. */
  | {
      readonly kind: 'too-few-members';
      readonly members: readonly number[];
      readonly leads: readonly number[];
      readonly needed: number;
    };

export interface Shortage {
  /** Those with the fewest leads first. Empty where everybody has a place and every lead a group. */
  readonly conflicts: readonly Conflict[];
  /** What would mend it, each solved anew; the best outcome first, then the smallest change. */
  readonly relaxations: readonly Outcome[];
}

interface Sides {
  /** Leads that a member reaches, and members that reach a lead. */
  readonly leadsOf: readonly (readonly number[])[];
  readonly membersOf: readonly (readonly number[])[];
}

function sidesOf(problem: AssignmentProblem): Sides {
  const leadsOf: number[][] = Array.from({ length: problem.memberCount }, () => []);
  const membersOf: number[][] = problem.leads.map(() => []);
  for (const arc of problem.arcs) {
    leadsOf[arc.member]?.push(arc.lead);
    membersOf[arc.lead]?.push(arc.member);
  }
  return { leadsOf, membersOf };
}

/**
 * Hands the `wanting` nodes their due, one giving node a unit, by alternating paths; yields for each node left short
 * the giving nodes that its search reached, all of them exhausted.
 */
function* searchShort(
  due: readonly number[],
  reach: readonly (readonly number[])[],
  capacity: readonly number[],
): Generator<number[]> {
  const holders: number[][] = capacity.map(() => []);
  for (const [wanting, count] of due.entries()) {
    for (let unit = 0; unit < count; unit += 1) {
      const seen = new Set<number>();
      if (!findPlace(wanting, reach, capacity, holders, seen)) {
        yield [...seen].sort((one, other) => one - other);
        break;
      }
    }
  }
}

/** One alternating path, breadth first; moves the units along it. */
function findPlace(
  wanting: number,
  reach: readonly (readonly number[])[],
  capacity: readonly number[],
  holders: number[][],
  seen: Set<number>,
): boolean {
  /** Who came to each giving node, and from which giving node it would be moved. */
  const arrivals = new Map<number, { readonly who: number; readonly from: number | null }>();
  const queue: number[] = [];
  const visit = (who: number, from: number | null) => {
    for (const giving of reach[who] ?? []) {
      if (seen.has(giving)) continue;
      seen.add(giving);
      // Its own: nothing to take there, but part of what it reaches.
      if (holders[giving]?.includes(who)) continue;
      arrivals.set(giving, { who, from });
      queue.push(giving);
    }
  };
  visit(wanting, null);
  for (const giving of queue) {
    const held = holders[giving] as number[];
    if (held.length < (capacity[giving] ?? 0)) {
      moveAlong(giving, arrivals, holders);
      return true;
    }
    for (const who of held) visit(who, giving);
  }
  return false;
}

function moveAlong(
  last: number,
  arrivals: ReadonlyMap<number, { readonly who: number; readonly from: number | null }>,
  holders: number[][],
): void {
  let at: number | null = last;
  while (at !== null) {
    const step = arrivals.get(at);
    if (!step) return;
    holders[at]?.push(step.who);
    if (step.from !== null) {
      const left = holders[step.from] as number[];
      left.splice(left.indexOf(step.who), 1);
    }
    at = step.from;
  }
}

/**
 * The sets of leads and members that contradict one another, judged by the bounds alone. There is none exactly where
 * every member can have a place while every lead that anybody reaches has its lower bound.
 */
export function findConflicts(problem: AssignmentProblem): Conflict[] {
  const sides = sidesOf(problem);
  const conflicts = [...tooFewPlaces(problem, sides), ...tooFewMembers(problem, sides)];
  return conflicts.sort((one, other) => one.leads.length - other.leads.length);
}

function tooFewPlaces(problem: AssignmentProblem, { leadsOf }: Sides): Conflict[] {
  const upper = problem.leads.map((bounds) => bounds.upper);
  const within = (leads: ReadonlySet<number>): number[] | undefined => {
    const due = leadsOf.map((own) => (own.length > 0 && own.every((lead) => leads.has(lead)) ? 1 : 0));
    return searchShort(due, leadsOf, upper).next().value ?? undefined;
  };
  const everyone = leadsOf.map(() => 1);
  const sets = [...searchShort(everyone, leadsOf, upper)].map((leads) => shrink(leads, within));
  return distinct(sets).map((leads) => {
    const inside = new Set(leads);
    return {
      kind: 'too-few-places',
      leads,
      members: indicesWhere(leadsOf, (own) => own.every((lead) => inside.has(lead))),
      places: leads.reduce((total, lead) => total + (upper[lead] ?? 0), 0),
    };
  });
}

function tooFewMembers(problem: AssignmentProblem, { leadsOf, membersOf }: Sides): Conflict[] {
  const needs = problem.leads.map((bounds) => Math.max(1, bounds.lower));
  const one = leadsOf.map(() => 1);
  const search = function* (concerned: (lead: number) => boolean): Generator<number[]> {
    // A lead that nobody reaches contradicts nobody: it is in no part of the problem.
    const due = needs.map((count, lead) => (membersOf[lead]?.length && concerned(lead) ? count : 0));
    for (const members of searchShort(due, membersOf, one)) {
      const inside = new Set(members);
      yield indicesWhere(due, (count) => count > 0).filter((lead) =>
        membersOf[lead]?.every((member) => inside.has(member)),
      );
    }
  };
  const within = (leads: ReadonlySet<number>): number[] | undefined =>
    search((lead) => leads.has(lead)).next().value ?? undefined;
  const sets = [...search(() => true)].map((leads) => shrink(leads, within));
  return distinct(sets).map((leads) => ({
    kind: 'too-few-members',
    leads,
    members: [...new Set(leads.flatMap((lead) => membersOf[lead] ?? []))].sort((a, b) => a - b),
    needed: leads.reduce((total, lead) => total + (needs[lead] ?? 0), 0),
  }));
}

/** Above so many leads a set in conflict is left as it was found. */
const shrinkable = 100;

/** Leaves out one lead after the other, as long as those that remain are still in conflict. */
function shrink(
  leads: readonly number[],
  conflictWithin: (leads: ReadonlySet<number>) => readonly number[] | undefined,
): readonly number[] {
  if (leads.length > shrinkable) return leads;
  let kept = leads;
  for (const lead of leads) {
    if (!kept.includes(lead)) continue;
    kept = conflictWithin(new Set(kept.filter((each) => each !== lead))) ?? kept;
  }
  return kept;
}

function distinct(sets: readonly (readonly number[])[]): (readonly number[])[] {
  return [...new Map(sets.map((set) => [set.join(' '), set])).values()];
}

function indicesWhere<T>(list: readonly T[], holds: (item: T) => boolean): number[] {
  return list.flatMap((item, index) => (holds(item) ? [index] : []));
}

const conflictsMended = 10;

/**
 * Conflicts, and the cheapest ways out of them, each verified by solving the changed problem. A way out places more
 * members or gives more leads a group than the solution does, or leaves out a member so that the others suffice.
 * Ways out are sought for the first ten conflicts: solving is quick, but not for hundreds of them.
 * @param most how many changes of each kind are tried for each conflict; those with the highest price first
 */
export async function explainShortage(
  problem: AssignmentProblem,
  solution: AssignmentSolution,
  { most = 8, ...options }: SolverOptions & { readonly most?: number } = {},
): Promise<Shortage> {
  const conflicts = findConflicts(problem);
  const relaxations: Outcome[] = [];
  const tried = new Set<string>();
  for (const change of conflicts
    .slice(0, conflictsMended)
    .flatMap((conflict) => waysOut(conflict, problem, solution, most))) {
    const key = JSON.stringify(change);
    if (tried.has(key)) continue;
    tried.add(key);
    const outcome = await whatIf(problem, solution, change, options);
    if (mends(outcome)) relaxations.push(outcome);
  }
  relaxations.sort(
    (one, other) => compareGoals(one.after, other.after) || sizeOf(one.change) - sizeOf(other.change),
  );
  return { conflicts, relaxations };
}

const sizeOf = (change: Change) => ('by' in change ? change.by : 1);

/** Leaving something out mends where nobody else loses a place for it; the rest has to be better than before. */
function mends({ change, before, after }: Outcome): boolean {
  if (change.kind === 'leave-out-member')
    return after.placed >= before.placed && after.groups >= before.groups;
  if (change.kind === 'leave-out-lead')
    return compareGoals({ ...after, cost: 0 }, { ...before, cost: 0 }) <= 0;
  return compareGoals({ ...after, cost: 0 }, { ...before, cost: 0 }) < 0;
}

function waysOut(
  conflict: Conflict,
  problem: AssignmentProblem,
  { leadOf, prices }: AssignmentSolution,
  most: number,
): Change[] {
  const dearest = (indices: readonly number[], list: readonly { readonly cost: number }[] | undefined) =>
    [...indices]
      .sort((one, other) => (list?.[other]?.cost ?? 0) - (list?.[one]?.cost ?? 0) || one - other)
      .slice(0, most);
  const leads = dearest(conflict.leads, prices?.leads);
  if (conflict.kind === 'too-few-places') {
    const excess = conflict.members.length - conflict.places;
    return [
      ...leads.flatMap((lead): Change[] =>
        [...new Set([1, excess])].map((by) => ({ kind: 'raise-upper', lead, by })),
      ),
      ...dearest(conflict.members, prices?.members).map(
        (member): Change => ({ kind: 'leave-out-member', member }),
      ),
    ];
  }
  const filled = new Set(leadOf.filter((lead) => lead !== null));
  const short = conflict.needed - conflict.members.length;
  return [
    ...leads.flatMap((lead): Change[] => {
      const most = Math.max(1, (problem.leads[lead] as Bounds).lower) - 1;
      return [...new Set([1, short])]
        .filter((by) => by <= most)
        .map((by) => ({ kind: 'lower-lower', lead, by }));
    }),
    ...leads
      .filter((lead) => !filled.has(lead) || conflict.leads.length > 1)
      .map((lead): Change => ({ kind: 'leave-out-lead', lead })),
  ];
}
