import { type ParsingOptions, read, SSF, set_cptable, type WorkBook, type WorkSheet } from '@e965/xlsx';
import type { CellRange, Row } from '../sheet.ts';
import { builtinFormat } from '../xlsx/number-formats.ts';
import { readBiffOutline } from './biff-outline.ts';
import { codePages } from './code-pages.ts';
import { LibraryCells } from './library-cells.ts';
import {
  type LibraryKind,
  type LibraryLimits,
  type OutlinedSheet,
  RefusalError,
  type RowBatch,
} from './process-protocol.ts';
import { workbookStream } from './workbook-stream.ts';

/** Cells of one batch, and of a workbook that is given whole. */
const batchCells = 20_000;
/** Rows that one batch looks at: most of a sheet may be empty. */
const batchRows = 20_000;

const options: ParsingOptions = {
  dense: true,
  cellNF: true,
  cellText: false,
  cellHTML: false,
  cellDates: false,
  // Long digit strings of HTML and the like stay as they are.
  raw: true,
};

/** Highest number of a format that a file may name without a code. */
const builtinFormats = 59;

interface ReadSheet {
  readonly sheet: WorkSheet;
  readonly lastRow: number;
}

/**
 * A workbook in memory, as the library read it. The library does not bound what it reads; this runs in a process
 * whose memory and time are bounded from outside.
 */
export class LibraryWorkbook {
  readonly sheets: readonly OutlinedSheet[];
  readonly #read: readonly ReadSheet[];
  readonly #cells: LibraryCells;

  /** Throws a `RefusalError` where the workbook cannot be read. */
  constructor(file: Uint8Array, kind: LibraryKind, limits: LibraryLimits) {
    const bytes = kind === 'xls' && file[0] === 0xd0 ? workbookStream(file) : file;
    const outline = kind === 'xls' ? readBiffOutline(bytes) : undefined;
    if (outline?.encrypted) throw new RefusalError('workbook-encrypted');
    // BIFF8 has Unicode, and is read faster without.
    if (outline && outline.version < 8) set_cptable(codePages);
    const book = readWith(bytes, kind);
    this.#cells = new LibraryCells(limits, book.Workbook?.WBProps?.date1904 === true);
    const sheets: OutlinedSheet[] = [];
    const kept: ReadSheet[] = [];
    for (const [index, name] of book.SheetNames.entries()) {
      const sheet = Object.hasOwn(book.Sheets, name) ? book.Sheets[name] : undefined;
      // Chart, macro and dialog sheets have a type.
      if (!sheet || (sheet['!type'] !== undefined && sheet['!type'] !== 'sheet')) continue;
      const merges = (sheet['!merges'] ?? []).map(rangeOf);
      if (merges.length > limits.merges) {
        throw new RefusalError('workbook-too-large', { what: '合并单元格数', limit: `${limits.merges} 处` });
      }
      const hiddenColumns = outline ? (outline.hiddenColumns[index] ?? []) : hiddenOf(sheet);
      sheets.push({ name, visibility: visibilityOf(book, name), merges, hiddenColumns });
      kept.push({ sheet, lastRow: sheet['!data']?.length ?? 0 });
      if (sheets.length > limits.sheets) {
        throw new RefusalError('workbook-too-large', { what: '工作表数', limit: `${limits.sheets} 个` });
      }
    }
    if (sheets.length === 0) throw new RefusalError('workbook-no-sheets');
    this.#read = kept;
    this.sheets = this.#withRows(sheets);
  }

  /** Rows `from`..`to` (1-based, inclusive), as many as make one batch. */
  rows(index: number, from: number, to: number): RowBatch {
    const { sheet, lastRow } = this.#read[index]!;
    const last = Math.min(to, lastRow);
    const rows: Row[] = [];
    let cells = 0;
    let number = from;
    for (; number <= last && cells < batchCells && number - from < batchRows; number++) {
      const row = this.#cells.row(sheet, number - 1);
      if (!row) continue;
      rows.push(row);
      cells += row.cells.length;
    }
    return { rows, next: number <= last ? number : undefined };
  }

  /** All rows at once, if the workbook is small. */
  #withRows(sheets: readonly OutlinedSheet[]): readonly OutlinedSheet[] {
    let cells = 0;
    const batches: (readonly Row[])[] = [];
    for (let index = 0; index < sheets.length; index++) {
      const { rows, next } = this.rows(index, 1, Number.POSITIVE_INFINITY);
      for (const row of rows) cells += row.cells.length;
      if (next !== undefined || cells > batchCells) return sheets;
      batches.push(rows);
    }
    return sheets.map((sheet, index) => ({ ...sheet, rows: batches[index]! }));
  }
}

function readWith(bytes: Uint8Array, kind: LibraryKind): WorkBook {
  const table: Record<number, string> = {};
  // The library's formats for these numbers are those of another country, or none; a file's own codes stand above.
  for (let id = 0; id < builtinFormats; id++) table[id] = builtinFormat(id);
  SSF.load_table(table);
  const more: ParsingOptions = kind === 'xlsb' ? { cellStyles: true } : { codepage: 936 };
  const give = (extra: ParsingOptions): WorkBook =>
    kind === 'html' || kind === 'spreadsheet-xml'
      ? read(Buffer.from(bytes).toString(), { ...options, ...extra, type: 'string' })
      : read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
          ...options,
          ...more,
          ...extra,
          type: 'buffer',
        });
  try {
    return give({});
  } catch (error) {
    if (isEncryption(error)) throw new RefusalError('workbook-encrypted');
  }
  try {
    // A formula that the library cannot put into words must not cost the values.
    return give({ cellFormula: false });
  } catch {
    throw new RefusalError('workbook-corrupt', { reason: '内容不合格式的规定，读不通' });
  }
}

function isEncryption(error: unknown): boolean {
  return error instanceof Error && /password|encrypt/i.test(error.message);
}

function rangeOf(range: { s: { r: number; c: number }; e: { r: number; c: number } }): CellRange {
  return { top: range.s.r + 1, left: range.s.c + 1, bottom: range.e.r + 1, right: range.e.c + 1 };
}

function hiddenOf(sheet: WorkSheet): { from: number; to: number }[] {
  const hidden: { from: number; to: number }[] = [];
  for (const [index, column] of (sheet['!cols'] ?? []).entries()) {
    if (!column?.hidden) continue;
    const last = hidden.at(-1);
    if (last && last.to === index) hidden[hidden.length - 1] = { from: last.from, to: index + 1 };
    else hidden.push({ from: index + 1, to: index + 1 });
  }
  return hidden;
}

function visibilityOf(book: WorkBook, name: string): OutlinedSheet['visibility'] {
  const hidden = book.Workbook?.Sheets?.find((sheet) => sheet.name === name)?.Hidden;
  return hidden === 1 ? 'hidden' : hidden === 2 ? 'veryHidden' : 'visible';
}
