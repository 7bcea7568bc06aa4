import type { Alignment, Worksheet } from 'exceljs';
import { isProvisional, monthsOf, weekRows } from '../calendar/calendar-view.ts';
import { type CalendarDay, eachDay, type SchoolCalendar } from '../calendar/school-calendar.ts';
import { type IsoDate, weekdayOf } from '../common/dates.ts';
import { type ListColumn, newWorkbook, writeListSheet } from '../tables/list-layout.ts';
import {
  bodyFont,
  cellText,
  centred,
  headingFill,
  headingFont,
  setUpPage,
  sheetName,
  textFormat,
  thinBorders,
  workbookBytes,
  writeTitle,
} from '../tables/sheet-style.ts';
import { columnPoints, fileWidth, fitText, innerWidth } from '../tables/text-layout.ts';
import { fullTitle, type ScheduleEntry } from './schedule.ts';

const print = {
  orientation: 'landscape',
  titleSize: 20,
  headerSize: 12,
  bodySize: 9,
  rowHeight: 60,
} as const;
const weekWidth = 6;
/** Weekends are mostly empty: they leave room for the days between. */
const dayWidths = [23, 23, 23, 23, 23, 13, 13];
const widths = [weekWidth, ...dayWidths];

/** Most activities that a day of the grid lists; the rest are in the list. */
const mostOnADay = 8;
/** Points of the highest row: five or six weeks go on one page. */
const highestWeek = 160;

const fills: Readonly<Partial<Record<CalendarDay['kind'], string>>> = {
  holiday: 'FFFCE4D6',
  closed: 'FFFFF2CC',
  weekend: 'FFF2F2F2',
  vacation: 'FFF2F2F2',
};

const weekdays = '一二三四五六日';
const states = { planned: '', done: '已举行', cancelled: '已取消' } as const;

/**
 * The schedule (活动安排表) to print and put up: a sheet with the grid of each month, A4 landscape, and a list of all.
 * Equal content gives equal bytes.
 */
export async function scheduleWorkbook(
  entries: readonly ScheduleEntry[],
  calendar: SchoolCalendar,
  whose: string,
): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  const [from, to] = [
    entries[0]?.from ?? '',
    entries.reduce((last, each) => (each.to > last ? each.to : last), ''),
  ];
  const byDay = new Map<IsoDate, ScheduleEntry[]>();
  for (const entry of entries) {
    for (const date of eachDay(entry.from, entry.to)) byDay.set(date, [...(byDay.get(date) ?? []), entry]);
  }
  for (const month of monthsOf(from, to)) {
    if (![...byDay.keys()].some((date) => month.from <= date && date <= month.to)) continue;
    const name = `${Number(month.from.slice(0, 4))}年${Number(month.from.slice(5, 7))}月`;
    writeMonth(workbook.addWorksheet(sheetName(name)), calendar, month, byDay, `${whose}${name}活动安排表`);
  }
  writeList(workbook.addWorksheet('清单'), entries, calendar, whose);
  return workbookBytes(workbook);
}

function writeMonth(
  sheet: Worksheet,
  calendar: SchoolCalendar,
  month: { readonly from: IsoDate; readonly to: IsoDate },
  byDay: ReadonlyMap<IsoDate, readonly ScheduleEntry[]>,
  title: string,
): void {
  widths.forEach((width, index) => {
    sheet.getColumn(index + 1).width = fileWidth(width);
  });
  const heading = { attachment: '', title, size: print.titleSize };
  const top = writeTitle(sheet, heading, widths.length, columnPoints(...widths)) + 1;
  ['周次', ...weekdays].forEach((head, index) => {
    const cell = sheet.getCell(top, index + 1);
    cell.value = index === 0 ? head : `星期${head}`;
    cell.style = {
      font: headingFont(print.headerSize),
      alignment: centred,
      border: thinBorders,
      fill: headingFill,
      numFmt: textFormat,
    };
  });
  sheet.getRow(top).height = 24;
  const rows = weekRows(calendar, month.from, month.to);
  rows.forEach((row, at) => {
    writeWeek(sheet, top + 1 + at, row, byDay);
  });
  sheet.views = [{ state: 'frozen', ySplit: top }];
  setUpPage(sheet, print, { pagesTall: 1, area: `A1:H${top + rows.length}` });
}

const inTheCorner: Partial<Alignment> = { horizontal: 'left', vertical: 'top', wrapText: true };

