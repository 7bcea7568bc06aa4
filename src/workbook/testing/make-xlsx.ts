import { strToU8, type Zippable, zipSync } from 'fflate';
import { cellAddress } from '../address.ts';

/** A date is `YYYY-MM-DD`; a formula without `value` has no cached result, as careless programs write it. */
export type MadeCell =
  | string
  | number
  | boolean
  | null
  | undefined
  | { readonly date: string; readonly format?: string }
  | { readonly formula: string; readonly value?: string | number | boolean }
  | { readonly number: number; readonly format: string }
  | { readonly error: string };

export interface MadeSheet {
  readonly name: string;
  readonly rows: readonly (readonly MadeCell[])[];
  /** `A1:C1` */
  readonly merges?: readonly string[];
  /** 1-based */
  readonly hiddenRows?: readonly number[];
  /** 1-based */
  readonly hiddenColumns?: readonly number[];
  readonly visibility?: 'visible' | 'hidden' | 'veryHidden';
}

export interface MakeXlsxOptions {
  /** Strings stand in the cells instead of the shared table. */
  readonly inlineStrings?: boolean;
  /** Namespace prefix of every element, as some exporters write it: `x` gives `<x:row>`. */
  readonly prefix?: string;
  readonly date1904?: boolean;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/**
 * A small .xlsx from plain values, for tests: written by hand, the same input gives the same bytes.
 * Row and cell positions follow from the arrays; `null` leaves a cell out, an empty array a row.
 */
export function makeXlsx(sheets: readonly MadeSheet[], options: MakeXlsxOptions = {}): Buffer {
  return zipParts(xlsxParts(sheets, options));
}

/** The parts of `makeXlsx` by name, for tests that spoil one of them before `zipParts`. */
export function xlsxParts(
  sheets: readonly MadeSheet[],
  options: MakeXlsxOptions = {},
): Record<string, string | Uint8Array> {
  const strings = new Map<string, number>();
  const formats = new Map<string, number>();
  const parts: Record<string, string> = {};
  const bodies = sheets.map((sheet) => sheetXml(sheet, strings, formats, options));
  parts['[Content_Types].xml'] = contentTypes(sheets.length);
  parts['_rels/.rels'] = relationships([['rId1', `${office}/officeDocument`, 'xl/workbook.xml']]);
  parts['xl/workbook.xml'] = workbookXml(sheets, options);
  parts['xl/_rels/workbook.xml.rels'] = relationships([
    ...sheets.map((_, index): [string, string, string] => [
      `rId${index + 1}`,
      `${office}/worksheet`,
      `worksheets/sheet${index + 1}.xml`,
    ]),
    ['rIdStyles', `${office}/styles`, 'styles.xml'],
    ['rIdStrings', `${office}/sharedStrings`, 'sharedStrings.xml'],
  ]);
  parts['xl/styles.xml'] = stylesXml(formats);
  for (const [index, body] of bodies.entries()) parts[`xl/worksheets/sheet${index + 1}.xml`] = body;
  parts['xl/sharedStrings.xml'] = stringsXml(strings, options);
  return parts;
}

/** Packs parts into a ZIP whose bytes depend on nothing but them. */
export function zipParts(parts: Readonly<Record<string, string | Uint8Array>>, level: 0 | 6 = 6): Buffer {
  const entries: Zippable = {};
  for (const [name, content] of Object.entries(parts)) {
    entries[name] = typeof content === 'string' ? strToU8(content) : content;
  }
  // The ZIP time stamp is local wall-clock time, so this is the same bytes in every time zone.
  return Buffer.from(zipSync(entries, { level, mtime: new Date(1980, 0, 1) }));
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) =>
    sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : sign === '>' ? '&gt;' : '&quot;',
  );
}

