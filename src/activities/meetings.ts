import type { Activity } from './activity.ts';

type Dated = Pick<Activity, 'id' | 'title' | 'starts' | 'ends' | 'venue' | 'people'>;

/** Whether two times of one day overlap; a whole day (no time) overlaps everything. */
function overlap(one: Dated, other: Dated): boolean {
  if (one.starts === null || other.starts === null) return true;
  return one.starts < (other.ends ?? '24:00') && other.starts < (one.ends ?? '24:00');
}

/** What an activity collides with among others of its day: who or which place is wanted twice at the same time. */
export function meetings<T extends Dated>(
  activity: Dated,
  others: readonly T[],
): { other: T; shared: string }[] {
  return others.flatMap((other) => {
    if (other.id === activity.id || !overlap(activity, other)) return [];
    const people = new Set(activity.people.map(({ personId }) => personId));
    const shared = other.people.find(({ personId }) => people.has(personId));
    if (shared) return [{ other, shared: `${shared.name}（${shared.unit}）` }];
    return activity.venue !== null && activity.venue === other.venue
      ? [{ other, shared: activity.venue }]
      : [];
  });
}