function writeWeek(
  sheet: Worksheet,
  at: number,
  row: ReturnType<typeof weekRows>[number],
  byDay: ReadonlyMap<IsoDate, readonly ScheduleEntry[]>,
): void {
  const plain = { border: thinBorders, numFmt: textFormat };
  sheet.getCell(at, 1).value = row.week === null ? '' : `第${row.week}周`;
  sheet.getCell(at, 1).style = { ...plain, font: bodyFont(print.bodySize + 1), alignment: centred };
  let height: number = print.rowHeight;
  row.days.forEach((day, index) => {
    const cell = sheet.getCell(at, index + 2);
    const text = day === null ? '' : dayText(day, byDay.get(day.date) ?? []);
    const fitted = fitText(text, innerWidth(dayWidths[index] ?? 0), print.bodySize, { height: highestWeek });
    height = Math.max(height, fitted.height);
    const fill = day === null ? undefined : fills[day.kind];
    cell.value = cellText(text);
    cell.style = {
      ...plain,
      font: bodyFont(fitted.size),
      alignment: inTheCorner,
      ...(fill ? { fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: fill } } } : {}),
    };
  });
  sheet.getRow(at).height = height;
}

/** 12日　补国庆节上课, and a line for each activity: 09:00 联合教研（东湖区实验幼儿园联盟）. */
function dayText(day: CalendarDay, entries: readonly ScheduleEntry[]): string {
  const words = { holiday: `${day.name}放假`, makeup: `${day.name}上课`, closed: `停课：${day.name}` };
  const word = day.kind in words ? words[day.kind as keyof typeof words] : '';
  const head = [`${Number(day.date.slice(8))}日`, `${word}${isProvisional(day) ? '（暂定）' : ''}`];
  const lines = entries.slice(0, entries.length > mostOnADay ? mostOnADay - 1 : mostOnADay).map((entry) => {
    const state = states[entry.activity.state];
    const mark = [state, entry.isProvisional ? '暂定' : ''].filter((each) => each !== '').join('，');
    const start = entry.activity.starts === null ? '' : `${entry.activity.starts} `;
    return `${start}${fullTitle(entry)}${mark === '' ? '' : `［${mark}］`}`;
  });
  const more = entries.length - lines.length;
  return [
    head.filter((each) => each !== '').join('　'),
    ...lines,
    ...(more > 0 ? [`另有 ${more} 项，见清单`] : []),
  ].join('\n');
}

function writeList(
  sheet: Worksheet,
  entries: readonly ScheduleEntry[],
  calendar: SchoolCalendar,
  whose: string,
): void {
  const short = (date: IsoDate) => date.slice(5);
  const columns: readonly ListColumn<ScheduleEntry>[] = [
    { heading: '序号', width: 6, centred: true, value: (_, index) => String(index + 1) },
    {
      heading: '日期',
      width: 12,
      centred: true,
      value: ({ from, to }) => (from === to ? from : `${from}至${short(to)}`),
    },
    { heading: '星期', width: 6, centred: true, value: ({ from }) => weekdays[weekdayOf(from) - 1] ?? '' },
    {
      heading: '周次',
      width: 7,
      centred: true,
      value: ({ from }) => String(calendar.weekOf(from)?.week ?? ''),
    },
    { heading: '时间', width: 13, centred: true, value: ({ time }) => time || '全天' },
    { heading: '活动', width: 26, value: ({ title }) => title },
    { heading: '种类', width: 12, centred: true, value: ({ kind }) => kind },
    { heading: '主办', width: 22, value: ({ holder }) => holder },
    { heading: '承办园', width: 20, value: ({ host }) => host },
    { heading: '地点', width: 18, value: ({ place }) => place },
    { heading: '参加', width: 26, value: ({ kindergartens }) => kindergartens.join('、') },
    { heading: '人员', width: 24, value: ({ people }) => people.join('、') },
    {
      heading: '备注',
      width: 16,
      value: ({ activity, isProvisional: provisional }) =>
        [states[activity.state], provisional ? '暂定' : '', activity.reason ?? '']
          .filter((each) => each !== '')
          .join('；'),
    },
  ];
  const provisional = entries.filter((each) => each.isProvisional).length;
  const remarks = [
    `共 ${entries.length} 项。`,
    ...(provisional > 0 ? [`其中 ${provisional} 项的日期暂定：那一年的放假安排还没有公布。`] : []),
  ];
  writeListSheet(sheet, { title: `${whose}活动安排表`, remarks }, columns, entries);
}
