import type { Alignment, Workbook, Worksheet } from 'exceljs';
import { columnLetters } from '../workbook/address.ts';
import type { ColumnDefinition, ListDefinition } from './definition.ts';
import { addValidations, type Choices } from './drop-downs.ts';
import type { FieldValue } from './record.ts';
import {
  bodyFont,
  cellText,
  centred,
  headingFill,
  headingFont,
  indented,
  indentPoints,
  leftAligned,
  onOneLine,
  printableArea,
  printedText,
  relabel,
  setUpPage,
  sheetName,
  staysUnbroken,
  textFormat,
  thinBorders,
  titleOf,
  type Wording,
  workbookBytes,
  writeTitle,
} from './sheet-style.ts';
import {
  columnPoints,
  type Fitted,
  fileWidth,
  fitsOnOneLine,
  fitText,
  highestRow,
  innerWidth,
} from './text-layout.ts';

export interface ListRow {
  /** By column key; absent, undefined and null give an empty cell. `sequence` columns number themselves. */
  readonly values: Readonly<Record<string, FieldValue | null | undefined>>;
  /** By block name: following rows with the same mark are merged in the block's columns. */
  readonly blocks?: Readonly<Record<string, string | number>>;
}

export interface ListContent {
  readonly rows: readonly ListRow[];
  /** Empty rows below, for the blank. */
  readonly emptyRows?: number;
  readonly wording: Wording;
  /** Values of the footer lines by key. */
  readonly footer?: Readonly<Record<string, string | undefined>>;
  readonly choices?: Readonly<Record<string, Choices>>;
  /** Adds what the table itself does not have: other sheets, words shown beside a cell. */
  finish?(
    workbook: Workbook,
    sheet: Worksheet,
    rows: { readonly first: number; readonly last: number },
  ): void;
}

const numberFormats: Readonly<Partial<Record<ColumnDefinition['type'], string>>> = {
  sequence: '0',
  integer: '0',
  decimal: '0.######',
  longitude: '0.0#####',
  latitude: '0.0#####',
  date: 'yyyy-mm-dd',
  days: 'yyyy-mm-dd',
  hours: 'General',
  percentage: '0.0####%',
  money: '#,##0.00',
};

/** Texts in columns at least this many characters wide (addresses, posts) start at the left. */
const wideColumn = 16;

/** Names and long texts start at the left, a little off the border; short values are centred. */
function isIndented({ type, width }: ColumnDefinition): boolean {
  return type === 'name' || type === 'longText' || (type === 'text' && width >= wideColumn);
}

/** Points of width that a column's text has. */
function textRoom(column: ColumnDefinition): number {
  return innerWidth(column.width) - (isIndented(column) ? indentPoints : 0);
}

/** Blocks of at most this many rows are kept on one page; longer ones go on over the page's end. */
const keptTogether = 6;

/**
 * An official list as an .xlsx ready to print: exact headings merged by their paths, blocks merged over their rows,
 * A4, one page wide, the header on every page. Equal content gives equal bytes.
 */
export async function renderList(definition: ListDefinition, content: ListContent): Promise<Uint8Array> {
  const { default: exceljs } = await import('exceljs');
  const workbook: Workbook = new exceljs.Workbook();
  workbook.creator = '幼联';
  const { labels } = content.wording;
  const sheet = workbook.addWorksheet(sheetName(relabel(definition.name, labels)));
  const { columns, print } = definition;
  columns.forEach((column, index) => {
    sheet.getColumn(index + 1).width = fileWidth(column.width);
  });
  const width = columnPoints(...columns.map((column) => column.width));
  const top = writeTitle(sheet, titleOf(definition, content.wording), columns.length, width) + 1;
  const bottom = writeHeader(sheet, definition, top, labels);
  const empty: ListRow[] = Array.from({ length: content.emptyRows ?? 0 }, () => ({ values: {} }));
  const rows = [...content.rows, ...empty];
  const heights = rows.map((_, index) => rowHeight(rows, index, definition));
  const pages = breakIntoPages(sheet, definition, rows, heights, { top, bottom, width });
  writeRows(sheet, definition, rows, { first: bottom + 1, numbered: content.rows.length, heights, pages });
  const last = Math.max(bottom + rows.length, bottom);
  const end = writeFooter(sheet, definition, content.footer ?? {}, last + 1);
  addValidations(workbook, sheet, definition, content.choices ?? {}, bottom + 1, last);
  sheet.views = [{ state: 'frozen', ySplit: bottom, xSplit: 0 }];
  setUpPage(sheet, print, {
    pagesTall: 0,
    area: `A1:${columnLetters(columns.length)}${end}`,
    titleRows: `${top}:${bottom}`,
  });
  content.finish?.(workbook, sheet, { first: bottom + 1, last });
  return workbookBytes(workbook);
}

