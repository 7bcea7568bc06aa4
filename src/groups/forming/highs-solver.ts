import type { Model } from 'highs';
import type { AssignmentProblem, AssignmentSolution, Bounds, SolverOptions } from './assignment.ts';

/**
 * Solves the assignment as a mixed-integer programme with HiGHS. Columns: one for each arc (0/1: the pair is made),
 * then one for each lead (0/1: it gets a group). Rows: each member at most once; each lead's bounds, in force only
 * where it gets a group. The goals are solved one after the other, each reached value becoming a constraint of
 * the next, so that no weight has to outweigh another and the numbers stay small.
 *
 * @throws Error where HiGHS ends in a state that is neither proven nor usable
 */
export async function solveWithHighs(
  problem: AssignmentProblem,
  options: SolverOptions = {},
): Promise<AssignmentSolution> {
  const module = await import('highs');
  // The package's types describe its CommonJS form, in which the loader is one `default` further down.
  const loadHighs = module.default as unknown as (typeof module.default)['default'];
  const highs = await loadHighs();
  return highs.withModel(modelData(problem, highs.infinity), (model) => {
    model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0, random_seed: 0 });
    if (options.timeLimitSeconds !== undefined) model.options.set('time_limit', options.timeLimitSeconds);
    return solveInOrder(model, problem, highs.constants.modelStatus);
  });
}

interface ModelRow {
  readonly lower: number;
  readonly upper: number;
  readonly entries: readonly (readonly [column: number, value: number])[];
}

function modelRows(problem: AssignmentProblem, infinity: number): ModelRow[] {
  const byMember: number[][] = Array.from({ length: problem.memberCount }, () => []);
  const byLead: number[][] = problem.leads.map(() => []);
  for (const [index, arc] of problem.arcs.entries()) {
    byMember[arc.member]?.push(index);
    byLead[arc.lead]?.push(index);
  }
  const each = (arcs: readonly number[]) => arcs.map((arc) => [arc, 1] as const);
  const rows: ModelRow[] = byMember.map((arcs) => ({ lower: -infinity, upper: 1, entries: each(arcs) }));
  for (const [lead, arcs] of byLead.entries()) {
    const { lower, upper } = problem.leads[lead] as Bounds;
    const opened = problem.arcs.length + lead;
    rows.push({ lower: 0, upper: infinity, entries: [...each(arcs), [opened, -Math.max(1, lower)]] });
    rows.push({ lower: -infinity, upper: 0, entries: [...each(arcs), [opened, -upper]] });
  }
  return rows;
}

function modelData(problem: AssignmentProblem, infinity: number) {
  const columnCount = problem.arcs.length + problem.leads.length;
  const rows = modelRows(problem, infinity);
  const starts = [0];
  for (const row of rows) starts.push((starts.at(-1) ?? 0) + row.entries.length);
  return {
    numCols: columnCount,
    numRows: rows.length,
    colCost: new Array<number>(columnCount).fill(0),
    colLower: new Array<number>(columnCount).fill(0),
    colUpper: new Array<number>(columnCount).fill(1),
    rowLower: rows.map((row) => row.lower),
    rowUpper: rows.map((row) => row.upper),
    integrality: new Int32Array(columnCount).fill(1),
    matrix: {
      format: 'csr' as const,
      numRows: rows.length,
      numCols: columnCount,
      starts,
      indices: rows.flatMap((row) => row.entries.map(([column]) => column)),
      values: rows.flatMap((row) => row.entries.map(([, value]) => value)),
    },
  };
}

type Status = { readonly optimal: number; readonly timeLimit: number };

function solveInOrder(model: Model, problem: AssignmentProblem, status: Status): AssignmentSolution {
  const arcCount = problem.arcs.length;
  const columns = Array.from({ length: arcCount + problem.leads.length }, (_, index) => index);
  const goals: readonly ((column: number) => number)[] = [
    (column) => (problem.arcs[column]?.pinned ? 1 : 0),
    (column) => (column < arcCount ? 1 : 0),
    (column) => (column < arcCount ? 0 : 1),
  ];
  let proven = true;
  for (const goal of goals) {
    const indices = columns.filter((column) => goal(column) !== 0);
    if (indices.length === 0) continue;
    for (const column of columns) model.changeColCost(column, -goal(column));
    proven = run(model, status) && proven;
    const reached = Math.round(-model.getObjectiveValue());
    model.addRow(reached, indices.length, { indices, values: indices.map(() => 1) });
  }
  for (const column of columns) model.changeColCost(column, problem.arcs[column]?.cost ?? 0);
  proven = run(model, status) && proven;
  return readSolution(model, problem, proven);
}

/** Runs one goal. True when HiGHS proved it, false when its time ran out with a solution at hand. */
function run(model: Model, status: Status): boolean {
  model.run();
  const state = model.getModelStatus();
  if (state === status.optimal) return true;
  if (state === status.timeLimit && Number.isFinite(model.getObjectiveValue())) return false;
  throw new Error(`HiGHS ended in state ${state}`);
}

function readSolution(model: Model, problem: AssignmentProblem, proven: boolean): AssignmentSolution {
  const values = model.getSolution().colValue;
  const leadOf: (number | null)[] = Array.from({ length: problem.memberCount }, () => null);
  const opened = new Set<number>();
  const total = { pinnedKept: 0, placed: 0, cost: 0 };
  for (const [index, arc] of problem.arcs.entries()) {
    if ((values[index] ?? 0) < 0.5) continue;
    leadOf[arc.member] = arc.lead;
    opened.add(arc.lead);
    total.placed += 1;
    total.cost += arc.cost;
    if (arc.pinned) total.pinnedKept += 1;
  }
  // Costs are whole numbers, so a bound within one of the cost proves it.
  const dual = Number(model.info.get('mip_dual_bound'));
  const bound = proven && total.cost - dual < 1 ? total.cost : Math.min(total.cost, Math.floor(dual));
  return {
    leadOf,
    ...total,
    groups: opened.size,
    bound,
    proven: proven && bound === total.cost,
    prices: null,
  };
}
