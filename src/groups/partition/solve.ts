import { branchOnCentres } from './branch.ts';
import { firstPrices, PriceWalk, pricingOf } from './lagrangian.ts';
import { modelOf } from './model.ts';
import type { PartitionAnswer, PartitionProblem } from './problem.ts';
import { seededRandom } from './random.ts';
import { disturbed, Incumbent, type Search, spreadCentres } from './search.ts';
import { ShakingWalk } from './shake.ts';
import { type SearchLimits, Watch } from './watch.ts';

const usualLimits = { seed: 1, rounds: 300, branches: 2000, pairsForExact: 100 } as const;

const isSettled = ({ bound, incumbent }: Search) => bound >= incumbent.cost || bound === Infinity;

/**
 * Divides the nodes into districts around chosen centres at the least cost. Prices from a Lagrangian relaxation give
 * the bound and suggest centres; each suggestion is assigned and improved, the best is disturbed, shaken and improved
 * again; what the bound has not proven out is divided by branch and bound, with HiGHS for what is small enough. The
 * bound is proven whatever stopped the search.
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
  if (!isSettled(search) && !search.watch.hasStopped) {
    await branchOnCentres(search, { ...usualLimits, ...limits });
  }

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

/** Shakings after each change of centres. */
const shakings = 5;

async function disturb(search: Search, limits: SearchLimits): Promise<void> {
  const { model, incumbent, watch } = search;
  const random = seededRandom(limits.seed ?? usualLimits.seed);
  const rounds = limits.rounds ?? usualLimits.rounds;
  const walk = new ShakingWalk(model, random);
  const goesOn = () => !isSettled(search) && !watch.hasStopped;
  for (let round = 0; round < rounds && goesOn(); round += 1) {
    const open = incumbent.best?.open ?? spreadCentres(model, model.problem.count.most);
    incumbent.tryCentres(disturbed(model, { open, seatOf: incumbent.best?.seatOf ?? [] }, random));
    await watch.goOn();
    for (let time = 0; time < shakings && incumbent.best && !model.chainsSuffice && goesOn(); time += 1) {
      incumbent.offer(walk.step(incumbent.best));
      await watch.goOn();
    }
  }
}
