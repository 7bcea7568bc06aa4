import type { IsoDate } from '../common/dates.ts';

/**
 * What a source says of one day: `off` a public holiday (放假), `work` a day of a weekend that is worked and taught
 * (调休上班), `closed` a day on which the office's kindergartens alone stay shut (停课).
 */
export const dayMarks = ['off', 'work', 'closed'] as const;
export type DayMark = (typeof dayMarks)[number];

export interface MarkedDay {
  readonly date: IsoDate;
  readonly mark: DayMark;
  /** 国庆节, 补国庆节, 台风停课. */
  readonly name: string;
}

/** The days that one source marks, in the order of their dates; a later layer goes before an earlier one. */
export interface DayLayer {
  /** Where they come from: a file, or the package's name and version. */
  readonly source: string;
  readonly days: readonly MarkedDay[];
}

/** No entry reaches over more days than this: a slip in the year would otherwise mark hundreds. */
export const longestRange = 100;

/** From here to the end of December a year's days are settled by the notice for the year that follows. */
const turnOfYear = '12-28';

/** Holidays whose dates never move: a source that has them all is a whole year's notice (放假安排), not single days. */
const fixedHolidays = [
  ['01-01', '元旦'],
  ['05-01', '劳动节'],
  ['10-01', '国庆节'],
] as const;

/** The years (`2026`) of which a layer holds the State Council's whole notice. */
function yearsCovered(layer: DayLayer): Set<string> {
  const years = new Set(layer.days.map(({ date }) => date.slice(0, 4)));
  const off = daysOff(layer);
  return new Set([...years].filter((year) => fixedHolidays.every(([day]) => off.has(`${year}-${day}`))));
}

function daysOff(layer: DayLayer): Set<IsoDate> {
  return new Set(layer.days.filter(({ mark }) => mark === 'off').map(({ date }) => date));
}

/** Names of the fixed holidays of a year that a layer lacks to be that year's notice; empty where it is one. */
export function missingFixedHolidays(layer: DayLayer, year: string): string[] {
  const off = daysOff(layer);
  return fixedHolidays.filter(([day]) => !off.has(`${year}-${day}`)).map(([, name]) => name);
}

/** Whether all notices that a day depends on are known: the last days of December wait for the next year's. */
export function isSettled(date: IsoDate, years: ReadonlySet<string>): boolean {
  const year = date.slice(0, 4);
  if (!years.has(year)) return false;
  return date.slice(5) < turnOfYear || years.has(String(Number(year) + 1));
}

/** The years whose notice may speak of a day. */
export function noticeYears(date: IsoDate): string[] {
  const year = date.slice(0, 4);
  return date.slice(5) < turnOfYear ? [year] : [year, String(Number(year) + 1)];
}

/**
 * The layers as one: by day, the last that speaks of it. A whole year's notice replaces what lower layers say of
 * holidays and make-up days in that year; closures stay, as no notice speaks of them.
 */
export function mergeLayers(layers: readonly DayLayer[]): {
  readonly days: ReadonlyMap<IsoDate, MarkedDay>;
  readonly years: ReadonlySet<string>;
} {
  const days = new Map<IsoDate, MarkedDay>();
  const years = new Set<string>();
  for (const layer of layers) {
    const covered = yearsCovered(layer);
    for (const [date, { mark }] of days) {
      // The last days of December are replaced by the later year's notice, which has the last word on them.
      if (mark !== 'closed' && covered.has(noticeYears(date).at(-1) ?? '')) days.delete(date);
    }
    for (const year of covered) years.add(year);
    for (const day of layer.days) days.set(day.date, day);
  }
  return { days, years };
}
