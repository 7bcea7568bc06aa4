import { cellAddress, columnLetters } from '../address.ts';
import type { AddedStyle, StylesPart } from './styles-part.ts';
import { quotedSheet } from './workbook-part.ts';
import { xmlDeclaration, xmlText } from './xml-edit.ts';

export interface CellPlace {
  readonly sheet: string;
  /** `C5` */
  readonly cell: string;
}

interface AddedCell {
  readonly text: string;
  readonly style: AddedStyle;
  /** A cell of the workbook, or a file beside it. */
  readonly link?: CellPlace | { readonly file: string } | undefined;
}

export interface AddedRow {
  /** Points. */
  readonly height: number;
  readonly cells: readonly AddedCell[];
  /** The first cell goes over all columns. */
  readonly merged?: boolean;
  /** Not shown: only `remembers` counts. */
  readonly hidden?: boolean;
  /** The marked cell whose own format this row keeps, so that a later round can give it back. */
  readonly remembers?: CellPlace | undefined;
}

/** A sheet of ours, to be put first in a workbook: text alone, printed on A4 landscape, one page wide. */
export interface AddedSheet {
  readonly name: string;
  /** Widths of the columns in characters. */
  readonly widths: readonly number[];
  readonly rows: readonly AddedRow[];
  /** Row of the headings: frozen with those above it and repeated on each page. */
  readonly headingRow: number;
}

export const worksheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml';

/** Number of the hidden column in which the formats of marked cells are kept, 1-based. */
export function memoryColumn(sheet: Pick<AddedSheet, 'widths'>): number {
  return sheet.widths.length + 2;
}

/**
 * The sheet as a worksheet part.
 * @param formats of the marked cells, before they were marked
 * @param fileLink relationship id of a link to a file
 */
export function addedSheetXml(
  sheet: AddedSheet,
  styles: StylesPart,
  formats: (place: CellPlace) => number | undefined,
  namespaces: { main: string; relationships: string },
  fileLink: (file: string) => string,
): string {
  const columns = sheet.widths.length;
  const memory = memoryColumn(sheet);
  const widths = sheet.widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const links: string[] = [];
  const merges: string[] = [];
  const rows = sheet.rows.map((row, index) => {
    const number = index + 1;
    const cells = row.cells.map((cell, at) => {
      const address = cellAddress(number, at + 1);
      if (cell.link) links.push(linkXml(address, cell.link, cell.text, fileLink));
      return `<c r="${address}" s="${styles.added(cell.style)}" t="inlineStr"><is><t xml:space="preserve">${xmlText(cell.text)}</t></is></c>`;
    });
    if (row.merged) merges.push(`<mergeCell ref="A${number}:${cellAddress(number, columns)}"/>`);
    const format = row.remembers && formats(row.remembers);
    if (format !== undefined) cells.push(`<c r="${cellAddress(number, memory)}" s="${format}"/>`);
    return `<row r="${number}" ht="${row.height}" customHeight="1"${row.hidden ? ' hidden="1"' : ''}>${cells.join('')}</row>`;
  });
  const last = `${columnLetters(columns)}${sheet.rows.length}`;
  const top = `A${sheet.headingRow + 1}`;
  return [
    xmlDeclaration,
    `<worksheet xmlns="${namespaces.main}" xmlns:r="${namespaces.relationships}">`,
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    `<dimension ref="A1:${last}"/>`,
    `<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="${sheet.headingRow}" topLeftCell="${top}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="${top}" sqref="${top}"/></sheetView></sheetViews>`,
    '<sheetFormatPr defaultRowHeight="15"/>',
    `<cols>${widths.join('')}<col min="${memory}" max="${memory}" width="9" hidden="1" customWidth="1"/></cols>`,
    `<sheetData>${rows.join('')}</sheetData>`,
    merges.length > 0 ? `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>` : '',
    links.length > 0 ? `<hyperlinks>${links.join('')}</hyperlinks>` : '',
    '<printOptions horizontalCentered="1"/>',
    '<pageMargins left="0.6" right="0.6" top="0.75" bottom="0.75" header="0.3" footer="0.4"/>',
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>',
    '<headerFooter><oddFooter>&amp;C&amp;"宋体"&amp;10第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter>',
    '</worksheet>',
  ].join('');
}

function linkXml(
  address: string,
  link: NonNullable<AddedCell['link']>,
  text: string,
  fileLink: (file: string) => string,
): string {
  if ('file' in link) return `<hyperlink ref="${address}" r:id="${fileLink(link.file)}"/>`;
  const target = `${quotedSheet(link.sheet)}!${link.cell}`;
  return `<hyperlink ref="${address}" location="${xmlText(target)}" display="${xmlText(text)}"/>`;
}

/** Where the sheet prints: its area and the rows on each page, as defined names have them. */
export function printRanges(sheet: AddedSheet): { printArea: string; titleRows: string } {
  const last = `$${columnLetters(sheet.widths.length)}$${Math.max(1, sheet.rows.length)}`;
  return { printArea: `$A$1:${last}`, titleRows: `$${sheet.headingRow}:$${sheet.headingRow}` };
}
