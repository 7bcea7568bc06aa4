import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { requiredText } from '../../cli/options.ts';
import type { Context } from '../../context.ts';
import { Failure, makeFinding } from '../../findings/catalogue.ts';
import { applyChange } from '../../ledger/apply-change.ts';
import { plannedOn } from '../calendar.store.ts';
import { changeLines, changeRecord, enterCalendar, markWords } from '../calendar-change.ts';
import { daysArgument } from '../calendar-options.ts';
import { isEndless } from '../date-range.ts';
import { dayMarks } from '../day-layer.ts';
import { openCalendar } from '../open-calendar.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const dates = daysArgument(input.arguments[0]);
  if (isEndless(dates)) {
    const value = `${dates[0]}至${dates.at(-1)}`;
    throw new Failure('option-value', { option: '日期', value, expected: '一次不超过 100 天，请核对年份' });
  }
  const word = requiredText(input.options, 'as');
  const name = requiredText(input.options, 'name');
  const mark = dayMarks.find((each) => markWords[each] === word) ?? 'closed';
  const operation = { kind: 'calendar-mark', title: `校历：登记${word} ${name}` };
  return applyChange(context, input.options, operation, async (ledger) => {
    const calendar = await openCalendar(ledger, context.templateFolders);
    const entry = { days: dates.map((date) => ({ date, mark, name })), terms: [], source: '手工登记' };
    const change = enterCalendar(ledger, entry, calendar, {});
    const planned = mark === 'work' ? 0 : plannedOn(ledger, dates);
    return {
      lines: changeLines(change),
      findings:
        planned === 0
          ? change.findings
          : [
              ...change.findings,
              makeFinding('calendar-day-planned', { value: dates.join('、'), count: planned }),
            ],
      record: changeRecord(change),
    };
  });
}
