import { solveReduced } from './exact.ts';
import { PriceWalk, pricingOf, type Relaxation } from './lagrangian.ts';
import { type Model, modelOf } from './model.ts';
import { type Reduced, reduce } from './reduce.ts';
import type { Search } from './search.ts';
import type { SearchLimits } from './watch.ts';

/** A part of all solutions: those with some seats open and others closed. */
interface Branch {
  readonly open: readonly number[];
  readonly closed: ReadonlySet<number>;
  readonly prices: Float64Array;
  /** Proven for all solutions in it. */
  readonly bound: number;
}

const stepsInBranch = 150;
const nodesForExact = 500;

/**
 * Branch and bound on the centres: the part with the lowest bound is looked at first, so that the lowest of the bounds
 * left is a bound on everything. In each part the prices are settled anew; what they prove out is closed for good;
 * what is left goes to HiGHS where it is little, else one more centre is decided, the one the prices waver on most.
 * @param limits how many parts are looked at, and how many pairs HiGHS is given at most
 */
export async function branchOnCentres(
  search: Search,
  limits: Required<Pick<SearchLimits, 'branches' | 'pairsForExact'>>,
): Promise<void> {
  const { incumbent, watch } = search;
  const branches: Branch[] = [{ open: [], closed: new Set(), prices: search.prices, bound: search.bound }];
  // Parts that could not be settled: their bounds stay.
  let unsettled = Infinity;
  for (let count = 0; count < limits.branches && branches.length > 0 && !watch.hasStopped; count += 1) {
    const branch = takeLowest(branches);
    if (branch.bound < incumbent.cost) {
      const outcome = await settle(search, branch, limits.pairsForExact);
      branches.push(...outcome.branches);
      unsettled = Math.min(unsettled, outcome.unsettled);
    }
    const left = branches.reduce((least, each) => Math.min(least, each.bound), unsettled);
    // Nothing in the parts done with is below the best known.
    search.bound = Math.max(search.bound, Math.min(left, incumbent.cost));
    if (search.bound >= incumbent.cost) return;
  }
}

/** The part with the lowest bound, the latest of several: it goes deeper and finds solutions sooner. */
function takeLowest(branches: Branch[]): Branch {
  let at = 0;
  for (const [index, each] of branches.entries())
    if (each.bound <= (branches[at] as Branch).bound) at = index;
  return branches.splice(at, 1)[0] as Branch;
}

interface Outcome {
  readonly branches: readonly Branch[];
  /** Bound of a part that is neither proven out nor divided; Infinity for none. */
  readonly unsettled: number;
}

const done: Outcome = { branches: [], unsettled: Infinity };

async function settle(
  { model: whole, incumbent, watch }: Search,
  branch: Branch,
  pairsForExact: number,
): Promise<Outcome> {
  const { problem } = whole;
  const model = modelOf(
    { ...problem, fixed: [...new Set([...problem.fixed, ...branch.open])] },
    branch.closed,
  );
  if (!model) return done;
  const pricing = pricingOf(model);
  const walk = new PriceWalk(pricing, branch.prices, 8, 0.6);
  const opened = new Float64Array(model.seatCount);
  let bound = branch.bound;
  for (let step = 0; step < stepsInBranch && !walk.isSpent; step += 1) {
    const relaxed = walk.step(incumbent.best ? incumbent.cost : 1.05 * bound + 1);
    bound = Math.max(bound, pricing.boundOf(walk.bestValue));
    if (bound >= incumbent.cost) return done;
    count(opened, relaxed);
    if (step % 15 === 0 && relaxed.open.length > 0) incumbent.tryCentres(relaxed.open);
    if (!(await watch.goOn())) return { branches: [], unsettled: bound };
  }
  if (bound === Infinity) return done;
  const reduced = reduce(model, pricing, walk.best, incumbent.cost);
  const open = [...new Set([...branch.open, ...reduced.surely])];
  const may = new Set(reduced.seats);
  const closed = new Set([...branch.closed, ...problem.centres.keys()].filter((seat) => !may.has(seat)));
  const undecided = reduced.seats.filter((seat) => !open.includes(seat));
  if (reduced.pairs <= pairsForExact || undecided.length === 0 || open.length >= problem.count.most) {
    return solveExactly({ incumbent, watch }, model, reduced, bound);
  }
  const seat = mostDoubtful(undecided, opened);
  const part = { prices: walk.best, bound };
  return {
    branches: [
      { ...part, open, closed: new Set([...closed, seat]) },
      { ...part, open: [...open, seat], closed },
    ],
    unsettled: Infinity,
  };
}

/** Later steps count for more: the first are still on their way. */
function count(opened: Float64Array, { open }: Relaxation): void {
  for (let seat = 0; seat < opened.length; seat += 1) opened[seat] = (opened[seat] as number) * 0.98;
  for (const seat of open) opened[seat] = (opened[seat] as number) + 0.02;
}

function mostDoubtful(seats: readonly number[], opened: Float64Array): number {
  const doubt = (seat: number) => Math.abs((opened[seat] as number) - 0.5);
  return seats.reduce((best, seat) => (doubt(seat) < doubt(best) ? seat : best));
}

async function solveExactly(
  { incumbent, watch }: Pick<Search, 'incumbent' | 'watch'>,
  model: Model,
  reduced: Reduced,
  bound: number,
): Promise<Outcome> {
  const seconds = watch.left === Infinity ? undefined : watch.left / 1000;
  const outcome = await solveReduced(model, reduced, incumbent.cost, { nodes: nodesForExact, seconds });
  if (outcome.solution) incumbent.take(outcome.solution);
  await watch.goOn();
  return outcome.finished ? done : { branches: [], unsettled: Math.max(bound, outcome.bound) };
}
