import type { FindingCode } from '../findings/catalogue.ts';
import type { Finding, Parameters } from '../findings/finding.ts';
import type { Ledger } from '../store/ledger.ts';
import type { FieldValue, SkipReason, TableRecord } from './record.ts';

/** What to do where the ledger already holds another value. */
export type OnConflict = 'skip' | 'update' | 'fill' | 'fail';

/** A field whose value the import changes, or would have changed: `kept` marks a conflict left as it was. */
export interface FieldChange {
  readonly field: string;
  readonly before: FieldValue | null;
  readonly after: FieldValue | null;
  readonly kept?: boolean;
}

/** What became of one record. Rejections carry their reason as an error finding through `ImportRun.report`. */
export interface RowOutcome {
  readonly kind: 'inserted' | 'updated' | 'unchanged' | 'skipped' | 'rejected';
  /** Why a skipped row is no record; without it, it was against the ledger and left out as asked. */
  readonly reason?: SkipReason;
  /** Name shown in the plan. */
  readonly subject: string;
  readonly changes: readonly FieldChange[];
  /**
   * Rows of the ledger that took values from this record, with the field keys they took: for provenance. A row
   * whose differing values were kept stands here too, with the fields it did take or none.
   */
  readonly targets: readonly {
    readonly table: string;
    readonly id: number;
    readonly fields: readonly string[];
    /** Field keys that speak of this row, taken or not; absent: all of the record's, of several targets `fields`. */
    readonly says?: readonly string[];
  }[];
}

/** A question only a person can answer: is the kindergarten on this row the one in the ledger? */
export interface NearMiss {
  /** Stable over repeated planning of the same files: file hash, sheet, cell. */
  readonly id: string;
  /** Field of the record that holds the doubtful name: the finding stands at its cell. */
  readonly field: string;
  /** Where it stands in words (`表1 第7行第7列`), where the file knows no addresses. */
  readonly position?: string | undefined;
  readonly name: string;
  readonly district: string | null;
  /** 学校标识码 as the record has it, where it has one. */
  readonly code?: string | null;
  readonly candidates: readonly {
    readonly kindergartenId: number;
    readonly name: string;
    readonly district?: string | null;
    readonly code?: string | null;
    readonly score: number;
    readonly reason: string;
  }[];
}

/** Answers to near-misses: a kindergarten's id, or `new`. Unanswered ones leave their row out. */
export type MatchDecisions = ReadonlyMap<string, number | 'new'>;

/** A table of a return copy (退改稿) that came back from its sender. */
export interface ReturnedTable {
  /** Beginnings of the SHA-256 of the files that it was made from, round by round. */
  readonly rounds: readonly string[];
  readonly table: string;
}

/** What an import target is given. All of it happens inside one open transaction. */
export interface ImportRun {
  readonly ledger: Ledger;
  readonly operationId: number;
  /** Policy named by --policy, or the only one in force; null where none can be told. */
  readonly policyId: string | null;
  readonly tier: string | null;
  /** --since, null where not given. */
  readonly since: string | null;
  readonly today: string;
  readonly onConflict: OnConflict;
  readonly decisions: MatchDecisions;
  /** The record at hand was rejected already and is only looked at: nothing may be written. */
  readonly isInspecting: boolean;
  /** The file and sheet now being applied. */
  readonly file: {
    readonly path: string;
    readonly sha256: string;
    readonly sheet: string;
    /** Lines above the table, the nearest first, then the sheet's name; of tables whose title matters. */
    readonly titles?: readonly string[] | undefined;
    /** The file is a return copy (退改稿) that came back: its earlier rounds, and the table now being applied. */
    readonly returned?: ReturnedTable | undefined;
  };
  /** --body: whose people the list names. */
  readonly bodyId?: number | null | undefined;
  readonly templateFolders: readonly string[];
  /**
   * What targets keep between the records, tables and files of one pass (indexes, prepared look-ups). A new pass,
   * dry or real, starts with an empty one: what a rolled-back pass wrote must not be remembered.
   */
  readonly memory: Map<string, unknown>;
  /**
   * Adds a finding at the cell of a field of the record (or the row's first known cell). After an `import-conflict`
   * the row counts as rejected, whatever its outcome, and nothing of the batch is written.
   */
  report(code: FindingCode, record: TableRecord, field: string | null, parameters?: Parameters): Finding;
  /**
   * Tells what the ledger had in the fields of a record (by field key) that now takes new values, and which: by it
   * columns that were shifted are told. Called before anything is written.
   */
  knew(
    record: TableRecord,
    taken: readonly FieldChange[],
    known: Readonly<Record<string, FieldValue | null>>,
  ): void;
  /**
   * What an earlier row of this batch said of a field of a row of the ledger: the latest word, null where none did,
   * undefined where the batch is one table and nothing was kept.
   */
  earlier(
    target: string,
    id: number,
    field: string,
  ): { readonly place: string; readonly value: FieldValue | undefined } | null | undefined;
  /**
   * Puts a near-miss to the clerk; returns the decision where there is one. Where there is none, the import itself
   * reports `near-miss` (error) at the record's field: the target only answers `rejected`.
   */
  ask(nearMiss: NearMiss): number | 'new' | undefined;
}

/** How one table's records get into the ledger. A slice gives one for each table it owns. */
export interface ImportTarget {
  readonly table: string;
  /** Called, and awaited, once per table location before its records. */
  begin?(run: ImportRun): void | Promise<void>;
  /**
   * Puts one record into the ledger. Writes only once nothing can reject the record any more: rejected, skipped and
   * unchanged records leave the ledger as it is.
   */
  apply(record: TableRecord, run: ImportRun): RowOutcome;
  /**
   * Reports what else is wrong with a record that single values have rejected already, so that its sender mends all
   * of it at once. Writes nothing; `run.ask` then asks nobody.
   */
  inspect?(record: TableRecord, run: ImportRun): void;
  /** After the last record of the location; footer values (填报人 …) by key, known only now. */
  finish?(run: ImportRun, footer: Readonly<Record<string, string>>): void;
}
