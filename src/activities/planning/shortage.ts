import type { Placing, PlacingProblem } from './problem.ts';

/**
 * Why something found no place, proven: so many activities all need one person or venue (or count for one limit),
 * and all their possible days together have room for fewer. Nothing can be left out of it: without one of the
 * activities the rest has room.
 */
export interface Shortage {
  readonly resource: number | null;
  readonly limit: number | null;
  /** Numbers of the activities, the one without a place among them. */
  readonly activities: readonly number[];
  /** The days they all have to do with, in order. */
  readonly days: readonly number[];
  /** How many of them these days take. */
  readonly room: number;
}

interface Sharing {
  readonly resource: number | null;
  readonly limit: number | null;
  readonly users: readonly number[];
  /** How many one day takes. */
  readonly perDay: number;
}

/** The smallest of the shortages that keep an activity from being placed; null where no single one proves it. */
export function findShortage(
  problem: PlacingProblem,
  placing: Pick<Placing, 'chosen'>,
  open: number,
): Shortage | null {
  const shortages = sharings(problem, open).flatMap((sharing) => {
    const found = tightSet(problem, placing, open, sharing);
    return found ? [found] : [];
  });
  shortages.sort(
    (one, other) => one.activities.length - other.activities.length || one.days.length - other.days.length,
  );
  return shortages[0] ?? null;
}

/** What the activity shares with others that one day gives to so many. */
function sharings({ activities, resources, limits, slotCount }: PlacingProblem, open: number): Sharing[] {
  const users = (takes: (index: number) => boolean) => [...activities.keys()].filter(takes);
  const own = activities[open];
  if (!own) return [];
  return [
    ...own.resources
      .filter((resource) => resources[resource]?.span === 1)
      .map((resource) => ({
        resource,
        limit: null,
        users: users((index) => activities[index]?.resources.includes(resource) ?? false),
        // Each takes at least one part of the day.
        perDay: resources[resource]?.bySlot ? slotCount : 1,
      })),
    ...own.limits
      .filter((limit) => Number.isFinite(limits[limit]?.perDay))
      .map((limit) => ({
        resource: null,
        limit,
        users: users((index) => activities[index]?.limits.includes(limit) ?? false),
        perDay: limits[limit]?.perDay ?? 0,
      })),
  ];
}

/** Days on which an activity could be: all of its options; a locked one has but one. */
function daysOf(problem: PlacingProblem, activity: number): number[] {
  return [...new Set((problem.activities[activity]?.options ?? []).map(({ day }) => day))];
}

/**
 * Hands each user a day (Kuhn's matching), beginning with where the plan has them. If the open one gets none, the
 * activities met on the way are as many as their days have room for, and one more: Hall's condition broken.
 */
function tightSet(
  problem: PlacingProblem,
  { chosen }: Pick<Placing, 'chosen'>,
  open: number,
  { users, perDay, resource, limit }: Sharing,
): Shortage | null {
  const standing = new Map<number, number[]>();
  for (const user of users) {
    const option = problem.activities[user]?.options[chosen[user] as number];
    if (user === open || !option) continue;
    standing.set(option.day, [...(standing.get(option.day) ?? []), user]);
  }
  const seenDays = new Set<number>();
  const met = new Set<number>([open]);
  const seek = (user: number): boolean => {
    for (const day of daysOf(problem, user)) {
      if (seenDays.has(day)) continue;
      seenDays.add(day);
      const there = standing.get(day) ?? [];
      if (there.length < perDay) {
        standing.set(day, [...there, user]);
        return true;
      }
      for (const other of there) {
        if (met.has(other)) continue;
        met.add(other);
        if (seek(other)) {
          standing.set(day, [...there.filter((each) => each !== other), user]);
          return true;
        }
      }
    }
    return false;
  };
  if (seek(open)) return null;
  const days = [...seenDays].sort((one, other) => one - other);
  const activities = [...met].sort((one, other) => one - other);
  return { resource, limit, activities, days, room: days.length * perDay };
}
