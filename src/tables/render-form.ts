import type { Alignment, Style, Workbook, Worksheet } from 'exceljs';
import { columnLetters } from '../workbook/address.ts';
import type { CellRange } from '../workbook/sheet.ts';
import type { FormDefinition } from './definition.ts';
import { type FormContent, type LaidOutCell, layOutForm, sealWords } from './form-layout.ts';
import {
  bodyFont,
  cellText,
  centred,
  headingFill,
  headingFont,
  indented,
  onOneLine,
  relabel,
  setUpPage,
  sheetName,
  textFormat,
  thinBorders,
  titleOf,
  workbookBytes,
  writeTitle,
} from './sheet-style.ts';
import { columnPoints, fileWidth } from './text-layout.ts';

export interface RenderedForm {
  readonly bytes: Uint8Array;
  /** Keys of the fields whose text is too long to be seen whole on the page even in the smallest type. */
  readonly cut: readonly string[];
}

/** A little further in than the date below. */
const sealLines = sealWords.join('　　　\n');

/**
 * An official form as an .xlsx that prints on one A4 page: the grid exactly as defined, titles above it. Long texts
 * wrap; the type gets smaller before the page is scaled down. Equal content gives equal bytes.
 */
export async function renderForm(definition: FormDefinition, content: FormContent): Promise<RenderedForm> {
  const { bytes, cut } = await renderForms(definition, [{ sheet: undefined, content }]);
  return { bytes, cut: cut[0]! };
}

/** A form of several in one workbook. */
export interface FormSheet {
  /** Its sheet's name, fit for a sheet and like no other; the form's own where there is none. */
  readonly sheet: string | undefined;
  readonly content: FormContent;
}

/** The same for several forms in one workbook, a sheet and a page each; `cut` in their order. */
export async function renderForms(
  definition: FormDefinition,
  forms: readonly FormSheet[],
): Promise<{ readonly bytes: Uint8Array; readonly cut: readonly (readonly string[])[] }> {
  const { default: exceljs } = await import('exceljs');
  const workbook: Workbook = new exceljs.Workbook();
  workbook.creator = '幼联';
  const cut: (readonly string[])[] = [];
  for (const { sheet: name, content } of forms) {
    const own = sheetName(relabel(definition.name, content.wording.labels));
    cut.push(await addForm(workbook.addWorksheet(name ?? own), definition, content));
  }
  return { bytes: await workbookBytes(workbook), cut };
}

async function addForm(
  sheet: Worksheet,
  definition: FormDefinition,
  content: FormContent,
): Promise<readonly string[]> {
  const { columnWidths, print } = definition;
  columnWidths.forEach((width, index) => {
    sheet.getColumn(index + 1).width = fileWidth(width);
  });
  const title = titleOf(definition, content.wording);
  const above = writeTitle(sheet, title, columnWidths.length, columnPoints(...columnWidths));
  const form = layOutForm(definition, content, { isScaled: true, keepsSeal: false });
  form.rows.forEach((height, index) => {
    sheet.getRow(above + index + 1).height = height;
  });
  for (const cell of form.cells) {
    const isLabel = cell.part === 'label';
    put(sheet, cell.range, above, cell.isForSeal ? sealLines : cell.text, {
      font: isLabel ? headingFont(cell.size) : bodyFont(cell.size),
      alignment: cell.isForSeal ? sealed : alignmentOf(cell),
      protection: { locked: isLabel || content.isBlank !== true },
      ...(isLabel ? { fill: headingFill } : {}),
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
    area: `A1:${columnLetters(columnWidths.length)}${above + form.rows.length}`,
  });
  return form.cut;
}

const sealed: Partial<Alignment> = { horizontal: 'right', vertical: 'bottom', wrapText: true, indent: 2 };
const writing: Partial<Alignment> = { ...indented, vertical: 'top' };

function alignmentOf({ align, isOneLine }: LaidOutCell): Partial<Alignment> {
  if (align === 'top-left') return writing;
  const side = align === 'left' ? indented : centred;
  return isOneLine ? onOneLine(side) : side;
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