/** Headings by path: equal neighbours under one parent are merged across, short paths down. Gives the last row. */
function writeHeader(
  sheet: Worksheet,
  definition: ListDefinition,
  top: number,
  labels: Readonly<Record<string, string>>,
): number {
  const { columns, print } = definition;
  const depth = Math.max(...columns.map((column) => column.path.length));
  const bottom = top + depth - 1;
  for (let row = top; row <= bottom; row += 1) {
    columns.forEach((_, index) => {
      sheet.getCell(row, index + 1).style = {
        font: headingFont(print.headerSize),
        alignment: centred,
        border: thinBorders,
        fill: headingFill,
        numFmt: textFormat,
      };
    });
  }
  const heights = new Array<number>(depth).fill(print.headerSize * 1.35 + 8);
  for (let level = 0; level < depth; level += 1) {
    let from = 0;
    while (from < columns.length) {
      const path = columns[from]!.path;
      let to = from;
      const isLeaf = level === path.length - 1;
      while (!isLeaf && to + 1 < columns.length && sharesParent(path, columns[to + 1]!.path, level)) to += 1;
      const heading = path[level];
      if (heading !== undefined) {
        const text = relabel(heading, labels);
        sheet.getCell(top + level, from + 1).value = text;
        const end = isLeaf ? bottom : top + level;
        if (to > from || end > top + level) sheet.mergeCells(top + level, from + 1, end, to + 1);
        const inner = innerWidth(...columns.slice(from, to + 1).map((column) => column.width));
        const needed = fitText(text, inner, print.headerSize).height / (end - top - level + 1);
        for (let each = level; each <= end - top; each += 1) heights[each] = Math.max(heights[each]!, needed);
      }
      from = to + 1;
    }
  }
  heights.forEach((height, level) => {
    sheet.getRow(top + level).height = Math.ceil(height);
  });
  return bottom;
}

function sharesParent(path: readonly string[], other: readonly string[], level: number): boolean {
  return other.length > level + 1 && path.slice(0, level + 1).every((part, index) => part === other[index]);
}

function fitColumn(column: ColumnDefinition, text: string, size: number): Fitted {
  return fitText(text, textRoom(column), size, { unbroken: staysUnbroken(column.type) });
}

/** Whether two rows that follow one another belong together in a block. */
function sameBlock(block: string, above: ListRow | undefined, below: ListRow | undefined): boolean {
  const mark = below?.blocks?.[block];
  return mark !== undefined && above?.blocks?.[block] === mark;
}

/** Height that the cells of one row need; cells that a block merges over several rows are seen to when they are merged. */
function rowHeight(rows: readonly ListRow[], index: number, definition: ListDefinition): number {
  const row = rows[index]!;
  const { print } = definition;
  const texts = definition.columns.map((column) => {
    const isMerged =
      column.block !== undefined &&
      (sameBlock(column.block, rows[index - 1], row) || sameBlock(column.block, row, rows[index + 1]));
    const text = isMerged ? '' : printedText(row.values[column.key]);
    return text === '' ? 0 : fitColumn(column, text, print.bodySize).height;
  });
  return Math.max(print.rowHeight, ...texts);
}

/**
 * Sets page breaks so that no short block is torn apart, and gives the page of each row: a merged cell must not
 * reach over a page's end, where its text would be cut.
 */
function breakIntoPages(
  sheet: Worksheet,
  definition: ListDefinition,
  rows: readonly ListRow[],
  heights: readonly number[],
  layout: { top: number; bottom: number; width: number },
): number[] {
  const blocks = [...new Set(definition.columns.flatMap((column) => column.block ?? []))];
  if (blocks.length === 0) return rows.map(() => 1);
  const area = printableArea(definition.print);
  const capacity = (area.height / Math.min(1, area.width / layout.width)) * 0.96;
  const heightOfRows = (from: number, to: number) => {
    let sum = 0;
    for (let row = from; row <= to; row += 1) sum += sheet.getRow(row).height ?? 15;
    return sum;
  };
  const title = heightOfRows(1, layout.bottom);
  const header = heightOfRows(layout.top, layout.bottom);
  let page = 1;
  let used = title;
  const pages: number[] = [];
  for (let from = 0; from < rows.length; ) {
    let to = from;
    while (to + 1 < rows.length && blocks.some((block) => sameBlock(block, rows[to], rows[to + 1]))) to += 1;
    const height = heights.slice(from, to + 1).reduce((sum, each) => sum + each, 0);
    const whole = to - from < keptTogether && height < (capacity - header) / 2;
    for (let index = from; index <= to; index += 1) {
      const wanted = whole && index === from ? height : heights[index]!;
      if (used + wanted > capacity && !(whole && index > from) && pages.length > 0) {
        sheet.getRow(layout.bottom + index).addPageBreak();
        page += 1;
        used = header;
      }
      used += heights[index]!;
      pages.push(page);
    }
    from = to + 1;
  }
  return pages;
}

