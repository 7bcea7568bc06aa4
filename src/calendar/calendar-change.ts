import { addDays, type IsoDate } from '../common/dates.ts';
import { type FindingCode, makeFinding } from '../findings/catalogue.ts';
import type { Finding, Parameters, Place } from '../findings/finding.ts';
import { clashingTerms, type EnteredTerm, termName } from '../ledger/term.ts';
import { enteredTerms, saveTerm } from '../ledger/terms.store.ts';
import type { Ledger } from '../store/ledger.ts';
import { enteredDays, removeDay, saveDay } from './calendar.store.ts';
import { type DayLayer, type DayMark, type MarkedDay, missingFixedHolidays } from './day-layer.ts';
import type { SchoolCalendar } from './school-calendar.ts';

type Effect = 'inserted' | 'updated' | 'unchanged' | 'removed' | 'rejected';

/** What entering a calendar does to the ledger. */
export interface CalendarChange {
  readonly days: readonly (MarkedDay & {
    readonly effect: Effect;
    /** What was entered for the day before, where that changes. */
    readonly before?: Pick<MarkedDay, 'mark' | 'name'>;
  })[];
  readonly terms: readonly (EnteredTerm & { readonly effect: Effect })[];
  readonly findings: readonly Finding[];
}

/** Where an entry stands in its file; `position` in words, where the file knows no addresses. */
export interface EntryPlace extends Place {
  readonly position?: string | undefined;
}

type Placed<T> = T & { readonly place?: EntryPlace };

/** What is to be entered: days by date, terms, and the name under which it came. */
export interface CalendarEntry {
  readonly days: readonly Placed<MarkedDay>[];
  readonly terms: readonly Placed<EnteredTerm>[];
  readonly source: string;
}

/**
 * Enters days and terms (inside `perform`). A term that would overlap another is left out, with a finding; days that
 * have no effect where they stand are entered and said so.
 * @param calendar as it was before the entry
 */
export function enterCalendar(
  ledger: Ledger,
  entry: CalendarEntry,
  calendar: SchoolCalendar,
  place: Place,
): CalendarChange {
  const findings: Finding[] = [];
  const known = new Map(enteredDays(ledger).map((day) => [day.date, day]));
  const days = entry.days.map(({ date, mark, name }) => {
    const day = { date, mark, name };
    const before = known.get(date);
    const isSame = before?.mark === mark && before.name === name;
    if (!isSame) saveDay(ledger, { ...day, source: entry.source });
    if (before === undefined) return { ...day, effect: 'inserted' } as const;
    if (isSame) return { ...day, effect: 'unchanged' } as const;
    return { ...day, effect: 'updated', before: { mark: before.mark, name: before.name } } as const;
  });
  const terms = entry.terms.map(({ place: at, ...term }) => {
    const entered = enteredTerms(ledger);
    const isOther = (each: EnteredTerm) => each.schoolYear !== term.schoolYear || each.number !== term.number;
    const before = entered.find((each) => !isOther(each));
    if (before && before.starts === term.starts && before.ends === term.ends) {
      return { ...term, effect: 'unchanged' } as const;
    }
    const clash = clashingTerms([...entered.filter(isOther), term]);
    if (clash) {
      const other = clash.find((each) => each !== term) ?? clash[0];
      const parameters = {
        value: `${termName(term)}（${term.starts}至${term.ends}）`,
        other: `${termName(other)}（${other.starts}至${other.ends}）`,
      };
      findings.push(findingAt('calendar-terms-overlap', parameters, at ?? place));
      return { ...term, effect: 'rejected' } as const;
    }
    saveTerm(ledger, term);
    return { ...term, effect: before ? 'updated' : 'inserted' } as const;
  });
  findings.push(...idleDays(entry.days, entry.terms, calendar, place));
  findings.push(
    ...incompleteYears({ source: entry.source, days: enteredDays(ledger) }, entry.days, calendar, place),
  );
  return { days, terms, findings };
}

/** Closures and make-up days that lie outside all terms change nothing there. */
function idleDays(
  days: readonly Placed<MarkedDay>[],
  terms: readonly EnteredTerm[],
  calendar: SchoolCalendar,
  place: Place,
): Finding[] {
  const taught = (date: IsoDate) =>
    calendar.termOf(date) !== null || terms.some(({ starts, ends }) => starts <= date && date <= ends);
  const idle: readonly Placed<MarkedDay & { before?: undefined }>[] = days.filter(
    ({ date, mark }) => mark === 'closed' && !taught(date),
  );
  return runsOf(idle).map((run) => {
    const at = idle.find(({ date }) => date === run.from)?.place ?? place;
    return findingAt('calendar-day-in-vacation', { value: rangeWords(run), name: run.name }, at);
  });
}

