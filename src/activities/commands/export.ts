import { extname } from 'node:path';
import { openCalendar } from '../../calendar/open-calendar.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { deliverFile, fileOutputFrom, personalDataNotice } from '../../exports/output.ts';
import { Failure } from '../../findings/catalogue.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import type { Ledger } from '../../store/ledger.ts';
import { calendarFile } from '../calendar-file.ts';
import { activityRevisions } from '../revisions.store.ts';
import { eventOf, type ScheduleEntry, scheduleOf } from '../schedule.ts';
import { remindOption, scheduleNames, selectSchedule } from '../schedule-selection.ts';

type Format = 'ics' | 'xlsx';

/** --format, else what the file's name ends in. */
function formatFrom(options: CommandInput['options']): Format {
  const format = textOption(options, 'format');
  if (format !== undefined) return format === 'ics' ? 'ics' : 'xlsx';
  const output = textOption(options, 'output') ?? '';
  const ending = extname(output).toLowerCase();
  if (/^\.(?:txt|pdf|csv|docx?|json)$/u.test(ending)) {
    throw new Failure('option-value', {
      option: '--output',
      value: output,
      expected: '文件名应以 .ics（日历文件）或 .xlsx（活动安排表）结尾',
    });
  }
  return ending === '.ics' ? 'ics' : 'xlsx';
}

/** The calendar file of a schedule. */
function icsBytes(
  ledger: Ledger,
  entries: readonly ScheduleEntry[],
  whose: string,
  remindBefore: number | null,
): Uint8Array {
  const revisions = activityRevisions(ledger);
  const events = entries.map((entry) => eventOf(entry, revisions.get(entry.activity.id), remindBefore));
  return new TextEncoder().encode(calendarFile(`${whose}活动安排`, events));
}

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const format = formatFrom(options);
  const remindBefore = remindOption(options);
  const output = await fileOutputFrom(context, options, '活动安排', `.${format}`);
  const on = today(context);
  const ledger = openLedger(context);
  try {
    const folders = context.templateFolders;
    const calendar = await openCalendar(ledger, folders);
    const { activities, whose } = selectSchedule(ledger, options, { today: on, calendar, folders });
    const entries = scheduleOf(activities, scheduleNames(ledger, on, folders), calendar.isCertain);
    if (entries.length === 0) throw new Failure('activity-none-planned', { value: whose });
    const bytes =
      format === 'ics'
        ? icsBytes(ledger, entries, whose, remindBefore)
        : await (await import('../schedule-workbook.ts')).scheduleWorkbook(entries, calendar, whose);
    context.stderr.write(`${whose}：${entries.length} 项活动。\n`);
    const provisional = entries.filter(({ isProvisional }) => isProvisional).length;
    if (provisional > 0) {
      context.stderr.write(`其中 ${provisional} 项的日期暂定：那一年的放假安排还没有公布。\n`);
    }
    if (entries.some(({ people }) => people.length > 0)) context.stderr.write(personalDataNotice);
    await deliverFile(context, output, bytes);
    return 0;
  } finally {
    ledger.close();
  }
}
