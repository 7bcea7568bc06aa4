import type { Board } from './board.ts';
import { type Halt, restore } from './construct.ts';
import { cheapestFree, improve } from './improve.ts';

/** A stream of whole numbers below a limit, always the same: plans must not differ from run to run. */
function numbers(): (limit: number) => number {
  let state = 0x9e3779b9;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

/**
 * Makes a plan cheaper where single moves no longer do: a few activities that stand near one another in time and
 * share somebody are taken out and put back in another order, each to the cheapest place left. What does not make the
 * plan dearer stays; what is a little dearer may stay early on, so that the search leaves a hollow. Yields now and
 * then, so that others get their turn.
 */
export function* refine(board: Board, attempts: number, halt: Halt): Generator<void> {
  const { compiled } = board;
  const movable = [...board.placed.keys()].filter(
    (each) => (board.placed[each] as number) >= 0 && !compiled.problem.activities[each]?.locked,
  );
  if (movable.length < 2) return;
  const next = numbers();
  const near = neighbours(board, movable);
  let best = { value: board.value, placed: board.placed.slice() };
  const warmth = (board.value / movable.length) * 0.6;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt % 64 === 0) {
      if (halt()) break;
      yield;
    }
    const value = board.value;
    const seed = movable[next(movable.length)] as number;
    const out =
      attempt % 2 === 0
        ? takeOut(board, seed, near[seed] as readonly number[], next)
        : force(board, seed, next);
    const isBack = out.every(({ activity }) => {
      if ((board.placed[activity] as number) >= 0) return true;
      const { option } = cheapestFree(board, activity, -1);
      if (option >= 0) board.place(activity, option);
      return option >= 0;
    });
    const allowance = Math.floor((warmth * (attempts - attempt) * (next(1000) + 1)) / attempts / 1000);
    if (isBack && board.value <= value + allowance) {
      if (board.value < best.value) best = { value: board.value, placed: board.placed.slice() };
      continue;
    }
    for (const { activity } of out) board.remove(activity);
    for (const { activity, option } of out) board.place(activity, option);
  }
  if (board.value > best.value) restore(board, best.placed);
  improve(board, halt);
}

/** Activities taken out together at most. */
const crowd = 12;

interface Taken {
  readonly activity: number;
  readonly option: number;
}

/** For each activity those that share a resource with it: whoever it could ever be in the way of. */
function neighbours(board: Board, movable: readonly number[]): (readonly number[])[] {
  const { activities, resources } = board.compiled.problem;
  const users: number[][] = resources.map(() => []);
  for (const activity of movable) {
    for (const resource of activities[activity]?.resources ?? []) users[resource]?.push(activity);
  }
  return activities.map((activity, index) => {
    const found = new Set<number>();
    for (const resource of activity.resources) for (const each of users[resource] ?? []) found.add(each);
    found.delete(index);
    return [...found];
  });
}

/** Takes the seed out, and some of those near it that stand within some weeks of it. */
function takeOut(
  board: Board,
  seed: number,
  near: readonly number[],
  next: (limit: number) => number,
): Taken[] {
  const { optionDay } = board.compiled;
  const option = board.placed[seed] as number;
  const day = optionDay[option] as number;
  const out = [{ activity: seed, option }];
  const reach = 6 + next(20);
  const start = next(Math.max(1, near.length));
  for (let step = 0; step < near.length && out.length < crowd; step += 1) {
    const activity = near[(start + step) % near.length] as number;
    const own = board.placed[activity] as number;
    if (own >= 0 && Math.abs((optionDay[own] as number) - day) <= reach) out.push({ activity, option: own });
  }
  for (const each of out) board.remove(each.activity);
  shuffle(out, next);
  return out;
}

/** Puts the seed where it would rather be, and takes out whoever stands in its way there. */
function force(board: Board, seed: number, next: (limit: number) => number): Taken[] {
  const { optionStart, optionCost } = board.compiled;
  const before = board.placed[seed] as number;
  const start = optionStart[seed] as number;
  let end = start;
  while (
    end < (optionStart[seed + 1] as number) &&
    (optionCost[end] as number) <= (optionCost[before] as number)
  )
    end += 1;
  const option = start + next(Math.max(1, end - start));
  const out: Taken[] = [...board.conflicts(seed, option)].map((activity) => ({
    activity,
    option: board.placed[activity] as number,
  }));
  shuffle(out, next);
  out.push({ activity: seed, option: before });
  for (const each of out) board.remove(each.activity);
  if (board.dayHasRoom(seed, option)) board.place(seed, option);
  return out;
}

function shuffle<T>(list: T[], next: (limit: number) => number): void {
  for (let at = list.length - 1; at > 0; at -= 1) {
    const other = next(at + 1);
    [list[at], list[other]] = [list[other] as T, list[at] as T];
  }
}
