import { setImmediate } from 'node:timers/promises';
import { Failure } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import type { Ledger } from '../store/ledger.ts';
import { lastingMappings } from '../tables/hand-mapping.ts';
import type { ImportTarget, MatchDecisions } from '../tables/import-target.ts';
import { loadDictionaries } from '../tables/load.ts';
import { isRejected, isSkipped, type SkippedRow, type TableRecord } from '../tables/record.ts';
import { BatchMemory, reportDisagreements } from './disagreement.ts';
import type { ImportReport } from './import-report.ts';
import type { ImportSettings } from './import-request.ts';
import { openRun } from './import-run.ts';
import { rememberMapping } from './mappings.store.ts';
import { ProvenanceWriter } from './provenance.ts';
import type { Batch, SurveyedTable } from './survey.ts';
import type { TableReading, TableSource } from './table-source.ts';
import { BatchTally, type TableTally } from './tally.ts';
import { TableWatch } from './watch-table.ts';
import type { WorkbookPool } from './workbook-pool.ts';

/** What a pass over a batch works with. */
export interface BatchWork {
  readonly ledger: Ledger;
  readonly operationId: number;
  readonly batch: Batch;
  readonly source: TableSource;
  readonly pool: WorkbookPool;
  readonly targets: readonly ImportTarget[];
  readonly settings: ImportSettings;
  readonly decisions: MatchDecisions;
  /** Tables that are not to be taken, with the reason: their rows are read and rejected. */
  readonly stopped: ReadonlyMap<SurveyedTable, readonly Finding[]>;
  readonly signal: AbortSignal;
  /** Called every so often with the number of rows read so far. */
  readonly onProgress?: (rows: number, path: string) => void;
}

/** A table that was recognised turned out unreadable further down: its file is to be left out of the batch. */
export class UnreadableFile extends Error {
  readonly table: SurveyedTable;
  readonly finding: Finding;
  constructor(table: SurveyedTable, finding: Finding) {
    super(finding.message);
    this.name = 'UnreadableFile';
    this.table = table;
    this.finding = finding;
  }
}

/** Columns of a table look shifted: it is to be left out of the batch, with these findings. */
export class StoppedTable extends Error {
  readonly table: SurveyedTable;
  readonly findings: readonly Finding[];
  constructor(table: SurveyedTable, findings: readonly Finding[]) {
    super(findings[0]?.message);
    this.name = 'StoppedTable';
    this.table = table;
    this.findings = findings;
  }
}

/** How often a long pass lets Ctrl+C and the progress line through, in rows. */
const breathEvery = 500;

/**
 * One pass over the batch, inside one open operation: every record of every table goes to its target, in import
 * order, so that later rows see what earlier ones did. Whether it is kept is the caller's to say: a plan is this
 * very pass, rolled back.
 * @throws UnreadableFile where a file fails half-way, StoppedTable where columns of a table look shifted; the pass
 * is then to be rolled back and made without it
 */
export async function applyBatch(work: BatchWork): Promise<Omit<ImportReport, 'operation' | 'dryRun'>> {
  const tally = new BatchTally(work.batch);
  const memory = new Map<string, unknown>();
  const said = new BatchMemory(work.batch.tables.length);
  const provenance = new ProvenanceWriter(work.ledger, work.operationId, work.source);
  let rows = 0;
  for (const table of work.batch.tables) {
    const breathe = async () => {
      await setImmediate();
      work.signal.throwIfAborted();
    };
    await applyTable({ ...work, memory, said }, table, tally, provenance, () => {
      rows += 1;
      if (rows % breathEvery !== 0) return undefined;
      work.onProgress?.(rows, table.file.path);
      return breathe();
    });
    await breathe();
  }
  return tally.report();
}

