import type { IsoDate } from '../common/dates.ts';
import { textWidth } from '../common/text-width.ts';
import { dayMarkOf, isProvisional, monthsOf, notesOn, type WeekRow, weekRows } from './calendar-view.ts';
import type { SchoolCalendar } from './school-calendar.ts';

/** Columns of the terminal that a day takes: two digits, a mark, a star. */
const dayWidth = 6;
const weekWidth = 8;

/** The text with blanks before it up to a width in columns of the terminal. */
function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - textWidth(text, true))) + text;
}
function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text, true)));
}

function weekLine({ week, days }: WeekRow): string {
  const cells = days.map((day) => {
    if (!day) return ' '.repeat(dayWidth);
    const text = `${dayMarkOf(day)}${isProvisional(day) ? '*' : ''}`;
    return padStart(String(Number(day.date.slice(8))), 3) + padEnd(text, dayWidth - 3);
  });
  return `${padEnd(week === null ? '' : `第${week}周`, weekWidth)}${cells.join('')}`.trimEnd();
}

/** The months of a period as grids, with week numbers, marks and what the marks mean. */
export function renderMonths(calendar: SchoolCalendar, from: IsoDate, to: IsoDate): string {
  const head = `${padEnd('周次', weekWidth)}${[...'一二三四五六日'].map((name) => padEnd(` ${name}`, dayWidth)).join('')}`;
  return monthsOf(from, to)
    .map((month) => {
      const rows = weekRows(calendar, month.from, month.to);
      const notes = notesOn(
        rows.flatMap(({ days }) => days),
        false,
      );
      const title = `── ${Number(month.from.slice(0, 4))}年${Number(month.from.slice(5, 7))}月`;
      return [title, head.trimEnd(), ...rows.map(weekLine), ...(notes === '' ? [] : [notes])]
        .map((line) => `${line}\n`)
        .join('');
    })
    .join('\n');
}

export const legend = '假＝节假日　班＝调休上课　停＝停课　寒、暑＝寒假、暑假　*＝暂定';
