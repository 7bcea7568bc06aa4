import type { Alignment, Worksheet } from 'exceljs';
import { isProvisional, type WeekRow, weekRows } from '../calendar/calendar-view.ts';
import type { CalendarDay, SchoolCalendar } from '../calendar/school-calendar.ts';
import type { IsoDate } from '../common/dates.ts';
import {
  bodyFont,
  cellText,
  centred,
  headingFill,
  headingFont,
  printableArea,
  setUpPage,
  textFormat,
  thinBorders,
  writeTitle,
} from '../tables/sheet-style.ts';
import { columnPoints, fileWidth, fitText, highestRow, innerWidth } from '../tables/text-layout.ts';
import { type ScheduleEntry, stateWords } from './schedule.ts';

const print = {
  orientation: 'landscape',
  titleSize: 20,
  headerSize: 12,
  bodySize: 8,
  rowHeight: 48,
} as const;
const headerHeight = 24;
const weekWidth = 9;
/** Weekends are mostly empty: they leave room for the days between, but where something is on them. */
const quietWeekend = [23, 23, 23, 23, 23, 14, 14];
const busyWeekend = [21, 21, 21, 21, 21, 19, 19];

/** Points that a week takes where little or nothing is in it. */
const highestEmptyWeek = 95;
/** Sizes of the text, of which a month has the largest that fits on its page. */
const sizes = [11, 10, 9, print.bodySize] as const;
/** Most activities that a day lists; the rest are in the list. */
const mostOnADay = 12;
/** Lines come out a little higher where the showing machine's font is another than ours. */
const slack = 1.06;

const fills: Readonly<Partial<Record<CalendarDay['kind'], string>>> = {
  holiday: 'FFFCE4D6',
  closed: 'FFFFF2CC',
  weekend: 'FFF2F2F2',
  vacation: 'FFF2F2F2',
};

/** A month to draw, and what is on its days. */
export interface MonthContent {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly title: string;
  readonly byDay: ReadonlyMap<IsoDate, readonly ScheduleEntry[]>;
  /** Whose schedule it is: not said again of each activity. */
  readonly whose: string;
}

/** Writes a month as a grid of weeks, A4 landscape. */
export function writeMonth(sheet: Worksheet, calendar: SchoolCalendar, month: MonthContent): void {
  const rows = weekRows(calendar, month.from, month.to);
  const texts = rows.map(({ days }) =>
    days.map((day) => (day === null ? '' : dayText(day, month.byDay.get(day.date) ?? [], month.whose))),
  );
  const isBusy = rows.some(({ days }) => days.slice(5).some((day) => day && month.byDay.has(day.date)));
  const dayWidths = isBusy ? busyWeekend : quietWeekend;
  const widths = [weekWidth, ...dayWidths];
  widths.forEach((width, index) => {
    sheet.getColumn(index + 1).width = fileWidth(width);
  });
  const heading = { attachment: '', title: month.title, size: print.titleSize };
  const top = writeTitle(sheet, heading, widths.length, columnPoints(...widths)) + 1;
  writeHeads(sheet, top);
  const room = roomForWeeks(columnPoints(...widths), sheet.getRow(top - 1).height ?? 0);
  const { heights, size, pages } = layOut(texts, dayWidths, room);
  rows.forEach((row, at) => {
    writeWeek(sheet, top + 1 + at, row, texts[at] ?? [], size);
    sheet.getRow(top + 1 + at).height = heights[at]!;
  });
  sheet.views = [{ state: 'frozen', ySplit: top }];
  const area = `A1:H${top + rows.length}`;
  setUpPage(sheet, print, { pagesTall: pages, area, titleRows: `${top}:${top}` });
}

function writeHeads(sheet: Worksheet, row: number): void {
  ['周次', ...[...'一二三四五六日'].map((day) => `星期${day}`)].forEach((head, index) => {
    const cell = sheet.getCell(row, index + 1);
    cell.value = head;
    cell.style = {
      font: headingFont(print.headerSize),
      alignment: centred,
      border: thinBorders,
      fill: headingFill,
      numFmt: textFormat,
    };
  });
  sheet.getRow(row).height = headerHeight;
}

