import type { Place, Placeable, PlacingProblem } from './problem.ts';

/**
 * The problem as flat arrays. A cell is one resource on one day, or in one part of it; resources that always go
 * together are one.
 */
export interface Compiled {
  readonly problem: PlacingProblem;
  readonly count: number;
  /**
   * Options of activity a: optionStart[a] … optionStart[a + 1] − 1, the cheapest first; places that locked ones
   * hold, and days that they fill, are left out.
   */
  readonly optionStart: Int32Array;
  readonly optionDay: Int32Array;
  readonly optionCost: Float64Array;
  /** Number of the option in the problem. */
  readonly optionOrigin: Int32Array;
  /** Cells of option o: cells[cellStart[o]] … cells[cellStart[o + 1] − 1]. */
  readonly cellStart: Int32Array;
  readonly cells: Int32Array;
  readonly cellCount: number;
  readonly limitStart: Int32Array;
  readonly limitOf: Int32Array;
}

/** The cells of resources at a place. */
function cellsAt(
  problem: PlacingProblem,
  base: Int32Array,
  taken: readonly number[],
  { day, slots }: Place,
): number[] {
  const cells: number[] = [];
  for (const resource of taken) {
    const { bySlot, span } = problem.resources[resource] as PlacingProblem['resources'][number];
    const first = base[resource] as number;
    if (bySlot) {
      for (let slot = 0; slot < problem.slotCount; slot += 1) {
        if ((slots >> slot) & 1) cells.push(first + day * problem.slotCount + slot);
      }
    } else {
      const end = Math.min(day + span, problem.dayCount);
      for (let each = day; each < end; each += 1) cells.push(first + each);
    }
  }
  return cells;
}

/** For each activity the resources that matter: wanted by another too, and one of those that always go together. */
function sharedResources({ activities, resources }: PlacingProblem): number[][] {
  const users: number[][] = resources.map(() => []);
  for (const [index, activity] of activities.entries()) {
    for (const resource of new Set(activity.resources)) users[resource]?.push(index);
  }
  const shared: number[][] = activities.map(() => []);
  const seen = new Set<string>();
  for (const [resource, by] of users.entries()) {
    const { bySlot, span } = resources[resource] as PlacingProblem['resources'][number];
    const sign = `${bySlot ? 's' : ''}${span}:${by.join()}`;
    if (by.length < 2 || seen.has(sign)) continue;
    seen.add(sign);
    for (const index of by) shared[index]?.push(resource);
  }
  return shared;
}

export function compile(problem: PlacingProblem): Compiled {
  const { activities, resources, dayCount, slotCount } = problem;
  const shared = sharedResources(problem);
  const base = new Int32Array(resources.length);
  let cellCount = 0;
  for (const resource of new Set(shared.flat())) {
    base[resource] = cellCount;
    cellCount += dayCount * (resources[resource]?.bySlot ? slotCount : 1);
  }
  const held = new Uint8Array(cellCount);
  const standing = new Int32Array(problem.limits.length * dayCount);
  for (const [index, { locked, options, limits }] of activities.entries()) {
    if (!locked || !options[0]) continue;
    for (const cell of cellsAt(problem, base, shared[index] as number[], options[0])) held[cell] = 1;
    for (const limit of limits) {
      const at = limit * dayCount + options[0].day;
      standing[at] = (standing[at] as number) + 1;
    }
  }
  const isFull = (activity: Placeable, day: number) =>
    activity.limits.some(
      (limit) =>
        (standing[limit * dayCount + day] as number) >=
        (problem.limits[limit]?.perDay ?? Number.POSITIVE_INFINITY),
    );
  const optionStart = new Int32Array(activities.length + 1);
  const limitStart = new Int32Array(activities.length + 1);
  const limitOf: number[] = [];
  const day: number[] = [];
  const cost: number[] = [];
  const origin: number[] = [];
  const cellStart: number[] = [0];
  const cells: number[] = [];
  for (const [index, activity] of activities.entries()) {
    const inOrder = [...activity.options.entries()].sort(([, one], [, other]) => one.cost - other.cost);
    for (const [at, option] of inOrder) {
      // A locked one claims nothing: its cells are gone for all others.
      const own = activity.locked ? [] : cellsAt(problem, base, shared[index] as number[], option);
      if (!activity.locked && (own.some((cell) => held[cell] === 1) || isFull(activity, option.day)))
        continue;
      for (const cell of own) cells.push(cell);
      cellStart.push(cells.length);
      day.push(option.day);
      cost.push(option.cost);
      origin.push(at);
    }
    optionStart[index + 1] = day.length;
    limitOf.push(...activity.limits);
    limitStart[index + 1] = limitOf.length;
  }
  return {
    problem,
    count: activities.length,
    optionStart,
    optionDay: Int32Array.from(day),
    optionCost: Float64Array.from(cost),
    optionOrigin: Int32Array.from(origin),
    cellStart: Int32Array.from(cellStart),
    cells: Int32Array.from(cells),
    cellCount,
    limitStart,
    limitOf: Int32Array.from(limitOf),
  };
}
