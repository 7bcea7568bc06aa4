import { enteredTerms } from '../ledger/terms.store.ts';
import type { Ledger } from '../store/ledger.ts';
import { enteredDays } from './calendar.store.ts';
import { loadCalendarFiles } from './calendar-template.ts';
import { loadPublicHolidays } from './public-holidays.ts';
import { makeSchoolCalendar, type SchoolCalendar } from './school-calendar.ts';
import { statutoryDays } from './statutory-days.ts';

/**
 * The office's school calendar (校历): the published holidays, above them the calendar files of the template folders,
 * above these the days entered into the ledger; terms as entered.
 * @param templateFolders the office's own first
 * @throws Failure `calendar-invalid`
 */
export async function openCalendar(
  ledger: Ledger,
  templateFolders: readonly string[],
): Promise<SchoolCalendar> {
  const published = await loadPublicHolidays();
  const files = loadCalendarFiles(templateFolders);
  return makeSchoolCalendar({
    terms: enteredTerms(ledger),
    layers: [published.layer, ...files, { source: '台账', days: enteredDays(ledger) }],
    statutoryDays: (year) => statutoryDays(year, published.months),
  });
}
