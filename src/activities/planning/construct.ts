import type { Board } from './board.ts';

/** Looked at between steps: true when the search is to end with what it has. */
export type Halt = () => boolean;

/** Steps that an activity is worth on the average before the search for a place is given up. */
const stepsEach = 40;

/**
 * Finds places for what has none, taking the cheapest place each time; where everything is taken, whoever is least in
 * the way gives up its place and is placed anew. Having been turned out makes an activity count for more, so that the
 * search does not turn in circles. What is left without a place at the end is what could not be placed.
 */
export function placeAll(board: Board, halt: Halt): void {
  const { compiled } = board;
  const { activities } = compiled.problem;
  const weight = Float64Array.from(activities, (activity) => 1 + activity.priority);
  const optionsOf = (activity: number) =>
    (compiled.optionStart[activity + 1] as number) - (compiled.optionStart[activity] as number);
  const open = [...activities.keys()].filter(
    (each) => (board.placed[each] as number) < 0 && optionsOf(each) > 0,
  );
  // The most important first, of these the ones with the fewest places.
  open.sort(
    (one, other) =>
      (activities[other]?.priority ?? 0) - (activities[one]?.priority ?? 0) ||
      optionsOf(one) - optionsOf(other) ||
      one - other,
  );
  let queue = open;
  let best = { lost: Number.POSITIVE_INFINITY, placed: board.placed.slice() };
  let lost = open.reduce((total, each) => total + (activities[each]?.priority ?? 1), 0);
  let steps = open.length * stepsEach;
  while (queue.length > 0 && steps > 0 && !halt()) {
    const next: number[] = [];
    for (const activity of queue) {
      if (steps <= 0) break;
      steps -= 1;
      const option = cheapestOption(board, activity, weight);
      for (const other of turnOut(board, activity, option, weight)) {
        weight[other] = (weight[other] as number) * 1.3 + 1;
        lost += activities[other]?.priority ?? 1;
        next.push(other);
      }
      board.place(activity, option);
      lost -= activities[activity]?.priority ?? 1;
      if (lost < best.lost) best = { lost, placed: board.placed.slice() };
    }
    queue = next;
  }
  if (lost > best.lost) restore(board, best.placed);
}

/** Puts everything back to where it stood. */
export function restore(board: Board, placed: Int32Array): void {
  for (let activity = 0; activity < placed.length; activity += 1) {
    if (board.placed[activity] !== placed[activity] && (board.placed[activity] as number) >= 0) {
      board.remove(activity);
    }
  }
  for (let activity = 0; activity < placed.length; activity += 1) {
    const option = placed[activity] as number;
    if (option >= 0 && (board.placed[activity] as number) < 0) board.place(activity, option);
  }
}

/** Turning somebody out costs this much for each unit of weight: more than any place differs from another. */
const eviction = 1e7;

function cheapestOption(board: Board, activity: number, weight: Float64Array): number {
  const { optionStart, optionCost } = board.compiled;
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (
    let option = optionStart[activity] as number;
    option < (optionStart[activity + 1] as number);
    option += 1
  ) {
    // Options stand in the order of their own cost, and nothing is ever taken off it.
    if ((optionCost[option] as number) >= least) break;
    let cost = board.costOf(activity, option);
    if (cost >= least) continue;
    const sole = board.soleConflict(activity, option);
    if (sole === -2) {
      for (const other of board.conflicts(activity, option)) cost += eviction * (weight[other] as number);
    } else if (sole >= 0) cost += eviction * (weight[sole] as number);
    if (!board.dayHasRoom(activity, option)) cost += eviction * 2;
    if (cost < least) {
      least = cost;
      best = option;
    }
  }
  return best;
}

/** Makes room for the activity there: out go those in its cells, and one for each full day. They are the answer. */
function turnOut(board: Board, activity: number, option: number, weight: Float64Array): Set<number> {
  const out = board.conflicts(activity, option);
  for (const other of out) board.remove(other);
  for (let limit = board.fullLimit(activity, option); limit >= 0; limit = board.fullLimit(activity, option)) {
    const other = lightestOnDay(board, limit, board.compiled.optionDay[option] as number, weight);
    board.remove(other);
    out.add(other);
  }
  return out;
}

/** The one that weighs least of those that count for a full limit on a day; locked ones alone never fill one. */
function lightestOnDay(board: Board, limit: number, day: number, weight: Float64Array): number {
  const { problem, optionDay } = board.compiled;
  let found = -1;
  for (const [index, activity] of problem.activities.entries()) {
    const option = board.placed[index] as number;
    if (activity.locked || option < 0 || optionDay[option] !== day || !activity.limits.includes(limit))
      continue;
    if (found < 0 || (weight[index] as number) < (weight[found] as number)) found = index;
  }
  return found;
}