function sheetXml(
  sheet: MadeSheet,
  strings: Map<string, number>,
  formats: Map<string, number>,
  options: MakeXlsxOptions,
): string {
  const p = options.prefix ? `${options.prefix}:` : '';
  const hidden = new Set(sheet.hiddenRows);
  const rows = sheet.rows.map((row, index) => {
    const number = index + 1;
    const cells = row.map((cell, at) => cellXml(cell, cellAddress(number, at + 1), p));
    if (cells.every((cell) => cell === '') && !hidden.has(number)) return '';
    return `<${p}row r="${number}"${hidden.has(number) ? ' hidden="1"' : ''}>${cells.join('')}</${p}row>`;
  });
  const columns = (sheet.hiddenColumns ?? []).map(
    (column) => `<${p}col min="${column}" max="${column}" width="9" hidden="1"/>`,
  );
  const merges = (sheet.merges ?? []).map((range) => `<${p}mergeCell ref="${range}"/>`);
  return `${declaration}<${p}worksheet ${namespaces(options)}>${
    columns.length > 0 ? `<${p}cols>${columns.join('')}</${p}cols>` : ''
  }<${p}sheetData>${rows.join('')}</${p}sheetData>${
    merges.length > 0 ? `<${p}mergeCells count="${merges.length}">${merges.join('')}</${p}mergeCells>` : ''
  }</${p}worksheet>`;

  function cellXml(cell: MadeCell, address: string, p: string): string {
    if (cell === null || cell === undefined) return '';
    if (typeof cell === 'string') {
      if (options.inlineStrings) {
        return `<${p}c r="${address}" t="inlineStr"><${p}is><${p}t xml:space="preserve">${escapeXml(cell)}</${p}t></${p}is></${p}c>`;
      }
      return `<${p}c r="${address}" t="s"><${p}v>${numbered(strings, cell)}</${p}v></${p}c>`;
    }
    if (typeof cell === 'number') return `<${p}c r="${address}"><${p}v>${cell}</${p}v></${p}c>`;
    if (typeof cell === 'boolean') {
      return `<${p}c r="${address}" t="b"><${p}v>${cell ? 1 : 0}</${p}v></${p}c>`;
    }
    if ('error' in cell) return `<${p}c r="${address}" t="e"><${p}v>${escapeXml(cell.error)}</${p}v></${p}c>`;
    if ('formula' in cell) {
      const { value } = cell;
      const type = typeof value === 'string' ? ' t="str"' : typeof value === 'boolean' ? ' t="b"' : '';
      const shown = typeof value === 'boolean' ? Number(value) : value;
      const result = shown === undefined ? '' : `<${p}v>${escapeXml(String(shown))}</${p}v>`;
      return `<${p}c r="${address}"${type}><${p}f>${escapeXml(cell.formula)}</${p}f>${result}</${p}c>`;
    }
    const serial = 'date' in cell ? dateSerial(cell.date, options.date1904) : cell.number;
    const style = numbered(formats, cell.format ?? 'yyyy\\-mm\\-dd') + 1;
    return `<${p}c r="${address}" s="${style}"><${p}v>${serial}</${p}v></${p}c>`;
  }
}

function numbered(known: Map<string, number>, key: string): number {
  const seen = known.get(key);
  if (seen !== undefined) return seen;
  known.set(key, known.size);
  return known.size - 1;
}

/** Days since Excel's day 0; right from March 1900 on. */
function dateSerial(date: string, date1904 = false): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000) + (date1904 ? 24_107 : 25_569);
}

function namespaces(options: MakeXlsxOptions): string {
  return `xmlns${options.prefix ? `:${options.prefix}` : ''}="${main}" xmlns:r="${office}"`;
}

function workbookXml(sheets: readonly MadeSheet[], options: MakeXlsxOptions): string {
  const p = options.prefix ? `${options.prefix}:` : '';
  const entries = sheets.map((sheet, index) => {
    const state = sheet.visibility && sheet.visibility !== 'visible' ? ` state="${sheet.visibility}"` : '';
    return `<${p}sheet name="${escapeXml(sheet.name)}" sheetId="${index + 1}"${state} r:id="rId${index + 1}"/>`;
  });
  const properties = options.date1904 ? `<${p}workbookPr date1904="1"/>` : '';
  return `${declaration}<${p}workbook ${namespaces(options)}>${properties}<${p}sheets>${entries.join('')}</${p}sheets></${p}workbook>`;
}

function stringsXml(strings: ReadonlyMap<string, number>, options: MakeXlsxOptions): string {
  const p = options.prefix ? `${options.prefix}:` : '';
  const items = [...strings.keys()].map(
    (text) => `<${p}si><${p}t xml:space="preserve">${escapeXml(text)}</${p}t></${p}si>`,
  );
  return `${declaration}<${p}sst ${namespaces(options)} uniqueCount="${items.length}">${items.join('')}</${p}sst>`;
}

function stylesXml(formats: ReadonlyMap<string, number>): string {
  const codes = [...formats.keys()];
  const numFmts = codes.map(
    (code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${escapeXml(code)}"/>`,
  );
  const xfs = codes.map(
    (_, index) => `<xf numFmtId="${200 + index}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>`,
  );
  return `${declaration}<styleSheet xmlns="${main}">${
    numFmts.length > 0 ? `<numFmts count="${numFmts.length}">${numFmts.join('')}</numFmts>` : ''
  }<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="${xfs.length + 1}"><xf numFmtId="0"/>${xfs.join('')}</cellXfs></styleSheet>`;
}

function relationships(entries: readonly (readonly [string, string, string])[]): string {
  const items = entries.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="${packaged}/relationships">${items.join('')}</Relationships>`;
}

function contentTypes(sheets: number): string {
  const sheetMl = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const overrides = Array.from(
    { length: sheets },
    (_, index) =>
      `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${sheetMl}.worksheet+xml"/>`,
  );
  return `${declaration}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetMl}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetMl}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${sheetMl}.sharedStrings+xml"/>${overrides.join('')}</Types>`;
}
