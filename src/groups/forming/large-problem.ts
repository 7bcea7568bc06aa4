import type { Bounds, Prices, SolverOptions } from './assignment.ts';
import { type Certificate, checkCertificate } from './certificate.ts';
import { flowPrices, leadsWithinBounds, stopFrom } from './flow-answer.ts';
import type { Points } from './lead-grid.ts';
import { NearPairs, pinnedLeads } from './near-pairs.ts';
import { ranksFor } from './ranks.ts';
import { runFlow } from './run-flow.ts';

/** An assignment too large to write down its pairs: they are asked for as they are needed. */
export interface LargeProblem {
  readonly memberCount: number;
  readonly leads: readonly Bounds[];
  /** A whole number from 0 to `highestCost`. */
  cost(member: number, lead: number): number;
  readonly highestCost: number;
  /** Whether the pair may be made at all; every pair where not given. */
  allowed?(member: number, lead: number): boolean;
  readonly pins?: readonly { readonly member: number; readonly lead: number }[];
  /**
   * Points such that no pair costs less than the difference of its x or of its y. With them only what is near is
   * looked at; without them every round looks at all pairs.
   */
  readonly positions?: { readonly members: Points; readonly leads: Points };
}

/** An answer not yet proven. */
export interface LargeAnswer {
  readonly leadOf: readonly (number | null)[];
  readonly prices: Prices;
  /** Leads whose group was asked for; fewer than all where not every one can have its lower bound. */
  readonly open: readonly boolean[];
  /** Pairs held in memory at the end, and rounds in which further ones were taken in. */
  readonly pairsHeld: number;
  readonly rounds: number;
}

export interface LargeSolution extends LargeAnswer {
  readonly pinnedKept: number;
  readonly placed: number;
  readonly groups: number;
  readonly cost: number;
  /** Lower bound of the cost; 0 where nothing could be proven. */
  readonly bound: number;
  readonly proven: boolean;
}

/**
 * Solves and proves, without ever holding all pairs. Where not every lead can have its group, those that stay farthest
 * below their bound go without, and nothing is claimed: `proven` is false.
 * @throws RangeError where costs are too high for exact sums
 */
export async function solveLarge(problem: LargeProblem, options: SolverOptions = {}): Promise<LargeSolution> {
  const answer = await searchLarge(problem, options);
  const proof = proveLarge(problem, answer);
  const everyLead = answer.open.every((open) => open);
  return {
    ...answer,
    pinnedKept: proof.pinnedKept,
    placed: proof.placed,
    groups: proof.groups,
    cost: proof.cost,
    bound: everyLead ? Math.max(0, proof.bound) : 0,
    proven: everyLead && proof.optimal,
  };
}

/** The search alone; in time it grows about as the number of members where `positions` are given. */
export async function searchLarge(problem: LargeProblem, options: SolverOptions = {}): Promise<LargeAnswer> {
  const stopped = stopFrom(options);
  const { memberCount, leads, highestCost, pins = [] } = problem;
  const ranks = ranksFor(Math.min(leads.length, memberCount), highestCost, pins.length);
  const open = leads.map(({ lower, upper }) => upper >= Math.max(1, lower));
  for (;;) {
    const pairs = new NearPairs(problem, open, ranks);
    const { lower, upper } = boundArrays(problem, open);
    const gain = new Float64Array(leads.length).fill(ranks.lowerAsked);
    const run = {
      memberCount,
      lower,
      upper,
      ranks,
      gain,
      leastPrices: true,
      start: pairs.start(),
    };
    const { flow, prices, complete, rounds } = await runFlow(
      { ...run, addUndercutting: (price, worth, added) => pairs.addUndercutting(price, worth, added) },
      stopped,
    );
    const short = lower.map((least, lead) => least - flow.load[lead]!);
    const worst = short.reduce((most, each) => Math.max(most, each), 0);
    if (worst > 0 && complete) {
      open[short.indexOf(worst)] = false;
      continue;
    }
    return {
      leadOf:
        complete && worst === 0
          ? Array.from(flow.at, (_, member) => flow.leadOf(member))
          : leadsWithinBounds(flow, lower, upper),
      prices: flowPrices(flow, prices, ranks),
      open,
      pairsHeld: flow.arcs.lead.length,
      rounds,
    };
  }
}

function boundArrays({ leads }: LargeProblem, open: readonly boolean[]) {
  return {
    lower: Int32Array.from(leads, ({ lower }, lead) => (open[lead] ? Math.max(1, lower) : 0)),
    upper: Int32Array.from(leads, ({ upper }, lead) => (open[lead] ? upper : 0)),
  };
}

/** Checks an answer over all pairs, one by one: time grows as members × leads, memory does not. */
export function proveLarge(problem: LargeProblem, { leadOf, prices, open }: LargeAnswer): Certificate {
  const { memberCount, pins = [] } = problem;
  const { lower, upper } = boundArrays(problem, open);
  const pinned = pinnedLeads(pins);
  const inForce = open.flatMap((isOpen, lead) => (isOpen ? [lead] : []));
  return checkCertificate(
    {
      memberCount,
      leads: problem.leads.map((_, lead) => ({ lower: lower[lead]!, upper: upper[lead]! })),
      pairsOf: (member, visit) => {
        const own = pinned.get(member);
        for (const lead of inForce) {
          const isPinned = own?.has(lead) === true;
          if (!isPinned && problem.allowed?.(member, lead) === false) continue;
          visit(lead, problem.cost(member, lead), isPinned);
        }
      },
    },
    leadOf,
    prices,
  );
}
