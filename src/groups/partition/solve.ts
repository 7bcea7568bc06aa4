import { solveReduced } from './exact.ts';
import { firstPrices, PriceWalk, type Pricing, pricingOf } from './lagrangian.ts';
import { type Model, modelOf } from './model.ts';
import type { PartitionAnswer, PartitionProblem } from './problem.ts';
import { seededRandom } from './random.ts';
import { reduce } from './reduce.ts';
import { disturbed, Incumbent, spreadCentres } from './search.ts';

export interface SearchLimits {
  /**
   * Milliseconds after which the best so far is given. Without one, or where the rounds are done before, the answer
   * is the same on every machine.
   */
  readonly timeLimit?: number;
  /** A clock in milliseconds; needed with a time limit. */
  readonly clock?: () => number;
  /** Aborted: the best so far is given. */
  readonly signal?: AbortSignal;
  readonly seed?: number;
  /** Rounds of local search; 0 leaves only what the prices suggest. */
  readonly rounds?: number;
  /** What the exact solver is given at most; null where it is not to be asked. */
  readonly exact?: { readonly pairs: number; readonly nodes: number } | null;
}

const usualLimits = { seed: 1, rounds: 300, exact: { pairs: 3000, nodes: 3000 } } as const;

/** Counts the time, and lets Ctrl+C through now and then. */
class Watch {
  readonly #limits: SearchLimits;
  readonly #end: number;
  #asked = 0;
  hasStopped = false;

  constructor(limits: SearchLimits) {
    this.#limits = limits;
    this.#end = this.#now() + (limits.timeLimit ?? Infinity);
  }

  #now(): number {
    return this.#limits.clock?.() ?? 0;
  }

  /** Milliseconds left; Infinity without a limit. */
  get left(): number {
    return Math.max(0, this.#end - this.#now());
  }

  async goOn(): Promise<boolean> {
    this.#asked += 1;
    if (this.#asked % 8 === 0) await new Promise((resolve) => setImmediate(resolve));
    if (this.#limits.signal?.aborted || this.left <= 0) this.hasStopped = true;
    return !this.hasStopped;
  }
}

/** What is known so far: the best grouping, the bound, and the prices that prove it. */
interface Search {
  readonly model: Model;
  readonly pricing: Pricing;
  readonly incumbent: Incumbent;
  readonly watch: Watch;
  prices: Float64Array;
  bound: number;
}

const isSettled = ({ bound, incumbent }: Search) => bound >= incumbent.cost || bound === Infinity;

/**
 * Divides the nodes into districts around chosen centres at the least cost. Prices from a Lagrangian relaxation give
 * the bound and suggest centres; each suggestion is assigned and improved, the best is disturbed and improved again;
 * what the bound has not proven out goes to HiGHS where it is small enough. The bound is proven whatever stopped the
 * search.
 */
export async function solvePartition(
  problem: PartitionProblem,
  limits: SearchLimits = {},
): Promise<PartitionAnswer> {
  const model = modelOf(problem);
  if (!model) return { solution: null, bound: Infinity, proven: true, finished: true };
  const pricing = pricingOf(model);
  const search: Search = {
    ...{ model, pricing, bound: 0, incumbent: new Incumbent(model), watch: new Watch(limits) },
    prices: firstPrices(model, pricing.scale),
  };
  search.incumbent.tryCentres(spreadCentres(model, problem.count.most));
  await settlePrices(search, 20);
  await disturb(search, limits);
  await settlePrices(search, 30);
  await solveRest(search, limits);

  const { incumbent, bound, watch } = search;
  const proven = bound >= incumbent.cost;
  return {
    solution: incumbent.best,
    bound: proven ? incumbent.cost : bound,
    proven,
    finished: !watch.hasStopped,
  };
}

const mostSteps = 3000;

async function settlePrices(search: Search, patience: number): Promise<void> {
  const { pricing, incumbent, watch } = search;
  if (isSettled(search) || watch.hasStopped) return;
  const walk = new PriceWalk(pricing, search.prices, patience);
  for (let step = 0; step < mostSteps && !walk.isSpent && !isSettled(search); step += 1) {
    const guess = 1.05 * Math.max(0, pricing.boundOf(walk.bestValue)) + 1;
    const relaxed = walk.step(incumbent.best ? incumbent.cost : guess);
    search.bound = Math.max(search.bound, pricing.boundOf(walk.bestValue));
    if (step % 3 === 0 && relaxed.open.length > 0) incumbent.tryCentres(relaxed.open);
    if (!(await watch.goOn())) break;
  }
  search.prices = walk.best;
}

async function disturb(search: Search, limits: SearchLimits): Promise<void> {
  const { model, incumbent, watch } = search;
  const random = seededRandom(limits.seed ?? usualLimits.seed);
  const rounds = limits.rounds ?? usualLimits.rounds;
  for (let round = 0; round < rounds && !isSettled(search) && !watch.hasStopped; round += 1) {
    const open = incumbent.best?.open ?? spreadCentres(model, model.problem.count.most);
    incumbent.tryCentres(disturbed(model, { open, seatOf: incumbent.best?.seatOf ?? [] }, random));
    await watch.goOn();
  }
}

/** Hands over what a cheaper solution could still use, where that is little. */
async function solveRest(search: Search, limits: SearchLimits): Promise<void> {
  const { model, pricing, incumbent, watch } = search;
  const exact = limits.exact === undefined ? usualLimits.exact : limits.exact;
  if (!exact || isSettled(search) || watch.hasStopped) return;
  const reduced = reduce(model, pricing, search.prices, incumbent.cost);
  if (reduced.pairs > exact.pairs) return;
  const seconds = watch.left === Infinity ? undefined : watch.left / 1000;
  const outcome = await solveReduced(model, reduced, incumbent.cost, { nodes: exact.nodes, seconds });
  if (outcome.solution) incumbent.take(outcome.solution);
  search.bound = Math.max(search.bound, outcome.bound);
  await watch.goOn();
}
