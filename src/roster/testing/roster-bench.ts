import { builtInTemplates } from '../../cli/create-context.ts';
import { type FindingCode, makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { Ledger, type OperationInfo } from '../../store/ledger.ts';
import type {
  ImportRun,
  MatchDecisions,
  NearMiss,
  OnConflict,
  RowOutcome,
} from '../../tables/import-target.ts';
import type { FieldValue, TableRecord } from '../../tables/record.ts';
import { rosterTarget } from '../roster.import.ts';

export const operation: OperationInfo = {
  kind: 'test',
  title: '试验',
  commandLine: 'youlian test',
  clerk: '试验员',
  at: new Date('2023-09-01T01:00:00Z'),
};

/** A ledger of 云溪市 (or of its 东湖区), in memory unless a path is given. */
export async function ledgerOf(level: 'city' | 'county' = 'city', path?: string): Promise<Ledger> {
  const ledger = path === undefined ? Ledger.inMemory() : Ledger.create(path);
  await ledger.perform(operation, () => {
    const city = ledger
      .prepare("INSERT INTO office (level, name, region_code, is_own) VALUES ('city', '云溪市', '3799', ?)")
      .run(level === 'city' ? 1 : 0).lastInsertRowid;
    if (level === 'county') {
      ledger
        .prepare(
          "INSERT INTO office (level, name, region_code, parent_id, is_own) VALUES ('county', '东湖区', '379902', ?, 1)",
        )
        .run(city);
    }
  });
  return ledger;
}

export type Values = Readonly<Record<string, FieldValue | undefined>>;

/** A record as a reader would give it: each value in a column of its own, from B on, on its row. */
export function recordOf(values: Values, row = 2): TableRecord {
  const cells = Object.fromEntries(
    Object.keys(values).map((key, index) => [key, `${String.fromCharCode(66 + index)}${row}`]),
  );
  const raw = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
  return { row, values, cells, raw, findings: [] };
}

export interface RunSettings {
  readonly onConflict?: OnConflict;
  readonly since?: string;
  readonly today?: string;
  readonly decisions?: MatchDecisions;
  readonly sheet?: string;
}

export interface BenchRun extends ImportRun {
  readonly findings: Finding[];
  readonly asked: NearMiss[];
}

/** One pass of an import, with what it reported and asked. */
export function runOn(ledger: Ledger, settings: RunSettings = {}): BenchRun {
  const findings: Finding[] = [];
  const asked: NearMiss[] = [];
  const decisions: MatchDecisions = settings.decisions ?? new Map();
  const file = { path: '/表/名册.xlsx', sha256: 'a'.repeat(64), sheet: settings.sheet ?? '名册' };
  return {
    ledger,
    operationId: 1,
    policyId: null,
    tier: null,
    since: settings.since ?? null,
    today: settings.today ?? '2023-09-01',
    onConflict: settings.onConflict ?? 'fill',
    decisions,
    file,
    templateFolders: [builtInTemplates()],
    memory: new Map(),
    isInspecting: false,
    knew: () => {},
    earlier: () => undefined,
    findings,
    asked,
    report(code: FindingCode, record, field, parameters = {}) {
      const finding = makeFinding(code, parameters, {
        file: file.path,
        sheet: file.sheet,
        cell: field === null ? undefined : record.cells[field],
      });
      findings.push(finding);
      return finding;
    },
    ask(nearMiss) {
      asked.push(nearMiss);
      return decisions.get(nearMiss.id);
    },
  };
}

/**
 * Imports rows of a roster in one operation, from row 2 on. `codes` leaves out what every first roster says: that its
 * districts are new.
 */
export async function importRows(
  ledger: Ledger,
  rows: readonly Values[],
  settings: RunSettings = {},
): Promise<{ outcomes: RowOutcome[]; kinds: string[]; run: BenchRun; codes: string[] }> {
  const run = runOn(ledger, settings);
  const { result: outcomes } = await ledger.perform(operation, () => {
    rosterTarget.begin?.(run);
    return rows.map((values, index) => rosterTarget.apply(recordOf(values, index + 2), run));
  });
  return {
    outcomes,
    kinds: outcomes.map((outcome) => outcome.kind),
    run,
    codes: run.findings.map((finding) => finding.code).filter((code) => code !== 'district-added'),
  };
}
