import type { Price } from './assignment.ts';

/**
 * Goals of different rank as one whole number: a member placed is worth 3 units, a pinned pair kept 9. A place that a
 * lower bound asks for is worth one unit as long as it is open whether the lead can have its group, and more than all
 * the pins on a path once it must.
 *
 * Why no rank can be bought with a lower one: two flows differ by cycles, and these by simple ones. A simple cycle
 * passes each lead and the sink once, so it changes the number of members placed and of places short of a lower bound
 * by one at most, and the cost by less than half a unit.
 */
export interface Ranks {
  readonly unit: number;
  /** Cost of a member without a place. */
  readonly unplaced: number;
  /** Gain of a pinned pair. */
  readonly pinned: number;
  /** Gain of a place that a lower bound asks for, where everything else comes first. */
  readonly lowerAsked: number;
  /** The same, where it comes before everything else. */
  readonly lowerRequired: number;
}

/**
 * @param nodes the smaller of the numbers of leads and of members: no simple path passes more
 * @throws RangeError where sums might not stay exact (2^53); far beyond any town of the Earth
 */
export function ranksFor(nodes: number, highestCost: number, pinnedPairs: number): Ranks {
  const unit = 2 * (nodes + 2) * highestCost + 1;
  const pins = Math.min(nodes, pinnedPairs);
  const required = 2 * (9 * (pins + 1) + 4) + 1;
  // No price is above 1.5 of the highest rank, and no length above three prices.
  if (!(unit * required * 16 < Number.MAX_SAFE_INTEGER)) {
    throw new RangeError('costs too high for exact sums');
  }
  return {
    unit,
    unplaced: 3 * unit,
    pinned: 9 * unit,
    lowerAsked: unit,
    lowerRequired: required * unit,
  };
}

/** The ranks of a weight in which lower bounds are required. */
export function priceOf(weight: number, { unit, lowerRequired }: Ranks): Price {
  const whole = Math.round(weight / unit);
  const cost = weight - whole * unit;
  const lower = Math.round((whole * unit) / lowerRequired);
  const rank = whole - lower * (lowerRequired / unit);
  const pinned = Math.round(rank / 9);
  const placed = Math.round((rank - 9 * pinned) / 3);
  // Adding 0 makes -0 a plain 0.
  return { lower: lower + 0, pinned: pinned + 0, placed: placed + 0, cost: cost + 0 };
}
