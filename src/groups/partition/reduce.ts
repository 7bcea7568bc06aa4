import type { Pricing } from './lagrangian.ts';
import type { Model } from './model.ts';

/** What a solution cheaper than the best known can still use; everything else is proven out by the prices. */
export interface Reduced {
  /** Seats that may be open, ascending; `surely` those without which it cannot be. */
  readonly seats: readonly number[];
  readonly surely: readonly number[];
  /** Nodes that each of `seats` may hold, besides its own centre and the nodes bound to it. */
  readonly nodes: readonly (readonly number[])[];
  readonly pairs: number;
}

/**
 * Fixing by reduced costs: a centre, or a pair of centre and node, goes out where the bound with it alone already
 * reaches `target`, the cost to be beaten. Exact for the same reason as the bound.
 */
export function reduce(model: Model, pricing: Pricing, prices: Float64Array, target: number): Reduced {
  const { problem, seatCount, nodeCount, boundTo } = model;
  const { districts, scale } = pricing;
  const relaxed = pricing.relax(prices);
  const values = Float64Array.from(relaxed.values);
  const must = new Set(model.mustOpen);
  const open = new Set(relaxed.open);
  const limit = (target - 1) * scale;
  const free = relaxed.open.filter((seat) => !must.has(seat));
  /** What the dearest of those opened costs: it makes room for another; 0 where one more may simply be opened. */
  const dearest = (without: number) =>
    Math.max(
      Number.NEGATIVE_INFINITY,
      ...free.filter((seat) => seat !== without).map((seat) => values[seat] as number),
    );
  const makesRoom = relaxed.open.length < problem.count.most ? Math.min(0, dearest(-1)) : dearest(-1);
  const valueWith = (seat: number, value: number) =>
    open.has(seat) ? relaxed.value - (values[seat] as number) + value : relaxed.value - makesRoom + value;

  const seats: number[] = [];
  const surely: number[] = [];
  const nodes: number[][] = [];
  let pairs = 0;
  for (let seat = 0; seat < seatCount; seat += 1) {
    if (!model.usable[seat] || valueWith(seat, values[seat] as number) > limit) continue;
    const value = districts.valueOf(seat, prices);
    if (valueWith(seat, value) > limit) continue;
    const chosen = new Set(districts.chosen.subarray(0, districts.size()));
    const row = problem.costs[seat] as Float64Array;
    const own: number[] = [];
    for (let node = 0; node < nodeCount; node += 1) {
      if (boundTo[node] !== -1 || node === problem.centres[seat] || row[node] === Infinity) continue;
      const reducedCost = (row[node] as number) * scale - (prices[node] as number);
      const least = reducedCost >= 0 && !chosen.has(node) ? districts.withNode(node, reducedCost) : value;
      if (valueWith(seat, least) <= limit) own.push(node);
    }
    seats.push(seat);
    nodes.push(own);
    pairs += own.length;
    if (must.has(seat)) surely.push(seat);
  }
  // Without an opened one, the cheapest of the others takes its place.
  const next = Math.min(
    ...seats.filter((seat) => !open.has(seat)).map((seat) => values[seat] as number),
    relaxed.open.length > problem.count.least ? 0 : Infinity,
  );
  for (const seat of free) if (relaxed.value - (values[seat] as number) + next > limit) surely.push(seat);
  return { seats, surely: surely.sort((a, b) => a - b), nodes, pairs };
}
