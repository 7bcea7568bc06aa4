import { z } from 'zod';
import { type IsoDate, isIsoDate } from '../common/dates.ts';
import { clashingTerms, type EnteredTerm, termName } from '../ledger/term.ts';
import {
  findTemplate,
  inspectTemplate,
  type PlacedProblem,
  readTemplate,
  type TemplateProblem,
  templateNames,
} from '../tables/template-file.ts';
import { type DayLayer, type DayMark, longestRange, type MarkedDay } from './day-layer.ts';
import { eachDay } from './school-calendar.ts';

const day = z.string().refine(isIsoDate, { message: '日期，写成 2027-01-01' });
const entry = z
  .strictObject({ date: day.optional(), from: day.optional(), to: day.optional(), name: z.string().min(1) })
  .refine((each) => (each.date === undefined) !== (each.from === undefined && each.to === undefined), {
    message: ' date（一天），或 from 和 to（从哪天到哪天）',
  })
  .refine((each) => (each.from === undefined) === (each.to === undefined), { message: ' from 和 to 两项' })
  .refine((each) => each.from === undefined || each.to === undefined || each.from <= each.to, {
    message: ' to 不早于 from',
  });
const term = z.strictObject({
  schoolYear: z.string().regex(/^\d{4}-\d{4}$/, { message: '学年，写成 2026-2027' }),
  number: z.union([z.literal(1), z.literal(2)]),
  starts: day,
  ends: day,
});

const calendarSchema = z.strictObject({
  /** The notice's name and number. */
  title: z.string().min(1),
  holidays: z.array(entry).default([]),
  workdays: z.array(entry).default([]),
  closed: z.array(entry).default([]),
  terms: z.array(term).default([]),
});
type CalendarYaml = z.infer<typeof calendarSchema>;

/** A calendar file read: its days by date and its terms. */
interface CalendarFile extends DayLayer {
  readonly terms: readonly EnteredTerm[];
}

/** The lists of a file and what their days are. */
const lists: readonly (readonly ['holidays' | 'workdays' | 'closed', DayMark])[] = [
  ['holidays', 'off'],
  ['workdays', 'work'],
  ['closed', 'closed'],
];

function daysOf(each: CalendarYaml['holidays'][number]): IsoDate[] {
  if (each.date !== undefined) return [each.date];
  return eachDay(each.from ?? '', each.to ?? '');
}

/** What the schema cannot say: no day is two things, no range is endless, terms keep apart and in their year. */
function checkCalendar(file: CalendarYaml): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const seen = new Map<IsoDate, DayMark>();
  for (const [list, mark] of lists) {
    for (const [index, each] of file[list].entries()) {
      const days = daysOf(each);
      if (days.length > longestRange) {
        problems.push({ path: [list, index], expected: `一项不能超过 ${longestRange} 天，请核对年份` });
        continue;
      }
      const twice = days.find((date) => seen.has(date));
      if (twice !== undefined)
        problems.push({ path: [list, index], expected: `${twice} 写了两次，只能写一次` });
      for (const date of days) seen.set(date, mark);
    }
  }
  for (const [index, { schoolYear, starts, ends }] of file.terms.entries()) {
    const [first = '', second = ''] = schoolYear.split('-');
    const at = (key: string, expected: string) => problems.push({ path: ['terms', index, key], expected });
    if (Number(second) !== Number(first) + 1) at('schoolYear', '学年应是相连的两年，例如 2026-2027');
    if (ends <= starts) at('ends', '最后一天应晚于第一天');
    else if (starts < `${first}-07-01` || ends > `${second}-09-30`)
      at('starts', `日期应在 ${schoolYear} 学年里`);
  }
  const clash = problems.length === 0 ? clashingTerms(file.terms) : null;
  if (clash) {
    const [earlier, later] = clash;
    const expected = `${termName(earlier)}与${termName(later)}的日期不能重叠或重复`;
    problems.push({ path: ['terms', file.terms.indexOf(later)], expected });
  }
  return problems;
}

/** Terms are the ledger's alone: what is judged by them must not change with a file. */
function checkTemplate(file: CalendarYaml): TemplateProblem[] {
  const expected = '模板里的校历文件不写学期：学期请用 youlian calendar import 导入台账';
  return [...checkCalendar(file), ...(file.terms.length > 0 ? [{ path: ['terms'], expected }] : [])];
}

const choices = '1、2';

/**
 * Reads a calendar file (.yaml) to be imported, or finds all that is wrong with it, in the order of the lines.
 */
export function inspectCalendarFile(
  path: string,
): { readonly file: CalendarFile } | { readonly problems: readonly PlacedProblem[] } {
  const { value, problems } = inspectTemplate<CalendarYaml>(path, calendarSchema, checkCalendar, choices);
  if (value !== undefined && problems.length === 0) return { file: asCalendarFile(value) };
  return { problems: problems.length > 0 ? problems : [{ line: 1, column: 1, expected: '内容不能为空' }] };
}

function asCalendarFile(file: CalendarYaml): CalendarFile {
  const days: MarkedDay[] = lists.flatMap(([list, mark]) =>
    file[list].flatMap((each) => daysOf(each).map((date) => ({ date, mark, name: each.name }))),
  );
  days.sort((one, other) => (one.date < other.date ? -1 : 1));
  return { source: file.title, days, terms: file.terms };
}

/**
 * All calendar files of `templates/calendars`, in alphabetical order; the office's own in the place of built-in ones.
 * @throws Failure `calendar-invalid` with file, line, column and what was expected
 */
export function loadCalendarFiles(folders: readonly string[]): DayLayer[] {
  return templateNames(folders, 'calendars').map((name) => {
    const path = findTemplate(folders, `calendars/${name}.yaml`) ?? '';
    const wording = { code: 'calendar-invalid', choices } as const;
    return asCalendarFile(readTemplate<CalendarYaml>(path, calendarSchema, checkTemplate, wording));
  });
}
