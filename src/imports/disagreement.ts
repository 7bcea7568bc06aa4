import type { FieldChange, ImportRun, RowOutcome } from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';
import { findSources } from './provenance.store.ts';

/** What a table's field says, where another table says it under another key. */
const sameFact: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'alliance-list': {
    leadName: 'name',
    leadCategory: 'category',
    leadOwnership: 'ownership',
    leadResponsible: 'principal',
    memberName: 'name',
    memberCategory: 'category',
    memberOwnership: 'ownership',
    memberResponsible: 'principal',
  },
};

const factOf = (table: string, field: string) => sameFact[table]?.[field] ?? field;

/**
 * Reports `batch-disagreement` where a record's value differs from one that another table of the same batch put
 * into the ledger: the clerk should not have to find out by the order of the files which one counted.
 */
export function reportDisagreements(
  run: ImportRun,
  table: { readonly id: string; readonly sourceTableId: number | null },
  record: TableRecord,
  outcome: RowOutcome,
): void {
  for (const change of outcome.changes) {
    if (change.before === null || change.after === null || change.before === change.after) continue;
    const other = earlierSource(run, table, outcome, change);
    if (other === null) continue;
    run.report('batch-disagreement', record, change.field, {
      subject: outcome.subject,
      value: String(change.after),
      other,
      otherValue: String(change.before),
      taken: String(change.kept ? change.before : change.after),
    });
  }
}

/** Where the value that was there came from, in words; null unless another table of this batch gave it. */
function earlierSource(
  run: ImportRun,
  table: { readonly id: string; readonly sourceTableId: number | null },
  outcome: RowOutcome,
  change: FieldChange,
): string | null {
  const fact = factOf(table.id, change.field);
  for (const target of outcome.targets) {
    for (const source of findSources(run.ledger, target.table, target.id, run.operationId)) {
      if (source.sourceTableId === table.sourceTableId) continue;
      const cell = Object.entries(source.cells).find(([field]) => factOf(source.table, field) === fact)?.[1];
      if (cell !== undefined) return `${source.path} 工作表“${source.sheet}” ${cell}`;
    }
  }
  return null;
}
