import { isEffective, type Operation } from './history.ts';
import { rowImage } from './journal-triggers.ts';
import type { Ledger } from './ledger.ts';
import { foreignKeys, namingTables } from './schema.ts';

/** Why an operation cannot be undone: what a later operation did, or (operation null) what no operation did. */
export interface Blocker {
  readonly reason: 'same-row' | 'depends' | 'parent-removed' | 'value-taken' | 'unrecorded';
  readonly operation: Operation | null;
  readonly tables: readonly string[];
  /** Rows concerned. */
  readonly rows: number;
}

interface Touch {
  operationId: number;
  tableName: string;
  rows: number;
}

/** Lists the rows that an operation touched, with its first and its last change of each, in a temporary table. */
export function collectTouchedRows(ledger: Ledger, operation: Operation): void {
  ledger.database.exec(`
    CREATE TEMP TABLE IF NOT EXISTS undo_row (
      table_name TEXT NOT NULL, row_id INTEGER NOT NULL, first_change INTEGER NOT NULL, last_change INTEGER NOT NULL,
      inserted INTEGER NOT NULL, PRIMARY KEY (table_name, row_id)) WITHOUT ROWID;
    CREATE TEMP TABLE IF NOT EXISTS undo_clash (
      table_name TEXT NOT NULL, row_id INTEGER NOT NULL, PRIMARY KEY (table_name, row_id)) WITHOUT ROWID;
    DELETE FROM temp.undo_row;`);
  ledger
    .prepare(
      `INSERT INTO temp.undo_row
       SELECT table_name, row_id, id, id, kind = 'insert' FROM change WHERE id BETWEEN ? AND ? ORDER BY id
       ON CONFLICT DO UPDATE SET last_change = excluded.last_change`,
    )
    .run(operation.firstChange, operation.lastChange);
}

/** All that stands in the way of undoing an operation whose rows have been collected. */
export function findBlockers(
  ledger: Ledger,
  operation: Operation,
  operations: readonly Operation[],
): Blocker[] {
  const later = new Map(operations.filter((each) => each.id > operation.id).map((each) => [each.id, each]));
  const sameRow = laterWriters(ledger, operation, later);
  return [
    ...sameRow,
    // A row that a later operation wrote differs anyway: only without such rows does a difference say more.
    ...(sameRow.length === 0 ? differingRows(ledger, operation, later) : []),
    ...dependants(ledger, operation, later),
    ...missingParents(ledger, operation, later),
  ];
}

/** Which later operations in effect, undoing ones among them, wrote to the rows listed in a temporary table. */
function laterTouches(
  ledger: Ledger,
  rows: 'undo_row' | 'undo_clash',
  operation: Operation,
  later: ReadonlyMap<number, Operation>,
): Touch[] {
  return ledger
    .prepare<[number], Touch>(
      `SELECT change.operation_id AS operationId, change.table_name AS tableName, count(DISTINCT change.row_id) AS rows
       FROM change CROSS JOIN temp.${rows} AS listed
         ON listed.table_name = change.table_name AND listed.row_id = change.row_id
       WHERE change.id > ? GROUP BY 1, 2 ORDER BY 1`,
    )
    .all(operation.lastChange)
    .filter((touch) => {
      const writer = later.get(touch.operationId);
      return writer !== undefined && isEffective(writer);
    });
}

/** Later operations in effect that wrote to the same rows; undoing is no writing of its own. */
function laterWriters(
  ledger: Ledger,
  operation: Operation,
  later: ReadonlyMap<number, Operation>,
): Blocker[] {
  const touches = laterTouches(ledger, 'undo_row', operation, later);
  return group(
    'same-row',
    touches.filter((touch) => later.get(touch.operationId)?.undoes === null),
    later,
  );
}

/** Rows that are not as the operation left them although no later operation in effect wrote to them. */
function differingRows(
  ledger: Ledger,
  operation: Operation,
  later: ReadonlyMap<number, Operation>,
): Blocker[] {
  clearClashes(ledger);
  for (const table of Object.keys(operation.counts)) {
    const image = rowImage(ledger.columns(table), 'present');
    ledger
      .prepare(
        `INSERT INTO temp.undo_clash
         SELECT own.table_name, own.row_id FROM temp.undo_row AS own
         JOIN change ON change.id = own.last_change
         LEFT JOIN ${table} AS present ON present.id = own.row_id
         WHERE own.table_name = '${table}' AND CASE change.kind
           WHEN 'delete' THEN present.id IS NOT NULL
           WHEN 'update' THEN present.id IS NULL OR row_digest(${image}) <> change.digest
           ELSE present.id IS NULL OR ${image} <> coalesce((SELECT next.before FROM change AS next
             WHERE next.table_name = own.table_name AND next.row_id = own.row_id AND next.kind <> 'insert'
               AND next.id > change.id ORDER BY next.id LIMIT 1), ${image}) END`,
      )
      .run();
  }
  return blame(ledger, 'same-row', operation, later);
}

