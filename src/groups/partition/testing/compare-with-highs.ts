import { performance } from 'node:perf_hooks';
import { solveReduced } from '../exact.ts';
import { type Model, modelOf } from '../model.ts';
import { gapOf, type PartitionProblem } from '../problem.ts';
import type { Reduced } from '../reduce.ts';
import { solvePartition } from '../solve.ts';

/** One solver on one problem; cost and bound in the problem's unit, null where it found nothing. */
export interface Measured {
  readonly cost: number | null;
  readonly bound: number;
  readonly seconds: number;
  readonly proven: boolean;
}

const clock = () => performance.now();

async function timed(solve: () => Promise<Omit<Measured, 'seconds'>>): Promise<Measured> {
  const start = clock();
  const answer = await solve();
  return { ...answer, seconds: (clock() - start) / 1000 };
}

export function measureOwn(problem: PartitionProblem, seconds: number): Promise<Measured> {
  return timed(async () => {
    const { solution, bound, proven } = await solvePartition(problem, { clock, timeLimit: seconds * 1000 });
    return { cost: solution?.cost ?? null, bound, proven };
  });
}

/** HiGHS alone on the same programme with nothing taken out: all seats, all pairs, no known solution. */
export function measureHighs(problem: PartitionProblem, seconds: number): Promise<Measured> {
  const model = modelOf(problem);
  if (!model) throw new RangeError('the conditions contradict each other');
  return timed(async () => {
    const outcome = await solveReduced(model, everything(model), Infinity, { nodes: 2 ** 30, seconds });
    const cost = outcome.solution ? outcome.cost : null;
    return { cost, bound: outcome.bound, proven: outcome.finished };
  });
}

function everything({ problem, nodeCount, boundTo, usable, mustOpen }: Model): Reduced {
  const seats = usable.flatMap((isUsable, seat) => (isUsable ? [seat] : []));
  const nodes = seats.map((seat) =>
    Array.from({ length: nodeCount }, (_, node) => node).filter(
      (node) =>
        boundTo[node] === -1 &&
        problem.centres[seat] !== node &&
        (problem.costs[seat]?.[node] as number) < Infinity,
    ),
  );
  return { seats, nodes, surely: mustOpen, pairs: nodes.reduce((sum, own) => sum + own.length, 0) };
}

/** `cost 829, bound 817, gap 1.45 %, 3.2 s`. */
export function measuredText({ cost, bound, seconds, proven }: Measured): string {
  if (cost === null) return `nothing found, ${seconds.toFixed(1)} s`;
  const gap = proven ? 'proven' : `gap ${(gapOf({ cost, bound }) * 100).toFixed(2)} %`;
  return `cost ${cost}, bound ${bound}, ${gap}, ${seconds.toFixed(1)} s`;
}
