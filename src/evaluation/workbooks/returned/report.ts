import type { Finding } from '../../../findings/finding.ts';
import { findingRecord } from '../../../findings/finding.ts';
import type { FileReport, ImportReport, TableReport } from '../../../imports/import-report.ts';
import { blanksInWords, factsInWords } from '../../missing-words.ts';
import type { JudgedBatch, JudgedFile } from './import-returned.ts';
import type { SettledBatch } from './settle-batch.ts';
import type { StoredBatch } from './store-batch.ts';

/** What an import of evaluation workbooks came to. */
export interface EvaluationImport {
  readonly batch: JudgedBatch;
  readonly settled: SettledBatch;
  readonly stored: StoredBatch;
  readonly operation: number | null;
  readonly dryRun: boolean;
  /** What concerns no file that was read. */
  readonly findings: readonly Finding[];
  /** Return copies by file. */
  readonly copies: ReadonlyMap<string, string>;
}

/** All findings: of the batch, of each file, of what was put together. */
export function allFindings({ batch, settled, findings }: EvaluationImport): Finding[] {
  return [...findings, ...batch.files.flatMap((each) => each.findings), ...settled.findings];
}

/** Filled cells read, taken and refused. */
export function importCounts({ batch, settled }: Pick<EvaluationImport, 'batch' | 'settled'>) {
  const read = batch.files.reduce(
    (sum, each) => sum + (each.read?.subjects.reduce((cells, { filled }) => cells + filled, 0) ?? 0),
    0,
  );
  const readable = batch.files.reduce((sum, each) => sum + (each.read?.entries.length ?? 0), 0);
  const taken = settled.groups.reduce(
    (sum, { subjects }) => sum + subjects.reduce((cells, each) => cells + each.taken.length, 0),
    0,
  );
  return { read, taken, refused: read - readable, files: batch.files.length };
}

/** What `evaluate import --json` prints. */
export function importedRecord(outcome: EvaluationImport) {
  const { batch, settled, stored, operation, dryRun, copies } = outcome;
  const { inserted, updated, unchanged } = stored;
  return {
    operation,
    dryRun,
    year: batch.year,
    subjects: settled.groups.flatMap(({ policy, group, subjects }) =>
      subjects.map(({ participant, name, result, standing, cell, copies }) => ({
        name,
        role: participant.subject.name,
        group: group.name,
        policy: policy.policyId,
        total: result.total,
        grade: result.grade,
        cell,
        copies,
        missing: blanksInWords(policy.rubric, result.missing),
        factsMissing: factsInWords(result.missing),
        standing: {
          total: standing.total,
          grade: standing.grade,
          missing: blanksInWords(policy.rubric, standing.missing),
        },
      })),
    ),
    findings: allFindings(outcome).map((finding) => ({
      file: finding.file ?? null,
      ...findingRecord(finding),
    })),
    files: batch.files.map(({ file, group, read }) => ({
      file: file.path,
      group: group?.name ?? null,
      state: read ? 'taken' : file.kind === 'office' ? 'skipped' : 'refused',
      returnCopy: copies.get(file.path) ?? null,
    })),
    absent: settled.absent.map(({ policyId, group }) => ({ group: group.name, policy: policyId })),
    totals: { ...importCounts(outcome), inserted, updated, unchanged },
  };
}

/** 2 where no file could be taken, 1 where anything is wrong, else 0. */
export function importedExitCode(outcome: EvaluationImport): 0 | 1 | 2 {
  if (outcome.batch.files.every(({ read }) => read === null)) return 2;
  return allFindings(outcome).some(({ severity }) => severity === 'error') ? 1 : 0;
}

/** The same as the report of an import of tables, for whatever makes return copies (退改稿). */
export function asImportReport(outcome: EvaluationImport): ImportReport {
  const files = outcome.batch.files.map((each) => fileReport(each, outcome.settled));
  return {
    operation: outcome.operation,
    dryRun: outcome.dryRun,
    refused: false,
    files,
    findings: [],
    changes: [],
    changeCount: 0,
    keptCount: 0,
    nearMisses: [],
  };
}

function fileReport({ file, group, read, findings }: JudgedFile, settled: SettledBatch): FileReport {
  const later = settled.findings.filter((finding) => finding.file === file.path);
  const all = [...findings, ...later];
  const tables = (read?.subjects ?? []).map(({ sheet, entries, filled }): TableReport => {
    const own = all.filter((finding) => finding.sheet === sheet);
    const rows = { read: filled, accepted: entries.length, rejected: filled - entries.length, skipped: 0 };
    return {
      table: 'evaluation',
      sheet,
      rows,
      inserted: 0,
      updated: 0,
      unchanged: entries.length,
      findings: own,
      confidence: 1,
      byHand: [],
      remembered: false,
      learnt: false,
      skipReasons: {},
    };
  });
  const sheets = new Set(tables.map(({ sheet }) => sheet));
  return {
    file: file.path,
    absolute: file.absolute,
    sha256: file.sha256,
    format: file.format,
    sender: group?.name ?? file.group?.name ?? null,
    opened: file.format !== null,
    tables,
    findings: all.filter(({ sheet }) => sheet === undefined || !sheets.has(sheet)),
    returnCopy: null,
  };
}