/** Rows outside the operation that refer to rows which undoing it would remove, or name them. */
function dependants(ledger: Ledger, operation: Operation, later: ReadonlyMap<number, Operation>): Blocker[] {
  clearClashes(ledger);
  for (const key of foreignKeys(ledger)) {
    if (!operation.counts[key.parent]?.insert) continue;
    ledger
      .prepare(
        `INSERT OR IGNORE INTO temp.undo_clash
         SELECT '${key.table}', child.id FROM ${key.table} AS child
         WHERE EXISTS (SELECT 1 FROM temp.undo_row AS parent WHERE parent.table_name = '${key.parent}'
             AND parent.row_id = child.${key.column} AND parent.inserted = 1)
           AND NOT EXISTS (SELECT 1 FROM temp.undo_row AS own
             WHERE own.table_name = '${key.table}' AND own.row_id = child.id)`,
      )
      .run();
  }
  for (const { table, tableColumn, rowColumn, holds } of namingTables) {
    ledger
      .prepare(
        `INSERT OR IGNORE INTO temp.undo_clash
         SELECT '${table}', naming.id FROM temp.undo_row AS named
         JOIN ${table} AS naming ON naming.${tableColumn} = named.table_name AND naming.${rowColumn} = named.row_id
         WHERE named.inserted = 1 AND naming.${holds}
           AND NOT EXISTS (SELECT 1 FROM temp.undo_row AS own
             WHERE own.table_name = '${table}' AND own.row_id = naming.id)`,
      )
      .run();
  }
  return blame(ledger, 'depends', operation, later);
}

/** Rows that the restored rows refer to and that are no longer there. */
function missingParents(
  ledger: Ledger,
  operation: Operation,
  later: ReadonlyMap<number, Operation>,
): Blocker[] {
  clearClashes(ledger);
  for (const key of foreignKeys(ledger)) {
    const counts = operation.counts[key.table];
    if (!counts?.update && !counts?.delete) continue;
    ledger
      .prepare(
        `INSERT OR IGNORE INTO temp.undo_clash
         SELECT '${key.parent}', change.before ->> '$.${key.column}' FROM temp.undo_row AS own
         JOIN change ON change.id = own.first_change
         WHERE own.table_name = '${key.table}' AND own.inserted = 0 AND change.before ->> '$.${key.column}' IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM ${key.parent} AS parent WHERE parent.id = change.before ->> '$.${key.column}')
           AND NOT EXISTS (SELECT 1 FROM temp.undo_row AS restored WHERE restored.table_name = '${key.parent}'
             AND restored.row_id = change.before ->> '$.${key.column}' AND restored.inserted = 0)`,
      )
      .run();
  }
  return blame(ledger, 'parent-removed', operation, later);
}

export function clearClashes(ledger: Ledger): void {
  ledger.prepare('DELETE FROM temp.undo_clash').run();
}

/**
 * Who made the rows in `undo_clash` what they are: the later operations in effect that wrote to them, undoing ones
 * only where there are no others; nobody where the journal does not tell.
 */
export function blame(
  ledger: Ledger,
  reason: Blocker['reason'],
  operation: Operation,
  later: ReadonlyMap<number, Operation>,
): Blocker[] {
  const clashes = ledger
    .prepare<[], { tableName: string; rows: number }>(
      'SELECT table_name AS tableName, count(*) AS rows FROM temp.undo_clash GROUP BY table_name',
    )
    .all();
  if (clashes.length === 0) return [];
  const touches = laterTouches(ledger, 'undo_clash', operation, later);
  const writers = touches.filter((touch) => later.get(touch.operationId)?.undoes === null);
  const blamed = group(reason, writers.length > 0 ? writers : touches, later);
  if (blamed.length > 0) return blamed;
  const rows = clashes.reduce((sum, clash) => sum + clash.rows, 0);
  return [{ reason: 'unrecorded', operation: null, tables: clashes.map((clash) => clash.tableName), rows }];
}

function group(
  reason: Blocker['reason'],
  touches: readonly Touch[],
  later: ReadonlyMap<number, Operation>,
): Blocker[] {
  const byOperation = new Map<number, Touch[]>();
  for (const touch of touches) {
    byOperation.set(touch.operationId, [...(byOperation.get(touch.operationId) ?? []), touch]);
  }
  return [...byOperation].map(([id, own]) => ({
    reason,
    operation: later.get(id) ?? null,
    tables: own.map((touch) => touch.tableName),
    rows: own.reduce((sum, touch) => sum + touch.rows, 0),
  }));
}
