import { addDays, addYears, type IsoDate } from '../common/dates.ts';
import type { Policy } from './schema.ts';

/** A cycle (周期) of a group: first and last day, both inclusive; `to` is null where the policy sets no length. */
export interface Cycle {
  readonly from: IsoDate;
  readonly to: IsoDate | null;
}

type Cyclic = Pick<Policy, 'cycle'>;

const statedOn = (policy: Cyclic, on: IsoDate): Cycle | undefined =>
  policy.cycle?.stated.find((cycle) => cycle.from <= on && on <= cycle.to);

/** The cycle whose dates the policy states and that contains the date, else the latest one stated; null without any. */
export function currentCycle(policy: Cyclic, on: IsoDate): Cycle | null {
  const stated = policy.cycle?.stated ?? [];
  const latest = stated.reduce<Cycle | null>(
    (last, cycle) => (last === null || cycle.from > last.from ? cycle : last),
    null,
  );
  return statedOn(policy, on) ?? latest;
}

/** The stated cycle that contains `since` (stated dates govern), else the policy's years counted from `since`. */
export function cycleFor(policy: Cyclic, since: IsoDate): Cycle {
  const stated = statedOn(policy, since);
  if (stated) return stated;
  return { from: since, to: policy.cycle ? lastDayAfter(since, policy.cycle.years) : null };
}

/** Last day of so many full years from a day on. */
export function lastDayAfter(from: IsoDate, years: number): IsoDate {
  const anniversary = addYears(from, years);
  // 29 February has no anniversary in most years: the 28th is then itself the last day.
  return anniversary.slice(5) === from.slice(5) ? addDays(anniversary, -1) : anniversary;
}
