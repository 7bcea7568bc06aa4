import { cellAddress } from '../address.ts';
import type { Cell, CellRange, Sheet, Workbook } from '../sheet.ts';
import { dateToSerial } from '../xlsx/serial-dates.ts';
import { worksheetType } from './added-sheet.ts';
import { madeSource, type PartSource } from './package-edit.ts';
import { LayoutFinder, RowHeights, type SheetLayout } from './sheet-layout.ts';
import { xmlDeclaration, xmlText } from './xml-edit.ts';

/** A workbook written anew as .xlsx, to be marked, and what its sheets are called in it. */
export interface PlainPackage {
  readonly source: PartSource;
  readonly mainPart: string;
  /** Names of the sheets in it by the names in the file: Excel takes not every name. */
  readonly names: ReadonlyMap<string, string>;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Width of a hidden column in which nothing stands, in characters. */
const leastWidth = 6;
/** Bytes of XML that are given at once. */
const chunkBytes = 64 * 1024;
/** From so many digits on, Excel shows a number in powers of ten. */
const longNumber = 1e11;

/** A sheet as it is to be written: known only after all its rows were seen once. */
interface Plan {
  readonly sheet: Sheet;
  readonly name: string;
  readonly layout: SheetLayout;
}

/**
 * The sheets of a workbook of any format as a package (.xlsx): values as they were read (text as text, so that codes
 * keep their zeros), number formats, merged cells, hidden rows, columns and sheets. Formulas come as their results.
 * The rows are read as the package is written, and once before; nothing is held but formats and column widths.
 */
export async function plainPackage(workbook: Pick<Workbook, 'sheets'>): Promise<PlainPackage> {
  const formats = new Map<string, number>([['@', 0]]);
  const names = new Map<string, string>();
  const plans: Plan[] = [];
  for (const sheet of workbook.sheets) {
    const name = sheetNameFor(sheet.name, new Set([...names.values()].map((each) => each.toLowerCase())));
    names.set(sheet.name, name);
    const finder = new LayoutFinder(sheet.merges);
    for await (const row of sheet.rows()) {
      for (const cell of row.cells) {
        const format = formatOf(cell);
        if (!formats.has(format)) formats.set(format, formats.size);
        finder.see(cell);
      }
    }
    plans.push({ sheet, name, layout: finder.layout() });
  }
  const parts = new Map<string, string | (() => AsyncIterable<Buffer>)>();
  parts.set('[Content_Types].xml', contentTypes(plans.length));
  const document = `<Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/>`;
  parts.set('_rels/.rels', relationships(document));
  parts.set('xl/workbook.xml', workbookXml(plans));
  const sheets = plans.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${office}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${plans.length + 1}" Type="${office}/styles" Target="styles.xml"/>`;
  parts.set('xl/_rels/workbook.xml.rels', relationships(sheets.join('') + styles));
  parts.set('xl/styles.xml', stylesXml([...formats.keys()]));
  for (const [index, plan] of plans.entries()) {
    parts.set(`xl/worksheets/sheet${index + 1}.xml`, () => sheetChunks(plan, formats));
  }
  return { source: madeSource(parts), mainPart: 'xl/workbook.xml', names };
}

/** A name that Excel takes for a sheet, not yet taken. */
function sheetNameFor(name: string, taken: ReadonlySet<string>): string {
  const plain = name.replace(/[\\/?*[\]:\u0000-\u001f]/gu, '').replace(/^'+|'+$/gu, '') || '表';
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? '' : `（${number}）`;
    const tried = `${[...plain].slice(0, 31 - ending.length).join('')}${ending}`;
    if (!taken.has(tried.toLowerCase())) return tried;
  }
}

function formatOf(cell: Cell): string {
  if (cell.content.type === 'text' || cell.content.type === 'error') return '@';
  if (cell.format !== 'General') return cell.format;
  const long = cell.content.type === 'number' && Math.abs(cell.content.value) >= longNumber;
  if (long && Number.isInteger(cell.content.value)) return '0';
  return cell.content.type === 'date' ? 'yyyy-mm-dd' : 'General';
}

async function* sheetChunks(plan: Plan, formats: ReadonlyMap<string, number>): AsyncGenerator<Buffer, void> {
  const { sheet, layout } = plan;
  const { widths, orientation, scale } = layout;
  const apart = mergesApart(sheet.merges);
  const heights = new RowHeights(apart, widths);
  const missing = (row: number) =>
    heights
      .missingBefore(row)
      .map(([each, points]) => `<row r="${each}" ht="${points}" customHeight="1"/>`)
      .join('');
  let text = `${xmlDeclaration}<worksheet xmlns="${main}">${scale === null ? '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' : ''}<sheetFormatPr defaultRowHeight="15"/>${colsXml(sheet, widths)}<sheetData>`;
  for await (const row of sheet.rows()) {
    const cells = row.cells.map((cell) => cellXml(cell, formats.get(formatOf(cell))! + 1)).join('');
    text += missing(row.number);
    const height = heights.heightOf(row.number, row.cells);
    const tall = height === undefined ? '' : ` ht="${height}" customHeight="1"`;
    text += `<row r="${row.number}"${tall}${row.hidden ? ' hidden="1"' : ''}>${cells}</row>`;
    if (text.length < chunkBytes) continue;
    yield Buffer.from(text);
    text = '';
  }
  text += `${missing(Number.POSITIVE_INFINITY)}</sheetData>`;
  if (apart.length > 0) {
    const merges = apart.map(
      ({ top, left, bottom, right }) =>
        `<mergeCell ref="${cellAddress(top, left)}:${cellAddress(bottom, right)}"/>`,
    );
    text += `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>`;
  }
  text += '<pageMargins left="0.6" right="0.6" top="0.75" bottom="0.75" header="0.3" footer="0.4"/>';
  const fitted = scale === null ? ' fitToHeight="0"' : ` scale="${scale}"`;
  yield Buffer.from(`${text}<pageSetup paperSize="9" orientation="${orientation}"${fitted}/></worksheet>`);
}

