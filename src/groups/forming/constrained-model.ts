import { type ConstrainedProblem, keepable } from './constrained.ts';

/** The constrained assignment as a mixed-integer programme. */

interface ModelRow {
  readonly lower: number;
  readonly upper: number;
  readonly entries: readonly (readonly [column: number, value: number])[];
}

/** Columns: one for each arc (the pair is made), each lead (it gets a group), each share that may be done without. */
export interface Columns {
  readonly arcs: number;
  readonly leads: number;
  readonly slackOf: ReadonlyMap<number, number>;
  readonly count: number;
}

export function columnsOf(problem: ConstrainedProblem): Columns {
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

/** As HiGHS takes it; every column is 0 or 1, costs are set goal by goal. */
export function modelData(problem: ConstrainedProblem, columns: Columns, infinity: number) {
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
export function coefficients(
  problem: ConstrainedProblem,
  goal: ConstrainedProblem['goals'][number],
  columns: Columns,
): number[] {
  const values = new Array<number>(columns.count).fill(0);
  const paired = new Set(goal === 'paired' ? problem.together.flat() : []);
  for (const [index, arc] of problem.arcs.entries()) {
    if (goal === 'pinned') values[index] = arc.pinned ? 1 : 0;
    else if (goal === 'paired') values[index] = paired.has(arc.member) ? 1 : 0;
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
