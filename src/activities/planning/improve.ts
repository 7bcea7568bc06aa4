import type { Board } from './board.ts';
import type { Halt } from './construct.ts';

/** Rounds over all activities at most; each ends sooner where nothing got cheaper. */
const rounds = 30;

/**
 * Makes a plan cheaper step by step: an activity moves to a cheaper free place, or to a place that one other gives up
 * for another of its own, where both together are cheaper. Nothing that has a place loses it.
 */
export function improve(board: Board, halt: Halt): void {
  const { count, problem } = board.compiled;
  // Whoever cannot gain is not looked at again until somebody nearby moved: here simply until something moved.
  for (let round = 0; round < rounds; round += 1) {
    let moved = 0;
    for (let activity = 0; activity < count; activity += 1) {
      if (problem.activities[activity]?.locked || (board.placed[activity] as number) < 0) continue;
      if (activity % 64 === 0 && halt()) return;
      if (moveAlone(board, activity) || movePair(board, activity)) moved += 1;
    }
    if (moved === 0) return;
  }
}

/** Gives a place to whatever has none and finds one free, the most important first. */
export function fillIn(board: Board): void {
  const { activities } = board.compiled.problem;
  const open = [...activities.keys()].filter((each) => (board.placed[each] as number) < 0);
  open.sort(
    (one, other) => (activities[other]?.priority ?? 0) - (activities[one]?.priority ?? 0) || one - other,
  );
  for (const activity of open) {
    const { option } = cheapestFree(board, activity, -1);
    if (option >= 0) board.place(activity, option);
  }
}

function moveAlone(board: Board, activity: number): boolean {
  const before = board.placed[activity] as number;
  board.remove(activity);
  const standing = board.costOf(activity, before);
  const { option, cost } = cheapestFree(board, activity, -1);
  const gains = option >= 0 && cost < standing;
  board.place(activity, gains ? option : before);
  return gains;
}

/** The cheapest place that nobody has, other than `besides`. */
export function cheapestFree(
  board: Board,
  activity: number,
  besides: number,
): { option: number; cost: number } {
  const { optionStart, optionCost } = board.compiled;
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (
    let option = optionStart[activity] as number;
    option < (optionStart[activity + 1] as number);
    option += 1
  ) {
    if ((optionCost[option] as number) >= least) break;
    if (option === besides) continue;
    const cost = board.costOf(activity, option);
    if (cost >= least || !board.dayHasRoom(activity, option)) continue;
    if (board.soleConflict(activity, option) !== -1) continue;
    best = option;
    least = cost;
  }
  return { option: best, cost: least };
}

function movePair(board: Board, activity: number): boolean {
  const { optionStart, optionCost, problem } = board.compiled;
  const before = board.placed[activity] as number;
  board.remove(activity);
  const standing = board.costOf(activity, before);
  const start = optionStart[activity] as number;
  for (let option = start; option < (optionStart[activity + 1] as number); option += 1) {
    if ((optionCost[option] as number) >= standing) break;
    if (option === before || board.costOf(activity, option) >= standing) continue;
    const other = board.soleConflict(activity, option);
    if (other < 0 || problem.activities[other]?.locked) continue;
    const total = board.value;
    const otherBefore = board.placed[other] as number;
    board.remove(other);
    if (board.dayHasRoom(activity, option)) {
      board.place(activity, option);
      const aside = cheapestFree(board, other, otherBefore);
      if (aside.option >= 0 && board.value + aside.cost < total + standing) {
        board.place(other, aside.option);
        return true;
      }
      board.remove(activity);
    }
    board.place(other, otherBefore);
  }
  board.place(activity, before);
  return false;
}
