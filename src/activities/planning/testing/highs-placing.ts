import type { Compiled } from '../compiled.ts';

/** A day's activities are priced one by one up to so many: more than ever come together in small offices. */
const crowd = 20;

interface Rows {
  readonly starts: number[];
  readonly indices: number[];
  readonly values: number[];
  readonly lower: number[];
  readonly upper: number[];
}

function addRow(
  rows: Rows,
  entries: readonly (readonly [number, number])[],
  lower: number,
  upper: number,
): void {
  for (const [column, value] of entries) {
    rows.indices.push(column);
    rows.values.push(value);
  }
  rows.starts.push(rows.indices.length);
  rows.lower.push(lower);
  rows.upper.push(upper);
}

/**
 * The placing written down for HiGHS and solved to its proven optimum: one column for each option, and for each day
 * one for the first, the second … activity there. Only the first limit is priced, and none is bounded.
 */
export async function solveWithHighs(
  compiled: Compiled,
  timeLimitSeconds: number,
): Promise<{ value: number; bound: number }> {
  const module = await import('highs');
  // The package's types describe its CommonJS form, in which the loader is one `default` further down.
  const loadHighs = module.default as unknown as (typeof module.default)['default'];
  const highs = await loadHighs();
  const { problem, optionStart, optionDay, optionCost, cellStart, cells } = compiled;
  const options = optionDay.length;
  const weight = problem.limits[0]?.weight ?? 0;
  const columns = options + problem.dayCount * crowd;
  const cost = Array.from({ length: columns }, (_, column) =>
    column < options ? (optionCost[column] as number) : weight * (2 * ((column - options) % crowd) + 1),
  );
  const rows: Rows = { starts: [0], indices: [], values: [], lower: [], upper: [] };
  const byCell = new Map<number, number[]>();
  const byDay = new Map<number, number[]>();
  const note = (map: Map<number, number[]>, key: number, option: number) => {
    const own = map.get(key);
    if (own) own.push(option);
    else map.set(key, [option]);
  };
  for (let activity = 0; activity < compiled.count; activity += 1) {
    const own: [number, number][] = [];
    for (
      let option = optionStart[activity] as number;
      option < (optionStart[activity + 1] as number);
      option += 1
    ) {
      own.push([option, 1]);
      note(byDay, optionDay[option] as number, option);
      for (let at = cellStart[option] as number; at < (cellStart[option + 1] as number); at += 1) {
        note(byCell, cells[at] as number, option);
      }
    }
    if (own.length > 0) addRow(rows, own, 1, 1);
  }
  for (const own of byCell.values()) {
    if (own.length > 1)
      addRow(
        rows,
        own.map((option) => [option, 1] as const),
        -highs.infinity,
        1,
      );
  }
  for (const [day, own] of byDay) {
    const units = Array.from({ length: crowd }, (_, unit) => [options + day * crowd + unit, -1] as const);
    addRow(rows, [...own.map((option) => [option, 1] as const), ...units], 0, 0);
  }
  const data = {
    numCols: columns,
    numRows: rows.lower.length,
    colCost: cost,
    colLower: new Array<number>(columns).fill(0),
    colUpper: new Array<number>(columns).fill(1),
    rowLower: rows.lower,
    rowUpper: rows.upper,
    integrality: new Int32Array(columns).fill(1),
    matrix: {
      format: 'csr' as const,
      numRows: rows.lower.length,
      numCols: columns,
      starts: rows.starts,
      indices: rows.indices,
      values: rows.values,
    },
  };
  return highs.withModel(data, (model) => {
    model.options.set({ output_flag: false, mip_rel_gap: 0, random_seed: 0, time_limit: timeLimitSeconds });
    model.run();
    return { value: model.getObjectiveValue(), bound: Number(model.info.get('mip_dual_bound')) };
  });
}
