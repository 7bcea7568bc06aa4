import {
  type Arc,
  type AssignmentProblem,
  type AssignmentSolution,
  type AssignmentSolver,
  type Bounds,
  decompose,
  noPrice,
  type Price,
  type ProblemPart,
  type SolverOptions,
} from './assignment.ts';

/** The assignment with conditions that no flow can hold: pairs, shares, a limit on leads, a grouping to stay near to. */
export interface ConstrainedProblem {
  readonly leads: readonly ConstrainedLead[];
  readonly memberCount: number;
  readonly arcs: readonly ConstrainedArc[];
  /** Members that stand with the same lead or with none. */
  readonly together: readonly Couple[];
  /** Members that never stand with the same lead. */
  readonly apart: readonly Couple[];
  readonly shares: readonly Share[];
  readonly maxLeads: number | null;
  /** How many of what is kept (arcs and leads marked so) may be given up; null: no limit. */
  readonly maxGivenUp: number | null;
  /** How many pins can be kept and members placed at the best, where that is known: no fewer are then. */
  readonly reached?: { readonly pinned: number; readonly placed: number };
  /** What is best first, next …; without `groups` a lead gets a group only where that serves the other goals. */
  readonly goals: readonly ConstrainedGoal[];
}

/** `paired`: members that must stand together get a place, before others. */
type ConstrainedGoal = 'pinned' | 'paired' | 'placed' | 'kept' | 'groups' | 'cost';

type Couple = readonly [member: number, other: number];

interface ConstrainedLead extends Bounds {
  /** It has a group already; without one it counts as given up. */
  readonly kept?: boolean;
}

export interface ConstrainedArc extends Arc {
  /** The member stands with this lead already. */
  readonly kept?: boolean;
}

/** At least one of `members` stands with the lead where it gets a group. */
export interface Share {
  readonly lead: number;
  readonly members: readonly number[];
  /** What it costs to do without; null: it may not be done without. */
  readonly weight: number | null;
}

/** `cost` holds what shares done without cost; `bound` is its bound among what is best in the goals before. */
export interface ConstrainedSolution extends AssignmentSolution {
  readonly kept: number;
}

/** When to stop with the best so far: asked before each step of the solving. */
export interface SolvingLimits {
  /** Seconds left; absent: no limit. */
  readonly remaining?: () => number;
  readonly signal?: AbortSignal;
}

export type ConstrainedSolver = (
  problem: ConstrainedProblem,
  limits: SolvingLimits,
) => Promise<ConstrainedSolution>;

/** How many arcs and leads there are to keep. */
export function keepable({ arcs, leads }: Pick<ConstrainedProblem, 'arcs' | 'leads'>): number {
  return arcs.filter((arc) => arc.kept).length + leads.filter((lead) => lead.kept).length;
}

/**
 * The same problem without arcs that no solution can hold: those of members that must stand together, to leads that
 * only some of them can reach. So no condition reaches over two parts of a decomposition.
 */
export function withCommonLeads<P extends ConstrainedProblem>(problem: P): P {
  if (problem.together.length === 0) return problem;
  const root = classes(problem.memberCount, problem.together);
  const size = new Map<number, number>();
  for (let member = 0; member < problem.memberCount; member += 1) {
    const own = root[member] as number;
    size.set(own, (size.get(own) ?? 0) + 1);
  }
  const reached = new Map<string, number>();
  const key = (arc: ConstrainedArc) => `${root[arc.member]} ${arc.lead}`;
  for (const arc of problem.arcs) reached.set(key(arc), (reached.get(key(arc)) ?? 0) + 1);
  return {
    ...problem,
    arcs: problem.arcs.filter((arc) => reached.get(key(arc)) === size.get(root[arc.member] as number)),
  };
}

/** For each member the least member that it must stand together with, by one pair or by several in a row. */
export function classes(memberCount: number, together: readonly Couple[]): number[] {
  const root = Array.from({ length: memberCount }, (_, member) => member);
  for (let changed = true; changed; ) {
    changed = false;
    for (const [one, other] of together) {
      const least = Math.min(root[one] as number, root[other] as number);
      if (root[one] === least && root[other] === least) continue;
      root[one] = least;
      root[other] = least;
      changed = true;
    }
  }
  return root;
}

