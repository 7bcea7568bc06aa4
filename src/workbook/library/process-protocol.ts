import type { CellRange, Row, Sheet } from '../sheet.ts';

/** Workbooks that are read by the library, each by its way of being given to it. */
export type LibraryKind = 'xls' | 'xlsb' | 'html' | 'spreadsheet-xml';

/** Bounds that the process holds by itself; those of time and memory are held from outside. */
export interface LibraryLimits {
  readonly sheets: number;
  readonly rows: number;
  readonly columns: number;
  readonly textLength: number;
  readonly merges: number;
}

/** What is asked of the process; every request has one answer. */
export type LibraryRequest =
  | {
      readonly task: 'open';
      readonly kind: LibraryKind;
      readonly bytes: Uint8Array;
      readonly limits: LibraryLimits;
    }
  /** Rows `from`..`to` of the workbook opened last, as many as make one batch. */
  | { readonly task: 'rows'; readonly sheet: number; readonly from: number; readonly to: number }
  | { readonly task: 'close' };

export interface OutlinedSheet {
  readonly name: string;
  readonly visibility: Sheet['visibility'];
  readonly merges: readonly CellRange[];
  readonly hiddenColumns: readonly { readonly from: number; readonly to: number }[];
  /** All rows, where the workbook is small: nothing needs to be asked again then. */
  readonly rows?: readonly Row[];
}

export interface RowBatch {
  readonly rows: readonly Row[];
  /** First row of the next batch; undefined where there is none. */
  readonly next: number | undefined;
}

/** Why a workbook is not read, as a code of the catalogue with its parameters. */
export interface Refusal {
  readonly code:
    | 'workbook-encrypted'
    | 'workbook-corrupt'
    | 'workbook-too-large'
    | 'workbook-no-sheets'
    | 'workbook-format-unsupported';
  readonly parameters: Readonly<Record<string, string>>;
}

export type LibraryAnswer =
  | { readonly sheets: readonly OutlinedSheet[] }
  | RowBatch
  | { readonly refusal: Refusal }
  | { readonly done: true };

/** Thrown inside the process. */
export class RefusalError extends Error {
  readonly refusal: Refusal;

  constructor(code: Refusal['code'], parameters: Refusal['parameters'] = {}) {
    super(code);
    this.refusal = { code, parameters };
  }
}
