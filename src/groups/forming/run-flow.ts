import { estimatePrices } from './auction.ts';
import { ArcList, type CandidateArcs, mergeArcs } from './candidate-arcs.ts';
import { Flow } from './flow.ts';
import type { Ranks } from './ranks.ts';

/** A problem whose pairs are looked at as they are needed. */
export interface FlowProblem {
  readonly memberCount: number;
  readonly lower: Int32Array;
  readonly upper: Int32Array;
  /** What each place that the lower bound of a lead asks for is worth: a rank, or an amount like a cost. */
  readonly gain: Float64Array;
  readonly ranks: Ranks;
  /** Whether the least of all optimal prices are wanted, or any will do. */
  readonly leastPrices: boolean;
  /** The pairs to start with. */
  readonly start: CandidateArcs;
  /**
   * Adds pairs that undercut: weight + price of the lead < worth of the member. At least one where there is any; pairs
   * looked at before never do.
   */
  addUndercutting(price: Float64Array, worth: Float64Array, added: ArcList): void;
}

export interface FlowResult {
  readonly flow: Flow;
  /** Of the leads: the least of all optimal prices where complete. */
  readonly prices: Float64Array;
  /** False where it was told to stop before the end. */
  readonly complete: boolean;
  /** Rounds of looking at further pairs. */
  readonly rounds: number;
}

/** So many members are moved between two looks at the signal. */
const stretch = 64;

/** Solves to the optimum over all pairs, or until `stopped` says so. Lets the event loop run in between. */
export async function runFlow(problem: FlowProblem, stopped: () => boolean): Promise<FlowResult> {
  const flow = startingFlow(problem);
  let [rounds, moved] = [0, 0];
  const pause = async (): Promise<boolean> => {
    moved += 1;
    if (moved % stretch === 0) await new Promise((resolve) => setImmediate(resolve));
    return stopped();
  };
  const undercutting = (price: Float64Array): ArcList => {
    const added = new ArcList();
    problem.addUndercutting(price, flow.worths(price), added);
    return added;
  };
  /** Looks for better pairs until there are none. */
  const improve = async (): Promise<boolean> => {
    for (;;) {
      const added = undercutting(flow.price);
      if (added.size === 0) return true;
      rounds += 1;
      const members = [...new Set(added.member.subarray(0, added.size))];
      for (const member of members) flow.withdraw(member);
      flow.replaceArcs(mergeArcs(problem.memberCount, flow.arcs, added));
      for (const member of members) {
        flow.insert(member);
        if (await pause()) return false;
      }
      if (!(await release())) return false;
    }
  };
  const release = async (): Promise<boolean> => {
    for (let lead = 0; lead < problem.upper.length; lead += 1) {
      flow.release(lead);
      if (await pause()) return false;
    }
    return true;
  };
  const cut = (): FlowResult => ({ flow, prices: flow.price, complete: false, rounds });
  for (let member = 0; member < problem.memberCount; member += 1) {
    flow.insert(member);
    if (await pause()) return cut();
  }
  if (!(await release()) || !(await improve())) return cut();
  for (const [lead, lower] of problem.lower.entries()) {
    if (lower > 0) flow.askLower(lead, lower, problem.gain[lead]!);
    if (await pause()) return cut();
  }
  if (!(await improve())) return cut();
  if (!problem.leastPrices) return { flow, prices: flow.price, complete: true, rounds };
  if (flow.shortage() === 0) flow.insistOnLower();
  // The least prices on the pairs at hand may be too low for others: these are taken in until they hold for all.
  for (;;) {
    const prices = flow.leastPrices();
    const added = undercutting(prices);
    if (added.size === 0) return { flow, prices, complete: true, rounds };
    rounds += 1;
    flow.replaceArcs(mergeArcs(problem.memberCount, flow.arcs, added));
    if (await pause()) return cut();
  }
}

/** A flow of nobody yet, at estimated prices, with the pairs that matter at them. */
function startingFlow(problem: FlowProblem): Flow {
  const { memberCount, upper, ranks, start } = problem;
  const prices = estimatePrices(start, upper, ranks.unplaced);
  const worth = new Float64Array(memberCount).fill(ranks.unplaced);
  for (let member = 0; member < memberCount; member += 1) {
    for (let arc = start.start[member]!; arc < start.start[member + 1]!; arc += 1) {
      worth[member] = Math.min(worth[member]!, start.weight[arc]! + prices[start.lead[arc]!]!);
    }
  }
  const added = new ArcList();
  problem.addUndercutting(prices, worth, added);
  const flow = new Flow(memberCount, upper, ranks, mergeArcs(memberCount, start, added));
  flow.startAt(prices);
  return flow;
}
