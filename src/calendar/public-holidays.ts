import type { DayLayer, MarkedDay } from './day-layer.ts';
import type { LunarMonths } from './statutory-days.ts';

/** What a maintained package knows of public holidays and of the lunar calendar. */
export interface PublicHolidays {
  /** The days the State Council's notices name, for the years there is one of. */
  readonly layer: DayLayer;
  readonly months: LunarMonths;
}

/** As the package lists days: `{"2026-10-01": "National Day,国庆节,3"}`. */
type Listed = Readonly<Record<string, string>>;

function markedDays(listed: Listed, mark: 'off' | 'work'): MarkedDay[] {
  return Object.entries(listed).map(([date, text]) => {
    const name = text.split(',')[1] ?? '';
    return { date, mark, name: mark === 'work' ? `补${name}` : name };
  });
}

/**
 * The package `chinese-days`. Only its tables are used: asked for a day, it answers for a year that it has no notice
 * of as if that had no holidays, and its conversions of lunar dates turn on the machine's time zone.
 */
export async function loadPublicHolidays(): Promise<PublicHolidays> {
  const [{ default: data }, { default: library }] = await Promise.all([
    import('chinese-days/dist/chinese-days.json', { with: { type: 'json' } }),
    import('chinese-days'),
  ]);
  const days = [...markedDays(data.holidays, 'off'), ...markedDays(data.workdays, 'work')];
  days.sort((one, other) => (one.date < other.date ? -1 : 1));
  return {
    layer: { source: 'chinese-days', days },
    months: {
      monthDays: library.monthDays,
      leapMonth(year) {
        const { leapMonth, days: length } = library.getYearLeapMonth(year);
        return leapMonth === undefined ? null : { after: leapMonth, days: length };
      },
    },
  };
}
