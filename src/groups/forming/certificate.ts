import type { Bounds, Price, Prices } from './assignment.ts';

/** What an answer is checked against: every pair of it, whatever part of them the solver looked at. */
export interface CheckedProblem {
  readonly memberCount: number;
  /** Bounds in force: of a lead with a group its own, of one without a group 0 and 0. */
  readonly leads: readonly Bounds[];
  /** Names every allowed pair of the member with a lead in force. */
  pairsOf(member: number, visit: (lead: number, cost: number, pinned: boolean) => void): void;
}

export interface Certificate {
  /** Every member at an allowed lead or none, every lead within its bounds. */
  readonly feasible: boolean;
  /** Cost of the answer, and the least that any other with as many pins and members placed can cost. */
  readonly cost: number;
  readonly bound: number;
  /** The prices prove that no answer keeps more pins and none with as many places more members. */
  readonly ranksProven: boolean;
  /** Feasible, and proven to the last unit. */
  readonly optimal: boolean;
  readonly pinnedKept: number;
  readonly placed: number;
  readonly groups: number;
  /** Pairs counted, for the record. */
  readonly pairs: number;
}

/** Goals in order, each weighed only where those before it are equal. */
type Worth = readonly [lower: bigint, pinned: bigint, placed: bigint, cost: bigint];

const worthOf = ({ lower, pinned, placed, cost }: Price): Worth => [
  BigInt(lower),
  BigInt(pinned),
  BigInt(placed),
  BigInt(cost),
];

function compare(one: Worth, other: Worth): number {
  for (const [index, value] of one.entries()) {
    const difference = value - (other[index] as bigint);
    if (difference !== 0n) return difference < 0n ? -1 : 1;
  }
  return 0;
}

/**
 * Proves an answer by weak duality, from the prices of the leads alone and with arithmetic of its own. For *any*
 * prices, the sum of what each member costs at its cheapest lead (cost and price; or without a place) less what the
 * bounds make of the prices is at most the worth of the best answer: so wrong prices can only prove less, never
 * something false. Prices of members are compared with those found here.
 */
export function checkCertificate(
  problem: CheckedProblem,
  leadOf: readonly (number | null)[],
  prices: Prices,
): Certificate {
  const leads = prices.leads.map(worthOf);
  const parts = (index: 0 | 1 | 2 | 3) => Float64Array.from(leads, (worth) => Number(worth[index]));
  const [leadLower, leadPinned, leadPlaced, leadCost] = [parts(0), parts(1), parts(2), parts(3)];
  let pairs = 0;
  let feasible = leadOf.length === problem.memberCount;
  let agreed = true;
  let [pinnedKept, placed, cost] = [0, 0, 0n];
  const bound: [bigint, bigint, bigint, bigint] = [0n, 0n, 0n, 0n];
  const loads = problem.leads.map(() => 0);

  // The member at hand; kept outside the loop so that the visitor is one function for all members.
  let at: number | null = null;
  let found = false;
  let [short, pinned, unplaced, least] = [0, 0, 1, 0];
  const visit = (lead: number, pairCost: number, isPinned: boolean): void => {
    pairs += 1;
    if (lead === at) {
      found = true;
      placed += 1;
      cost += BigInt(pairCost);
      if (isPinned) pinnedKept += 1;
    }
    const ownShort = leadLower[lead]!;
    if (ownShort > short) return;
    const ownPinned = leadPinned[lead]! - (isPinned ? 1 : 0);
    const ownPlaced = leadPlaced[lead]!;
    const ownCost = leadCost[lead]! + pairCost;
    if (ownShort === short) {
      if (ownPinned > pinned) return;
      if (ownPinned === pinned && (ownPlaced > unplaced || (ownPlaced === unplaced && ownCost >= least)))
        return;
    }
    pinned = ownPinned;
    unplaced = ownPlaced;
    short = ownShort;
    least = ownCost;
  };
  for (let member = 0; member < problem.memberCount; member += 1) {
    at = leadOf[member] ?? null;
    found = at === null;
    [short, pinned, unplaced, least] = [0, 0, 1, 0];
    problem.pairsOf(member, visit);
    if (at !== null) loads[at] = (loads[at] ?? 0) + 1;
    feasible &&= found;
    const worth: Worth = [BigInt(short), BigInt(pinned), BigInt(unplaced), BigInt(least)];
    const said = prices.members[member];
    agreed &&= said !== undefined && compare(worthOf(said), worth) === 0;
    for (const [index, value] of worth.entries()) bound[index]! += value;
  }
  for (const [lead, { lower, upper }] of problem.leads.entries()) {
    const load = loads[lead] as number;
    feasible &&= load >= lower && load <= upper;
    const price = leads[lead] as Worth;
    const places = BigInt(compare(price, [0n, 0n, 0n, 0n]) > 0 ? upper : lower);
    for (const [index, value] of price.entries()) bound[index]! -= places * value;
  }
  const reached: Worth = [0n, BigInt(-pinnedKept), BigInt(problem.memberCount - placed), cost];
  const ranksProven =
    compare([bound[0], bound[1], bound[2], 0n], [reached[0], reached[1], reached[2], 0n]) === 0;
  const total = Number(cost);
  return {
    feasible,
    cost: total,
    bound: feasible && ranksProven ? Number(bound[3]) : 0,
    ranksProven,
    optimal: feasible && agreed && ranksProven && bound[3] === cost && Number.isSafeInteger(total),
    pinnedKept,
    placed,
    groups: loads.filter((load) => load > 0).length,
    pairs,
  };
}
