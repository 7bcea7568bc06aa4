import type { CandidateArcs } from './candidate-arcs.ts';
import { LeadHeap } from './lead-heap.ts';
import type { Ranks } from './ranks.ts';

/** Where a member stands that is at no lead: counted as without a place, or not yet in the flow. */
export const unplaced = -1;
export const outside = -2;

/** What a path may end with instead of a member losing its place. */
const nobody = -1;
const heldPlace = -2;

/**
 * A flow of least cost from members through leads to one sink, by successive shortest paths with potentials, kept
 * optimal after every step for the members in it: nothing is ever solved twice, whatever comes or goes.
 *
 * The potential of the sink is 0, that of lead `l` its price `p[l]`, that of a member the least of weight + price over
 * its arcs (or the weight of having no place). Invariant: no arc with capacity left has a reduced cost below zero,
 * which is the optimality condition. Only leads are nodes of the searches: a step from one lead to another moves the
 * member for whom that is cheapest.
 */
export class Flow {
  readonly price: Float64Array;
  readonly load: Int32Array;
  /** The arc that each member uses, or `unplaced`, or `outside`. */
  readonly at: Int32Array;
  readonly #lower: Int32Array;
  readonly #upper: Int32Array;
  readonly #ranks: Ranks;
  /** What a place that the lower bound of a lead asks for is worth. */
  readonly #gain: Float64Array;
  #arcs: CandidateArcs;
  /** No price is below it; arcs are in order of weight, so that searches can stop early. */
  #leastPrice = 0;
  /**
   * Places held by nobody, so that the lead can keep its price while others come: whoever needs the place takes it
   * for `#heldWorth`, which is never below the price.
   */
  readonly #held: Int32Array;
  readonly #heldWorth: Float64Array;
  /** Members at each lead, as lists through `next` and `previous`. */
  readonly #first: Int32Array;
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  readonly #distance: Float64Array;
  readonly #settled: Int32Array;
  #settledCount = 0;
  readonly #heap: LeadHeap;
  /** The arc by which a search came to a lead (forwards), or by which a member leaves it (backwards). */
  readonly #via: Int32Array;
  readonly #mover: Int32Array;
  #into: { start: Int32Array; arc: Int32Array; member: Int32Array } | null = null;

  /** @param upper bounds in force from the start; lower ones are asked for later, by `askLower` */
  constructor(memberCount: number, upper: Int32Array, ranks: Ranks, arcs: CandidateArcs) {
    const leads = upper.length;
    this.#upper = upper;
    this.#lower = new Int32Array(leads);
    this.#ranks = ranks;
    this.#gain = new Float64Array(leads);
    this.#arcs = arcs;
    this.price = new Float64Array(leads);
    this.load = new Int32Array(leads);
    this.at = new Int32Array(memberCount).fill(outside);
    this.#held = new Int32Array(leads);
    this.#heldWorth = new Float64Array(leads);
    this.#first = new Int32Array(leads).fill(-1);
    this.#next = new Int32Array(memberCount).fill(-1);
    this.#previous = new Int32Array(memberCount).fill(-1);
    this.#distance = new Float64Array(leads).fill(Number.POSITIVE_INFINITY);
    this.#settled = new Int32Array(leads);
    this.#heap = new LeadHeap(this.#distance);
    this.#via = new Int32Array(leads);
    this.#mover = new Int32Array(leads);
  }

  get arcs(): CandidateArcs {
    return this.#arcs;
  }

  leadOf(member: number): number | null {
    const arc = this.at[member]!;
    return arc < 0 ? null : this.#arcs.lead[arc]!;
  }

  /** The potential of each member under these prices; below everything for members outside the flow. */
  worths(price: Float64Array): Float64Array {
    const { weight, lead } = this.#arcs;
    return Float64Array.from(this.at, (arc) => {
      if (arc >= 0) return weight[arc]! + price[lead[arc]!]!;
      return arc === unplaced ? this.#ranks.unplaced : Number.NEGATIVE_INFINITY;
    });
  }

