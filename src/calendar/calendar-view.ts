import { addDays, chineseDate, daysBetween, type IsoDate, laterDay, mondayOf } from '../common/dates.ts';
import { type Term, termName } from '../ledger/term.ts';
import { type CalendarDay, eachDay, type SchoolCalendar } from './school-calendar.ts';

/** One week of the calendar as it is shown: Monday to Sunday, days outside of what is shown null. */
export interface WeekRow {
  readonly week: number | null;
  readonly days: readonly (CalendarDay | null)[];
}

/** The weeks that touch a period (both ends inclusive). */
export function weekRows(calendar: SchoolCalendar, from: IsoDate, to: IsoDate): WeekRow[] {
  const rows: WeekRow[] = [];
  for (let monday = mondayOf(from); monday <= to; monday = addDays(monday, 7)) {
    const dates = eachDay(monday, addDays(monday, 6));
    const shown = dates.filter((date) => from <= date && date <= to);
    // The week's number is told by any of its days, shown or not: a week may lie in two months.
    const week = dates.map((date) => calendar.weekOf(date)?.week).find((number) => number !== undefined);
    rows.push({
      week: week ?? null,
      days: dates.map((date) => (shown.includes(date) ? calendar.dayOf(date) : null)),
    });
  }
  return rows;
}

/** The first and the last day of the months of a period. */
export function monthsOf(from: IsoDate, to: IsoDate): { readonly from: IsoDate; readonly to: IsoDate }[] {
  const months: { from: IsoDate; to: IsoDate }[] = [];
  for (let first = `${from.slice(0, 7)}-01`; first <= to; ) {
    const next = `${addDays(first, 31).slice(0, 7)}-01`;
    months.push({ from: first, to: addDays(next, -1) });
    first = next;
  }
  return months;
}

/** What stands behind a day's number: 假, 班, 停, 寒, 暑; nothing for ordinary days and weekends. */
export function dayMarkOf(day: CalendarDay): string {
  switch (day.kind) {
    case 'holiday':
      return '假';
    case 'makeup':
      return '班';
    case 'closed':
      return '停';
    case 'vacation':
      return day.name?.slice(0, 1) ?? '';
    default:
      return '';
  }
}

/** Whether a day is to be marked as not yet settled: one of which the notice may say something else. */
export function isProvisional(day: CalendarDay): boolean {
  return !day.certain && (day.kind === 'holiday' || day.mayBeOff);
}

const verbs = { holiday: '放假', makeup: '上课', closed: '停课' } as const;

/** 1日至7日国庆节放假；10日上课（补国庆节）. Of days that stand next to one another under one name. */
export function notesOn(days: readonly (CalendarDay | null)[], withMonth: boolean): string {
  const runs: { first: CalendarDay; last: CalendarDay }[] = [];
  for (const day of days) {
    if (!day || !(day.kind in verbs)) continue;
    const run = runs.at(-1);
    const goesOn =
      run && run.last.kind === day.kind && run.last.name === day.name && run.last.certain === day.certain;
    if (run && goesOn && daysBetween(run.last.date, day.date) === 1) run.last = day;
    else runs.push({ first: day, last: day });
  }
  const named = (date: IsoDate, before?: IsoDate) =>
    withMonth && date.slice(0, 7) !== before?.slice(0, 7)
      ? `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`
      : `${Number(date.slice(8))}日`;
  return runs
    .map(({ first, last }) => {
      const range =
        first === last ? named(first.date) : `${named(first.date)}至${named(last.date, first.date)}`;
      const provisional = first.certain ? '' : '（暂定）';
      if (first.kind === 'makeup') return `${range}上课（${first.name}）${provisional}`;
      if (first.kind === 'closed') return `${range}停课（${first.name}）${provisional}`;
      return `${range}${first.name}放假${provisional}`;
    })
    .join('；');
}

/** A term with its number of weeks and school days. */
export interface TermFigures extends Term {
  readonly weeks: number;
  readonly schoolDays: number;
}

export function termFigures(calendar: SchoolCalendar, term: Term): TermFigures {
  return {
    ...term,
    weeks: calendar.weekOf(term.ends)?.week ?? 0,
    schoolDays: calendar.schoolDays(term.starts, term.ends).length,
  };
}

/** 2026-2027学年第1学期：2026年9月1日至2027年1月20日，21周，98个教学日（没有登记，暂按通常日期） */
export function termLine(term: TermFigures): string {
  const assumed = term.assumed ? '（没有登记，暂按通常日期）' : '';
  return `${termName(term)}：${chineseDate(term.starts)}至${chineseDate(term.ends)}，${term.weeks}周，${term.schoolDays}个教学日${assumed}`;
}

/** What is said where years of the period are not published; empty where all are. */
export function provisionalLine(calendar: SchoolCalendar, from: IsoDate, to: IsoDate): string {
  const years = calendar.unpublishedYears(from, to);
  if (years.length === 0) return '';
  return `${years.join('、')}年的放假安排还没有公布：带 * 的日期按法定节假日推算，是暂定的，调休上课的日子还不知道。`;
}

/** The period of a school year that is shown: from the first term's month to the last term's, or one term's. */
export function shownPeriod(
  calendar: SchoolCalendar,
  schoolYear: string,
  term: number | null,
): { readonly from: IsoDate; readonly to: IsoDate; readonly terms: readonly Term[] } {
  const [first = '', second = ''] = schoolYear.split('-');
  const terms = calendar
    .termsIn(`${first}-07-01`, `${second}-09-30`)
    .filter((each) => each.schoolYear === schoolYear && (term === null || each.number === term));
  const from = terms.at(0)?.starts ?? `${first}-09-01`;
  const to = terms.reduce((last, { ends }) => laterDay(last, ends), from);
  return { from, to, terms };
}
