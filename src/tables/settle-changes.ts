import type { FieldChange, ImportRun, RowOutcome } from './import-target.ts';
import type { TableRecord } from './record.ts';

/**
 * What becomes of a row of which the ledger says otherwise, as --on-conflict has it: blanks are always filled;
 * other values are taken with `update`, or where the row comes from a return copy and mends what an earlier round
 * brought in.
 * @param changes what the row says otherwise; `before` is null where the ledger has nothing
 * @returns `take` where the changes are to be written, else the outcome that leaves the ledger as it is
 */
export function settleChanges(
  changes: readonly FieldChange[],
  mends: () => boolean,
  {
    subject,
    record,
    run,
  }: { readonly subject: string; readonly record: TableRecord; readonly run: ImportRun },
): 'take' | Pick<RowOutcome, 'kind' | 'changes'> {
  if (changes.length === 0) return { kind: 'unchanged', changes: [] };
  const first = changes.find(({ before }) => before !== null);
  const { onConflict } = run;
  if (!first || onConflict === 'update' || (onConflict === 'fill' && mends())) return 'take';
  const parameters = { subject, value: String(first.after), before: String(first.before) };
  if (onConflict === 'fail') run.report('import-conflict', record, first.field, parameters);
  else if (onConflict === 'fill') run.report('conflict-kept', record, first.field, parameters);
  const kind = onConflict === 'skip' ? 'skipped' : 'unchanged';
  return { kind, changes: changes.map((change) => ({ ...change, kept: true })) };
}
