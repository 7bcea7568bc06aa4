import type { ConstrainedProblem } from '../constrained.ts';

/** A grouping with what it reaches, counted straight from the meaning of the problem. */
export interface Outcome {
  readonly leadOf: readonly (number | null)[];
  readonly pinned: number;
  readonly paired: number;
  readonly placed: number;
  readonly kept: number;
  readonly groups: number;
  readonly cost: number;
}

/** Every grouping that holds the conditions of a small problem, the limit on changes left aside. */
export function everyGrouping(problem: ConstrainedProblem): Outcome[] {
  const found: Outcome[] = [];
  const leadOf: (number | null)[] = [];
  const extend = (): void => {
    const member = leadOf.length;
    if (member === problem.memberCount) {
      const outcome = judgeGrouping(problem, [...leadOf]);
      if (outcome) found.push(outcome);
      return;
    }
    const reachable = problem.arcs.filter((arc) => arc.member === member).map((arc) => arc.lead);
    for (const lead of [null, ...reachable]) {
      leadOf.push(lead);
      extend();
      leadOf.pop();
    }
  };
  extend();
  return found;
}

/** What a grouping reaches; undefined where it breaks a condition. */
export function judgeGrouping(
  problem: ConstrainedProblem,
  leadOf: readonly (number | null)[],
): Outcome | undefined {
  const sizes = problem.leads.map((_, lead) => leadOf.filter((each) => each === lead).length);
  const arcs = leadOf.map((lead, member) =>
    lead === null ? undefined : problem.arcs.find((arc) => arc.lead === lead && arc.member === member),
  );
  if (leadOf.some((lead, member) => lead !== null && !arcs[member])) return undefined;
  for (const [lead, { lower, upper }] of problem.leads.entries()) {
    const size = sizes[lead] ?? 0;
    if (size > 0 && (size < lower || size > upper)) return undefined;
  }
  if (problem.together.some(([one, other]) => leadOf[one] !== leadOf[other])) return undefined;
  if (problem.apart.some(([one, other]) => leadOf[one] !== null && leadOf[one] === leadOf[other])) {
    return undefined;
  }
  const groups = sizes.filter((size) => size > 0).length;
  if (problem.maxLeads !== null && groups > problem.maxLeads) return undefined;
  let cost = arcs.reduce((sum, arc) => sum + (arc?.cost ?? 0), 0);
  for (const { lead, members, weight } of problem.shares) {
    const isMet = (sizes[lead] ?? 0) === 0 || members.some((member) => leadOf[member] === lead);
    if (!isMet && weight === null) return undefined;
    if (!isMet) cost += weight ?? 0;
  }
  const paired = new Set(problem.together.flat());
  const keptLeads = problem.leads.filter((lead, index) => lead.kept && (sizes[index] ?? 0) > 0).length;
  return {
    leadOf,
    groups,
    cost,
    paired: arcs.filter((arc) => arc && paired.has(arc.member)).length,
    pinned: arcs.filter((arc) => arc?.pinned).length,
    placed: arcs.filter((arc) => arc !== undefined).length,
    kept: keptLeads + arcs.filter((arc) => arc?.kept).length,
  };
}

/** The goals reached by the best grouping, in the order of the goals; undefined where there is none. */
export function bestOf(
  groupings: readonly Outcome[],
  goals: ConstrainedProblem['goals'],
): Outcome | undefined {
  const value = (outcome: Outcome) => goals.map((goal) => (goal === 'cost' ? outcome.cost : -outcome[goal]));
  const compare = (one: Outcome, other: Outcome): number => {
    const [a, b] = [value(one), value(other)];
    const index = a.findIndex((each, at) => each !== b[at]);
    return index === -1 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
  };
  return groupings.reduce<Outcome | undefined>(
    (best, each) => (best && compare(best, each) <= 0 ? best : each),
    undefined,
  );
}
