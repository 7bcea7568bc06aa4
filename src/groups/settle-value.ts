import type { FieldChange, ImportRun } from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';

/** A value of a group or a membership that the list gives, beside the one the ledger has. */
export interface ListedValue {
  /** The record's field key. */
  readonly field: string;
  /** Whose value it is, for messages. */
  readonly subject: string;
  /** As shown; null where the ledger has none. */
  readonly before: string | null;
  readonly after: string;
}

/** Whether the list's value is to be taken, as --on-conflict says; a difference that is kept is reported. */
export function settleValue(
  value: ListedValue,
  run: ImportRun,
  record: TableRecord,
): { readonly kind: 'same' | 'take' | 'keep' | 'skip'; readonly changes: readonly FieldChange[] } {
  const { field, subject, before, after } = value;
  if (before === after) return { kind: 'same', changes: [] };
  const change: FieldChange = { field, before, after };
  switch (run.onConflict) {
    case 'fail':
      run.report('import-conflict', record, field, { subject, value: after, before: before ?? '（空）' });
      return { kind: 'keep', changes: [{ ...change, kept: true }] };
    case 'skip':
      return { kind: 'skip', changes: [{ ...change, kept: true }] };
    case 'fill':
      if (before === null) return { kind: 'take', changes: [change] };
      run.report('conflict-kept', record, field, { subject, value: after, before });
      return { kind: 'keep', changes: [{ ...change, kept: true }] };
    case 'update':
      return { kind: 'take', changes: [change] };
  }
}
