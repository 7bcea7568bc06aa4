import { enteredTerms } from '../ledger/terms.store.ts';
import type { Ledger } from '../store/ledger.ts';
import { enteredDays } from './calendar.store.ts';
import { loadCalendarFiles } from './calendar-template.ts';
import { loadPublicHolidays } from './public-holidays.ts';
import { makeSchoolCalendar, type SchoolCalendar } from './school-calendar.ts';
import { statutoryDays } from './statutory-days.ts';

/**
 * The office's school calendar (校历): the published holidays, above them the calendar files of the template folders,
 * above these the days entered into the ledger; terms of a file where the ledger has none for that term.
 * @param templateFolders the office's own first
 * @throws Failure `calendar-invalid`
 */
export async function openCalendar(
  ledger: Ledger,
  templateFolders: readonly string[],
): Promise<SchoolCalendar> {
  const published = await loadPublicHolidays();
  const files = loadCalendarFiles(templateFolders);
  const entered = enteredTerms(ledger);
  const terms = files
    .flatMap((file) => file.terms)
    .filter((term) => !entered.some((other) => overlaps(term, other) || isSame(term, other)));
  return makeSchoolCalendar({
    terms: [...entered, ...terms],
    layers: [published.layer, ...files, { source: '台账', days: enteredDays(ledger) }],
    statutoryDays: (year) => statutoryDays(year, published.months),
  });
}

type Dates = {
  readonly schoolYear: string;
  readonly number: number;
  readonly starts: string;
  readonly ends: string;
};

function overlaps(one: Dates, other: Dates): boolean {
  return one.starts <= other.ends && other.starts <= one.ends;
}

function isSame(one: Dates, other: Dates): boolean {
  return one.schoolYear === other.schoolYear && one.number === other.number;
}
