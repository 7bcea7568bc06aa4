/**
 * The assignment task by numbers alone: members to leads, with a lower and an upper bound at each lead. What the
 * numbers mean (kindergartens, metres, clauses) is the business of whoever states the problem; how it is solved,
 * of whoever implements `AssignmentSolver`.
 */
export interface AssignmentProblem {
  /** Bounds on the members of each lead that gets a group at all; a lead may stay without one. */
  readonly leads: readonly Bounds[];
  readonly memberCount: number;
  /** Allowed pairs; `cost` is a whole number ≥ 0. No pair twice. */
  readonly arcs: readonly Arc[];
}

export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

export interface Arc {
  readonly lead: number;
  readonly member: number;
  readonly cost: number;
  /** The clerk wants this pair: it comes before everything else. */
  readonly pinned?: boolean;
}

/**
 * Optimal in this order: pinned pairs kept, members placed, leads that get a group, total cost. The first three are
 * proven exactly; `bound` is the proven lower bound on `cost` among the solutions that are best in the first three.
 * Leads come before cost because the bounds hold for every lead named: one goes without a group only where there are
 * too few members for its lower bound, never because others lie nearer.
 */
export interface AssignmentSolution {
  /** Lead of each member, null where it has none. */
  readonly leadOf: readonly (number | null)[];
  readonly pinnedKept: number;
  readonly placed: number;
  readonly groups: number;
  readonly cost: number;
  readonly bound: number;
  /** False where time ran out before the proof. */
  readonly proven: boolean;
  /** What the answer proves itself with; null where a solver has no prices to show. */
  readonly prices: Prices | null;
}

/**
 * What something is worth, in this order: the first part that is not 0 decides. `lower` counts places that lower bounds
 * require and that could not be filled otherwise, `cost` is in the unit of the arcs.
 */
export interface Price {
  readonly lower: number;
  readonly pinned: number;
  readonly placed: number;
  readonly cost: number;
}

/**
 * The dual solution, given the leads that have a group. Of all dual solutions it is the one with the least prices at
 * the leads, whichever optimal answer was found.
 */
export interface Prices {
  /**
   * Of each lead: what one more place there would gain (`{placed: 1, cost: -700}`: one member more is placed, and
   * 700 is added to the total; `{placed: 0, cost: 700}`: 700 is saved). Below zero: what one obligatory member fewer
   * would save, where the lower bound is what holds members there.
   */
  readonly leads: readonly Price[];
  /** Of each member: what would be saved without it: its cost, and what its place is worth to others. */
  readonly members: readonly Price[];
}

export interface SolverOptions {
  /** Ends the search; the best so far is the answer. */
  readonly signal?: AbortSignal;
  readonly timeLimitSeconds?: number;
}

export type AssignmentSolver = (
  problem: AssignmentProblem,
  options?: SolverOptions,
) => Promise<AssignmentSolution>;

export const noPrice: Price = { lower: 0, pinned: 0, placed: 0, cost: 0 };

/** A part of a problem that shares neither lead nor member with the others: its own numbering, and the way back. */
export interface ProblemPart {
  readonly problem: AssignmentProblem;
  readonly leads: readonly number[];
  readonly members: readonly number[];
}

/** Joins what belongs together: each node knows a parent, the root stands for the whole. */
class Parts {
  readonly #parent: number[];
  constructor(size: number) {
    this.#parent = Array.from({ length: size }, (_, index) => index);
  }
  root(node: number): number {
    let at = node;
    while (this.#parent[at] !== at) {
      const parent = this.#parent[at] as number;
      this.#parent[at] = this.#parent[parent] as number;
      at = parent;
    }
    return at;
  }
  join(a: number, b: number): void {
    const [one, other] = [this.root(a), this.root(b)];
    this.#parent[Math.max(one, other)] = Math.min(one, other);
  }
}

/** Splits a problem into its connected parts, usually one a jurisdiction. Members and leads without an arc are in none. */
export function decompose(problem: AssignmentProblem): ProblemPart[] {
  const leadCount = problem.leads.length;
  const joined = new Parts(leadCount + problem.memberCount);
  for (const arc of problem.arcs) joined.join(arc.lead, leadCount + arc.member);

  const parts = new Map<number, { leads: number[]; members: number[]; arcs: Arc[] }>();
  const ownIndex = new Map<number, number>();
  const indexOf = (node: number, list: number[], value: number): number => {
    const known = ownIndex.get(node);
    if (known !== undefined) return known;
    const index = list.push(value) - 1;
    ownIndex.set(node, index);
    return index;
  };
  for (const arc of problem.arcs) {
    const root = joined.root(arc.lead);
    const part = parts.get(root) ?? { leads: [], members: [], arcs: [] };
    parts.set(root, part);
    part.arcs.push({
      ...arc,
      lead: indexOf(arc.lead, part.leads, arc.lead),
      member: indexOf(leadCount + arc.member, part.members, arc.member),
    });
  }
  return [...parts.values()].map(({ leads, members, arcs }) => ({
    leads,
    members,
    problem: { leads: leads.map((lead) => problem.leads[lead] as Bounds), memberCount: members.length, arcs },
  }));
}

/** Solves each part on its own and puts the answers together. The time limit is that of each part. */
export async function solveByParts(
  problem: AssignmentProblem,
  solve: AssignmentSolver,
  options: SolverOptions = {},
): Promise<AssignmentSolution> {
  const leadOf: (number | null)[] = Array.from({ length: problem.memberCount }, () => null);
  const total = { pinnedKept: 0, placed: 0, groups: 0, cost: 0, bound: 0, proven: true };
  // Who can go nowhere is worth what an empty place is; a lead nobody can reach gains nothing by one more.
  const prices = {
    leads: problem.leads.map(() => noPrice),
    members: leadOf.map((): Price => ({ ...noPrice, placed: 1 })),
  };
  let priced = true;
  for (const part of decompose(problem)) {
    const solution = await solve(part.problem, options);
    for (const [member, lead] of solution.leadOf.entries()) {
      if (lead !== null) leadOf[part.members[member] as number] = part.leads[lead] as number;
    }
    total.pinnedKept += solution.pinnedKept;
    total.placed += solution.placed;
    total.groups += solution.groups;
    total.cost += solution.cost;
    total.bound += solution.bound;
    total.proven &&= solution.proven;
    priced &&= solution.prices !== null;
    for (const [lead, price] of solution.prices?.leads.entries() ?? []) {
      prices.leads[part.leads[lead] as number] = price;
    }
    for (const [member, price] of solution.prices?.members.entries() ?? []) {
      prices.members[part.members[member] as number] = price;
    }
  }
  return { leadOf, ...total, prices: priced ? prices : null };
}
