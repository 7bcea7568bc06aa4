import type { Finding } from '../findings/finding.ts';

/** What a cell holds. Dates come as `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS`, already free of any time zone. */
export type CellContent =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'date'; readonly value: string; readonly serial: number }
  /** `#REF!` and the like: the text of the error. */
  | { readonly type: 'error'; readonly value: string };

export interface Cell {
  /** 1-based. */
  readonly row: number;
  /** 1-based: A = 1. */
  readonly column: number;
  readonly content: CellContent;
  /** Number format as the file states it, `General` where it states none. */
  readonly format: string;
  /** Formula without `=`, where the cell has one; `content` is its cached result. */
  readonly formula?: string;
  /** Of a formula shared with the cells before it: the cell for which `formula` is written. */
  readonly formulaFrom?: { readonly row: number; readonly column: number };
  /** The file holds the formula but no cached result: `content` is an empty text that must not be taken as blank. */
  readonly formulaOnly?: true;
}

/** A row with at least one cell; empty rows are not delivered. Cells stand in column order. */
export interface Row {
  readonly number: number;
  readonly cells: readonly Cell[];
  readonly hidden: boolean;
  /** Fields that a text file has on the row, blank ones too; formats with cells have no such number. */
  readonly fields?: number;
  /** It is a text file's last, and no line end follows. */
  readonly isUnended?: boolean;
}

/** Inclusive, 1-based. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Sheet {
  readonly name: string;
  readonly index: number;
  readonly visibility: 'visible' | 'hidden' | 'veryHidden';
  readonly merges: readonly CellRange[];
  readonly hiddenColumns: readonly { readonly from: number; readonly to: number }[];
  /** Number of the last row, where a first scan has seen it: for showing how far a reading has come. */
  readonly lastRow?: number;
  /** Rows in ascending order, streamed: memory does not grow with the sheet. */
  rows(): AsyncIterable<Row>;
  /** Rows `from`..`to` (inclusive) at once, at most `windowLimit` rows. */
  window(from: number, to: number): Promise<Row[]>;
  /** Where a cell (`C5`) stands as people say it, `表1 第3行第2列`, where the format knows no addresses. */
  describeCell?(address: string): string;
}

/** The one interface behind which every spreadsheet format stands. */
export interface Workbook {
  readonly path: string;
  readonly format: 'xlsx' | 'xlsb' | 'xls' | 'ods' | 'csv' | 'docx';
  /** Lower-case hexadecimal SHA-256 of the file's bytes. */
  readonly sha256: string;
  readonly bytes: number;
  readonly sheets: readonly Sheet[];
  /** What was odd about the file but did not stop the reading. */
  readonly findings: readonly Finding[];
  close(): Promise<void>;
}

/** Most rows that `window` gives at once. */
export const windowLimit = 2_000;