/** Points that a page has for the weeks of a table so wide. */
function roomForWeeks(width: number, titleHeight: number): number {
  const page = printableArea(print);
  return (page.height / Math.min(1, page.width / width) - titleHeight - headerHeight) * 0.97;
}

/**
 * Size of the text and heights of the weeks: a quiet month fills its page, a full one goes on over further pages
 * rather than become too small to read.
 */
function layOut(
  texts: readonly (readonly string[])[],
  dayWidths: readonly number[],
  room: number,
): { readonly heights: readonly number[]; readonly size: number; readonly pages: 0 | 1 } {
  const neededAt = (size: number) =>
    texts.map((week) =>
      Math.max(
        print.rowHeight,
        ...week.map((text, index) => fitText(text, innerWidth(dayWidths[index] ?? 0), size).height * slack),
      ),
    );
  const sum = (heights: readonly number[]) => heights.reduce((total, height) => total + height, 0);
  const size = sizes.find((each) => sum(neededAt(each)) <= room) ?? print.bodySize;
  const needed = neededAt(size);
  const left = Math.max(0, room - sum(needed));
  // What is left over goes to all weeks alike.
  const heights = needed.map((height) =>
    Math.min(highestRow, Math.max(height, Math.min(height + left / needed.length, highestEmptyWeek))),
  );
  // A little too much is brought down to a page by the printer's scale.
  return { heights, size, pages: sum(needed) <= room * 1.2 ? 1 : 0 };
}

const inTheCorner: Partial<Alignment> = { horizontal: 'left', vertical: 'top', wrapText: true };

function writeWeek(sheet: Worksheet, at: number, row: WeekRow, texts: readonly string[], size: number): void {
  const plain = { border: thinBorders, numFmt: textFormat, font: bodyFont(size) };
  const week = sheet.getCell(at, 1);
  week.value = row.week === null ? '' : `第${row.week}周`;
  week.style = { ...plain, font: bodyFont(9), alignment: centred };
  row.days.forEach((day, index) => {
    const cell = sheet.getCell(at, index + 2);
    const fill = day === null ? undefined : fills[day.kind];
    cell.value = cellText(texts[index] ?? '');
    cell.style = {
      ...plain,
      alignment: inTheCorner,
      ...(fill ? { fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: fill } } } : {}),
    };
  });
}

/** 12日　补国庆节上课, and a line for each activity: 09:00 联合教研 东湖区实验. */
function dayText(day: CalendarDay, entries: readonly ScheduleEntry[], whose: string): string {
  const words = { holiday: `${day.name}放假`, makeup: `${day.name}上课`, closed: `停课：${day.name}` };
  const word = day.kind in words ? words[day.kind as keyof typeof words] : '';
  const head = [`${Number(day.date.slice(8))}日`, `${word}${isProvisional(day) ? '（暂定）' : ''}`];
  const listed = entries.length > mostOnADay ? entries.slice(0, mostOnADay - 1) : entries;
  const more = entries.length - listed.length;
  return [
    head.filter((each) => each !== '').join('　'),
    ...listed.map((entry) => entryLine(entry, whose)),
    ...(more > 0 ? [`另有 ${more} 项，见清单`] : []),
  ].join('\n');
}

function entryLine(
  { activity, title, holder, isProvisional: provisional }: ScheduleEntry,
  whose: string,
): string {
  const marks = [stateWords[activity.state], provisional ? '暂定' : ''].filter((each) => each !== '');
  const isSaid = holder === '' || holder === whose || title.includes(holder);
  return [
    ...(activity.starts === null ? [] : [activity.starts]),
    title,
    ...(isSaid ? [] : [shortHolder(holder)]),
    ...(marks.length === 0 ? [] : [`［${marks.join('，')}］`]),
  ].join(' ');
}

/** 东湖区实验幼儿园联盟 → 东湖区实验: enough to know it by, where room is scarce. */
function shortHolder(holder: string): string {
  return holder.replace(/(?<=..)(?:幼儿园|幼教)?(?:联盟|集团|学区|共同体)?$/u, '');
}
