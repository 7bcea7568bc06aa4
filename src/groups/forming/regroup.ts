import type { PlanTrade } from '../plan.ts';
import {
  type ConstrainedProblem,
  type ConstrainedSolution,
  type ConstrainedSolver,
  constrainedParts,
  keepable,
  type SolvingLimits,
  withCommonLeads,
} from './constrained.ts';
import { InfeasibleError } from './constrained-highs.ts';

/** A grouping of one part, with how many who could have stayed do not. */
interface Point extends ConstrainedSolution {
  readonly moves: number;
}

export interface Regrouping extends ConstrainedSolution {
  readonly moves: number;
  /** From the fewest moves on, as far as more moves shorten the way; `total` is the cost that was minimised. */
  readonly trades: readonly PlanTrade[];
}

/** So many moves beyond the fewest are looked into for the trade-off, where no limit asks for more. */
const furtherMoves = 10;

/**
 * Places as many as can be with the fewest moves, and among those at the least cost; with a limit on moves, at the
 * least cost that so many moves allow. Parts are solved for each number of moves and put together by dynamic
 * programming, so that the whole is as exact as its parts.
 * @returns undefined where so few moves do not suffice
 */
export async function regroup(
  given: ConstrainedProblem,
  options: {
    /** Members that stand with a lead, and leads that have a group, in the grouping there is. */
    readonly standing: number;
    readonly maxMoves: number | null;
    readonly solve: ConstrainedSolver;
    readonly limits: SolvingLimits;
  },
): Promise<Regrouping | undefined> {
  const problem = withCommonLeads(given);
  const parts = constrainedParts(problem);
  // Whoever cannot stay, and a lead nobody can reach any more, changes whatever the grouping.
  const lost = options.standing - parts.reduce((sum, part) => sum + keepable(part.problem), 0);
  const least: Point[] = [];
  for (const part of parts) {
    least.push(await pointOf(part.problem, ['pinned', 'placed', 'kept', 'cost'], null, options));
  }
  const fewest = least.reduce((sum, point) => sum + point.moves, 0);
  const maxMoves = options.maxMoves === null ? null : options.maxMoves - lost;
  const further = Math.max(furtherMoves, (maxMoves ?? 0) - fewest);
  const tooMany = maxMoves !== null && maxMoves < fewest;
  const curves: Curve[] = [];
  for (const [index, part] of parts.entries()) {
    const first = least[index] as Point;
    curves.push(await curveOf(part.problem, first, { further, below: tooMany }, options));
  }
  const best = combine(curves.map((curve) => curve.points));
  const chosen = maxMoves === null ? best.find((each) => each.moves === fewest) : bestWithin(best, maxMoves);
  if (!chosen) return undefined;
  // Whatever the number of moves, nothing costs less than without any limit on them.
  const exact = curves.every((curve) => curve.exact);
  const floor = curves.reduce((sum, curve) => sum + curve.floor, 0);
  const leastBound = least.reduce((sum, point) => sum + point.bound, 0);
  const boundOf = ({ moves, cost }: Combined) =>
    exact ? cost : moves < fewest ? 0 : Math.min(cost, moves === fewest ? leastBound : floor);
  const leadOf: (number | null)[] = Array.from({ length: problem.memberCount }, () => null);
  for (const [index, part] of parts.entries()) {
    for (const [member, lead] of (chosen.points[index]?.leadOf ?? []).entries()) {
      if (lead !== null) leadOf[part.members[member] as number] = part.leads[lead] as number;
    }
  }
  const { pinnedKept, placed, groups, kept, cost } = chosen;
  const bound = boundOf(chosen);
  return {
    ...{ leadOf, pinnedKept, placed, groups, kept, cost, bound, prices: null },
    proven: bound === cost && (exact || least.every((point) => point.proven)),
    moves: chosen.moves + lost,
    trades: shortened(best, chosen, fewest + further).map((each) => ({
      ...{ moves: each.moves + lost, total: each.cost, bound: boundOf(each), placed: each.placed },
    })),
  };
}

async function pointOf(
  problem: ConstrainedProblem,
  goals: ConstrainedProblem['goals'],
  maxGivenUp: number | null,
  { solve, limits }: { readonly solve: ConstrainedSolver; readonly limits: SolvingLimits },
): Promise<Point> {
  const solution = await solve({ ...problem, goals, maxGivenUp }, limits);
  return { ...solution, moves: keepable(problem) - solution.kept };
}

