import type { AssignmentProblem, Bounds } from './assignment.ts';
import { ArcList, type CandidateArcs, mergeArcs, selectArcs } from './candidate-arcs.ts';
import type { Ranks } from './ranks.ts';
import { type FlowResult, runFlow } from './run-flow.ts';

/** What is settled of a lead: it has a group within its bounds, it has none, or nothing yet. */
export type LeadState = 'open' | 'closed' | 'free';

/** A problem with its pairs in order, to be solved for one state of the leads after another. */
export class FlowOfLeads {
  readonly problem: AssignmentProblem;
  readonly ranks: Ranks;
  readonly #arcs: CandidateArcs;
  readonly #stopped: () => boolean;

  constructor(problem: AssignmentProblem, ranks: Ranks, stopped: () => boolean) {
    this.problem = problem;
    this.ranks = ranks;
    this.#stopped = stopped;
    const list = new ArcList();
    for (const { member, lead, cost, pinned } of problem.arcs) {
      list.add(member, lead, pinned ? cost - ranks.pinned : cost);
    }
    this.#arcs = mergeArcs(problem.memberCount, null, list);
  }

  /** All pairs with leads that are not closed. */
  arcsOf(states: readonly LeadState[]): CandidateArcs {
    return selectArcs(this.#arcs, (lead) => states[lead] !== 'closed');
  }

  get stopped(): boolean {
    return this.#stopped();
  }

  /**
   * @param gain what a place that a lower bound asks for is worth, by lead; of a free lead too
   * @param leastPrices whether prices are wanted that say what a place is worth
   */
  solve(
    states: readonly LeadState[],
    gain: (lead: number) => number,
    { leastPrices }: { readonly leastPrices: boolean },
  ): Promise<FlowResult> {
    const { memberCount, leads } = this.problem;
    const bounds = boundsInForce(leads, states);
    const every = this.arcsOf(states);
    const { start: starts, lead: to, weight } = every;
    return runFlow(
      {
        memberCount,
        ranks: this.ranks,
        gain: Float64Array.from(leads, (_, lead) => gain(lead)),
        leastPrices,
        lower: Int32Array.from(bounds, ({ lower }) => lower),
        upper: Int32Array.from(bounds, ({ upper }) => upper),
        start: selectArcs(every, () => true, startingArcs),
        addUndercutting: (price, worth, added) => {
          for (let member = 0; member < memberCount; member += 1) {
            for (let arc = starts[member]!; arc < starts[member + 1]!; arc += 1) {
              if (weight[arc]! + price[to[arc]!]! < worth[member]!) added.add(member, to[arc]!, weight[arc]!);
            }
          }
        },
      },
      this.#stopped,
    );
  }
}

/** Pairs of each member, the cheapest, that a flow starts with. */
const startingArcs = 30;

/** Bounds of a group, for every lead that is not closed. */
export function boundsInForce(leads: readonly Bounds[], states: readonly LeadState[]): Bounds[] {
  return leads.map(({ lower, upper }, lead) => {
    if (states[lead] === 'closed') return { lower: 0, upper: 0 };
    return { lower: Math.max(1, lower), upper };
  });
}

/** A lead is free where members enough could reach it, were there no others; else it can have no group. */
export function statesToStart({ leads, arcs }: AssignmentProblem): LeadState[] {
  const reaching = leads.map(() => 0);
  for (const arc of arcs) reaching[arc.lead] = (reaching[arc.lead] ?? 0) + 1;
  return leads.map(({ lower, upper }, lead) => {
    const least = Math.max(1, lower);
    return upper >= least && (reaching[lead] ?? 0) >= least ? 'free' : 'closed';
  });
}
