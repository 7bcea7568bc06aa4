import { assignAll } from './assign.ts';
import { Districts } from './districts.ts';
import { improve, recentreAll } from './improve.ts';
import type { Pricing } from './lagrangian.ts';
import type { Model } from './model.ts';
import { costOf, type PartitionSolution } from './problem.ts';
import type { Watch } from './watch.ts';

/** What is known so far: the best grouping, the bound, and the prices that prove it. */
export interface Search {
  readonly model: Model;
  readonly pricing: Pricing;
  readonly incumbent: Incumbent;
  readonly watch: Watch;
  prices: Float64Array;
  bound: number;
}

/** Keeps the best grouping seen, each counted anew from the problem before it is believed. */
export class Incumbent {
  best: PartitionSolution | null = null;
  readonly #model: Model;
  readonly #tried = new Set<string>();

  constructor(model: Model) {
    this.#model = model;
  }

  get cost(): number {
    return this.best?.cost ?? Infinity;
  }

  offer(districts: Districts): boolean {
    const found = districts.snapshot();
    const counted = costOf(this.#model.problem, found);
    if (!counted || counted.cost >= this.cost) return false;
    this.best = { ...found, ...counted };
    return true;
  }

  take(solution: Pick<PartitionSolution, 'open' | 'seatOf'>): boolean {
    const counted = costOf(this.#model.problem, solution);
    if (!counted || counted.cost >= this.cost) return false;
    this.best = { ...solution, ...counted };
    return true;
  }

  /** Builds districts around these seats and improves them, unless the same seats were tried before. */
  tryCentres(open: readonly number[]): Districts | null {
    const seats = [...open].sort((a, b) => a - b);
    const key = seats.join(' ');
    if (this.#tried.has(key)) return null;
    this.#tried.add(key);
    const districts = settled(this.#model, seats);
    this.offer(districts);
    return districts;
  }
}

/** Assigns, moves the centres to the middle, assigns again while the centres still move; then improves in detail. */
function settled(model: Model, seats: readonly number[]): Districts {
  let districts = new Districts(model, seats);
  assignAll(districts);
  for (let round = 0; round < 20 && recentreAll(districts); round += 1) {
    const again = new Districts(model, [...districts.open]);
    assignAll(again);
    if (again.total() >= districts.total()) break;
    districts = again;
  }
  improve(districts);
  return districts;
}

/** Centres far from one another: each next one where placing is dearest so far; those that must be open first. */
export function spreadCentres(model: Model, count: number): number[] {
  const { mustOpen, usable, problem } = model;
  const open = [...mustOpen];
  const nearest = new Float64Array(model.nodeCount).fill(Infinity);
  const add = (seat: number) => {
    const row = problem.costs[seat] as Float64Array;
    for (let node = 0; node < row.length; node += 1)
      nearest[node] = Math.min(nearest[node] as number, row[node] as number);
  };
  for (const seat of open) add(seat);
  while (open.length < count) {
    let best = -1;
    let most = -1;
    for (let seat = 0; seat < model.seatCount; seat += 1) {
      if (!usable[seat] || open.includes(seat)) continue;
      const value =
        open.length === 0
          ? closeness(model, seat)
          : Math.min(nearest[problem.centres[seat] as number] as number, 1e15);
      if (value > most) [most, best] = [value, seat];
    }
    if (best === -1) break;
    open.push(best);
    add(best);
  }
  return open;
}

/** Greater for a seat nearer to all: where a first centre may stand. */
function closeness(model: Model, seat: number): number {
  const row = model.problem.costs[seat] as Float64Array;
  let sum = 0;
  for (const cost of row) sum += Math.min(cost, model.dearest);
  return model.dearest * row.length - sum;
}

/**
 * One round of the local search: some centres of `from` go elsewhere, near a node that fares badly or to another node
 * of their district, and everything is assigned and improved anew.
 */
export function disturbed(
  model: Model,
  from: Pick<PartitionSolution, 'open' | 'seatOf'>,
  random: () => number,
): number[] {
  const { least, most } = model.problem.count;
  const open = [...from.open];
  const pick = (count: number) => Math.floor(random() * count);
  const mayClose = open.flatMap((seat, at) => (model.mustOpen.includes(seat) ? [] : [at]));
  const moves = Math.min(mayClose.length, 1 + pick(3));
  for (let move = 0; move < moves; move += 1) {
    const at = mayClose[pick(mayClose.length)] as number;
    const stays = random() < 0.4;
    const around = stays
      ? (model.problem.centres[open[at] as number] as number)
      : badlyPlaced(model, from, random);
    const near = nearSeats(model, around, 12).filter((seat) => !open.includes(seat));
    if (near.length > 0) open[at] = near[pick(near.length)] as number;
  }
  if (least === most || random() < 0.5) return open;
  // Where their number is open too: one more near somebody badly placed, or one less.
  if (open.length < most && (open.length === least || random() < 0.5)) {
    const near = nearSeats(model, badlyPlaced(model, from, random), 12).filter(
      (seat) => !open.includes(seat),
    );
    if (near.length > 0) open.push(near[pick(near.length)] as number);
  } else if (open.length > least && mayClose.length > 0)
    open.splice(mayClose[pick(mayClose.length)] as number, 1);
  return open;
}

/** A node, the likelier the dearer its place. */
function badlyPlaced(
  model: Model,
  { seatOf }: Pick<PartitionSolution, 'seatOf'>,
  random: () => number,
): number {
  const costs = seatOf.map((seat, node) =>
    seat === null ? model.dearest : (model.problem.costs[seat]?.[node] ?? 0),
  );
  let left = random() * costs.reduce((sum, cost) => sum + cost, 0);
  for (const [node, cost] of costs.entries()) {
    left -= cost;
    if (left < 0) return node;
  }
  return Math.floor(random() * model.nodeCount);
}

function nearSeats(model: Model, node: number, count: number): number[] {
  const seats = Array.from({ length: model.seatCount }, (_, seat) => seat).filter(
    (seat) => model.usable[seat] && (model.problem.costs[seat]?.[node] as number) < Infinity,
  );
  const cost = (seat: number) => model.problem.costs[seat]?.[node] as number;
  return seats.sort((a, b) => cost(a) - cost(b) || a - b).slice(0, count);
}
