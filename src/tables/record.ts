import type { Finding } from '../findings/finding.ts';
import type { HandMapping } from './hand-mapping.ts';

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
export type SkipReason = 'subtotal' | 'repeated-header' | 'note' | 'example' | 'empty';

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
  /** What a person would have to say so that the sheet can be read; then there are no locations. */
  readonly question?: ReadingQuestion | undefined;
  /** All headings seen, for messages about one that is not there. */
  readonly headings?: readonly string[] | undefined;
}

/** A sheet that can be read in several ways of equal right, or in none without a word about a column. */
export interface ReadingQuestion {
  readonly message: string;
  /** The option that answers it without asking: `--table roster`, `--map "B=园所名称"`. */
  readonly option: string;
  readonly choices: readonly {
    readonly name: string;
    readonly table?: string | undefined;
    readonly mappings: readonly HandMapping[];
  }[];
}

/** A heading that was read as a clerk said. */
export interface AppliedMapping {
  readonly mapping: HandMapping;
  /** Key of the field; null: not read. */
  readonly key: string | null;
  /** The field as messages show it; null: not read. */
  readonly label: string | null;
  /** The heading as it stands there; empty for a column without one. */
  readonly heading: string;
  readonly cell: string;
}

/** Rows of a list in sheet order. `footer` and `findings` are complete once the iteration has ended. */
export interface ListReader extends AsyncIterable<TableRecord | SkippedRow> {
  /** The same rows, as many at a time as are at hand; each batch is to be gone through before the next. */
  batches(): AsyncIterable<Iterable<TableRecord | SkippedRow>>;
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
  /**
   * 0–1, 1 for certain: wording × table. Wording: the mean over the columns found of 1 for a heading as printed, a
   * known wording or one told by hand, 0.6 where columns were told by their order or below a foreign heading, 0.5
   * for a remark in brackets that may change the meaning; for a form, the share of its labels that were found.
   * Table: 1 where the title, the sheet's name, `--table` or a field told by hand says which it is; else 1, less half of the unread
   * headings' share, less half of what the next best table would score in proportion.
   */
  readonly confidence: number;
  /** Normalised sequence of the headings: a sender's layout is known again by it. */
  readonly layout?: string | undefined;
  /** Headings that were read as a clerk said, now or for this layout before. */
  readonly byHand?: readonly AppliedMapping[] | undefined;
  /** They come from the ledger's memory. */
  readonly remembered?: boolean | undefined;
}