function writeRows(
  sheet: Worksheet,
  definition: ListDefinition,
  rows: readonly ListRow[],
  layout: { first: number; numbered: number; heights: readonly number[]; pages: readonly number[] },
): void {
  const { columns, print } = definition;
  const heights = [...layout.heights];
  columns.forEach((column, columnIndex) => {
    let sequence = 0;
    for (let from = 0; from < rows.length; ) {
      const row = rows[from]!;
      let to = from;
      let isContinued = false;
      if (column.block !== undefined) {
        isContinued = sameBlock(column.block, rows[from - 1], row);
        while (sameBlock(column.block, rows[to], rows[to + 1]) && layout.pages[to] === layout.pages[to + 1])
          to += 1;
      }
      if (!isContinued) sequence += 1;
      const numbered = column.type === 'sequence' && from < layout.numbered;
      const value = numbered ? sequence : row.values[column.key];
      const room = Math.max(
        heights.slice(from, to + 1).reduce((sum, each) => sum + each, 0),
        1,
      );
      const { size, height } = fitColumn(column, printedText(value), print.bodySize);
      // A merged text that needs more than its rows have makes the last of them higher.
      if (height > room) heights[to] = Math.min(highestRow, heights[to]! + height - room);
      for (let index = from; index <= to; index += 1) {
        const cell = sheet.getCell(layout.first + index, columnIndex + 1);
        if (index === from) cell.value = cellValue(column, value);
        cell.style = {
          font: bodyFont(size),
          border: thinBorders,
          alignment: alignmentOf(column, printedText(value), size),
          numFmt: numberFormats[column.type] ?? textFormat,
        };
      }
      if (to > from)
        sheet.mergeCells(layout.first + from, columnIndex + 1, layout.first + to, columnIndex + 1);
      from = to + 1;
    }
  });
  heights.forEach((height, index) => {
    sheet.getRow(layout.first + index).height = height;
  });
}

function alignmentOf(column: ColumnDefinition, text: string, size: number): Partial<Alignment> {
  const side = isIndented(column) ? indented : centred;
  // On a machine whose font is wider than ours a number gets smaller instead of losing its last digits.
  const isLine = staysUnbroken(column.type) && fitsOnOneLine(text, textRoom(column), size);
  return isLine ? onOneLine(side) : side;
}

function cellValue(
  column: ColumnDefinition,
  value: FieldValue | null | undefined,
): string | number | Date | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number' && column.type === 'percentage') return value / 100;
  if (typeof value === 'number' && numberFormats[column.type] !== undefined) return value;
  // A calendar day is midnight UTC, which is what the writer turns into a serial: no time zone moves it.
  if (
    (column.type === 'date' || column.type === 'days') &&
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}$/u.test(value)
  ) {
    return new Date(`${value}T00:00:00Z`);
  }
  return cellText(printedText(value));
}

/** The lines below the table (填报人：, 日期：), side by side on one row. Gives the last row used. */
function writeFooter(
  sheet: Worksheet,
  definition: ListDefinition,
  values: Readonly<Record<string, string | undefined>>,
  row: number,
): number {
  const { footer, columns, print } = definition;
  if (footer.length === 0) return row - 1;
  sheet.getRow(row).height = print.rowHeight;
  const share = columns.length / footer.length;
  footer.forEach((line, index) => {
    const from = Math.round(index * share) + 1;
    const to = Math.round((index + 1) * share);
    const cell = sheet.getCell(row, from);
    cell.value = cellText(`${line.label}：${values[line.key] ?? ''}`);
    cell.style = { font: bodyFont(print.headerSize), alignment: leftAligned, numFmt: textFormat };
    if (to > from) sheet.mergeCells(row, from, row, to);
  });
  return row;
}
