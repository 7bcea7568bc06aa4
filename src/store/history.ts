import type { Ledger } from './ledger.ts';

export type ChangeKind = 'insert' | 'update' | 'delete';

/** Rows changed by an operation: table → kind → number. */
export type ChangeCounts = Readonly<Record<string, Readonly<Partial<Record<ChangeKind, number>>>>>;

/** One entry of the history. */
export interface Operation {
  readonly id: number;
  readonly kind: string;
  readonly title: string;
  readonly commandLine: string;
  readonly clerk: string;
  /** Moment, ISO in UTC. */
  readonly at: string;
  readonly programVersion: string;
  readonly schemaVersion: number;
  /** Number of the operation that this one undid. */
  readonly undoes: number | null;
  /** Number of the operation that undid this one and is itself in effect. */
  readonly undoneBy: number | null;
  readonly firstChange: number;
  readonly lastChange: number;
  readonly counts: ChangeCounts;
  readonly summary: Readonly<Record<string, unknown>>;
}

/** An operation is in effect unless an operation in effect undoes it. */
export function isEffective(operation: Operation): boolean {
  return operation.undoneBy === null;
}

/** Title of the operation that undoes another: undoing an undoing is doing again (重做). */
export function undoTitle(operations: readonly Operation[], undone: Operation): string {
  let original = undone;
  let verb = '撤销';
  while (original.undoes !== null) {
    const earlier = operations.find((each) => each.id === original.undoes);
    if (!earlier) break;
    original = earlier;
    verb = verb === '撤销' ? '重做' : '撤销';
  }
  return `${verb}第 ${original.id} 次操作“${original.title}”`;
}

export interface SourceFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

type Row = Omit<Operation, 'counts' | 'summary' | 'undoneBy'> & { counts: string; summary: string };

/** All finished operations, the first one first; the one that is open is not among them. */
export function listOperations(ledger: Ledger): Operation[] {
  const rows = ledger
    .prepare<[], Row>(
      `SELECT id, kind, title, command_line AS commandLine, clerk, at, program_version AS programVersion,
        schema_version AS schemaVersion, undoes, first_change AS firstChange, last_change AS lastChange, counts, summary
       FROM operation WHERE id IS NOT (SELECT operation_id FROM open_operation) ORDER BY id`,
    )
    .all();
  const undoneBy = new Map<number, number>();
  // From the last one back: when an operation's turn comes, everything that could undo it has been judged.
  for (const row of [...rows].reverse()) {
    if (row.undoes !== null && !undoneBy.has(row.id)) undoneBy.set(row.undoes, row.id);
  }
  return rows.map((row) => ({
    ...row,
    undoneBy: undoneBy.get(row.id) ?? null,
    counts: JSON.parse(row.counts) as ChangeCounts,
    summary: JSON.parse(row.summary) as Record<string, unknown>,
  }));
}

/** The files an operation read, in their order. */
export function sourceFiles(ledger: Ledger, operationId: number): SourceFile[] {
  return ledger
    .prepare<[number], SourceFile>(
      'SELECT path, sha256, bytes FROM source_file WHERE operation_id = ? ORDER BY id',
    )
    .all(operationId);
}

export type RowValues = Readonly<Record<string, string | number | null>>;

/** One changed row: `before` is null for an inserted row, `after` for a deleted one. */
export interface RowChange {
  readonly table: string;
  readonly row: number;
  readonly kind: ChangeKind;
  readonly before: RowValues | null;
  readonly after: RowValues | null;
}

interface ChangeRow {
  id: number;
  tableName: string;
  rowId: number;
  kind: ChangeKind;
  before: string | null;
}

/** The first `limit` changes of an operation, in their order, each with the row before and after. */
export function rowChanges(ledger: Ledger, operation: Operation, limit: number): RowChange[] {
  return ledger
    .prepare<[number, number, number], ChangeRow>(
      `SELECT id, table_name AS tableName, row_id AS rowId, kind, before FROM change
       WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?`,
    )
    .all(operation.firstChange, operation.lastChange, limit)
    .map((change) => ({
      table: change.tableName,
      row: change.rowId,
      kind: change.kind,
      before: change.before === null ? null : (JSON.parse(change.before) as RowValues),
      after: change.kind === 'delete' ? null : imageAfter(ledger, change),
    }));
}

/** A row as a change left it: as the next change of the row found it, or as it is now. */
function imageAfter(ledger: Ledger, change: ChangeRow): RowValues | null {
  const next = ledger
    .prepare<[string, number, number], { before: string }>(
      `SELECT before FROM change WHERE table_name = ? AND row_id = ? AND kind <> 'insert' AND id > ?
       ORDER BY id LIMIT 1`,
    )
    .get(change.tableName, change.rowId, change.id);
  if (next) return JSON.parse(next.before) as RowValues;
  return (
    ledger.prepare<[number], RowValues>(`SELECT * FROM ${change.tableName} WHERE id = ?`).get(change.rowId) ??
    null
  );
}