/** The parts of a problem that can be solved on their own, with their conditions. A limit on leads keeps it whole. */
export function constrainedParts(
  problem: ConstrainedProblem,
): (Omit<ProblemPart, 'problem'> & { readonly problem: ConstrainedProblem })[] {
  const whole = {
    problem,
    leads: problem.leads.map((_, lead) => lead),
    members: Array.from({ length: problem.memberCount }, (_, member) => member),
  };
  if (problem.maxLeads !== null) return [whole];
  return decompose(problem).map((part) => {
    const leadIndex = new Map(part.leads.map((lead, index) => [lead, index]));
    const memberIndex = new Map(part.members.map((member, index) => [member, index]));
    const couples = (all: readonly Couple[]) =>
      all.flatMap(([one, other]): Couple[] => {
        const [here, there] = [memberIndex.get(one), memberIndex.get(other)];
        return here === undefined || there === undefined ? [] : [[here, there]];
      });
    return {
      ...part,
      problem: {
        ...problem,
        ...part.problem,
        together: couples(problem.together),
        apart: couples(problem.apart),
        shares: problem.shares.flatMap((share) => {
          const lead = leadIndex.get(share.lead);
          if (lead === undefined) return [];
          const members = share.members.flatMap((member) => memberIndex.get(member) ?? []);
          return [{ ...share, lead, members }];
        }),
      },
    };
  });
}

const isPlain = (problem: ConstrainedProblem) =>
  problem.together.length + problem.apart.length + problem.shares.length === 0 &&
  problem.maxLeads === null &&
  problem.maxGivenUp === null &&
  problem.goals.join(' ') === 'pinned placed groups cost';

/** Solves part by part: by `plain` where a part has no further conditions, else by `constrained`. */
export async function solveConstrained(
  problem: ConstrainedProblem,
  solvers: { readonly plain: AssignmentSolver; readonly constrained: ConstrainedSolver },
  limits: SolvingLimits = {},
): Promise<ConstrainedSolution> {
  const leadOf: (number | null)[] = Array.from({ length: problem.memberCount }, () => null);
  const total = { pinnedKept: 0, placed: 0, groups: 0, kept: 0, cost: 0, bound: 0, proven: true };
  // As where parts of an assignment without conditions are put together.
  const prices = {
    leads: problem.leads.map(() => noPrice),
    members: leadOf.map((): Price => ({ ...noPrice, placed: 1 })),
  };
  let priced = true;
  for (const part of constrainedParts(withCommonLeads(problem))) {
    const solution = isPlain(part.problem)
      ? { kept: 0, ...(await solvers.plain(plainProblem(part.problem), plainOptions(limits))) }
      : await solvers.constrained(part.problem, limits);
    for (const [member, lead] of solution.leadOf.entries()) {
      if (lead !== null) leadOf[part.members[member] as number] = part.leads[lead] as number;
    }
    priced &&= solution.prices !== null;
    for (const [lead, price] of solution.prices?.leads.entries() ?? []) {
      prices.leads[part.leads[lead] as number] = price;
    }
    for (const [member, price] of solution.prices?.members.entries() ?? []) {
      prices.members[part.members[member] as number] = price;
    }
    for (const key of ['pinnedKept', 'placed', 'groups', 'kept', 'cost', 'bound'] as const) {
      total[key] += solution[key];
    }
    total.proven &&= solution.proven;
  }
  return { leadOf, ...total, prices: priced ? prices : null };
}

const plainProblem = ({ leads, memberCount, arcs }: ConstrainedProblem): AssignmentProblem => ({
  leads,
  memberCount,
  arcs,
});

function plainOptions({ remaining, signal }: SolvingLimits): SolverOptions {
  return {
    ...(signal ? { signal } : {}),
    ...(remaining ? { timeLimitSeconds: Math.max(1, Math.ceil(remaining())) } : {}),
  };
}
