import type { CandidateArcs } from './candidate-arcs.ts';

/** Bids for each member, on average, after which the auction is broken off. */
const bidsPerMember = 40;

/**
 * Prices to start with, by an auction: members bid for places at what makes them indifferent to their second choice,
 * and a little more; a full lead lets its lowest bidder go. Only an estimate, near enough to spare the exact search
 * most of its way where bounds are tight; whatever it is, the answer is the same.
 *
 * @param unplaced what having no place costs: nobody bids beyond it
 */
export function estimatePrices(arcs: CandidateArcs, upper: Int32Array, unplaced: number): Float64Array {
  const { start, lead: to, weight } = arcs;
  const memberCount = start.length - 1;
  const price = new Float64Array(upper.length);
  const held = new Int32Array(upper.length);
  const offset = new Int32Array(upper.length + 1);
  for (const [lead, places] of upper.entries())
    offset[lead + 1] = offset[lead]! + Math.min(places, memberCount);
  const holder = new Int32Array(offset[upper.length]!);
  const bid = new Float64Array(memberCount);
  const step = raise(arcs);
  const queue = Int32Array.from({ length: memberCount }, (_, member) => member);
  let [head, waiting] = [0, memberCount];
  for (let bids = bidsPerMember * memberCount; waiting > 0 && bids > 0; bids -= 1) {
    const member = queue[head]!;
    head = head + 1 === memberCount ? 0 : head + 1;
    waiting -= 1;
    let [best, second, choice] = [unplaced, unplaced, -1];
    for (let arc = start[member]!; arc < start[member + 1]! && weight[arc]! < second; arc += 1) {
      const total = weight[arc]! + price[to[arc]!]!;
      if (total < best) {
        second = best;
        best = total;
        choice = arc;
      } else if (total < second) second = total;
    }
    if (choice < 0) continue;
    const lead = to[choice]!;
    const from = offset[lead]!;
    const places = offset[lead + 1]! - from;
    if (places === 0) continue;
    bid[member] = second - weight[choice]! + step;
    if (held[lead]! < places) {
      holder[from + held[lead]!] = member;
      held[lead]! += 1;
    } else {
      const lowest = lowestBidder(holder, bid, from, places);
      queue[(head + waiting) % memberCount] = holder[lowest]!;
      waiting += 1;
      holder[lowest] = member;
    }
    if (held[lead] === places) price[lead] = bid[holder[lowestBidder(holder, bid, from, places)]!]!;
  }
  return price;
}

function lowestBidder(holder: Int32Array, bid: Float64Array, from: number, places: number): number {
  let lowest = from;
  for (let at = from + 1; at < from + places; at += 1) {
    if (bid[holder[at]!]! < bid[holder[lowest]!]!) lowest = at;
  }
  return lowest;
}

/** By how much bids rise at least: an eighth of what a member's nearest lead costs on average. */
function raise({ start, weight }: CandidateArcs): number {
  let [total, count] = [0, 0];
  for (let member = 0; member + 1 < start.length; member += 1) {
    if (start[member] === start[member + 1]) continue;
    total += Math.max(0, weight[start[member]!]!);
    count += 1;
  }
  return 1 + Math.floor(total / Math.max(1, count) / 8);
}
