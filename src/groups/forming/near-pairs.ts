import { ArcList, type CandidateArcs, mergeArcs } from './candidate-arcs.ts';
import type { LargeProblem } from './large-problem.ts';
import { LeadGrid } from './lead-grid.ts';
import type { Ranks } from './ranks.ts';

/** Pairs of each member, the cheapest, that a search starts with; and most that a round adds for one member. */
const startingPairs = 16;
const pairsAdded = 8;

/** Leads with their weights in ascending order, never more than fit. */
class Cheapest {
  readonly lead: Int32Array;
  readonly key: Float64Array;
  size = 0;
  constructor(room: number) {
    this.lead = new Int32Array(room);
    this.key = new Float64Array(room);
  }
  offer(lead: number, key: number): void {
    const full = this.size === this.lead.length;
    if (full && key >= this.key[this.size - 1]!) return;
    let at = full ? this.size - 1 : this.size;
    for (; at > 0 && this.key[at - 1]! > key; at -= 1) {
      this.key[at] = this.key[at - 1]!;
      this.lead[at] = this.lead[at - 1]!;
    }
    this.key[at] = key;
    this.lead[at] = lead;
    if (!full) this.size += 1;
  }
}

/** Finds the pairs of a large problem that matter, by nearness where positions are known, else by looking at all. */
export class NearPairs {
  readonly #problem: LargeProblem;
  readonly #open: readonly boolean[];
  readonly #ranks: Ranks;
  readonly #pinned: ReadonlyMap<number, ReadonlySet<number>>;
  readonly #grid: LeadGrid | null;
  /** All pairs of a member below this weight were offered at the start. */
  readonly #seen: Float64Array;

  constructor(problem: LargeProblem, open: readonly boolean[], ranks: Ranks) {
    this.#problem = problem;
    this.#open = open;
    this.#ranks = ranks;
    this.#pinned = pinnedLeads(problem.pins);
    this.#grid = problem.positions ? new LeadGrid(problem.positions.leads) : null;
    this.#seen = new Float64Array(problem.memberCount);
  }

  start(): CandidateArcs {
    const { memberCount } = this.#problem;
    const list = new ArcList();
    const nearest = new Cheapest(startingPairs);
    for (let member = 0; member < memberCount; member += 1) {
      const all = this.#nearest(member, nearest);
      for (let at = 0; at < nearest.size; at += 1) list.add(member, nearest.lead[at]!, nearest.key[at]!);
      const last = nearest.size < startingPairs ? Number.POSITIVE_INFINITY : nearest.key[nearest.size - 1]!;
      this.#seen[member] = Math.min(all, last);
      for (const lead of this.#pinned.get(member) ?? []) {
        if (this.#open[lead]) list.add(member, lead, this.#problem.cost(member, lead) - this.#ranks.pinned);
      }
    }
    return mergeArcs(memberCount, null, list);
  }

  /** Fills `nearest`; returns the weight below which every pair was looked at. */
  #nearest(member: number, nearest: Cheapest): number {
    const grid = this.#grid;
    for (let reach = grid ? 1.5 * grid.spacing : Number.POSITIVE_INFINITY; ; reach *= 1.6) {
      nearest.size = 0;
      this.#within(member, reach, (lead, weight) => nearest.offer(lead, weight));
      if (!grid || this.#holdsAll(member, reach)) return Number.POSITIVE_INFINITY;
      if (nearest.size === startingPairs) return reach;
    }
  }

  #holdsAll(member: number, reach: number): boolean {
    const points = this.#problem.positions!.members;
    return this.#grid!.holdsAll(points.x[member]!, points.y[member]!, reach);
  }

  /** Visits every open, allowed pair that costs up to `reach`, and maybe some that cost more; pinned ones not. */
  #within(member: number, reach: number, visit: (lead: number, weight: number) => void): void {
    const problem = this.#problem;
    const { positions } = problem;
    const pinned = this.#pinned.get(member);
    const look = (lead: number) => {
      if (!this.#open[lead] || pinned?.has(lead) || problem.allowed?.(member, lead) === false) return;
      visit(lead, problem.cost(member, lead));
    };
    if (this.#grid && positions && reach < problem.highestCost) {
      // Positions may be off by rounding, costs are whole: one unit covers both.
      this.#grid.within(positions.members.x[member]!, positions.members.y[member]!, reach + 1, look);
    } else for (let lead = 0; lead < problem.leads.length; lead += 1) look(lead);
  }

  /** Adds the pairs that undercut most of what their member is worth. */
  addUndercutting(price: Float64Array, worth: Float64Array, added: ArcList): void {
    const problem = this.#problem;
    const { memberCount, positions } = problem;
    const found = new Cheapest(pairsAdded);
    const all = price.reduce((least, each, lead) => (this.#open[lead] ? Math.min(least, each) : least), 0);
    const squares = this.#grid?.leastPrices(price);
    for (let member = 0; member < memberCount; member += 1) {
      const limit = worth[member]!;
      if (limit - all <= this.#seen[member]!) continue;
      const pinned = this.#pinned.get(member);
      found.size = 0;
      const look = (lead: number) => {
        if (!this.#open[lead] || pinned?.has(lead) || problem.allowed?.(member, lead) === false) return;
        const key = problem.cost(member, lead) + price[lead]! - limit;
        if (key < 0) found.offer(lead, key);
      };
      if (this.#grid && positions && squares) {
        const [x, y] = [positions.members.x[member]!, positions.members.y[member]!];
        this.#grid.undercutting(x, y, limit + 1, price, { squares, all }, look);
      } else for (let lead = 0; lead < price.length; lead += 1) look(lead);
      for (let at = 0; at < found.size; at += 1) {
        const lead = found.lead[at]!;
        added.add(member, lead, found.key[at]! + limit - price[lead]!);
      }
    }
  }
}

/** The leads that each member is pinned to, where there are any. A pinned pair is allowed. */
export function pinnedLeads(pins: LargeProblem['pins'] = []): ReadonlyMap<number, ReadonlySet<number>> {
  const leads = new Map<number, Set<number>>();
  for (const { member, lead } of pins) leads.set(member, (leads.get(member) ?? new Set()).add(lead));
  return leads;
}