/** The merged cells that Excel takes: of more than one cell, and none over another. */
function mergesApart(merges: Sheet['merges']): CellRange[] {
  const kept: CellRange[] = [];
  let open: CellRange[] = [];
  const ordered = [...merges].sort((one, other) => one.top - other.top || one.left - other.left);
  for (const range of ordered) {
    if (range.top === range.bottom && range.left === range.right) continue;
    open = open.filter(({ bottom }) => bottom >= range.top);
    if (open.some(({ left, right }) => left <= range.right && right >= range.left)) continue;
    open.push(range);
    kept.push(range);
  }
  return kept;
}

function colsXml(sheet: Sheet, widths: ReadonlyMap<number, number>): string {
  const columns = new Map([...widths].map(([column, wide]) => [column, { wide, hidden: false }]));
  for (const { from, to } of sheet.hiddenColumns) {
    // Beyond the last column with something in it there is nothing to hide.
    for (let column = from; column <= Math.min(to, Math.max(0, ...widths.keys())); column += 1) {
      columns.set(column, { wide: columns.get(column)?.wide ?? leastWidth, hidden: true });
    }
  }
  if (columns.size === 0) return '';
  const cols = [...columns]
    .sort(([one], [other]) => one - other)
    .map(
      ([column, { wide, hidden }]) =>
        `<col min="${column}" max="${column}" width="${wide}" customWidth="1"${hidden ? ' hidden="1"' : ''}/>`,
    );
  return `<cols>${cols.join('')}</cols>`;
}

function cellXml(cell: Cell, style: number): string {
  const start = `<c r="${cellAddress(cell.row, cell.column)}" s="${style}"`;
  const { content } = cell;
  if (content.type === 'number') return `${start}><v>${content.value}</v></c>`;
  // Counted from 1900, whatever the file counts from.
  if (content.type === 'date') return `${start}><v>${dateToSerial(content.value) ?? content.serial}</v></c>`;
  if (content.type === 'boolean') return `${start} t="b"><v>${content.value ? 1 : 0}</v></c>`;
  if (content.type === 'error') return `${start} t="e"><v>${xmlText(content.value)}</v></c>`;
  if (content.value === '') return `${start}/>`;
  // `_x0041_` in a text would be taken for an escaped character.
  const text = xmlText(content.value.replace(/_(?=x[0-9a-f]{4}_)/giu, '_x005F_'));
  return `${start} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

function contentTypes(sheets: number): string {
  const parts = Array.from(
    { length: sheets },
    (_, index) =>
      `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${worksheetType}"/>`,
  );
  return `${xmlDeclaration}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>${parts.join('')}<Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`;
}

function relationships(elements: string): string {
  return `${xmlDeclaration}<Relationships xmlns="${packaged}/relationships">${elements}</Relationships>`;
}

function workbookXml(plans: readonly Plan[]): string {
  const sheets = plans.map(({ sheet, name }, index) => {
    const state = sheet.visibility === 'visible' ? '' : ` state="${sheet.visibility}"`;
    return `<sheet name="${xmlText(name)}" sheetId="${index + 1}"${state} r:id="rId${index + 1}"/>`;
  });
  return `${xmlDeclaration}<workbook xmlns="${main}" xmlns:r="${office}"><bookViews><workbookView/></bookViews><sheets>${sheets.join('')}</sheets></workbook>`;
}

/** Format 0 is the plain one; those of the cells follow in their order, with thin borders and wrapped text. */
function stylesXml(formats: readonly string[]): string {
  const custom = formats.map(
    (code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${xmlText(code)}"/>`,
  );
  const line = (side: string) => `<${side} style="thin"><color rgb="FF000000"/></${side}>`;
  const border = `<border>${['left', 'right', 'top', 'bottom'].map(line).join('')}<diagonal/></border>`;
  const xfs = formats.map(
    (code, index) =>
      `<xf numFmtId="${code === '@' ? 49 : code === 'General' ? 0 : 200 + index}" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>`,
  );
  return `${xmlDeclaration}<styleSheet xmlns="${main}"><numFmts count="${custom.length}">${custom.join('')}</numFmts><fonts count="1"><font><sz val="11"/><color rgb="FF000000"/><name val="宋体"/><charset val="134"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>${border}</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${xfs.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${xfs.join('')}</cellXfs><cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}