interface Curve {
  readonly points: readonly Point[];
  /** Every point is proven, and none is missing. */
  readonly exact: boolean;
  /** Lower bound on the cost, however many moves. */
  readonly floor: number;
}

/** The best of one part at each number of moves, as far as is asked. */
async function curveOf(
  problem: ConstrainedProblem,
  first: Point,
  range: { readonly further: number; readonly below: boolean },
  options: Parameters<typeof pointOf>[3],
): Promise<Curve> {
  if (keepable(problem) === 0) return { points: [first], exact: first.proven, floor: first.bound };
  // From the fewest moves on, as much is placed as can be: only the cost is open.
  const reached = { ...problem, reached: { pinned: first.pinnedKept, placed: first.placed } };
  const freest = await pointOf(reached, ['cost'], null, options);
  const points = [first];
  let exact = true;
  const last = Math.min(freest.moves - 1, first.moves + range.further);
  const limits = Array.from(
    { length: Math.max(0, last - first.moves) },
    (_, index) => first.moves + 1 + index,
  );
  if (range.below) limits.unshift(...Array.from({ length: first.moves }, (_, moves) => moves));
  // Where nothing is better with any number of changes, nothing is better with one more.
  const isBest = (point: Point) =>
    freest.proven && point.placed === first.placed && point.cost === freest.cost;
  for (const moves of limits) {
    if (moves > first.moves && points.some(isBest)) break;
    const point =
      moves < first.moves
        ? await pointWithin(problem, ['pinned', 'placed', 'cost', 'kept'], moves, options)
        : await pointWithin(reached, ['cost'], moves, options);
    if (point === 'none') continue;
    // Stopped short, what comes out need not hold the limit.
    if (point.moves <= moves) points.push(point);
    else exact = false;
  }
  if (!points.some(isBest) && freest.moves > first.moves) points.push(freest);
  exact &&= points.every((point) => point.proven) && freest.proven;
  return { points, exact, floor: Math.min(first.cost, freest.bound) };
}

async function pointWithin(...given: Parameters<typeof pointOf>): Promise<Point | 'none'> {
  try {
    return await pointOf(...given);
  } catch (error) {
    if (error instanceof InfeasibleError) return 'none';
    throw error;
  }
}

interface Combined {
  readonly moves: number;
  readonly pinnedKept: number;
  readonly placed: number;
  readonly groups: number;
  readonly kept: number;
  readonly cost: number;
  readonly points: readonly Point[];
}

/** Which is better, whatever the moves. */
const order = (one: Combined, other: Combined) =>
  other.pinnedKept - one.pinnedKept || other.placed - one.placed || one.cost - other.cost;

/** One point of each part: the best for each sum of moves, fewest moves first. */
function combine(curves: readonly (readonly Point[])[]): Combined[] {
  const nothing = { moves: 0, pinnedKept: 0, placed: 0, groups: 0, kept: 0, cost: 0 };
  let best = new Map<number, Combined>([[0, { ...nothing, points: [] }]]);
  for (const curve of curves) {
    const next = new Map<number, Combined>();
    for (const sofar of best.values()) {
      for (const point of curve) {
        const sum = (key: keyof typeof nothing) => sofar[key] + point[key];
        const joined: Combined = {
          ...{ moves: sum('moves'), pinnedKept: sum('pinnedKept'), placed: sum('placed') },
          ...{ groups: sum('groups'), kept: sum('kept'), cost: sum('cost') },
          points: [...sofar.points, point],
        };
        const known = next.get(joined.moves);
        if (!known || order(joined, known) < 0) next.set(joined.moves, joined);
      }
    }
    best = next;
  }
  return [...best.values()].sort((one, other) => one.moves - other.moves);
}

function bestWithin(best: readonly Combined[], maxMoves: number): Combined | undefined {
  return best
    .filter((each) => each.moves <= maxMoves)
    .reduce<Combined | undefined>(
      (sofar, each) => (sofar && order(sofar, each) <= 0 ? sofar : each),
      undefined,
    );
}

/** From the chosen or the fewest moves on, each more move that makes it better, and where nothing does any more. */
function shortened(best: readonly Combined[], chosen: Combined, to: number): Combined[] {
  const found: Combined[] = [];
  const freest = bestWithin(best, Number.MAX_SAFE_INTEGER);
  const from = best.find((each) => each.placed === freest?.placed) ?? chosen;
  for (const each of best) {
    if (each.moves < Math.min(from.moves, chosen.moves) || (each.moves > to && each !== freest)) continue;
    const last = found.at(-1);
    if (!last || order(last, each) > 0) found.push(each);
  }
  return found;
}
