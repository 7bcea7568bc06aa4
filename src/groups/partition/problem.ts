/**
 * The partition task by numbers alone: nodes into districts around chosen centres, each district within a capacity:
 * the capacitated p-median problem, with what policies add to it. What the numbers mean (kindergartens, metres,
 * clauses) is the business of whoever states the problem. Osman & Christofides, Capacitated clustering problems by
 * hybrid simulated annealing and tabu search, Int. Trans. Opl Res. 1 (1994).
 */
export interface PartitionProblem {
  /** Whole numbers ≥ 1, one a node. */
  readonly demands: readonly number[];
  /** Nodes that may be a centre, each once. A *seat* is an index into this list. */
  readonly centres: readonly number[];
  /**
   * `costs[seat][node]`: of placing the node in the district of that centre; a whole number ≥ 0, or Infinity where it
   * must never be. A centre always belongs to its own district; what it costs itself counts like any other.
   */
  readonly costs: readonly Float64Array[];
  /** Most and least demand of a district, the centre's own included. */
  readonly capacity: number;
  readonly lower: number;
  /** Number of districts: exactly so many, or any number in the range. */
  readonly count: { readonly least: number; readonly most: number };
  /** Seats that must be centres. */
  readonly fixed: readonly number[];
  /** Nodes that must be in the district of a seat. */
  readonly pins: readonly { readonly node: number; readonly seat: number }[];
  readonly mix?: Mix;
  /** Nodes that stand in one district, or both in none. */
  readonly together?: readonly Couple[];
  /** Nodes that never stand in one district. */
  readonly apart?: readonly Couple[];
  /** At most so many nodes stay in no district at all; which, the solver chooses. */
  readonly leftOut: number;
}

type Couple = readonly [node: number, other: number];

/** Classes of node that should stand together in each district (公办、民办搭配). */
export interface Mix {
  /** Class of each node, a small whole number; null where it is not known or does not matter. */
  readonly classOf: readonly (number | null)[];
  readonly wanted: readonly number[];
  /** Cost of each wanted class that a district lacks; a whole number, or Infinity: no district may lack one. */
  readonly penalty: number;
}

/** Cost and bound are whole numbers in the problem's unit; both include the penalties of the mix. */
export interface PartitionSolution {
  /** Seats of the centres, ascending. */
  readonly open: readonly number[];
  /** Seat of each node, null where it stays outside. */
  readonly seatOf: readonly (number | null)[];
  readonly cost: number;
  /** Wanted classes that districts lack, counted over all districts. */
  readonly lacking: number;
}

export interface PartitionAnswer {
  /** The best that was found; null where none was. */
  readonly solution: PartitionSolution | null;
  /** Proven: no solution costs less. Infinity where it is proven that there is none. */
  readonly bound: number;
  /** Cost and bound meet. */
  readonly proven: boolean;
  /** False where time ran out, or the clerk stopped it, before the search had done its rounds. */
  readonly finished: boolean;
}

/** Cost above the bound, as a share of the cost; 0 where both are 0. */
export function gapOf({ cost, bound }: { readonly cost: number; readonly bound: number }): number {
  return cost <= bound ? 0 : (cost - bound) / cost;
}

/**
 * What a solution really costs, counted from nothing but the problem; null where it breaks a condition. The search
 * keeps sums of its own: whatever leaves it is counted again here.
 */
export function costOf(
  problem: PartitionProblem,
  { open, seatOf }: Pick<PartitionSolution, 'open' | 'seatOf'>,
): { readonly cost: number; readonly lacking: number } | null {
  const { demands, centres, costs, count, fixed, pins, mix } = problem;
  const seats = new Set(open);
  if (seats.size !== open.length || open.length < count.least || open.length > count.most) return null;
  if (fixed.some((seat) => !seats.has(seat))) return null;
  if (open.some((seat) => seatOf[centres[seat] as number] !== seat)) return null;
  if (pins.some(({ node, seat }) => seatOf[node] !== seat)) return null;
  if (problem.together?.some(([one, other]) => seatOf[one] !== seatOf[other])) return null;
  if (problem.apart?.some(([one, other]) => seatOf[one] !== null && seatOf[one] === seatOf[other]))
    return null;
  let cost = 0;
  let outside = 0;
  const loads = new Map<number, number>(open.map((seat) => [seat, 0]));
  const found = new Map<number, Set<number>>(open.map((seat) => [seat, new Set()]));
  for (const [node, seat] of seatOf.entries()) {
    if (seat === null) {
      outside += 1;
      continue;
    }
    const load = loads.get(seat);
    if (load === undefined) return null;
    loads.set(seat, load + (demands[node] as number));
    cost += costs[seat]?.[node] as number;
    const own = mix?.classOf[node];
    if (own !== null && own !== undefined) found.get(seat)?.add(own);
  }
  if (outside > problem.leftOut) return null;
  for (const load of loads.values()) if (load > problem.capacity || load < problem.lower) return null;
  let lacking = 0;
  for (const classes of found.values()) {
    for (const wanted of mix?.wanted ?? []) if (!classes.has(wanted)) lacking += 1;
  }
  if (lacking > 0) cost += lacking * (mix?.penalty ?? 0);
  return Number.isFinite(cost) ? { cost, lacking } : null;
}