export function findingAt(code: FindingCode, parameters: Parameters, place: EntryPlace): Finding {
  const finding = makeFinding(code, parameters, place);
  return place.position === undefined ? finding : { ...finding, position: place.position };
}

/** Years without a notice of which the entry brings some public holidays, but not all that a notice names. */
function incompleteYears(
  ledgerDays: DayLayer,
  days: readonly MarkedDay[],
  calendar: SchoolCalendar,
  place: Place,
): Finding[] {
  const years = new Set(days.filter(({ mark }) => mark !== 'closed').map(({ date }) => date.slice(0, 4)));
  return [...years].sort().flatMap((year) => {
    if (!calendar.unpublishedYears(`${year}-01-01`, `${year}-01-01`).includes(year)) return [];
    const missing = missingFixedHolidays(ledgerDays, year);
    if (missing.length === 0) return [];
    return [makeFinding('calendar-year-incomplete', { value: year, missing: missing.join('、') }, place)];
  });
}

/** Takes days out again (inside `perform`): they count as published from then on. */
export function removeDays(ledger: Ledger, dates: readonly IsoDate[]): CalendarChange {
  const known = new Map(enteredDays(ledger).map((day) => [day.date, day]));
  const days = dates.flatMap((date) => {
    const day = known.get(date);
    return day && removeDay(ledger, date) ? [{ ...day, effect: 'removed' as const }] : [];
  });
  return { days, terms: [], findings: [] };
}

/** Days that follow one another and are the same. */
interface DayRun {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly mark: DayMark;
  readonly name: string;
  /** What stood there before, where it changes. */
  readonly was: string;
}

/** Days in the order of their dates, those that follow one another under one name together. */
function runsOf(
  days: CalendarChange['days'] | readonly Placed<MarkedDay & { before?: undefined }>[],
): DayRun[] {
  const runs: DayRun[] = [];
  for (const { date, mark, name, before } of days) {
    const was = before ? `${before.mark} ${before.name}` : '';
    const last = runs.at(-1);
    if (
      last &&
      addDays(last.to, 1) === date &&
      last.mark === mark &&
      last.name === name &&
      last.was === was
    ) {
      runs[runs.length - 1] = { ...last, to: date };
    } else runs.push({ from: date, to: date, mark, name, was });
  }
  return runs;
}

/** 2027-01-01 or 2027-01-01至01-03. */
function rangeWords({ from, to }: Pick<DayRun, 'from' | 'to'>): string {
  if (from === to) return from;
  return `${from}至${from.slice(0, 4) === to.slice(0, 4) ? to.slice(5) : to}`;
}

export const markWords: Readonly<Record<DayMark, string>> = { off: '放假', work: '上班', closed: '停课' };
const effectWords: Readonly<Record<Effect, string>> = {
  inserted: '新增',
  updated: '修改',
  unchanged: '不变',
  removed: '移除',
  rejected: '没有收',
};

/** One line for each run of days and each term, as `新增：2027-01-01至01-03 放假 元旦`. */
export function changeLines({ days, terms }: CalendarChange): string[] {
  const effects = Object.keys(effectWords) as Effect[];
  return effects.flatMap((effect) => [
    ...terms
      .filter((term) => term.effect === effect)
      .map((term) => `${effectWords[effect]}：${termName(term)} ${term.starts}至${term.ends}`),
    ...runsOf(days.filter((day) => day.effect === effect)).map((run) => {
      const { before } = days.find(({ date }) => date === run.from) ?? {};
      const was = before ? `${markWords[before.mark]} ${before.name} → ` : '';
      return `${effectWords[effect]}：${rangeWords(run)} ${was}${markWords[run.mark]} ${run.name}`;
    }),
  ]);
}

/** The change as `--json` prints it. */
export function changeRecord({ days, terms }: CalendarChange) {
  return {
    days: days.map(({ date, mark, name, effect }) => ({ date, kind: mark, name, effect })),
    terms: terms.map(({ schoolYear, number, starts, ends, effect }) => ({
      schoolYear,
      number,
      starts,
      ends,
      effect,
    })),
  };
}
