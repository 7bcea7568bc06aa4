import { addDays, daysBetween, type IsoDate, mondayOf, weekdayOf } from '../common/dates.ts';
import { completeTerms, type EnteredTerm, type Term } from '../ledger/term.ts';
import { type DayLayer, isSettled, mergeLayers, noticeYears } from './day-layer.ts';
import type { StatutoryDay } from './statutory-days.ts';

/**
 * What a day is to a kindergarten: `school` an ordinary day of teaching (教学日), `makeup` a day of a weekend that is
 * taught (调休上课), `weekend`, `holiday` a public holiday (节假日), `closed` shut by the office (停课), `vacation`
 * outside the terms (假期).
 */
type DayKind = 'school' | 'makeup' | 'weekend' | 'holiday' | 'closed' | 'vacation';

export interface CalendarDay {
  readonly date: IsoDate;
  readonly kind: DayKind;
  /** 国庆节, 补国庆节, 寒假; null for ordinary days and weekends. */
  readonly name: string | null;
  /** False (暂定) while the State Council's notice for the year is not known: the day may turn out otherwise. */
  readonly certain: boolean;
  /** A school day that past notices would have joined to a holiday: better left free while it is not certain. */
  readonly mayBeOff: boolean;
}

/** A teaching week (第 n 周). */
interface SchoolWeek {
  readonly term: Term;
  /** From 1: the week in which the term begins. */
  readonly week: number;
  /** Monday. */
  readonly starts: IsoDate;
  /** Sunday. */
  readonly ends: IsoDate;
}

/** The school calendar (校历) of the office. */
export interface SchoolCalendar {
  dayOf(date: IsoDate): CalendarDay;
  /** Whether there is teaching: a `school` or `makeup` day. */
  isSchoolDay(date: IsoDate): boolean;
  /** The school days of a period, both ends inclusive, in order. */
  schoolDays(from: IsoDate, to: IsoDate): IsoDate[];
  /** The term a day lies in; null in vacations. */
  termOf(date: IsoDate): Term | null;
  /** The terms that touch a period (both ends inclusive), in order; assumed ones where none were entered. */
  termsIn(from: IsoDate, to: IsoDate): Term[];
  /** The teaching week of a day within a term; null in vacations. */
  weekOf(date: IsoDate): SchoolWeek | null;
  /** Whether the notices on which a day depends are known. */
  isCertain(date: IsoDate): boolean;
  /** Years (`2027`) whose notice a period (both ends inclusive) depends on and is not known: their days are 暂定. */
  unpublishedYears(from: IsoDate, to: IsoDate): string[];
}

export interface CalendarSources {
  readonly terms: readonly EnteredTerm[];
  /** Public holidays and local days; later layers go before earlier ones. */
  readonly layers: readonly DayLayer[];
  /** The lawful holidays of a year of which no layer holds the notice. */
  readonly statutoryDays: (year: number) => readonly StatutoryDay[];
}

/** Makes the calendar of any date from the terms entered and the days marked. */
export function makeSchoolCalendar(sources: CalendarSources): SchoolCalendar {
  const { days: marked, years: published } = mergeLayers(sources.layers);
  const statutory = new Map<string, ReadonlyMap<IsoDate, StatutoryDay>>();
  const terms = new Map<string, readonly Term[]>();
  const known = new Map<IsoDate, CalendarDay>();

  /** The lawful holidays of the year, where its notice is not known. */
  function statutoryDay(date: IsoDate): StatutoryDay | undefined {
    const year = date.slice(0, 4);
    if (published.has(year)) return undefined;
    let days = statutory.get(year);
    if (!days) {
      days = new Map(sources.statutoryDays(Number(year)).map((day) => [day.date, day]));
      statutory.set(year, days);
    }
    return days.get(date);
  }

  function termOf(date: IsoDate): Term | null {
    const year = date.slice(0, 4);
    let ofYear = terms.get(year);
    if (!ofYear) {
      ofYear = completeTerms(sources.terms, `${year}-01-01`, `${year}-12-31`);
      terms.set(year, ofYear);
    }
    return ofYear.find((term) => term.starts <= date && date <= term.ends) ?? null;
  }

  function dayOf(date: IsoDate): CalendarDay {
    let day = known.get(date);
    if (!day) {
      day = makeDay(date);
      known.set(date, day);
    }
    return day;
  }

  function makeDay(date: IsoDate): CalendarDay {
    const certain = isSettled(date, published);
    const mark = marked.get(date);
    const lawful = mark ? undefined : statutoryDay(date);
    const make = (kind: DayKind, name: string | null, mayBeOff = false): CalendarDay => ({
      date,
      kind,
      name,
      certain,
      mayBeOff,
    });
    if (mark?.mark === 'off') return make('holiday', mark.name);
    if (lawful?.isByLaw) return make('holiday', lawful.name);
    if (!termOf(date)) return make('vacation', vacationName(date));
    if (mark?.mark === 'closed') return make('closed', mark.name);
    if (mark?.mark === 'work') return make('makeup', mark.name);
    if (weekdayOf(date) > 5) return make('weekend', null);
    return make('school', null, lawful !== undefined);
  }

  /** The winter vacation (寒假) lies between the terms of a school year, the summer vacation (暑假) between the years. */
  function vacationName(date: IsoDate): string {
    const before = calendar.termsIn(addDays(date, -200), date).at(-1);
    return before?.number === 1 ? '寒假' : '暑假';
  }

  const calendar: SchoolCalendar = {
    dayOf,
    isSchoolDay: (date) => isTaught(dayOf(date)),
    schoolDays: (from, to) => eachDay(from, to).filter((date) => isTaught(dayOf(date))),
    termOf,
    termsIn: (from, to) => completeTerms(sources.terms, from, to),
    weekOf(date) {
      const term = termOf(date);
      if (!term) return null;
      const starts = mondayOf(date);
      const week = daysBetween(mondayOf(term.starts), starts) / 7 + 1;
      return { term, week, starts, ends: addDays(starts, 6) };
    },
    isCertain: (date) => isSettled(date, published),
    unpublishedYears(from, to) {
      const years: string[] = [];
      const last = Number(noticeYears(to).at(-1));
      for (let year = Number(from.slice(0, 4)); year <= last; year += 1) {
        if (!published.has(String(year))) years.push(String(year));
      }
      return years;
    },
  };
  return calendar;
}

function isTaught({ kind }: CalendarDay): boolean {
  return kind === 'school' || kind === 'makeup';
}

/** The days of a period, both ends inclusive. */
export function eachDay(from: IsoDate, to: IsoDate): IsoDate[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, index) => addDays(from, index));
}
