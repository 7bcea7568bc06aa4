import { type FindingCode, makeFinding } from '../findings/catalogue.ts';
import type { Finding, Parameters } from '../findings/finding.ts';
import type { Ledger } from '../store/ledger.ts';
import type { ImportRun, MatchDecisions, NearMiss } from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';
import type { BatchMemory } from './disagreement.ts';
import type { ImportSettings } from './import-request.ts';
import { rememberedMatch, rememberMatch } from './match-decisions.store.ts';
import type { SurveyedTable } from './survey.ts';
import type { BatchTally, TableTally } from './tally.ts';
import type { TableWatch } from './watch-table.ts';

/** The cell a finding about a field stands at: the field's own, else the first known one of the row. */
function cellOf(record: TableRecord, field: string | null): string {
  const own = field === null ? undefined : record.cells[field];
  return own ?? Object.values(record.cells)[0] ?? `A${record.row}`;
}

/** The candidates of a near-miss in words: `东湖区实验幼儿园（相似 93%，差一个字）、…`. */
function describeCandidates(nearMiss: NearMiss): string {
  return nearMiss.candidates
    .map(({ name, score, reason }) => `${name}（相似 ${Math.round(score * 100)}%，${reason}）`)
    .join('、');
}

/** What a target is given while it takes the records of one table; `at` says which record is at hand. */
export interface OpenRun extends ImportRun {
  /** `rejected`: the record is only inspected, and nothing about it is worth a question. */
  at(record: TableRecord, rejected?: boolean): void;
  /** Whether the record at hand is against the ledger, under --on-conflict fail. */
  conflicts(): boolean;
}

export function openRun(
  table: SurveyedTable,
  batch: BatchTally,
  tally: TableTally,
  given: {
    ledger: Ledger;
    operationId: number;
    settings: ImportSettings;
    decisions: MatchDecisions;
    memory: Map<string, unknown>;
    watch: TableWatch | null;
    said: BatchMemory;
  },
): OpenRun {
  const file = {
    path: table.file.path,
    sha256: table.file.sha256 ?? '',
    sheet: table.location.sheet,
    titles: table.titles,
    returned:
      table.file.rounds.length === 0 ? undefined : { rounds: table.file.rounds, table: table.location.table },
  };
  let current: TableRecord | undefined;
  let inspecting = false;
  let conflicting = false;
  const asked = new Set<string>();

  function report(
    code: FindingCode,
    record: TableRecord,
    field: string | null,
    parameters: Parameters = {},
  ): Finding {
    const raw = field === null ? undefined : record.raw[field];
    const finding = makeFinding(
      code,
      { ...(raw === undefined ? {} : { value: raw }), ...parameters },
      { file: file.path, sheet: file.sheet, cell: cellOf(record, field) },
    );
    tally.note(finding);
    if (code === 'import-conflict') {
      conflicting = true;
      batch.refuse();
    }
    return finding;
  }

  return {
    ledger: given.ledger,
    operationId: given.operationId,
    ...given.settings,
    decisions: given.decisions,
    get isInspecting() {
      return inspecting;
    },
    memory: given.memory,
    file,
    report,
    earlier: (target, id, field) =>
      given.said.isKept ? (given.said.earlier(target, id, field)[0] ?? null) : undefined,
    knew: (record, taken, known) => given.watch?.changes(record, taken, known),
    ask(nearMiss) {
      const decision = given.decisions.get(nearMiss.id) ?? rememberedMatch(given.ledger, nearMiss.id);
      // One that was found to be another kindergarten bears its own name from now on: nothing to remember.
      if (typeof decision === 'number' && !inspecting) rememberMatch(given.ledger, nearMiss, decision);
      if (decision !== undefined) return decision;
      if (!inspecting) {
        const cell = current && cellOf(current, nearMiss.field);
        const position = table.file.describe?.(file.sheet, cell);
        batch.question(position === undefined ? nearMiss : { ...nearMiss, position });
      }
      if (current && !asked.has(nearMiss.id)) {
        asked.add(nearMiss.id);
        report('near-miss', current, nearMiss.field, {
          value: nearMiss.name,
          candidates: describeCandidates(nearMiss),
          answering: given.settings.asks
            ? '也可以在问到时回答；这次没有答的，再导入一次会再问。'
            : '也可以在终端里不加 --yes 导入，逐个回答；或加 --return-dir 生成待认园所表，填好后用 --accept-matches 导入。',
        });
      }
      return undefined;
    },
    at(record, rejected = false) {
      current = record;
      inspecting = rejected;
      asked.clear();
      conflicting = false;
    },
    conflicts: () => conflicting,
  };
}
