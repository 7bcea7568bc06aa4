import type { Model as HighsModel, ModelData } from 'highs';
import type { Model } from './model.ts';
import type { PartitionSolution } from './problem.ts';
import type { Reduced } from './reduce.ts';

export interface ExactOutcome {
  /** A cheaper solution, where there is one. */
  readonly solution: Pick<PartitionSolution, 'open' | 'seatOf'> | null;
  /** Of that solution; Infinity without one. */
  readonly cost: number;
  /** Proven: nothing costs less, a whole number. */
  readonly bound: number;
  readonly finished: boolean;
}

/**
 * Solves what the prices have left over with HiGHS, as a mixed-integer programme: a column for each seat (open or
 * not) and for each pair, one for each wanted class a district may lack, one for each node left out. Each node once,
 * capacity and lower bound at open seats only, each pair only with its seat, a centre only in its own district.
 * @param target only solutions below this cost are looked for
 */
export async function solveReduced(
  model: Model,
  reduced: Reduced,
  target: number,
  limits: { readonly nodes: number; readonly seconds?: number | undefined },
): Promise<ExactOutcome> {
  const module = await import('highs');
  // The package's types describe its CommonJS form, in which the loader is one `default` further down.
  const loadHighs = module.default as unknown as (typeof module.default)['default'];
  const highs = await loadHighs();
  const programme = programmeOf(model, reduced, target, highs.infinity);
  return highs.withModel(programme.data, (solver) => {
    solver.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0.999, random_seed: 0 });
    solver.options.set('mip_max_nodes', limits.nodes);
    if (limits.seconds !== undefined) solver.options.set('time_limit', limits.seconds);
    solver.run();
    return outcome(solver, programme, highs.constants.modelStatus, target);
  });
}

interface Programme {
  readonly data: ModelData;
  read(values: readonly number[]): Pick<PartitionSolution, 'open' | 'seatOf'>;
}

type Status = { readonly optimal: number; readonly infeasible: number };

function outcome(solver: HighsModel, programme: Programme, status: Status, target: number): ExactOutcome {
  const state = solver.getModelStatus();
  // Nothing of less than the target is left.
  if (state === status.infeasible) return { solution: null, cost: Infinity, bound: target, finished: true };
  const dual = Number(solver.info.get('mip_dual_bound'));
  const value = solver.getObjectiveValue();
  const has = Number.isFinite(value) && value < target;
  const solution = has ? programme.read(solver.getSolution().colValue as unknown as readonly number[]) : null;
  // Costs are whole; a millionth is far above what HiGHS is off by and far below one.
  const bound = Number.isFinite(dual)
    ? Math.min(target, Math.ceil(dual - 1e-6 * Math.max(1, Math.abs(dual))))
    : 0;
  return { solution, cost: has ? Math.round(value) : Infinity, bound, finished: state === status.optimal };
}