  /** What one more member at the lead adds: below zero where a lower bound waits for it. */
  #addWeight(lead: number): number {
    return this.load[lead]! < this.#lower[lead]! ? -this.#gain[lead]! : 0;
  }

  /** Reduced cost of taking a member away from the lead. */
  #removal(lead: number): number {
    return this.price[lead]! + (this.load[lead]! > this.#lower[lead]! ? 0 : this.#gain[lead]!);
  }

  /** Takes other arcs; those in use must be among them, and none may improve anything for members in the flow. */
  replaceArcs(arcs: CandidateArcs): void {
    for (let member = 0; member < this.at.length; member += 1) {
      const arc = this.at[member]!;
      if (arc < 0) continue;
      const lead = this.#arcs.lead[arc]!;
      let found = arcs.start[member]!;
      while (arcs.lead[found] !== lead) found += 1;
      this.at[member] = found;
    }
    this.#arcs = arcs;
    this.#into = null;
    this.#leastPrice = this.price.reduce((least, price) => Math.min(least, price), 0);
  }

  /** Brings a member into the flow, by the shortest path to a free place, or to somebody's having none. */
  insert(member: number): void {
    const { lead: to, weight, start } = this.#arcs;
    const [price, distance] = [this.price, this.#distance];
    const from = start[member]!;
    const end = start[member + 1]!;
    let own = this.#ranks.unplaced;
    for (let arc = from; arc < end && weight[arc]! + this.#leastPrice < own; arc += 1) {
      own = Math.min(own, weight[arc]! + price[to[arc]!]!);
    }
    let best = this.#ranks.unplaced - own;
    let endsAt = -1;
    let evicted = member;
    for (let arc = from; arc < end && weight[arc]! + this.#leastPrice - own < best; arc += 1) {
      this.#reach(to[arc]!, weight[arc]! + price[to[arc]!]! - own, best, arc, member);
    }
    while (this.#heap.size > 0) {
      const lead = this.#heap.pop();
      const length = distance[lead]!;
      this.#settled[this.#settledCount] = lead;
      this.#settledCount += 1;
      if (length >= best) break;
      if (this.load[lead]! < this.#upper[lead]!) {
        const total = length + this.#addWeight(lead) - price[lead]!;
        if (total < best) {
          best = total;
          endsAt = lead;
          evicted = nobody;
        }
      }
      if (this.#held[lead]! > 0 && length + this.#heldWorth[lead]! - price[lead]! < best) {
        best = length + this.#heldWorth[lead]! - price[lead]!;
        endsAt = lead;
        evicted = heldPlace;
      }
      for (let other = this.#first[lead]!; other >= 0; other = this.#next[other]!) {
        const base = length - weight[this.at[other]!]! - price[lead]!;
        if (base + this.#ranks.unplaced < best) {
          best = base + this.#ranks.unplaced;
          endsAt = lead;
          evicted = other;
        }
        const last = start[other + 1]!;
        const limit = best - base - this.#leastPrice;
        for (let arc = start[other]!; arc < last && weight[arc]! < limit; arc += 1) {
          this.#reach(to[arc]!, base + weight[arc]! + price[to[arc]!]!, best, arc, other);
        }
      }
    }
    this.#forget((lead) => {
      if (distance[lead]! < best) price[lead]! += best - distance[lead]!;
    });
    if (evicted === member) {
      this.at[member] = unplaced;
      return;
    }
    if (evicted === heldPlace) this.#giveUp(endsAt, 1);
    if (evicted >= 0) {
      this.#leave(evicted);
      this.at[evicted] = unplaced;
    }
    for (let lead = endsAt; ; ) {
      const mover = this.#mover[lead]!;
      const left = this.leadOf(mover);
      this.#leave(mover);
      this.#enter(mover, this.#via[lead]!);
      if (mover === member || left === null) return;
      lead = left;
    }
  }

  /** Takes a member out of the flow. Its place is held until `release`. */
  withdraw(member: number): void {
    const lead = this.leadOf(member);
    this.#leave(member);
    this.at[member] = outside;
    if (lead !== null) this.#hold(lead, 1);
  }

  /** Starts with these prices instead of 0, before anybody is in the flow: every place of a priced lead is held. */
  startAt(prices: Float64Array): void {
    for (const [lead, price] of prices.entries()) {
      if (price <= 0) continue;
      this.price[lead] = price;
      this.#hold(lead, this.#upper[lead]!);
    }
  }

  /** Gives up the places held at a lead; what they were priced at beyond their worth is let go, and others may come. */
  release(lead: number): void {
    if (this.#held[lead] === 0) return;
    this.#giveUp(lead, this.#held[lead]!);
    while (this.#fill(lead));
  }

  #hold(lead: number, places: number): void {
    if (this.#held[lead] === 0) this.#heldWorth[lead] = this.price[lead]!;
    this.#held[lead]! += places;
    this.load[lead]! += places;
  }

  #giveUp(lead: number, places: number): void {
    this.#held[lead]! -= places;
    this.load[lead]! -= places;
  }

  /** Puts a lower bound in force, each place of which is worth `gain`: what that buys is filled. */
  askLower(lead: number, lower: number, gain: number): void {
    this.#lower[lead] = lower;
    this.#gain[lead] = gain;
    while (this.#fill(lead));
  }

  /** Lets lower bounds come before everything else from now on; all of them must be met. */
  insistOnLower(): void {
    this.#gain.fill(this.#ranks.lowerRequired);
  }

  /** How many places below the lower bounds in force are empty. */
  shortage(): number {
    return this.load.reduce((total, load, lead) => total + Math.max(0, this.#lower[lead]! - load), 0);
  }

  /**
   * Brings one more member to a lead with room, where that gains anything, by the shortest path backwards; else
   * lowers prices until an empty place there is worth nothing. False where nothing was gained.
   */
  #fill(lead: number): boolean {
    if (this.load[lead]! >= this.#upper[lead]!) return false;
    const { lead: to, weight } = this.#arcs;
    const into = this.#arcsInto();
    const [price, distance] = [this.price, this.#distance];
    let best = price[lead]! - this.#addWeight(lead);
    let source = -1;
    let placedMember = -1;
    let placedArc = -1;
    this.#reach(lead, 0, best, -1, -1);
    while (this.#heap.size > 0) {
      const at = this.#heap.pop();
      const length = distance[at]!;
      this.#settled[this.#settledCount] = at;
      this.#settledCount += 1;
      if (length >= best) break;
      if (at !== lead && this.load[at]! > 0 && length + this.#removal(at) < best) {
        best = length + this.#removal(at);
        source = at;
        placedMember = -1;
      }
      const base = length + price[at]!;
      for (let index = into.start[at]!; index < into.start[at + 1]!; index += 1) {
        const arc = into.arc[index]!;
        const member = into.member[index]!;
        const used = this.at[member]!;
        if (used >= 0) {
          const other = to[used]!;
          if (other !== at)
            this.#reach(other, base + weight[arc]! - weight[used]! - price[other]!, best, arc, member);
        } else if (used === unplaced && base + weight[arc]! - this.#ranks.unplaced < best) {
          best = base + weight[arc]! - this.#ranks.unplaced;
          source = at;
          placedMember = member;
          placedArc = arc;
        }
      }
    }
    this.#forget((each) => {
      if (distance[each]! >= best) return;
      price[each]! -= best - distance[each]!;
      this.#leastPrice = Math.min(this.#leastPrice, price[each]!);
    });
    if (source < 0) return false;
    if (placedMember >= 0) this.#enter(placedMember, placedArc);
    for (let at = source; at !== lead; ) {
      const arc = this.#via[at]!;
      const mover = this.#mover[at]!;
      this.#leave(mover);
      this.#enter(mover, arc);
      at = to[arc]!;
    }
    return true;
  }

  #reach(lead: number, length: number, best: number, arc: number, mover: number): void {
    if (length >= best || length >= this.#distance[lead]!) return;
    this.#distance[lead] = length;
    this.#via[lead] = arc;
    this.#mover[lead] = mover;
    this.#heap.push(lead);
  }

  /** Visits what was settled and clears the search. */
  #forget(visit: (lead: number) => void): void {
    for (let index = 0; index < this.#settledCount; index += 1) visit(this.#settled[index]!);
    for (let index = 0; index < this.#settledCount; index += 1) {
      this.#distance[this.#settled[index]!] = Number.POSITIVE_INFINITY;
    }
    while (this.#heap.size > 0) this.#distance[this.#heap.pop()] = Number.POSITIVE_INFINITY;
    this.#settledCount = 0;
  }

  #leave(member: number): void {
    const lead = this.leadOf(member);
    if (lead === null) return;
    const [before, after] = [this.#previous[member]!, this.#next[member]!];
    if (before >= 0) this.#next[before] = after;
    else this.#first[lead] = after;
    if (after >= 0) this.#previous[after] = before;
    this.load[lead]! -= 1;
  }

  #enter(member: number, arc: number): void {
    const lead = this.#arcs.lead[arc]!;
    const first = this.#first[lead]!;
    this.at[member] = arc;
    this.#next[member] = first;
    this.#previous[member] = -1;
    if (first >= 0) this.#previous[first] = member;
    this.#first[lead] = member;
    this.load[lead]! += 1;
  }

  /** The arcs by lead, made when a search backwards first needs them. */
  #arcsInto() {
    if (this.#into) return this.#into;
    const { start: starts, lead } = this.#arcs;
    const start = new Int32Array(this.load.length + 1);
    for (let arc = 0; arc < lead.length; arc += 1) start[lead[arc]! + 1]! += 1;
    for (let at = 0; at < this.load.length; at += 1) start[at + 1]! += start[at]!;
    const end = start.slice();
    const into = { start, arc: new Int32Array(lead.length), member: new Int32Array(lead.length) };
    for (let member = 0; member < this.at.length; member += 1) {
      for (let arc = starts[member]!; arc < starts[member + 1]!; arc += 1) {
        const index = end[lead[arc]!]!;
        end[lead[arc]!] = index + 1;
        into.arc[index] = arc;
        into.member[index] = member;
      }
    }
    this.#into = into;
    return into;
  }

  /**
   * The dual solution with the least prices: of every lead, what one more place there would gain, as far as the arcs
   * at hand go. Taken from the distances from the sink, which are the same whatever optimal flow was found.
   */
  leastPrices(): Float64Array {
    const { lead: to, weight, start } = this.#arcs;
    const [price, distance] = [this.price, this.#distance];
    const none = Number.POSITIVE_INFINITY;
    for (let lead = 0; lead < price.length; lead += 1) {
      if (this.load[lead]! > 0) this.#reach(lead, this.#removal(lead), none, -1, -1);
    }
    for (let member = 0; member < this.at.length; member += 1) {
      if (this.at[member] !== unplaced) continue;
      for (let arc = start[member]!; arc < start[member + 1]!; arc += 1) {
        this.#reach(to[arc]!, weight[arc]! + price[to[arc]!]! - this.#ranks.unplaced, none, arc, member);
      }
    }
    while (this.#heap.size > 0) {
      const lead = this.#heap.pop();
      this.#settled[this.#settledCount] = lead;
      this.#settledCount += 1;
      for (let other = this.#first[lead]!; other >= 0; other = this.#next[other]!) {
        const base = distance[lead]! - weight[this.at[other]!]! - price[lead]!;
        for (let arc = start[other]!; arc < start[other + 1]!; arc += 1) {
          this.#reach(to[arc]!, base + weight[arc]! + price[to[arc]!]!, none, arc, other);
        }
      }
    }
    const least = Float64Array.from(price, (value, lead) => {
      const length = distance[lead]!;
      if (length === none) return this.#lower[lead] === 0 ? 0 : value;
      return this.#lower[lead] === 0 ? Math.max(0, value - length) : value - length;
    });
    this.#forget(() => {});
    return least;
  }
}
