/** Calendar dates are plain `YYYY-MM-DD` strings: no time zone can move them, and text order is date order. */
export type IsoDate = string;

/** Before everything: the start of a fact of which no beginning is known. */
export const beginning: IsoDate = '0001-01-01';

const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether the text is a real calendar day (2023-02-29 is not). */
export function isIsoDate(text: string): boolean {
  const match = pattern.exec(text);
  if (!match) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === text;
}

const numerals = '〇一二三四五六七八九';

/** 二〇二一年三月十六日 → 2021年3月16日: the numerals alone, the rest stays. */
export function arabicDate(text: string): string {
  return text
    .replace(/[零○Ｏ]/g, '〇')
    .replace(/([一二三]?)十([一二三四五六七八九]?)/g, (_whole, tens: string, ones: string) =>
      String((tens ? numerals.indexOf(tens) : 1) * 10 + (ones ? numerals.indexOf(ones) : 0)),
    )
    .replace(/[〇一二三四五六七八九]/g, (sign) => String(numerals.indexOf(sign)));
}

/**
 * A day as clerks write it: `2021-03-16`, `2021.3.16`, `2021/3/16`, `2021年3月16日`, `20210316`, `二〇二一年三月十六日`;
 * undefined where it is no day of the calendar.
 */
export function dateMeant(given: string): IsoDate | undefined {
  const text = arabicDate(given);
  const match =
    /^(\d{4})(?:-|\.|\/|年)(\d{1,2})(?:-|\.|\/|月)(\d{1,2})日?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const date = match ? `${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}` : '';
  return isIsoDate(date) ? date : undefined;
}

/** `2021-03-16` → `2021年3月16日`, without zero padding, as official documents write it. */
export function chineseDate(date: IsoDate): string {
  const match = pattern.exec(date);
  return match ? `${match[1]}年${Number(match[2])}月${Number(match[3])}日` : date;
}

export function addDays(date: IsoDate, days: number): IsoDate {
  const moment = new Date(`${date}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

/** Days from one day to another; negative where the other is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(date: IsoDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

/** The Monday of the week a day lies in. */
export function mondayOf(date: IsoDate): IsoDate {
  return addDays(date, 1 - weekdayOf(date));
}

/** The later of two days. */
export function laterDay(one: IsoDate, other: IsoDate): IsoDate {
  if (one < other) return other;
  return one;
}

/** The same day `years` later; 29 February becomes 28 February where there is none. */
export function addYears(date: IsoDate, years: number): IsoDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const moved = `${String(year + years).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isIsoDate(moved) ? moved : `${moved.slice(0, 8)}28`;
}

/** A half-open period [from, to): `to` is null while it lasts. */
export interface Period {
  readonly from: IsoDate;
  readonly to: IsoDate | null;
}

/** Whether a half-open period holds on a date. */
export function holdsOn(period: Period, on: IsoDate): boolean {
  return period.from <= on && (period.to === null || on < period.to);
}
