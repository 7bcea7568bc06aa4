import { solveWithHighs } from '../highs-solver.ts';
import type { LargeProblem } from '../large-problem.ts';
import { proveLarge, searchLarge } from '../large-problem.ts';
import { planeProblem, type Tightness, withPairs } from './plane-problem.ts';

/**
 * Run as a process of its own by the benchmark: `own|greedy|linear|goals MEMBERS LEADS loose|tenth|equal
 * [CANDIDATES]`. HiGHS (`linear` and `goals`) is given the nearest candidates of each member only. Prints milliseconds of processor time (making the instance not
 * included), the cost reached and the peak of memory in megabytes; a cost of -1 where none was reached in time.
 */
const [, , task = '', members = '', leads = '', tightness = '', candidates = ''] = process.argv;
const problem = planeProblem(Number(members), Number(leads), tightness as Tightness);
const clock = () => process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000;

async function own() {
  const from = clock();
  const answer = await searchLarge(problem);
  const solved = clock();
  const proof = proveLarge(problem, answer);
  return {
    solve: solved - from,
    prove: clock() - solved,
    cost: proof.cost,
    gap: proof.optimal ? 0 : 1 - proof.bound / proof.cost,
  };
}

/**
 * As a linear programme, which for a flow has whole numbers as its answer: every member placed, every lead within its
 * bounds. The model is stated before the clock runs.
 */
async function linear() {
  const { arcs, leads: bounds, memberCount } = withPairs(problem, Number(candidates));
  const module = await import('highs');
  // The package's types describe its CommonJS form, in which the loader is one `default` further down.
  const solver = await (module.default as unknown as (typeof module.default)['default'])();
  const rows = memberCount + bounds.length;
  const byRow: number[][] = Array.from({ length: rows }, () => []);
  for (const [index, arc] of arcs.entries()) {
    byRow[arc.member]!.push(index);
    byRow[memberCount + arc.lead]!.push(index);
  }
  const starts = [0];
  for (const row of byRow) starts.push(starts.at(-1)! + row.length);
  const once = Array.from({ length: memberCount }, () => 1);
  const data = {
    numCols: arcs.length,
    numRows: rows,
    colCost: arcs.map((arc) => arc.cost),
    colLower: arcs.map(() => 0),
    colUpper: arcs.map(() => 1),
    rowLower: [...once, ...bounds.map(({ lower }) => lower)],
    rowUpper: [...once, ...bounds.map(({ upper }) => upper)],
    matrix: {
      format: 'csr' as const,
      numRows: rows,
      numCols: arcs.length,
      starts,
      indices: byRow.flat(),
      values: new Array<number>(2 * arcs.length).fill(1),
    },
  };
  return solver.withModel(data, (model) => {
    model.options.set({ output_flag: false, time_limit: 120 });
    const from = clock();
    model.run();
    const solved = model.getModelStatus() === solver.constants.modelStatus.optimal;
    return { solve: clock() - from, cost: solved ? Math.round(model.getObjectiveValue()) : -1 };
  });
}

/** The task as it is: HiGHS decides in order what is kept, who is placed, which leads have a group, and the cost. */
async function goals() {
  const written = withPairs(problem, Number(candidates));
  const from = clock();
  const { cost, placed } = await solveWithHighs(written, { timeLimitSeconds: 120 });
  return { solve: clock() - from, cost: placed === problem.memberCount ? cost : -1 };
}

/** All pairs in order of distance, each made where both still want; whoever comes too late has no lead. */
function greedy({ memberCount, leads: bounds, cost }: LargeProblem) {
  const from = clock();
  const count = memberCount * bounds.length;
  const costs = new Float64Array(count);
  for (let pair = 0; pair < count; pair += 1) {
    // The number of the pair in the low digits keeps it sortable as plain numbers.
    const distance = cost(Math.floor(pair / bounds.length), pair % bounds.length);
    costs[pair] = distance * count + pair;
  }
  costs.sort();
  const taken = new Uint8Array(memberCount);
  const loads = new Int32Array(bounds.length);
  let total = 0;
  for (const each of costs) {
    const pair = each % count;
    const [member, lead] = [Math.floor(pair / bounds.length), pair % bounds.length];
    if (taken[member] || loads[lead]! >= bounds[lead]!.upper) continue;
    taken[member] = 1;
    loads[lead]! += 1;
    total += cost(member, lead);
  }
  return { solve: clock() - from, cost: total };
}

const tasks = { own, linear, goals, greedy: () => greedy(problem) };
const measured = await tasks[task as keyof typeof tasks]();
const peak = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ ...measured, peak }));
