import type { Worksheet } from 'exceljs';
import { chineseDate } from '../common/dates.ts';
import { newWorkbook } from '../tables/list-layout.ts';
import {
  bodyFont,
  cellText,
  centred,
  headingFill,
  headingFont,
  indented,
  leftAligned,
  setUpPage,
  textFormat,
  thinBorders,
  workbookBytes,
  writeTitle,
} from '../tables/sheet-style.ts';
import { columnPoints, fileWidth, fitText, innerWidth } from '../tables/text-layout.ts';
import {
  dayMarkOf,
  isProvisional,
  notesOn,
  provisionalLine,
  type TermFigures,
  type WeekRow,
  weekRows,
} from './calendar-view.ts';
import type { CalendarDay, SchoolCalendar } from './school-calendar.ts';

const print = {
  orientation: 'portrait',
  titleSize: 20,
  headerSize: 12,
  bodySize: 11,
  rowHeight: 30,
} as const;
/** 月份, 周次, the days, 备注. */
const widths = [7, 8, 7, 7, 7, 7, 7, 7, 7, 32];
const heads = ['月份', '周次', '一', '二', '三', '四', '五', '六', '日', '备注'];

/** Pale enough for a black-and-white printer, and never the only sign: 假, 班 and 停 stand beside. */
const fills: Readonly<Partial<Record<CalendarDay['kind'], string>>> = {
  holiday: 'FFFCE4D6',
  closed: 'FFFFF2CC',
  weekend: 'FFF2F2F2',
};

/** The school calendar as a workbook to hang on the wall: a sheet for each term, a row for each week, A4. */
export async function calendarWorkbook(
  calendar: SchoolCalendar,
  { office, terms }: { readonly office: string; readonly terms: readonly TermFigures[] },
): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  for (const term of terms) {
    const title = `${office}${term.schoolYear}学年第${term.number === 1 ? '一' : '二'}学期校历`;
    writeTerm(workbook.addWorksheet(`第${term.number}学期`), calendar, term, title);
  }
  return workbookBytes(workbook);
}

function writeTerm(sheet: Worksheet, calendar: SchoolCalendar, term: TermFigures, title: string): void {
  widths.forEach((width, index) => {
    sheet.getColumn(index + 1).width = fileWidth(width);
  });
  const top =
    writeTitle(
      sheet,
      { attachment: '', title, size: print.titleSize },
      widths.length,
      columnPoints(...widths),
    ) + 1;
  heads.forEach((head, index) => {
    const cell = sheet.getCell(top, index + 1);
    cell.value = head;
    cell.style = {
      font: headingFont(print.headerSize),
      alignment: centred,
      border: thinBorders,
      fill: headingFill,
      numFmt: textFormat,
    };
  });
  sheet.getRow(top).height = print.rowHeight;
  const rows = weekRows(calendar, term.starts, term.ends);
  rows.forEach((row, index) => {
    writeWeek(sheet, top + 1 + index, row);
  });
  mergeMonths(sheet, top + 1, rows);
  const end = writeFooter(sheet, top + rows.length + 1, calendar, term);
  sheet.views = [{ state: 'frozen', ySplit: top }];
  setUpPage(sheet, print, { pagesTall: 1, area: `A1:J${end}` });
}

/** The month in which a week's first shown day lies: 9月. */
function monthOfRow(row: WeekRow): string {
  const first = row.days.find((day) => day !== null);
  return first ? `${Number(first.date.slice(5, 7))}月` : '';
}

function writeWeek(sheet: Worksheet, at: number, row: WeekRow): void {
  const notes = notesOn(row.days, true);
  const plain = { border: thinBorders, numFmt: textFormat, font: bodyFont(print.bodySize) };
  sheet.getCell(at, 1).style = { ...plain, alignment: centred };
  sheet.getCell(at, 2).value = row.week;
  sheet.getCell(at, 2).style = { ...plain, alignment: centred, numFmt: '0' };
  row.days.forEach((day, index) => {
    const cell = sheet.getCell(at, index + 3);
    const fill = day ? fills[day.kind] : undefined;
    cell.value = day ? dayText(day) : null;
    cell.style = {
      ...plain,
      alignment: centred,
      ...(fill ? { fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: fill } } } : {}),
    };
  });
  const cell = sheet.getCell(at, 10);
  const fitted = fitText(notes, innerWidth(32) - 10, 10);
  cell.value = cellText(notes);
  cell.style = { ...plain, font: bodyFont(fitted.size), alignment: indented };
  sheet.getRow(at).height = Math.max(print.rowHeight, fitted.height);
}

/** 1, 1假, 10班; the first day of a month with the month before it, so that nobody counts from the wrong one. */
function dayText(day: CalendarDay): string {
  const number = Number(day.date.slice(8));
  const date = number === 1 ? `${Number(day.date.slice(5, 7))}/1` : String(number);
  return `${date}${dayMarkOf(day)}${isProvisional(day) ? '*' : ''}`;
}

function mergeMonths(sheet: Worksheet, first: number, rows: readonly WeekRow[]): void {
  let from = 0;
  rows.forEach((row, index) => {
    const next = rows[index + 1];
    if (next && monthOfRow(next) === monthOfRow(row)) return;
    sheet.getCell(first + from, 1).value = monthOfRow(row);
    if (index > from) sheet.mergeCells(first + from, 1, first + index, 1);
    from = index + 1;
  });
}

/** What stands below the weeks; gives the last row. */
function writeFooter(sheet: Worksheet, row: number, calendar: SchoolCalendar, term: TermFigures): number {
  const assumed = term.assumed ? '（没有登记，暂按通常日期）' : '';
  const lines = [
    `${chineseDate(term.starts)}开学，${chineseDate(term.ends)}结束，共 ${term.weeks} 周、${term.schoolDays} 个教学日${assumed}。`,
    '假：节假日；班：调休上课；停：停课；*：暂定。',
    provisionalLine(calendar, term.starts, term.ends),
  ].filter((line) => line !== '');
  lines.forEach((line, index) => {
    const cell = sheet.getCell(row + index, 1);
    cell.value = cellText(line);
    cell.style = { font: bodyFont(print.bodySize), alignment: leftAligned, numFmt: textFormat };
    sheet.mergeCells(row + index, 1, row + index, widths.length);
    sheet.getRow(row + index).height = fitText(line, columnPoints(...widths), print.bodySize).height;
  });
  return row + lines.length - 1;
}