function programmeOf(model: Model, reduced: Reduced, target: number, infinity: number): Programme {
  const { problem, demands, nodeCount, boundTo } = model;
  const mix = problem.mix;
  const cost: number[] = [];
  const lower: number[] = [];
  const upper: number[] = [];
  const whole: number[] = [];
  const column = (value: number, from: number, to: number, integer = 1) => {
    lower.push(from);
    upper.push(to);
    whole.push(integer);
    return cost.push(value) - 1;
  };
  const rows: { lower: number; upper: number; entries: [number, number][] }[] = [];
  const row = (from: number, to: number, entries: [number, number][]) =>
    rows.push({ lower: from, upper: to, entries });

  const surely = new Set(reduced.surely);
  const seatColumn = new Map<number, number>();
  const pairs: { column: number; seat: number; node: number }[] = [];
  const at: [number, number][][] = Array.from({ length: nodeCount }, () => []);
  /** Column that says whether a seat holds a node. */
  const columnOf = new Map<string, number>();
  for (const [index, seat] of reduced.seats.entries()) {
    const costs = problem.costs[seat] as Float64Array;
    const home = problem.centres[seat] as number;
    const bound = [home, ...(model.boundNodes[seat] as readonly number[])];
    const fixedCost = bound.reduce((sum, node) => sum + (costs[node] as number), 0);
    const open = column(fixedCost, surely.has(seat) ? 1 : 0, 1);
    seatColumn.set(seat, open);
    for (const node of bound) {
      at[node]?.push([open, 1]);
      columnOf.set(`${seat} ${node}`, open);
    }
    const own = (reduced.nodes[index] as readonly number[]).map((node) => {
      const pair = column(costs[node] as number, 0, 1);
      pairs.push({ column: pair, seat, node });
      at[node]?.push([pair, 1]);
      columnOf.set(`${seat} ${node}`, pair);
      row(-infinity, 0, [
        [pair, 1],
        [open, -1],
      ]);
      return [pair, node] as const;
    });
    const inside = bound.reduce((sum, node) => sum + (demands[node] as number), 0);
    const loads = own.map(([pair, node]): [number, number] => [pair, demands[node] as number]);
    row(-infinity, 0, [...loads, [open, inside - problem.capacity]]);
    if (problem.lower > inside) row(0, infinity, [...loads, [open, inside - problem.lower]]);
    for (const wanted of mix?.wanted ?? []) {
      if (bound.some((node) => mix?.classOf[node] === wanted)) continue;
      const entries = own
        .filter(([, node]) => mix?.classOf[node] === wanted)
        .map(([pair]): [number, number] => [pair, 1]);
      if (mix && mix.penalty < Infinity) entries.push([column(mix.penalty, 0, 1, 0), 1]);
      row(0, infinity, [...entries, [open, -1]]);
    }
  }
  const holds = (seat: number, node: number) => columnOf.get(`${seat} ${node}`);
  for (const [couples, sign, most] of [
    [problem.together ?? [], -1, 0],
    [problem.apart ?? [], 1, 1],
  ] as const) {
    for (const [one, other] of couples) {
      for (const seat of reduced.seats) {
        const [mine, its] = [holds(seat, one), holds(seat, other)];
        // Both bound to it: they stand together wherever it is open.
        if (mine !== undefined && mine === its) row(-infinity, most, sign === 1 ? [[mine, 2]] : []);
        else {
          const entries: [number, number][] = mine === undefined ? [] : [[mine, 1]];
          if (its !== undefined) entries.push([its, sign]);
          row(sign === 1 ? -infinity : 0, most, entries);
        }
      }
    }
  }
  const outside: [number, number][] = [];
  for (let node = 0; node < nodeCount; node += 1) {
    const entries = at[node] as [number, number][];
    if (problem.leftOut > 0 && boundTo[node] === -1) {
      const left = column(0, 0, 1);
      entries.push([left, 1]);
      outside.push([left, 1]);
    }
    row(1, 1, entries);
  }
  if (outside.length > 0) row(-infinity, problem.leftOut, outside);
  row(
    problem.count.least,
    problem.count.most,
    [...seatColumn.values()].map((open): [number, number] => [open, 1]),
  );
  // Only what beats the best known is looked for.
  if (target < Infinity)
    row(
      -infinity,
      target - 1,
      cost.flatMap((value, index): [number, number][] => (value === 0 ? [] : [[index, value]])),
    );

  const starts = [0];
  for (const each of rows) starts.push((starts.at(-1) as number) + each.entries.length);
  return {
    data: {
      numCols: cost.length,
      numRows: rows.length,
      colCost: cost,
      colLower: lower,
      colUpper: upper,
      rowLower: rows.map((each) => each.lower),
      rowUpper: rows.map((each) => each.upper),
      integrality: Int32Array.from(whole),
      matrix: {
        format: 'csr' as const,
        numRows: rows.length,
        numCols: cost.length,
        starts,
        indices: rows.flatMap((each) => each.entries.map(([index]) => index)),
        values: rows.flatMap((each) => each.entries.map(([, value]) => value)),
      },
    },
    read: (values) => {
      const isOne = (index: number) => (values[index] ?? 0) > 0.5;
      const open = [...seatColumn].filter(([, index]) => isOne(index)).map(([seat]) => seat);
      const seatOf: (number | null)[] = Array.from({ length: nodeCount }, () => null);
      for (const { column: index, seat, node } of pairs) if (isOne(index)) seatOf[node] = seat;
      for (const seat of open) {
        for (const node of [
          problem.centres[seat] as number,
          ...(model.boundNodes[seat] as readonly number[]),
        ]) {
          seatOf[node] = seat;
        }
      }
      return { open, seatOf };
    },
  };
}
