import type { Finding } from '../findings/finding.ts';

/** A value after normalisation. Absent keys and `undefined` mean "not given" and never overwrite anything. */
export type FieldValue = string | number | boolean;

/**
 * One row of a list, or one whole form, understood: typed values by field key, each with the cell it came from.
 * What was wrong with single values stands in `findings`; with an `error` among them the row is rejected.
 */
export interface TableRecord {
  /** Sheet row (for a form: the first row of its grid). */
  readonly row: number;
  readonly values: Readonly<Record<string, FieldValue | undefined>>;
  /** Cell addresses by field key, also of fields whose value is missing where the column is known. */
  readonly cells: Readonly<Record<string, string>>;
  /** The text as it stood in the cell, by field key, before normalisation. */
  readonly raw: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
}

/** Why a row of the data area is no record: counted as skipped, never silently dropped. */
export type SkipReason = 'subtotal' | 'repeated-header' | 'note' | 'example';

export interface SkippedRow {
  readonly row: number;
  readonly reason: SkipReason;
}

/** Where a form's label was found, and where its value is to be read. */
export interface FormPlace {
  readonly label: string;
  /** Address of the value cell; for `inLabel`, of the label itself. */
  readonly value: string;
  /** The value stands in the label's own cell, after a colon. */
  readonly inLabel: boolean;
}

/** What was found on one sheet. Findings tell what was missing, doubtful or left out. */
export interface Recognition {
  readonly locations: readonly TableLocation[];
  readonly findings: readonly Finding[];
}

/** Rows of a list in sheet order. `footer` and `findings` are complete once the iteration has ended. */
export interface ListReader extends AsyncIterable<TableRecord | SkippedRow> {
  /** 填报人, 日期 … by key of the definition's footer. */
  readonly footer: Readonly<Record<string, string>>;
  /** What concerns the table and not one row of it: hidden rows read, a header that changed. */
  readonly findings: readonly Finding[];
}

/** Tells a skipped row from a record. */
export function isSkipped(item: TableRecord | SkippedRow): item is SkippedRow {
  return 'reason' in item;
}

/** Whether the record is to be rejected: an error among its findings. */
export function isRejected(record: TableRecord): boolean {
  return record.findings.some((finding) => finding.severity === 'error');
}

/** Where a recognised table stands, and which column is which. */
export interface TableLocation {
  readonly table: string;
  readonly sheet: string;
  readonly sheetIndex: number;
  /** Header rows, inclusive (for a form: rows of the grid). */
  readonly headerTop: number;
  readonly headerBottom: number;
  /** Lists: last row that can belong to the table, where another one begins below it on the same sheet. */
  readonly lastRow?: number | undefined;
  /** Lists: field key → 1-based column. Forms: field key → column of the value cell. */
  readonly columns: Readonly<Record<string, number>>;
  /** Forms: field key → where its label and value stand; lists have none. */
  readonly labels?: Readonly<Record<string, FormPlace>> | undefined;
  /** Headings that no column of the definition claims: kept out, with a notice. */
  readonly unknownHeadings: readonly { readonly heading: string; readonly cell: string }[];
  /** 0–1: how much speaks for this table. */
  readonly confidence: number;
}
