import { Board } from './board.ts';
import { PriceBound } from './bound.ts';
import { compile } from './compiled.ts';
import { type Halt, placeAll } from './construct.ts';
import { fillIn, improve } from './improve.ts';
import type { Placing, PlacingProblem } from './problem.ts';
import { refine } from './refine.ts';

export interface PlaceOptions {
  /** Stops the search with the best plan so far. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds after which the search ends with the best so far, by `clock`; without them it runs to its end. */
  readonly limit?: number | undefined;
  readonly clock?: (() => number) | undefined;
  /** Awaited now and then: whoever stops the search must get a turn to do so. */
  readonly pause?: (() => Promise<void>) | undefined;
}

/** How often for each activity a few are taken out and put back; small problems can afford more. */
const attemptsEach = 60;
const affordable = { all: 400_000, each: 200 };
/** Steps of raising the bound. */
const iterations = 250;

/**
 * Places what can be placed without a collision, at the least cost it finds, and proves how much less no plan of the
 * same activities can cost. The same problem gives the same plan, unless the time runs out.
 */
export async function placeActivities(problem: PlacingProblem, options: PlaceOptions = {}): Promise<Placing> {
  const { signal, limit, clock, pause } = options;
  const start = clock?.() ?? 0;
  let stopped = false;
  const halt: Halt = () => {
    stopped ||=
      signal?.aborted === true || (limit !== undefined && clock !== undefined && clock() - start > limit);
    return stopped;
  };
  const compiled = compile(problem);
  const board = new Board(compiled);
  placeAll(board, halt);
  fillIn(board);
  improve(board, halt);
  const { length: count } = problem.activities;
  const attempts = Math.min(affordable.each * count, Math.max(attemptsEach * count, affordable.all));
  for (const _ of refine(board, attempts, halt)) await pause?.();
  // Whoever moved may have made room for what found none.
  fillIn(board);
  const raising = new PriceBound(compiled, board.placed).raise(board.value, iterations, halt);
  let step = raising.next();
  while (!step.done) {
    await pause?.();
    step = raising.next();
  }
  const bound = step.value;
  const chosen = board.placed.map((option) => (option < 0 ? -1 : (compiled.optionOrigin[option] as number)));
  // Costs are never negative: that much is known even where the time ran out before the first step.
  return { chosen, value: board.value, bound: Math.max(0, bound), stopped };
}
