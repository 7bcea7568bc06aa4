import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { textOption } from '../../cli/options.ts';
import { renderJson } from '../../cli/table.ts';
import type { IsoDate } from '../../common/dates.ts';
import { type Context, today } from '../../context.ts';
import { deliverFile, outputFrom } from '../../exports/output.ts';
import { ownOffice } from '../../ledger/offices.store.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { schoolYearOf } from '../../ledger/term.ts';
import { monthOption, schoolYearOption } from '../calendar-options.ts';
import { monthsOf, provisionalLine, shownPeriod, termFigures, termLine } from '../calendar-view.ts';
import { openCalendar } from '../open-calendar.ts';
import { legend, renderMonths } from '../render-calendar.ts';
import { eachDay, type SchoolCalendar } from '../school-calendar.ts';

interface Shown {
  readonly schoolYear: string;
  readonly term: number | null;
  readonly month: string | null;
}

/** @throws Failure `option-value` */
function readOptions(options: CommandInput['options'], on: IsoDate): Shown {
  const month = monthOption(options, 'month');
  const term = textOption(options, 'term');
  return {
    schoolYear: schoolYearOption(options, 'year') ?? schoolYearOf(month === null ? on : `${month}-15`),
    term: term === undefined ? null : Number(term),
    month,
  };
}

/** The part of the calendar that is shown, as `--json` prints it. */
export function calendarRecord(calendar: SchoolCalendar, shown: Shown) {
  const period = shownPeriod(calendar, shown.schoolYear, shown.term);
  const [month] = shown.month === null ? [] : monthsOf(`${shown.month}-01`, `${shown.month}-01`);
  const { from, to } = month ?? period;
  const terms = month ? calendar.termsIn(from, to) : period.terms;
  return {
    schoolYear: shown.schoolYear,
    from,
    to,
    unpublishedYears: calendar.unpublishedYears(from, to),
    terms: terms.map((term) => termFigures(calendar, term)),
    days: eachDay(from, to).map((date) => {
      const week = calendar.weekOf(date);
      return { ...calendar.dayOf(date), term: week?.term.number ?? null, week: week?.week ?? null };
    }),
  };
}

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const shown = readOptions(options, today(context));
  const wantsFile = textOption(options, 'output') !== undefined;
  const output = wantsFile ? await outputFrom(context, options, `${shown.schoolYear}学年校历`) : undefined;
  const ledger = openLedger(context);
  try {
    const calendar = await openCalendar(ledger, context.templateFolders);
    const record = calendarRecord(calendar, shown);
    if (output?.path !== undefined) {
      const { calendarWorkbook } = await import('../calendar-workbook.ts');
      const { name, title } = ownOffice(ledger);
      const bytes = await calendarWorkbook(calendar, { office: title ?? name, terms: record.terms });
      await deliverFile(context, { ...output, path: output.path }, bytes);
    }
    if (options.json) context.stdout.write(renderJson(record));
    else if (!output) {
      const lines = [
        ...record.terms.map(termLine),
        provisionalLine(calendar, record.from, record.to),
        legend,
      ].filter((line) => line !== '');
      context.stdout.write(`${lines.join('\n')}\n\n${renderMonths(calendar, record.from, record.to)}`);
    }
    return 0;
  } finally {
    ledger.close();
  }
}
