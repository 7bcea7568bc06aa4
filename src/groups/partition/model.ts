import type { PartitionProblem } from './problem.ts';

/** The problem as the search wants it: what follows from the conditions is worked out once. */
export interface Model {
  readonly problem: PartitionProblem;
  readonly nodeCount: number;
  readonly seatCount: number;
  readonly demands: Float64Array;
  /** Every demand is 1: districts are then chosen, and nodes assigned, exactly and fast. */
  readonly unit: boolean;
  readonly total: number;
  /** Seat whose centre the node is, -1 for none. */
  readonly seatAt: Int32Array;
  /** Seat to which the node is bound: pinned to it, or the centre of a fixed one; -1 for none. */
  readonly boundTo: Int32Array;
  /** Seats that must be open: the fixed ones and those pinned to. */
  readonly mustOpen: readonly number[];
  /** Nodes bound to each seat besides its own centre. */
  readonly boundNodes: readonly (readonly number[])[];
  /** Whether a seat could be open at all: its centre is not bound elsewhere, its bound nodes fit. */
  readonly usable: readonly boolean[];
  /** Those that a node must, or must not, stand with; none for most. */
  readonly partners: ReadonlyMap<number, readonly Partner[]>;
  /** Assigning by the cheapest chains is already the best for given centres: nothing else binds the nodes. */
  readonly chainsSuffice: boolean;
  /** Largest finite cost; at least 1. */
  readonly dearest: number;
}

export interface Partner {
  readonly node: number;
  readonly together: boolean;
}

function partnersOf({ together = [], apart = [] }: PartitionProblem): Map<number, Partner[]> {
  const partners = new Map<number, Partner[]>();
  const add = (node: number, other: number, isTogether: boolean) =>
    partners.set(node, [...(partners.get(node) ?? []), { node: other, together: isTogether }]);
  for (const [couples, isTogether] of [
    [together, true],
    [apart, false],
  ] as const) {
    for (const [one, other] of couples) {
      add(one, other, isTogether);
      add(other, one, isTogether);
    }
  }
  return partners;
}

/**
 * @param closed seats that must not be open
 * @returns null where the conditions contradict each other at once, so that there is no solution
 */
export function modelOf(problem: PartitionProblem, closed: ReadonlySet<number> = new Set()): Model | null {
  const nodeCount = problem.demands.length;
  const demands = Float64Array.from(problem.demands);
  const seatAt = new Int32Array(nodeCount).fill(-1);
  for (const [seat, node] of problem.centres.entries()) seatAt[node] = seat;
  const boundTo = new Int32Array(nodeCount).fill(-1);
  const mustOpen = new Set(problem.fixed);
  for (const { node, seat } of problem.pins) {
    if (boundTo[node] !== -1 && boundTo[node] !== seat) return null;
    boundTo[node] = seat;
    mustOpen.add(seat);
  }
  for (const seat of mustOpen) {
    const node = problem.centres[seat] as number;
    if (boundTo[node] !== -1 && boundTo[node] !== seat) return null;
    boundTo[node] = seat;
  }
  if (mustOpen.size > problem.count.most) return null;

  const boundNodes: number[][] = problem.centres.map(() => []);
  for (let node = 0; node < nodeCount; node += 1) {
    const seat = boundTo[node] as number;
    if (seat !== -1 && problem.centres[seat] !== node) boundNodes[seat]?.push(node);
  }
  const usable = problem.centres.map((node, seat) => {
    const row = problem.costs[seat] as Float64Array;
    const nodes = [node, ...(boundNodes[seat] as number[])];
    const load = nodes.reduce((sum, each) => sum + (demands[each] as number), 0);
    const isFree = boundTo[node] === -1 || boundTo[node] === seat;
    return (
      !closed.has(seat) &&
      isFree &&
      load <= problem.capacity &&
      nodes.every((each) => Number.isFinite(row[each]))
    );
  });
  if ([...mustOpen].some((seat) => !usable[seat])) return null;
  let dearest = 1;
  for (const row of problem.costs)
    for (const cost of row) if (cost > dearest && cost < Infinity) dearest = cost;
  const unit = problem.demands.every((demand) => demand === 1);
  const partners = partnersOf(problem);
  return {
    ...{ unit, partners },
    chainsSuffice: unit && !problem.mix && partners.size === 0 && problem.lower <= 1,
    ...{
      problem,
      nodeCount,
      seatCount: problem.centres.length,
      demands,
      seatAt,
      boundTo,
      boundNodes,
      usable,
    },
    ...{ dearest, mustOpen: [...mustOpen].sort((a, b) => a - b) },
    total: problem.demands.reduce((sum, demand) => sum + demand, 0),
  };
}
