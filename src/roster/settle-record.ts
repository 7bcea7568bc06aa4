import type { FieldChange, ImportRun, ReturnedTable, RowOutcome } from '../tables/import-target.ts';
import type { FieldValue, TableRecord } from '../tables/record.ts';
import { isFromEarlierRound } from './origins.store.ts';

type Values = Readonly<Record<string, FieldValue | null | undefined>>;

/** A row of the ledger that a record of an import speaks of. */
export interface KnownRow {
  /** Table and row id in the ledger. */
  readonly table: string;
  readonly id: number;
  /** Name shown in the plan. */
  readonly subject: string;
  /** What the ledger holds, by field key of the record, in the words of the table. */
  readonly known: Values;
  /** What the record gives, in the same words; absent and null: not given. */
  readonly given: Values;
  /** Column of the ledger's row by field key, for the fields that an earlier round may have brought in. */
  readonly columns: Readonly<Record<string, string>>;
}

/**
 * Brings what a record says into the row that it speaks of, as --on-conflict says: `write` is called only where
 * something changes, with the field keys that are taken.
 */
export function settleRecord(
  row: KnownRow,
  record: TableRecord,
  run: ImportRun,
  write: (taken: readonly string[]) => void,
): RowOutcome {
  const { table, id, subject, known, given } = row;
  const says = Object.keys(given).filter((field) => given[field] !== undefined && given[field] !== null);
  const differing = says.filter((field) => given[field] !== (known[field] ?? null));
  const changes = differing.map(
    (field): FieldChange => ({ field, before: known[field] ?? null, after: given[field] ?? null }),
  );
  const target = { table, id, says };
  if (changes.length === 0) {
    return { kind: 'unchanged', subject, changes: [], targets: [{ ...target, fields: [] }] };
  }
  const conflicts = changes.filter(({ before }) => before !== null);
  const mends = run.onConflict === 'fill' && conflicts.every(({ field }) => isMended(row, field, run));
  if (conflicts.length > 0 && run.onConflict !== 'update' && !mends) {
    const [first] = conflicts as [FieldChange];
    const parameters = { subject, value: String(first.after), before: String(first.before) };
    const blanks = changes.filter(({ before }) => before === null);
    if (run.onConflict === 'fail') run.report('import-conflict', record, first.field, parameters);
    else if (run.onConflict === 'fill') run.report('conflict-kept', record, first.field, parameters);
    const filled = run.onConflict === 'fill' ? blanks.map(({ field }) => field) : [];
    const shown = changes.map((change) =>
      filled.includes(change.field) ? change : { ...change, kept: true },
    );
    if (filled.length > 0) {
      write(filled);
      return { kind: 'updated', subject, changes: shown, targets: [{ ...target, fields: filled }] };
    }
    const kind = run.onConflict === 'skip' ? 'skipped' : 'unchanged';
    return { kind, subject, changes: shown, targets: [{ ...target, fields: [] }] };
  }
  write(differing);
  return { kind: 'updated', subject, changes, targets: [{ ...target, fields: differing }] };
}

/** A return copy (退改稿) puts right what an earlier round of the same table brought in. */
function isMended({ table, id, columns }: KnownRow, field: string, { ledger, file }: ImportRun): boolean {
  const column = columns[field];
  return (
    column !== undefined &&
    file.returned !== undefined &&
    isFromEarlierRound(ledger, { table, id, column, keys: [field] }, file.returned as ReturnedTable)
  );
}
