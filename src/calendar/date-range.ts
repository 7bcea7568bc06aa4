import { arabicDate, type IsoDate, isIsoDate } from '../common/dates.ts';
import { schoolYearOf } from '../ledger/term.ts';
import { longestRange } from './day-layer.ts';
import { eachDay } from './school-calendar.ts';

/** The year of dates that are written without one: a year (`2027`), or a school year (`2026-2027`). */
export type YearMeant = string | null;

/** Days read from a text, in order, or why they are none, in Chinese. */
export type DaysRead = { readonly days: readonly IsoDate[] } | { readonly problem: string };

const between = '(?:至|到|~|—|–|―|─|-)+';
const mark = '[-./]';
const part = new RegExp(
  `^(?:(?:(\\d{4})(?:年|${mark}))?(\\d{1,2})(?:月|${mark}))?(\\d{1,2})[日号]?` +
    `(?:${between}(?:(?:(\\d{4})(?:年|${mark}))?(\\d{1,2})(?:月|${mark}))?(\\d{1,2})[日号]?)?$`,
);

function isoDate(year: number, month: number, day: number): IsoDate | null {
  const two = (value: number) => String(value).padStart(2, '0');
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return isIsoDate(date) ? date : null;
}

/** Of a school year the months from August on lie in its first year. */
function yearOf(month: number, meant: YearMeant): number | null {
  if (meant === null) return null;
  const [first, second] = meant.split('-').map(Number);
  if (first === undefined) return null;
  return second !== undefined && month < 8 ? second : first;
}

/**
 * Reads the days of a calendar table's cell: `2027-01-01`, `2027年1月1日至3日`, `2027.12.30-2028.1.2`,
 * `10月1日—7日`, `2027年1月4日、2月20日`. What follows a list's first date may leave out year and month.
 * @param meant for dates without a year; null: they are refused
 */
export function readDays(text: string, meant: YearMeant): DaysRead {
  const plain = arabicDate(text.normalize('NFKC'))
    .replace(/\s+/g, '')
    .replace(/\((?:星期|周)?[^()]*\)/g, '')
    .replace(/(?:星期|周)[一二三四五六日天1-7]/g, '')
    .replace(/,?共\d+天$/, '')
    .replace(/\b(\d{4})(\d{2})(\d{2})\b/g, '$1-$2-$3');
  const days = new Set<IsoDate>();
  let year: number | null = null;
  let month: number | null = null;
  for (const piece of plain.split(/[、,;]|和|及/)) {
    const match = part.exec(piece);
    if (!match) return { problem: '看不出是哪年哪月哪日' };
    const [, y, m, d, endYear, endMonth, endDay] = match.map((each) => (each ? Number(each) : null));
    month = m ?? month;
    if (month === null || d === null || d === undefined) return { problem: '看不出是哪年哪月哪日' };
    year = y ?? (m !== null && m !== undefined ? (yearOf(month, meant) ?? year) : year);
    if (year === null) return { problem: '没有写年份' };
    const from = isoDate(year, month, d);
    if (from === null) return { problem: '没有这一天' };
    let to: IsoDate | null = from;
    if (endDay !== null && endDay !== undefined) {
      // 12月30日至1月2日 ends in the year that follows.
      const turns = endYear === null && (endMonth ?? month) < month ? 1 : 0;
      year = (endYear ?? year) + turns;
      month = endMonth ?? month;
      to = isoDate(year, month, endDay);
      if (to === null) return { problem: '没有这一天' };
    }
    if (to < from) return { problem: '结束的日期早于开始的日期' };
    if (to > isoDate(Number(from.slice(0, 4)) + 1, 12, 31)!) return { problem: '起止相差太远' };
    for (const day of eachDay(from, to)) days.add(day);
  }
  return { days: [...days].sort() };
}

/** Whether a day belongs to a school year, with the summer around it. */
export function isInYear(date: IsoDate, schoolYear: string): boolean {
  const [first, second] = schoolYear.split('-');
  return date >= `${first}-07-01` && date <= `${second}-09-30`;
}

/** Whether a text is a school year (`2026-2027`) of two years that follow one another. */
export function isSchoolYear(text: string): boolean {
  const match = /^(\d{4})-(\d{4})$/.exec(text);
  return match !== null && schoolYearOf(`${match[1]}-09-01`) === text;
}

/** A run of days too long for a holiday: a slip in a year, most likely. Terms may be longer. */
export function isEndless(days: readonly IsoDate[]): boolean {
  return days.length > longestRange;
}
