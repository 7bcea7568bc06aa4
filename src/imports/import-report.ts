import { type Finding, findingRecord } from '../findings/finding.ts';
import type { FieldChange, NearMiss } from '../tables/import-target.ts';
import type { AppliedMapping, SkipReason } from '../tables/record.ts';
import type { Workbook } from '../workbook/sheet.ts';

/** Rows read = accepted + rejected + skipped, always; accepted = inserted + updated + unchanged. */
interface RowCounts {
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly skipped: number;
}

/** What became of one table of one file. */
export interface TableReport {
  readonly table: string;
  readonly sheet: string;
  readonly rows: RowCounts;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly findings: readonly Finding[];
  /** 0–1, see `TableLocation.confidence`. */
  readonly confidence: number;
  /** Headings that were read as a clerk said. */
  readonly byHand: readonly AppliedMapping[];
  /** They come from the ledger's memory of this layout. */
  readonly remembered: boolean;
  /** The ledger did not know them and takes them down for the layout. */
  readonly learnt: boolean;
  readonly skipReasons: Readonly<Partial<Record<SkipReason | 'conflict', number>>>;
}

export interface FileReport {
  /** As the clerk named it. */
  readonly file: string;
  /** Where its bytes lie now: of a member of an archive, a temporary file that lasts as long as the import. */
  readonly absolute: string;
  /** Null where the file's bytes could not be read. */
  readonly sha256: string | null;
  /** What it was read as, null where it did not open. */
  readonly format: Workbook['format'] | null;
  /** Who sent it (填报单位), as its sheets say. */
  readonly sender: string | null;
  /** It opened as a workbook: a return copy can be made of it. */
  readonly opened: boolean;
  readonly tables: readonly TableReport[];
  /** What concerns the file as a whole. */
  readonly findings: readonly Finding[];
  /** Path of the return copy (退改稿), null where there is none. */
  readonly returnCopy: string | null;
}

/** A change of the ledger, or a conflict left as it was, as the plan shows it. */
export interface PlannedChange {
  readonly table: string;
  readonly file: string;
  readonly sheet: string;
  readonly row: number;
  /** Where the value stands, if the field has a cell of its own. */
  readonly cell: string | undefined;
  /** In words instead, where the file knows no addresses. */
  readonly position?: string | undefined;
  readonly subject: string;
  readonly kind: 'updated' | 'unchanged' | 'skipped' | 'rejected' | 'inserted';
  readonly change: FieldChange;
}

/** The outcome of a pass over a batch: the plan, when it was rolled back, or the report, when it was kept. */
export interface ImportReport {
  /** Number in the history; null when nothing changed or nothing was written. */
  readonly operation: number | null;
  readonly dryRun: boolean;
  /** Something differed from the ledger, and by --on-conflict fail nothing was written. */
  readonly refused: boolean;
  readonly files: readonly FileReport[];
  /** What concerns no file that was read: skipped ones. */
  readonly findings: readonly Finding[];
  /** Changes of values that were there before, capped at `changesShown`; `changeCount` is the full number. */
  readonly changes: readonly PlannedChange[];
  readonly changeCount: number;
  /** Values of the ledger kept against a sheet's, in rows that were taken. */
  readonly keptCount: number;
  /** Unanswered questions, each once. */
  readonly nearMisses: readonly NearMiss[];
}

/** Most changes of values that a plan keeps to show. */
export const changesShown = 5_000;

export interface ImportTotals extends RowCounts {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly findings: number;
}

/** All findings of a report, in the order of the files. */
export function allFindings(report: Pick<ImportReport, 'files' | 'findings'>): Finding[] {
  return [
    ...report.findings,
    ...report.files.flatMap((file) => [...file.findings, ...file.tables.flatMap((table) => table.findings)]),
  ];
}

/** How many layouts the ledger learns the headings of. */
export function learntMappings(report: Pick<ImportReport, 'files'>): number {
  return report.files.flatMap(({ tables }) => tables).filter(({ learnt }) => learnt).length;
}

/** Sums over all files. @throws Error where the rows do not add up: a programming error, never a clerk's. */
export function importTotals(report: Pick<ImportReport, 'files' | 'findings'>): ImportTotals {
  const totals = {
    read: 0,
    accepted: 0,
    rejected: 0,
    skipped: 0,
    inserted: 0,
    updated: 0,
    unchanged: 0,
    findings: allFindings(report).length,
  };
  for (const table of report.files.flatMap((file) => file.tables)) {
    assertRowsAddUp(table);
    for (const key of ['read', 'accepted', 'rejected', 'skipped'] as const) totals[key] += table.rows[key];
    for (const key of ['inserted', 'updated', 'unchanged'] as const) totals[key] += table[key];
  }
  return totals;
}

/** The promise of every import: no row vanishes between reading and report. */
export function assertRowsAddUp(
  table: Pick<TableReport, 'rows' | 'inserted' | 'updated' | 'unchanged'>,
): void {
  const { read, accepted, rejected, skipped } = table.rows;
  if (
    read !== accepted + rejected + skipped ||
    accepted !== table.inserted + table.updated + table.unchanged
  ) {
    throw new Error(`rows do not add up: ${JSON.stringify({ ...table, findings: undefined })}`);
  }
}

/** What `import --json` prints; `matchSheet` is the path of the sheet of doubtful names, where one was written. */
export function importRecord(report: ImportReport, matchSheet: string | null = null) {
  return {
    operation: report.operation,
    dryRun: report.dryRun,
    files: report.files.map((file) => ({
      file: file.file,
      sha256: file.sha256,
      tables: file.tables.map((table) => ({
        table: table.table,
        sheet: table.sheet,
        rows: table.rows,
        inserted: table.inserted,
        updated: table.updated,
        unchanged: table.unchanged,
        confidence: table.confidence,
        mappings: table.byHand.map(({ heading, cell, key, label }) => ({
          heading,
          cell,
          field: key,
          label,
          remembered: table.remembered,
        })),
        findings: table.findings.map(findingRecord),
      })),
      findings: file.findings.map(findingRecord),
      returnCopy: file.returnCopy,
    })),
    findings: report.findings.map(findingRecord),
    changes: report.changes.map(({ change, ...each }) => ({
      file: each.file,
      sheet: each.sheet,
      row: each.row,
      cell: each.cell ?? null,
      table: each.table,
      subject: each.subject,
      field: change.field,
      before: change.before,
      after: change.after,
      kept: change.kept ?? false,
    })),
    changeCount: report.changeCount,
    totals: importTotals(report),
    matchSheet,
  };
}

/** 2 where no table could be read at all, 1 where something was rejected or wrong, else 0. */
export function importExitCode(report: ImportReport): 0 | 1 | 2 {
  if (report.files.every((file) => file.tables.length === 0)) return 2;
  const rejected = importTotals(report).rejected > 0;
  return rejected || allFindings(report).some((finding) => finding.severity === 'error') ? 1 : 0;
}
