import type { Model } from 'highs';
import type { ConstrainedProblem, ConstrainedSolution, SolvingLimits } from './constrained.ts';
import { type Columns, coefficients, columnsOf, modelData } from './constrained-model.ts';
import { placeGreedily } from './greedy.ts';

const makeHighs = async () => {
  const module = await import('highs');
  // The package's types describe its CommonJS form, in which the loader is one `default` further down.
  const load = module.default as unknown as (typeof module.default)['default'];
  return load();
};

// Regrouping solves many small problems in a row: the solver is made once.
let made: ReturnType<typeof makeHighs> | undefined;

const loadHighs = () => {
  made ??= makeHighs();
  return made;
};

/**
 * Solves the assignment with its further conditions as a mixed-integer programme with HiGHS, one goal after the
 * other, each reached value a constraint of the next. Where time runs out or the clerk interrupts, what was best until
 * then is given, not proven.
 *
 * @throws Error where HiGHS ends in a state that is neither proven nor usable
 */
export async function solveConstrainedWithHighs(
  problem: ConstrainedProblem,
  limits: SolvingLimits = {},
): Promise<ConstrainedSolution> {
  const highs = await loadHighs();
  const columns = columnsOf(problem);
  return highs.withModel(modelData(problem, columns, highs.infinity), (model) => {
    model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0, random_seed: 0 });
    return solveInOrder(model, problem, columns, highs.constants.modelStatus, limits);
  });
}

type Status = {
  readonly optimal: number;
  readonly timeLimit: number;
  readonly interrupted: number;
  readonly infeasible: number;
};

interface Reached {
  readonly values: ArrayLike<number>;
  readonly proven: boolean;
  /** Lower bound on what was minimised. */
  readonly bound: number;
}

async function solveInOrder(
  model: Model,
  problem: ConstrainedProblem,
  columns: Columns,
  status: Status,
  limits: SolvingLimits,
): Promise<ConstrainedSolution> {
  // Until a goal is reached there is at least what a simple rule finds.
  let values: ArrayLike<number> | undefined;
  let proven = true;
  let bound = 0;
  for (const goal of problem.goals) {
    const wanted = coefficients(problem, goal, columns);
    const sign = goal === 'cost' ? 1 : -1;
    const indices = wanted.flatMap((value, column) => (value === 0 ? [] : [column]));
    if (indices.length === 0) continue;
    for (const [column, value] of wanted.entries()) model.changeColCost(column, sign * value);
    const reached = await runGoal(model, status, limits);
    if (!reached) {
      proven = false;
      break;
    }
    const found = reached.values;
    values = found;
    proven &&= reached.proven;
    const sum = Math.round(
      indices.reduce((all, column) => all + (wanted[column] ?? 0) * whole(found, column), 0),
    );
    if (goal === 'cost') bound = costBound(sum, reached);
    // A cost is held from above, a count from below.
    const [lower, upper] =
      goal === 'cost' ? [Number.NEGATIVE_INFINITY, sum] : [sum, Number.POSITIVE_INFINITY];
    model.addRow(lower, upper, { indices, values: indices.map((column) => wanted[column] ?? 0) });
  }
  return readSolution(problem, values ?? greedyValues(problem), { proven, bound });
}

function greedyValues(problem: ConstrainedProblem): number[] {
  const leadOf = placeGreedily(problem);
  return problem.arcs.map((arc) => (leadOf[arc.member] === arc.lead ? 1 : 0));
}

const whole = (values: ArrayLike<number>, column: number) => Math.round(values[column] ?? 0);

/** Costs are whole numbers, so a bound within one of the cost proves it. */
function costBound(cost: number, { proven, bound }: Reached): number {
  if (proven && cost - bound < 1) return cost;
  return Math.max(0, Math.min(cost, Math.floor(bound)));
}

/** Seconds after which a long run is broken off for the first time to see whether the clerk has interrupted. */
const firstSlice = 10;

/**
 * Runs one goal; undefined where there was no time left for it, or none to find anything. HiGHS holds up everything
 * else while it runs, so a long run goes in slices, each twice as long as the one before; what was found starts the next.
 */
async function runGoal(
  model: Model,
  status: Status,
  { remaining, signal }: SolvingLimits,
): Promise<Reached | undefined> {
  let found: Reached | undefined;
  for (let slice = firstSlice; ; slice *= 2) {
    await new Promise((resume) => setImmediate(resume));
    const left = remaining?.() ?? Number.POSITIVE_INFINITY;
    if (signal?.aborted || left <= 0) return found;
    // The limit is on all the time used since the clocks were set back.
    model.zeroAllClocks();
    model.options.set('time_limit', Math.min(slice, left));
    model.run();
    const state = model.getModelStatus();
    const stopped = state === status.timeLimit || state === status.interrupted;
    if (state === status.infeasible) throw new InfeasibleError();
    if (state !== status.optimal && !stopped) throw new Error(`HiGHS ended in state ${state}`);
    if (Number.isFinite(model.getObjectiveValue())) {
      found = {
        values: model.getSolution().colValue,
        proven: !stopped,
        bound: Number(model.info.get('mip_dual_bound')),
      };
    }
    if (!stopped) return found;
  }
}

/** No grouping keeps as much as it must. */
export class InfeasibleError extends Error {}

function readSolution(
  problem: ConstrainedProblem,
  values: ArrayLike<number>,
  { proven, bound }: Pick<Reached, 'proven' | 'bound'>,
): ConstrainedSolution {
  const leadOf: (number | null)[] = Array.from({ length: problem.memberCount }, () => null);
  const opened = new Set<number>();
  const total = { pinnedKept: 0, placed: 0, kept: 0, cost: 0 };
  for (const [index, arc] of problem.arcs.entries()) {
    if ((values[index] ?? 0) < 0.5) continue;
    leadOf[arc.member] = arc.lead;
    opened.add(arc.lead);
    total.placed += 1;
    total.cost += arc.cost;
    if (arc.pinned) total.pinnedKept += 1;
    if (arc.kept) total.kept += 1;
  }
  for (const lead of opened) if (problem.leads[lead]?.kept) total.kept += 1;
  for (const { lead, members, weight } of problem.shares) {
    const met = members.some((member) => leadOf[member] === lead);
    if (opened.has(lead) && !met) total.cost += weight ?? 0;
  }
  const least = Math.min(bound, total.cost);
  return {
    leadOf,
    ...total,
    groups: opened.size,
    bound: least,
    proven: proven && least === total.cost,
    prices: null,
  };
}
