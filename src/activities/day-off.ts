import { eachDay, type SchoolCalendar } from '../calendar/school-calendar.ts';
import type { IsoDate } from '../common/dates.ts';

/**
 * The first of some days, both ends inclusive, on which an activity is unlikely to have been held: a weekend, a public
 * holiday, a day on which the office had closed. The vacations are no such days: training is held in them.
 */
export function dayOff(
  calendar: SchoolCalendar,
  from: IsoDate,
  to: IsoDate | null,
): { readonly value: IsoDate; readonly day: string } | null {
  for (const date of eachDay(from, to ?? from)) {
    const { kind, name } = calendar.dayOf(date);
    if (kind === 'weekend') return { value: date, day: '周末' };
    if (kind === 'holiday' || kind === 'closed') return { value: date, day: name ?? '休息日' };
  }
  return null;
}
