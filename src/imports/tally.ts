import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import type { NearMiss, RowOutcome } from '../tables/import-target.ts';
import type { SkipReason, TableRecord } from '../tables/record.ts';
import {
  assertRowsAddUp,
  changesShown,
  type FileReport,
  type ImportReport,
  type PlannedChange,
  type TableReport,
} from './import-report.ts';
import type { Batch, SurveyedFile, SurveyedTable } from './survey.ts';

/** Findings that a batch may still hold in memory: a table of a million bad rows has many millions. */
interface FindingRoom {
  left: number;
}

/** Counts one table's rows while they are applied. Every row read is counted here exactly once. */
export class TableTally {
  readonly table: SurveyedTable;
  readonly #findings: Finding[] = [];
  readonly #room: FindingRoom;
  #findingCount = 0;
  /** The ledger takes down how the headings of this layout are to be read. */
  learnt = false;
  readonly #counts = { inserted: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0 };
  readonly #skipReasons: Partial<Record<SkipReason | 'conflict', number>> = {};
  #read = 0;

  constructor(table: SurveyedTable, room: FindingRoom) {
    this.table = table;
    this.#room = room;
  }

  /** Keeps a finding while the batch has room for it; counted it is always. */
  note(finding: Finding): void {
    this.#findingCount += 1;
    if (this.#room.left <= 0) return;
    this.#room.left -= 1;
    this.#findings.push(finding);
  }

  #allFindings(): Finding[] {
    const kept = this.#findings.length;
    if (kept === this.#findingCount) return this.#findings;
    const { file, location } = this.table;
    const place = { file: file.path, sheet: location.sheet };
    return [...this.#findings, makeFinding('findings-capped', { count: this.#findingCount, kept }, place)];
  }

  skip(reason: SkipReason): void {
    this.#read += 1;
    this.#skip(reason);
  }

  reject(): void {
    this.#read += 1;
    this.#counts.rejected += 1;
  }

  /** Whether any row was taken. */
  get hasAccepted(): boolean {
    const { inserted, updated, unchanged } = this.#counts;
    return inserted + updated + unchanged > 0;
  }

  count({ kind, reason }: Pick<RowOutcome, 'kind' | 'reason'>): void {
    this.#read += 1;
    if (kind === 'skipped') this.#skip(reason ?? 'conflict');
    else this.#counts[kind] += 1;
  }

  #skip(reason: SkipReason | 'conflict'): void {
    this.#counts.skipped += 1;
    this.#skipReasons[reason] = (this.#skipReasons[reason] ?? 0) + 1;
  }

  report(): TableReport {
    const { inserted, updated, unchanged, rejected, skipped } = this.#counts;
    const report = {
      table: this.table.location.table,
      sheet: this.table.location.sheet,
      rows: { read: this.#read, accepted: inserted + updated + unchanged, rejected, skipped },
      inserted,
      updated,
      unchanged,
    };
    assertRowsAddUp(report);
    const { confidence, byHand = [], remembered = false } = this.table.location;
    return {
      ...report,
      confidence,
      byHand,
      remembered,
      learnt: this.learnt,
      findings: this.#allFindings(),
      skipReasons: this.#skipReasons,
    };
  }
}

/** A file of a batch that is refused as a whole: rows that would have changed the ledger are rejected. */
function withoutWriting(file: FileReport): FileReport {
  const tables = file.tables.map((table): TableReport => {
    const { read, skipped } = table.rows;
    const rows = { read, accepted: table.unchanged, rejected: read - skipped - table.unchanged, skipped };
    return { ...table, rows, inserted: 0, updated: 0, learnt: false };
  });
  return { ...file, tables };
}

/** Findings with where they stand in words, where the file knows no addresses. */
function withPositions({ describe }: SurveyedFile, findings: readonly Finding[]): readonly Finding[] {
  if (describe === undefined) return findings;
  return findings.map((finding) =>
    finding.sheet === undefined ? finding : { ...finding, position: describe(finding.sheet, finding.cell) },
  );
}

/** Some fifty megabytes of findings, and far more than anybody reads. */
const mostHeld = 100_000;

/** Collects what a pass over a batch brings to light. */
export class BatchTally {
  readonly #batch: Batch;
  readonly #room: FindingRoom;
  readonly #tables = new Map<SurveyedTable, TableTally>();
  readonly #changes: PlannedChange[] = [];
  readonly #nearMisses = new Map<string, NearMiss>();
  #changeCount = 0;
  #keptCount = 0;
  #refused = false;

  constructor(batch: Batch, mostFindings = mostHeld) {
    this.#batch = batch;
    this.#room = { left: mostFindings };
  }

  open(table: SurveyedTable): TableTally {
    const tally = new TableTally(table, this.#room);
    this.#tables.set(table, tally);
    return tally;
  }

  /** Something is against the ledger, and --on-conflict fail was asked for. */
  refuse(): void {
    this.#refused = true;
  }

  /** Keeps an open question; the same one asked on several rows is one question. */
  question(nearMiss: NearMiss): void {
    this.#nearMisses.set(nearMiss.id, nearMiss);
  }

  /** Keeps the changes of values that were there before: what was empty is no surprise to anybody. */
  changes(table: SurveyedTable, record: TableRecord, outcome: RowOutcome): void {
    if (outcome.kind === 'inserted') return;
    for (const change of outcome.changes) {
      this.#changeCount += 1;
      if (change.kept && outcome.kind !== 'skipped') this.#keptCount += 1;
      if (this.#changes.length >= changesShown) continue;
      this.#changes.push({
        table: table.location.table,
        file: table.file.path,
        sheet: table.location.sheet,
        row: record.row,
        cell: record.cells[change.field],
        position: table.file.describe?.(table.location.sheet, record.cells[change.field]),
        subject: outcome.subject,
        kind: outcome.kind,
        change,
      });
    }
  }

  /** The report, in the order of the clerk's files and their sheets, whatever the order of import. */
  report(): Omit<ImportReport, 'operation' | 'dryRun'> {
    const files = this.#batch.files.map(
      (file): FileReport => ({
        file: file.path,
        absolute: file.absolute,
        sha256: file.sha256,
        format: file.format,
        sender: file.sender,
        opened: file.opened,
        tables: file.tables.flatMap((table) => {
          const report = this.#tables.get(table)?.report();
          return report ? { ...report, findings: withPositions(file, report.findings) } : [];
        }),
        findings: withPositions(file, file.findings),
        returnCopy: null,
      }),
    );
    return {
      refused: this.#refused,
      files: this.#refused ? files.map(withoutWriting) : files,
      findings: this.#batch.findings,
      changes: this.#changes,
      changeCount: this.#changeCount,
      keptCount: this.#keptCount,
      nearMisses: [...this.#nearMisses.values()],
    };
  }
}
