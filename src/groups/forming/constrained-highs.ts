import type { Model } from 'highs';
import type { ConstrainedProblem, ConstrainedSolution, SolvingLimits } from './constrained.ts';
import { keepable } from './constrained.ts';
import { placeGreedily } from './greedy.ts';

interface ModelRow {
  readonly lower: number;
  readonly upper: number;
  readonly entries: readonly (readonly [column: number, value: number])[];
}

/** Columns: one for each arc (the pair is made), each lead (it gets a group), each share that may be done without. */
interface Columns {
  readonly arcs: number;
  readonly leads: number;
  readonly slackOf: ReadonlyMap<number, number>;
  readonly count: number;
}

function columnsOf(problem: ConstrainedProblem): Columns {
  const slackOf = new Map<number, number>();
  const first = problem.arcs.length + problem.leads.length;
  for (const [index, share] of problem.shares.entries()) {
    if (share.weight !== null) slackOf.set(index, first + slackOf.size);
  }
  return {
    arcs: problem.arcs.length,
    leads: problem.leads.length,
    slackOf,
    count: first + slackOf.size,
  };
}

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

/** Each member with one lead at most; each lead within its bounds where it has a group. */
function assignmentRows(problem: ConstrainedProblem, infinity: number, { arcs }: Columns): ModelRow[] {
  const byMember: number[][] = Array.from({ length: problem.memberCount }, () => []);
  const byLead: number[][] = problem.leads.map(() => []);
  for (const [index, arc] of problem.arcs.entries()) {
    byMember[arc.member]?.push(index);
    byLead[arc.lead]?.push(index);
  }
  const each = (own: readonly number[]) => own.map((arc) => [arc, 1] as const);
  const rows: ModelRow[] = byMember.map((own) => ({ lower: -infinity, upper: 1, entries: each(own) }));
  for (const [lead, { lower, upper }] of problem.leads.entries()) {
    const own = byLead[lead] ?? [];
    const opened = arcs + lead;
    const most = Math.min(upper, Math.max(own.length, lower, 1));
    rows.push({ lower: 0, upper: infinity, entries: [...each(own), [opened, -Math.max(1, lower)]] });
    rows.push({ lower: -infinity, upper: 0, entries: [...each(own), [opened, -most]] });
  }
  return rows;
}

/** What no flow can hold. */
function conditionRows(problem: ConstrainedProblem, infinity: number, columns: Columns): ModelRow[] {
  const arcAt = new Map(problem.arcs.map((arc, index) => [`${arc.member} ${arc.lead}`, index]));
  const at = (member: number, lead: number, value = 1) => {
    const arc = arcAt.get(`${member} ${lead}`);
    return arc === undefined ? [] : [[arc, value] as const];
  };
  const rows: ModelRow[] = [];
  for (const lead of problem.leads.keys()) {
    for (const [one, other] of problem.together) {
      rows.push({ lower: 0, upper: 0, entries: [...at(one, lead), ...at(other, lead, -1)] });
    }
    for (const [one, other] of problem.apart) {
      rows.push({ lower: -infinity, upper: 1, entries: [...at(one, lead), ...at(other, lead)] });
    }
  }
  for (const [index, { lead, members }] of problem.shares.entries()) {
    const slack = columns.slackOf.get(index);
    const entries = [
      ...members.flatMap((member) => at(member, lead)),
      [columns.arcs + lead, -1] as const,
      ...(slack === undefined ? [] : [[slack, 1] as const]),
    ];
    rows.push({ lower: 0, upper: infinity, entries });
  }
  if (problem.maxLeads !== null) {
    const entries = problem.leads.map((_, lead) => [columns.arcs + lead, 1] as const);
    rows.push({ lower: 0, upper: problem.maxLeads, entries });
  }
  for (const goal of ['pinned', 'placed'] as const) {
    if (problem.reached === undefined) continue;
    const entries = coefficients(problem, goal, columns).flatMap((value, column) =>
      value === 0 ? [] : [[column, value] as const],
    );
    rows.push({ lower: problem.reached[goal], upper: infinity, entries });
  }
  if (problem.maxGivenUp !== null) {
    const kept = coefficients(problem, 'kept', columns);
    const entries = kept.flatMap((value, column) => (value === 0 ? [] : [[column, value] as const]));
    rows.push({ lower: keepable(problem) - problem.maxGivenUp, upper: infinity, entries });
  }
  return rows.filter((row) => row.entries.length > 0 || row.lower > 0);
}

function modelData(problem: ConstrainedProblem, columns: Columns, infinity: number) {
  const rows = [...assignmentRows(problem, infinity, columns), ...conditionRows(problem, infinity, columns)];
  const starts = [0];
  for (const row of rows) starts.push((starts.at(-1) ?? 0) + row.entries.length);
  return {
    numCols: columns.count,
    numRows: rows.length,
    colCost: new Array<number>(columns.count).fill(0),
    colLower: new Array<number>(columns.count).fill(0),
    colUpper: new Array<number>(columns.count).fill(1),
    rowLower: rows.map((row) => row.lower),
    rowUpper: rows.map((row) => row.upper),
    integrality: new Int32Array(columns.count).fill(1),
    matrix: {
      format: 'csr' as const,
      numRows: rows.length,
      numCols: columns.count,
      starts,
      indices: rows.flatMap((row) => row.entries.map(([column]) => column)),
      values: rows.flatMap((row) => row.entries.map(([, value]) => value)),
    },
  };
}

/** What a goal counts, by column: the more the better, but for `cost`. */
function coefficients(
  problem: ConstrainedProblem,
  goal: ConstrainedProblem['goals'][number],
  columns: Columns,
): number[] {
  const values = new Array<number>(columns.count).fill(0);
  for (const [index, arc] of problem.arcs.entries()) {
    if (goal === 'pinned') values[index] = arc.pinned ? 1 : 0;
    else if (goal === 'placed') values[index] = 1;
    else if (goal === 'kept') values[index] = arc.kept ? 1 : 0;
    else if (goal === 'cost') values[index] = arc.cost;
  }
  for (const [lead, { kept }] of problem.leads.entries()) {
    if (goal === 'groups' || (goal === 'kept' && kept)) values[columns.arcs + lead] = 1;
  }
  if (goal === 'cost') {
    for (const [share, column] of columns.slackOf) values[column] = problem.shares[share]?.weight ?? 0;
  }
  return values;
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

function solveInOrder(
  model: Model,
  problem: ConstrainedProblem,
  columns: Columns,
  status: Status,
  limits: SolvingLimits,
): ConstrainedSolution {
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
    const reached = runGoal(model, status, limits);
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

/** Runs one goal; undefined where there was no time left for it, or none to find anything. */
function runGoal(model: Model, status: Status, { remaining, signal }: SolvingLimits): Reached | undefined {
  if (signal?.aborted) return undefined;
  if (remaining) {
    const seconds = remaining();
    if (seconds <= 0) return undefined;
    // The limit is on all the time used since the clocks were set back.
    model.zeroAllClocks();
    model.options.set('time_limit', seconds);
  }
  model.run();
  const state = model.getModelStatus();
  const stopped = state === status.timeLimit || state === status.interrupted;
  if (state === status.infeasible) throw new InfeasibleError();
  if (state !== status.optimal && !stopped) throw new Error(`HiGHS ended in state ${state}`);
  if (!Number.isFinite(model.getObjectiveValue())) return undefined;
  return {
    values: model.getSolution().colValue,
    proven: state === status.optimal,
    bound: Number(model.info.get('mip_dual_bound')),
  };
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
