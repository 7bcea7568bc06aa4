import type { FindingCode } from '../../../findings/catalogue.ts';
import type { WorkbookLimits } from '../../limits.ts';
import { type MadeSheet, xlsxParts, zipParts } from '../make-xlsx.ts';
import { type RawEntry, type RawZipOptions, rawZip } from './raw-zip.ts';

type Value = string | number | boolean;

/** The cells of the first sheet, `{A1: value}`, and no others; or, where they are too many to hold, how many rows. */
type GoodReading = { readonly reads: Readonly<Record<string, Value>> } | { readonly rows: number };

/** A file that lies, breaks off or asks for too much, and how its reading must end: with this finding, or well. */
export interface HostileFile {
  /** Name in the folder, each once; the ending is what its sender gave it. */
  readonly name: string;
  /** What is wrong with it. */
  readonly about: string;
  readonly outcome: FindingCode | GoodReading;
  /** The bytes, the same each time. */
  make(): Buffer;
  /**
   * Bounds under which this file asks for too much; beyond the real ones it would take long to make and to read. Such
   * files say nothing where the program reads under its own bounds.
   */
  readonly limits?: Partial<WorkbookLimits>;
  /** Takes long to read all the same: left out where many files are imported together. */
  readonly large?: true;
}

export type Parts = Record<string, string | Uint8Array>;

/** The sheet that most of the files spoil. */
export const victim: MadeSheet = {
  name: '园所信息表',
  rows: [
    ['园所名称', '班级数'],
    ['云溪市东湖区第一幼儿园', 9],
  ],
};

/** What the victim reads as where the harm does not reach it. */
export const unharmed = {
  reads: { A1: '园所名称', B1: '班级数', A2: '云溪市东湖区第一幼儿园', B2: 9 },
} as const;

export const mainNamespace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const officeNamespace = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
export const sheetPart = 'xl/worksheets/sheet1.xml';
export const stringsPart = 'xl/sharedStrings.xml';
export const stylesPart = 'xl/styles.xml';
export const workbookPart = 'xl/workbook.xml';
export const workbookRelationships = 'xl/_rels/workbook.xml.rels';

export function victimParts(): Parts {
  return xlsxParts([victim]);
}

/** The victim with parts replaced, or left out where undefined; packed properly. */
export function withParts(changes: Readonly<Record<string, string | Uint8Array | undefined>>): Buffer {
  const parts = { ...victimParts(), ...changes };
  const kept = Object.entries(parts).filter(
    (part): part is [string, string | Uint8Array] => part[1] !== undefined,
  );
  return zipParts(Object.fromEntries(kept));
}

/** The victim packed by hand; `lies` are what is said of single parts. */
export function packed(
  lies: Readonly<Record<string, Partial<RawEntry>>> = {},
  options: RawZipOptions = {},
  more: readonly RawEntry[] = [],
): Buffer {
  const entries = Object.entries(victimParts()).map(([name, data]) => ({ name, data, ...lies[name] }));
  return rawZip([...entries, ...more], options);
}

/** A sheet part of these rows; `after` stands behind them. */
export function sheetXml(rows: string, after = '', before = ''): string {
  return `<worksheet ${mainNamespace}>${before}<sheetData>${rows}</sheetData>${after}</worksheet>`;
}

/** A shared strings part of these items. */
export function stringsXml(items: string, attributes = ''): string {
  return `<sst ${mainNamespace}${attributes}>${items}</sst>`;
}

export function workbookXml(sheets: string, before = ''): string {
  return `<workbook ${mainNamespace} ${officeNamespace}>${before}<sheets>${sheets}</sheets></workbook>`;
}

export function relationshipsXml(
  ...items: readonly (readonly [id: string, kind: string, target: string, mode?: string])[]
): string {
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const written = items.map(
    ([id, kind, target, mode]) =>
      `<Relationship Id="${id}" Type="${type}/${kind}" Target="${target}"${mode ? ` TargetMode="${mode}"` : ''}/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${written.join('')}</Relationships>`;
}

/** One row with one cell of a formula's text, for content of any kind. */
export function cellXml(content: string, attributes = ' t="str"'): string {
  return sheetXml(`<row r="1"><c r="A1"${attributes}>${content}</c></row>`);
}

/** Bytes that look like nothing, by a small generator with a fixed start. */
export function noise(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let at = 0; at < length; at++) {
    state = (state * 48_271) % 2_147_483_647;
    bytes[at] = state & 0xff;
  }
  return bytes;
}
