import { openCalendar } from '../../calendar/open-calendar.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, textOption } from '../../cli/options.ts';
import { chineseDate } from '../../common/dates.ts';
import { type Context, today } from '../../context.ts';
import { Failure, makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import type { Ledger } from '../../store/ledger.ts';
import { changeActivity, findActivity, listActivities } from '../activities.store.ts';
import type { Activity } from '../activity.ts';
import { meetings } from '../meetings.ts';
import { notBeforeToday } from '../planned-activity.ts';

type Options = CommandInput['options'];

/** @throws Failure `option-value` */
function timeOption(options: Options, name: string): string | undefined {
  const given = textOption(options, name);
  const match = /^(\d{1,2})[:：](\d{2})$/.exec(given ?? '');
  if (given === undefined) return undefined;
  const time = match ? `${match[1]?.padStart(2, '0')}:${match[2]}` : '';
  if (/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return time;
  throw new Failure('option-value', { option: `--${name}`, value: given, expected: '应是时间，如 09:00' });
}

/** @throws Failure `activity-not-planned` */
function plannedActivity(ledger: Ledger, text: string): Activity {
  const activity = /^\d+$/.test(text) ? findActivity(ledger, Number(text)) : undefined;
  if (activity?.state === 'planned') return activity;
  throw new Failure('activity-not-planned', { value: text });
}

/** What is to be looked at on the day: collisions with what stands there, and whether there is teaching. */
async function doubts(ledger: Ledger, activity: Activity, folders: readonly string[]): Promise<Finding[]> {
  const date = activity.plannedOn ?? '';
  const calendar = await openCalendar(ledger, folders);
  const findings: Finding[] = [];
  const { due } = activity;
  if (due && (date < due.from || date > due.to)) {
    const value = chineseDate(date);
    findings.push(makeFinding('activity-outside-due', { value, from: due.from, to: due.to }));
  }
  if (!calendar.isSchoolDay(date)) {
    const { name } = calendar.dayOf(date);
    findings.push(makeFinding('plan-day-off', { value: chineseDate(date), name: name ?? '休息日' }));
  } else if (!calendar.isCertain(date)) {
    findings.push(makeFinding('plan-provisional', { value: chineseDate(date), year: date.slice(0, 4) }));
  }
  const others = listActivities(ledger, { states: ['planned', 'done'], from: date, to: date });
  for (const { other, shared } of meetings(activity, others)) {
    findings.push(
      makeFinding('plan-collision', { value: shared, date, other: `${other.id} ${other.title}` }),
    );
  }
  return findings;
}

async function fix(
  ledger: Ledger,
  text: string,
  options: Options,
  { on, folders }: { on: string; folders: readonly string[] },
): Promise<ChangeReport> {
  const before = plannedActivity(ledger, text);
  const release = flagOption(options, 'release');
  const date = dateOption(options, 'date') ?? before.plannedOn ?? on;
  notBeforeToday('--date', date, on);
  const starts = timeOption(options, 'from') ?? before.starts;
  const ends = timeOption(options, 'to') ?? before.ends;
  if (starts !== null && ends !== null && ends <= starts) {
    throw new Failure('option-value', { option: '--to', value: ends, expected: `应晚于 ${starts}` });
  }
  changeActivity(ledger, before, { plannedOn: date, starts, ends, fixed: !release });
  const after = findActivity(ledger, before.id) ?? before;
  const findings = await doubts(ledger, after, folders);
  const times = starts === null ? '' : ` ${starts}–${ends}`;
  return {
    lines: [`${before.title}：${release ? '放开' : '定在'} ${date}${times}`],
    findings,
    record: { id: before.id, date, start: starts, end: ends, fixed: !release },
    hint: '让其余的照此调整：youlian activity plan',
  };
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const text = String(input.arguments[0]);
  const where = { on: today(context), folders: context.templateFolders };
  return applyChange(
    context,
    input.options,
    { kind: 'activity-fix', title: `定活动 ${text} 的日期` },
    (ledger) => fix(ledger, text, input.options, where),
  );
}
