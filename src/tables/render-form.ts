import type { Alignment, Style, Workbook, Worksheet } from 'exceljs';
import { columnLetters, parseRange } from '../workbook/address.ts';
import type { CellRange } from '../workbook/sheet.ts';
import type { FormDefinition, FormField } from './definition.ts';
import type { FieldValue } from './record.ts';
import {
  bodyFont,
  cellText,
  centred,
  headingFill,
  headingFont,
  indented,
  indentPoints,
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
import { columnPoints, fileWidth, fitsOnOneLine, fitText, highestRow, innerWidth } from './text-layout.ts';

export interface FormContent {
  /** By field key. */
  readonly values: Readonly<Record<string, FieldValue | null | undefined>>;
  readonly wording: Wording;
  /** For a blank to be filled in: titles and labels are protected (without a password), the other cells free. */
  readonly isBlank?: boolean;
}

export interface RenderedForm {
  readonly bytes: Uint8Array;
  /** Keys of the fields whose text is too long to be seen whole on the page even in the smallest type. */
  readonly cut: readonly string[];
}

/** Size below which the body is not brought; after that rows grow and the page is scaled. */
const smallestBody = 9;
/** Rows at least this high in the definition are room for writing: they give height to others in need. */
const roomy = 60;
/** What is left of a roomy row that gives, in points. */
const leastRoom = 56;
/** What is left of a row for one line that gives, in points. */
const leastLine = 27;
/** Kept free at the foot of the page: programs round heights up. */
const pageSlack = 6;

const opinionKey = 'opinion';
/** Where the recommending office signs and seals; it fills in the day. */
const sealLines = '（盖章）　　　\n年　　月　　日';

/**
 * An official form as an .xlsx that prints on one A4 page: the grid exactly as defined, titles above it. Long texts
 * wrap; the type gets smaller before the page is scaled down. Equal content gives equal bytes.
 */
export async function renderForm(definition: FormDefinition, content: FormContent): Promise<RenderedForm> {
  const { default: exceljs } = await import('exceljs');
  const workbook: Workbook = new exceljs.Workbook();
  workbook.creator = '幼联';
  const { labels } = content.wording;
  const sheet = workbook.addWorksheet(sheetName(relabel(definition.name, labels)));
  const { columnWidths, print } = definition;
  columnWidths.forEach((width, index) => {
    sheet.getColumn(index + 1).width = fileWidth(width);
  });
  const above = writeTitle(
    sheet,
    titleOf(definition, content.wording),
    columnWidths.length,
    columnPoints(...columnWidths),
  );
  const titleHeight = [...Array(above).keys()].reduce(
    (sum, row) => sum + (sheet.getRow(row + 1).height ?? 0),
    0,
  );
  const layout = arrange(definition, content, printableArea(print).height - titleHeight - pageSlack);
  layout.heights.forEach((height, index) => {
    sheet.getRow(above + index + 1).height = height;
  });
  for (const group of definition.groups) {
    putLabel(sheet, rangeOf(group.at), above, relabel(group.label, labels), definition);
  }
  const cut: string[] = [];
  for (const field of definition.fields) {
    putLabel(sheet, rangeOf(field.labelAt), above, relabel(field.label, labels), definition);
    const range = rangeOf(field.valueAt);
    const text = printedText(content.values[field.key]);
    const height = layout.heights.slice(range.top - 1, range.bottom).reduce((sum, each) => sum + each, 0);
    const size = layout.sizes.get(field.key)!;
    const fitted = fitText(text, textRoom(definition, field), size, {
      height,
      unbroken: staysUnbroken(field.type),
    });
    if (!fitted.fits) cut.push(field.key);
    const isToBeSealed = field.key === opinionKey && text === '';
    put(sheet, range, above, isToBeSealed ? sealLines : text, {
      font: bodyFont(isToBeSealed ? print.bodySize : fitted.size),
      alignment: isToBeSealed ? sealed : alignmentOf(definition, field, text, fitted.size),
      protection: { locked: content.isBlank !== true },
    });
  }
  if (content.isBlank) {
    // Against slips of the hand, not against people: no password, and the layout may be changed.
    await sheet.protect('', {
      formatCells: true,
      formatRows: true,
      formatColumns: true,
      insertRows: true,
      selectLockedCells: true,
      selectUnlockedCells: true,
    });
  }
  setUpPage(sheet, print, {
    pagesTall: 1,
    area: `A1:${columnLetters(columnWidths.length)}${above + layout.heights.length}`,
  });
  return { bytes: await workbookBytes(workbook), cut };
}

const sealed: Partial<Alignment> = { horizontal: 'right', vertical: 'bottom', wrapText: true, indent: 2 };
const writing: Partial<Alignment> = { ...indented, vertical: 'top' };

/** Names and what is given room over several columns (addresses) start at the left; short values are centred. */
function isIndented(field: FormField): boolean {
  const { left, right } = rangeOf(field.valueAt);
  return field.type === 'name' || field.type === 'longText' || (field.type === 'text' && right > left);
}

/** Points of width that a field's text has. */
function textRoom(definition: FormDefinition, field: FormField): number {
  return widthOf(definition, rangeOf(field.valueAt)) - (isIndented(field) ? indentPoints : 0);
}

function alignmentOf(
  definition: FormDefinition,
  field: FormField,
  text: string,
  size: number,
): Partial<Alignment> {
  if (field.type === 'longText') return writing;
  const side = isIndented(field) ? indented : centred;
  const isLine = staysUnbroken(field.type) && fitsOnOneLine(text, textRoom(definition, field), size);
  return isLine ? onOneLine(side) : side;
}

/** @throws TypeError for an address that the loader of definitions should have refused */
function rangeOf(address: string): CellRange {
  const range = parseRange(address);
  if (!range) throw new TypeError(`not a cell range: ${address}`);
  return range;
}

function widthOf(definition: FormDefinition, range: CellRange): number {
  return innerWidth(...definition.columnWidths.slice(range.left - 1, range.right));
}

/** Type size of each field by key, and row heights. */
interface Arranged {
  readonly sizes: ReadonlyMap<string, number>;
  readonly heights: readonly number[];
}

/**
 * Type sizes and row heights that hold every text on a page with so much room. First the roomy rows give way to those
 * in need, then the other rows; then the type of the longest texts gets smaller, theirs alone; what is still too long
 * makes its row higher, and the page is scaled to hold it.
 */
function arrange(definition: FormDefinition, content: FormContent, room: number): Arranged {
  const base = definition.rowHeights;
  const page = Math.max(
    room,
    base.reduce((sum, height) => sum + height, 0),
  );
  const sizes = new Map(definition.fields.map(({ key }) => [key, definition.print.bodySize]));
  for (;;) {
    const needed = neededHeights(definition, content, sizes);
    for (const leastOfOthers of [Number.POSITIVE_INFINITY, leastLine]) {
      const least = base.map((height, index) => {
        if (isForSeal(definition, index)) return Math.max(needed[index]!, height);
        return Math.max(needed[index]!, Math.min(height, height >= roomy ? leastRoom : leastOfOthers));
      });
      const spare = page - least.reduce((sum, height) => sum + height, 0);
      if (spare >= 0) return { sizes, heights: handBack(base, least, spare) };
    }
    const longest = mostInNeed(definition, content, sizes);
    if (longest === undefined) {
      const heights = base.map((height, index) => {
        const own = isForSeal(definition, index) ? height : Math.min(height, leastLine);
        return Math.min(Math.max(needed[index]!, own), highestRow);
      });
      return { sizes, heights };
    }
    sizes.set(longest, sizes.get(longest)! - 0.5);
  }
}

/** The field whose text goes furthest beyond its own rows and can still be brought down. */
function mostInNeed(
  definition: FormDefinition,
  content: FormContent,
  sizes: ReadonlyMap<string, number>,
): string | undefined {
  let most: { key: string; excess: number } | undefined;
  for (const field of definition.fields) {
    if (sizes.get(field.key)! <= smallestBody) continue;
    const { top, bottom } = rangeOf(field.valueAt);
    const own = definition.rowHeights.slice(top - 1, bottom).reduce((sum, height) => sum + height, 0);
    const excess = neededHeight(definition, content, field, sizes) - own;
    if (excess > (most?.excess ?? 0)) most = { key: field.key, excess };
  }
  return most?.key;
}

/** Gives spare height back to the rows that are below their own. */
function handBack(base: readonly number[], least: readonly number[], spare: number): number[] {
  const missing = base.map((height, index) => Math.max(0, height - least[index]!));
  const total = missing.reduce((sum, each) => sum + each, 0);
  const part = total === 0 ? 0 : Math.min(1, spare / total);
  return least.map((height, index) => Math.floor((height + missing[index]! * part) * 4) / 4);
}

/** Whether the row is where the recommending office signs and seals: it keeps its height. */
function isForSeal(definition: FormDefinition, row: number): boolean {
  const field = definition.fields.find((each) => each.key === opinionKey);
  if (!field) return false;
  const range = rangeOf(field.valueAt);
  return range.top - 1 <= row && row <= range.bottom - 1;
}

function neededHeights(
  definition: FormDefinition,
  content: FormContent,
  sizes: ReadonlyMap<string, number>,
): number[] {
  const needed = definition.rowHeights.map(() => 0);
  for (const field of definition.fields) {
    const { top, bottom } = rangeOf(field.valueAt);
    const share = neededHeight(definition, content, field, sizes) / (bottom - top + 1);
    for (let row = top - 1; row < bottom; row += 1) needed[row] = Math.max(needed[row]!, share);
  }
  return needed;
}

/** Height of a field's text in points; none where it is empty. */
function neededHeight(
  definition: FormDefinition,
  content: FormContent,
  field: FormField,
  sizes: ReadonlyMap<string, number>,
): number {
  const text = printedText(content.values[field.key]);
  if (text === '') return 0;
  return fitText(text, textRoom(definition, field), sizes.get(field.key)!, {
    height: Number.POSITIVE_INFINITY,
    unbroken: staysUnbroken(field.type),
  }).height;
}

function putLabel(
  sheet: Worksheet,
  range: CellRange,
  above: number,
  text: string,
  definition: FormDefinition,
): void {
  const { size } = fitText(text, widthOf(definition, range), definition.print.headerSize);
  put(sheet, range, above, text, {
    font: headingFont(size),
    alignment: centred,
    fill: headingFill,
    protection: { locked: true },
  });
}

function put(sheet: Worksheet, range: CellRange, above: number, text: string, style: Partial<Style>): void {
  for (let row = range.top; row <= range.bottom; row += 1) {
    for (let column = range.left; column <= range.right; column += 1) {
      sheet.getCell(above + row, column).style = { border: thinBorders, numFmt: textFormat, ...style };
    }
  }
  if (text !== '') sheet.getCell(above + range.top, range.left).value = cellText(text);
  if (range.bottom > range.top || range.right > range.left) {
    sheet.mergeCells(above + range.top, range.left, above + range.bottom, range.right);
  }
}
