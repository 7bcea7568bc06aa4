import type { Workbook, Worksheet } from 'exceljs';
import { columnLetters } from '../workbook/address.ts';
import { remarkHeight, rowHeight } from './list-heights.ts';
import {
  bodyFont,
  cellText,
  centred,
  headingFill,
  headingFont,
  leftAligned,
  setUpPage,
  textFormat,
  thinBorders,
  titleFont,
} from './sheet-style.ts';

/** Stands in the first cell of a sheet that says how a table of ours is filled in (填写说明): it holds no table. */
export const guideSheetTitle = '幼联 · 填写说明';

export interface ListColumn<T> {
  readonly heading: string;
  readonly width: number;
  readonly centred?: boolean;
  value(row: T, index: number): string;
}

/**
 * A sheet that lists things, ready to print on A4 landscape: our title in the first cell, by which the sheet is known
 * and left out on import, a remark, headings, rows.
 * @param texts.printed how many of the columns go on paper; the rest are for the screen
 * @param texts.leastHeight points that every row has at least, so that short and long ones look alike
 * @returns row number of the first row
 */
export function writeListSheet<T>(
  sheet: Worksheet,
  texts: { title: string; remarks: readonly string[]; printed?: number; leastHeight?: number },
  columns: readonly ListColumn<T>[],
  rows: readonly T[],
): number {
  columns.forEach((column, index) => {
    sheet.getColumn(index + 1).width = column.width;
  });
  const { printed = columns.length, leastHeight = 0 } = texts;
  const wide = columns.slice(0, printed).reduce((sum, column) => sum + column.width, 0);
  const line = (row: number, text: string, font: ReturnType<typeof bodyFont>, middle: boolean) => {
    const cell = sheet.getCell(row, 1);
    cell.value = cellText(text);
    cell.style = { font, alignment: middle ? centred : leftAligned, numFmt: textFormat };
    sheet.mergeCells(row, 1, row, printed);
    sheet.getRow(row).height = middle ? 32 : remarkHeight(text, wide);
  };
  line(1, texts.title, titleFont(18), true);
  texts.remarks.forEach((remark, index) => {
    line(index + 2, remark, bodyFont(11), false);
  });
  const header = texts.remarks.length + 2;
  columns.forEach((column, index) => {
    const cell = sheet.getCell(header, index + 1);
    cell.value = column.heading;
    cell.style = { font: headingFont(11), alignment: centred, border: thinBorders, fill: headingFill };
  });
  sheet.getRow(header).height = 24;
  rows.forEach((row, at) => {
    const texts = columns.map((column) => column.value(row, at));
    columns.forEach((column, index) => {
      const cell = sheet.getCell(header + 1 + at, index + 1);
      cell.value = cellText(texts[index] ?? '');
      cell.style = {
        font: bodyFont(11),
        alignment: column.centred ? centred : leftAligned,
        border: thinBorders,
        numFmt: textFormat,
      };
    });
    const needed = rowHeight(
      texts,
      columns.map(({ width }) => width),
    );
    sheet.getRow(header + 1 + at).height = Math.max(leastHeight, needed);
  });
  setUpPage(sheet, printSetup, {
    pagesTall: 0,
    area: `A1:${columnLetters(printed)}${header + rows.length}`,
    titleRows: `${header}:${header}`,
  });
  sheet.views = [{ state: 'frozen', ySplit: header }];
  return header + 1;
}

const printSetup = {
  orientation: 'landscape',
  titleSize: 18,
  headerSize: 11,
  bodySize: 11,
  rowHeight: 24,
} as const;

/** A workbook of our own, with nothing in it yet. */
export async function newWorkbook(): Promise<Workbook> {
  const { default: exceljs } = await import('exceljs');
  return new exceljs.Workbook();
}
