import { cellText } from '../../../tables/sheet-style.ts';
import { fileWidth } from '../../../tables/text-layout.ts';
import { cellAddress } from '../../../workbook/address.ts';
import type { Value } from '../formula/operate.ts';
import type { BookCell, BookSheet, InputCheck } from './book.ts';
import { colourNumbers, styleNumbers } from './styles.ts';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function xmlText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => escapes[character]!);
}

/** A worksheet part. @param cached what a formula of the sheet comes to */
export function sheetXml(
  sheet: BookSheet,
  cached: (row: number, column: number) => Value,
  isFirst: boolean,
): string {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const rows = sheet.rows.map(({ height, cells }, index) => {
    const row = index + 1;
    const inner = cells.map((cell, at) => (cell ? cellXml(cell, row, at + 1, cached) : ''));
    return `<row r="${row}" ht="${height}" customHeight="1">${inner.join('')}</row>`;
  });
  return [
    `<worksheet xmlns="${main}" xmlns:r="${office}"><sheetPr><pageSetUpPr fitToPage="${sheet.pageEnd ? 0 : 1}"/></sheetPr>`,
    viewsXml(sheet, isFirst),
    '<sheetFormatPr defaultRowHeight="15"/><cols>',
    ...sheet.widths.map(
      (width, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${fileWidth(width)}" customWidth="1"/>`,
    ),
    '</cols><sheetData>',
    ...rows,
    '</sheetData><sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>',
    mergesXml(sheet),
    coloursXml(sheet),
    checksXml(sheet.checks),
    linksXml(sheet),
    '<printOptions horizontalCentered="1"/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.35"/>',
    pageSetupXml(sheet),
    '<headerFooter><oddFooter>&amp;C&amp;"宋体"&amp;9&amp;A　第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter>',
    sheet.pageEnd
      ? `<rowBreaks count="1" manualBreakCount="1"><brk id="${sheet.pageEnd.before - 1}" max="16383" man="1"/></rowBreaks>`
      : '',
    sheet.pictures.length > 0 ? '<drawing r:id="rId1"/>' : '',
    '</worksheet>',
  ].join('');
}

function pageSetupXml({ isLandscape, pages, pageEnd }: BookSheet): string {
  const orientation = isLandscape ? 'landscape' : 'portrait';
  const size = pageEnd ? `scale="${pageEnd.scale}"` : `fitToWidth="1" fitToHeight="${pages}"`;
  return `<pageSetup paperSize="9" orientation="${orientation}" ${size}/>`;
}

function viewsXml({ heading }: BookSheet, isFirst: boolean): string {
  const selected = isFirst ? ' tabSelected="1"' : '';
  const pane = heading
    ? `<pane ySplit="${heading.to}" topLeftCell="A${heading.to + 1}" activePane="bottomLeft" state="frozen"/>`
    : '';
  return `<sheetViews><sheetView showGridLines="0"${selected} workbookViewId="0">${pane}</sheetView></sheetViews>`;
}

function cellXml(
  { style, value, formula }: BookCell,
  row: number,
  column: number,
  cached: (row: number, column: number) => Value,
): string {
  const start = `<c r="${cellAddress(row, column)}" s="${styleNumbers[style]}"`;
  if (formula !== undefined) return formulaXml(start, formula, cached(row, column));
  if (typeof value === 'number') return `${start}><v>${value}</v></c>`;
  if (value === undefined || value === '') return `${start}/>`;
  return `${start} t="inlineStr"><is><t xml:space="preserve">${xmlText(cellText(value))}</t></is></c>`;
}

function formulaXml(start: string, formula: string, result: Value): string {
  const written = `<f>${xmlText(formula)}</f>`;
  if (typeof result === 'number') return `${start}>${written}<v>${result}</v></c>`;
  if (typeof result === 'boolean') return `${start} t="b">${written}<v>${result ? 1 : 0}</v></c>`;
  if (result === null || typeof result === 'string') {
    return `${start} t="str">${written}<v>${xmlText(cellText(result ?? ''))}</v></c>`;
  }
  return `${start} t="e">${written}<v>${xmlText(result.error)}</v></c>`;
}

function mergesXml({ merges }: BookSheet): string {
  if (merges.length === 0) return '';
  const cells = merges.map(
    ({ top, left, bottom, right }) =>
      `<mergeCell ref="${cellAddress(top, left)}:${cellAddress(bottom, right)}"/>`,
  );
  return `<mergeCells count="${cells.length}">${cells.join('')}</mergeCells>`;
}

function coloursXml({ colours }: BookSheet): string {
  return colours
    .map(
      ({ cells, formula, colour }, index) =>
        `<conditionalFormatting sqref="${cells}"><cfRule type="expression" dxfId="${colourNumbers[colour]}" priority="${index + 1}"><formula>${xmlText(formula)}</formula></cfRule></conditionalFormatting>`,
    )
    .join('');
}

/** Most characters that Excel takes in the title and the text of a message. */
const messageLimit = 250;

function checksXml(checks: readonly InputCheck[]): string {
  if (checks.length === 0) return '';
  const elements = checks.map((check) => {
    const message = (text: string) => xmlText([...cellText(text)].slice(0, messageLimit).join(''));
    const shown = `allowBlank="1" showInputMessage="1" showErrorMessage="1" errorStyle="stop" errorTitle="请核对" error="${message(check.error)}" promptTitle="填写说明" prompt="${message(check.prompt)}" sqref="${check.cells}"`;
    if (check.kind === 'list') {
      const list = xmlText(`"${check.choices.join(',')}"`);
      return `<dataValidation type="list" ${shown}><formula1>${list}</formula1></dataValidation>`;
    }
    return `<dataValidation type="${check.kind}" operator="between" ${shown}><formula1>${check.least}</formula1><formula2>${check.most}</formula2></dataValidation>`;
  });
  return `<dataValidations count="${elements.length}">${elements.join('')}</dataValidations>`;
}

function linksXml({ links }: BookSheet): string {
  if (links.length === 0) return '';
  const elements = links.map(
    ({ cell, sheet }) =>
      `<hyperlink ref="${cell}" location="${xmlText(`'${sheet.replaceAll("'", "''")}'!A1`)}" display="${xmlText(sheet)}"/>`,
  );
  return `<hyperlinks>${elements.join('')}</hyperlinks>`;
}
