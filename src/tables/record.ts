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

/** Where a recognised table stands, and which column is which. */
export interface TableLocation {
  readonly table: string;
  readonly sheet: string;
  readonly sheetIndex: number;
  /** Header rows, inclusive (for a form: rows of the grid). */
  readonly headerTop: number;
  readonly headerBottom: number;
  /** Field key → 1-based column, for lists; for forms the value cell's address. */
  readonly columns: Readonly<Record<string, number>>;
  /** Headings that no column of the definition claims: kept out, with a notice. */
  readonly unknownHeadings: readonly { readonly heading: string; readonly cell: string }[];
  /** 0–1: how much speaks for this table. */
  readonly confidence: number;
}
