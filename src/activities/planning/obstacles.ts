import type { Place, Placing, PlacingProblem } from './problem.ts';

/** What stands against one place of an activity in the plan at hand. */
export interface Obstacle {
  readonly place: Place;
  /** Resources that others have there, with who has them. */
  readonly taken: readonly { readonly resource: number; readonly by: number }[];
  /** Limits that the day has reached. */
  readonly full: readonly number[];
  /** What giving way would cost: see `reliefPrice`. */
  readonly price: number;
}

/**
 * What it costs to give way, one price for each thing: closer together than wished 1, one more on a full day 2, a
 * venue or a person twice on one day 4, and 3 more where it is a place that was fixed by hand or is past.
 */
const reliefPrice = { group: 1, limit: 2, venue: 4, person: 4, locked: 3 } as const;

/**
 * The place of an unplaced activity where the least stands against it: allowing that is the cheapest relaxation by
 * which it can be placed beside all the others. Null where it has no places at all.
 */
export function cheapestRelief(
  problem: PlacingProblem,
  placing: Pick<Placing, 'chosen'>,
  open: number,
): Obstacle | null {
  const activity = problem.activities[open];
  let best: Obstacle | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const option of activity?.options ?? []) {
    const obstacle = obstacleAt(problem, placing, open, option);
    // Of equal ones the place that suits best.
    const price = obstacle.price * 1e9 + option.cost;
    if (price < least) {
      least = price;
      best = obstacle;
    }
  }
  return best;
}

function obstacleAt(
  problem: PlacingProblem,
  { chosen }: Pick<Placing, 'chosen'>,
  open: number,
  place: Place,
): Obstacle {
  const { activities, resources, limits } = problem;
  const own = activities[open];
  const taken: { resource: number; by: number }[] = [];
  const counts = new Map<number, number>();
  let price = 0;
  for (const [by, other] of activities.entries()) {
    const there = other.options[chosen[by] as number];
    if (by === open || !there) continue;
    if (there.day === place.day)
      for (const limit of other.limits) counts.set(limit, (counts.get(limit) ?? 0) + 1);
    for (const resource of other.resources) {
      const shape = resources[resource];
      if (!shape || !own?.resources.includes(resource)) continue;
      const collides = shape.bySlot
        ? there.day === place.day && (there.slots & place.slots) !== 0
        : Math.abs(there.day - place.day) < shape.span;
      if (!collides) continue;
      taken.push({ resource, by });
      price += reliefPrice[shape.kind] + (other.locked ? reliefPrice.locked : 0);
    }
  }
  const full = (own?.limits ?? []).filter(
    (limit) => (counts.get(limit) ?? 0) >= (limits[limit]?.perDay ?? 0),
  );
  return { place, taken, full, price: price + full.length * reliefPrice.limit };
}