async function applyTable(
  work: BatchWork & { readonly memory: Map<string, unknown>; readonly said: BatchMemory },
  table: SurveyedTable,
  batch: BatchTally,
  provenance: ProvenanceWriter,
  /** Called with each row; gives a promise where it is time to let others through. */
  breathe: () => Promise<void> | undefined,
): Promise<void> {
  const target = work.targets.find((each) => each.table === table.location.table);
  if (!target) throw new Error(`no import target for ${table.location.table}`);
  const tally = batch.open(table);
  const watch = watchFor(work, table);
  const run = openRun(table, batch, tally, { ...work, watch });
  const stopped = work.stopped.get(table);
  const keep = (finding: Finding) =>
    tally.note({ ...finding, file: table.file.path, sheet: finding.sheet ?? table.location.sheet });
  await target.begin?.(run);
  const apply = (item: TableRecord | SkippedRow) => {
    if (isSkipped(item)) {
      tally.skip(item.reason);
      return;
    }
    for (const finding of item.findings) keep(finding);
    watch?.record(item);
    if (stopped || isRejected(item)) {
      run.at(item, true);
      target.inspect?.(item, run);
      tally.reject();
      return;
    }
    run.at(item);
    const outcome = target.apply(item, run);
    if (run.conflicts()) tally.reject();
    else tally.count(outcome);
    batch.changes(table, item, outcome);
    reportDisagreements(run, table, work.said, item, outcome);
    work.said.add(table, item, outcome);
    provenance.record(table, item, outcome);
  };
  const { reading, batches } = await openReading(work, table);
  for await (const items of batches) {
    for (const item of items) {
      const pause = breathe();
      if (pause) await pause;
      apply(item);
    }
  }
  for (const finding of reading.findings) keep(finding);
  if (stopped) {
    for (const finding of stopped) keep(finding);
    return;
  }
  const shifted = watch?.findings(work.settings.acceptShifted) ?? [];
  if (shifted.length > 0 && !work.settings.acceptShifted) throw new StoppedTable(table, shifted);
  for (const finding of shifted) keep(finding);
  provenance.close(table, reading.footer);
  target.finish?.(run, reading.footer);
  tally.learnt = learnMapping(work.ledger, table, tally);
}

/** Only where values of the ledger are overwritten or filled can a shifted column do harm unseen. */
function watchFor({ settings, source, stopped }: BatchWork, table: SurveyedTable): TableWatch | null {
  if (stopped.has(table) || (settings.onConflict !== 'update' && settings.onConflict !== 'fill')) return null;
  const definition = source.definition(table.location.table);
  if (definition.kind !== 'list') return null;
  const dictionaries = loadDictionaries(definition, settings.templateFolders);
  return new TableWatch(definition, table.location, dictionaries);
}

/** Keeps what was told by hand of a table that could be read so; what came from memory is known already. */
function learnMapping(ledger: Ledger, { location }: SurveyedTable, tally: TableTally): boolean {
  const { table, layout, byHand = [], remembered } = location;
  if (layout === undefined || byHand.length === 0 || remembered || !tally.hasAccepted) return false;
  const mappings = lastingMappings(byHand);
  if (mappings.length === 0) return false;
  return rememberMapping(ledger, { table, layout, mappings });
}

/** The rows of a table, where every failure to read them is an `UnreadableFile`, and no other failure is. */
async function openReading(work: BatchWork, table: SurveyedTable) {
  const unreadable = (error: unknown) =>
    error instanceof Failure ? new UnreadableFile(table, error.finding) : error;
  let reading: TableReading;
  try {
    const workbook = await work.pool.get(table.file, table.file.sha256 ?? undefined);
    const sheet = workbook.sheets.find(({ index }) => index === table.location.sheetIndex);
    if (!sheet) throw new Error(`no sheet ${table.location.sheetIndex}`);
    reading = work.source.read(sheet, table.location);
  } catch (error) {
    throw unreadable(error);
  }
  async function* batches(): AsyncGenerator<Iterable<TableRecord | SkippedRow>> {
    const iterator = reading.batches?.()[Symbol.asyncIterator]() ?? singles(reading);
    try {
      for (;;) {
        const next = await iterator.next().catch((error: unknown) => {
          throw unreadable(error);
        });
        if (next.done) return;
        yield guarded(next.value);
      }
    } finally {
      await iterator.return?.();
    }
  }
  /** Goes through a batch, whose rows may be read only then. */
  function* guarded(batch: Iterable<TableRecord | SkippedRow>): Generator<TableRecord | SkippedRow> {
    const iterator = batch[Symbol.iterator]();
    for (;;) {
      let next: IteratorResult<TableRecord | SkippedRow>;
      try {
        next = iterator.next();
      } catch (error) {
        throw unreadable(error);
      }
      if (next.done) return;
      yield next.value;
    }
  }
  return { reading, batches: batches() };
}

async function* singles(reading: TableReading): AsyncGenerator<[TableRecord | SkippedRow]> {
  for await (const item of reading) yield [item];
}
