import { type IsoDate, laterDay } from '../common/dates.ts';

/** One kindergarten's time in one group: half-open; `cycleEnd` is the last day of the group's cycle, inclusive. */
export interface Stay {
  readonly validFrom: IsoDate;
  readonly validTo: IsoDate | null;
  readonly cycleEnd: IsoDate | null;
}

/** Whether a stay has come to an end by a day. A group past its cycle still lists its members, but no longer binds them. */
export function isOver(stay: Stay, day: IsoDate): boolean {
  return (stay.validTo !== null && stay.validTo <= day) || (stay.cycleEnd !== null && stay.cycleEnd < day);
}

/** Whether two stays of a kindergarten have a day in common. */
export function overlap(one: Stay, other: Stay): boolean {
  const later = laterDay(one.validFrom, other.validFrom);
  return !isOver(one, later) && !isOver(other, later);
}
