import { Failure } from '../findings/catalogue.ts';
import { type ChangeKind, listOperations, type Operation } from './history.ts';
import type { Ledger } from './ledger.ts';
import { overlapKeys } from './migrations/columns.ts';
import { type Migration, migrations } from './migrations.ts';
import { childrenFirst, foreignKeys, tableName } from './schema.ts';
import { type Blocker, blame, clearClashes, collectTouchedRows, findBlockers } from './undo-blockers.ts';

/** What undoing an operation comes to; with blockers it cannot be done. */
export interface UndoPlan {
  readonly operation: Operation;
  readonly blockers: readonly Blocker[];
  /** Rows that undoing would remove, restore and set back, by table. */
  readonly effects: readonly UndoEffect[];
}

interface UndoEffect {
  readonly table: string;
  readonly removed: number;
  readonly restored: number;
  readonly setBack: number;
}

/** Changes taken back in one go: enough to be fast, few enough to be small. */
const chunk = 1_000;

/**
 * Gathers what undoing an operation would do and what stands in its way. Changes nothing in the ledger.
 * @throws Failure `operation-missing`, `undo-founding`, `undo-done`, `undo-schema-changed`
 */
export function planUndo(ledger: Ledger, id: number): UndoPlan {
  const operations = listOperations(ledger);
  const operation = undoableOperation(operations, id);
  collectTouchedRows(ledger, operation);
  const effects = ledger
    .prepare<[], UndoEffect>(
      `SELECT own.table_name AS "table", sum(own.inserted = 1 AND last.kind <> 'delete') AS removed,
        sum(own.inserted = 0 AND last.kind = 'delete') AS restored,
        sum(own.inserted = 0 AND last.kind <> 'delete') AS setBack
       FROM temp.undo_row AS own JOIN change AS last ON last.id = own.last_change GROUP BY own.table_name`,
    )
    .all();
  return { operation, effects, blockers: findBlockers(ledger, operation, operations) };
}

/** The operation that is to be undone, where it is one that can be. `schema` is for tests. */
export function undoableOperation(
  operations: readonly Operation[],
  id: number,
  schema: readonly Migration[] = migrations,
): Operation {
  const operation = operations.find((each) => each.id === id);
  if (!operation) throw new Failure('operation-missing', { value: id, last: operations.at(-1)?.id ?? 0 });
  if (operation.kind === 'init') throw new Failure('undo-founding', { value: id });
  if (operation.undoneBy !== null) {
    throw new Failure('undo-done', { value: id, title: operation.title, by: operation.undoneBy });
  }
  const changed = schema
    .filter((migration) => migration.id > operation.schemaVersion)
    .flatMap((migration) => migration.journalled)
    .filter((table) => table in operation.counts);
  if (changed.length === 0) return operation;
  const tables = [...new Set(changed)].map(tableName).join('、');
  throw new Failure('undo-schema-changed', { value: id, title: operation.title, tables });
}

/**
 * Takes an operation's changes back, inside `perform`. Rows that it inserted go first, a table at a time; the rest
 * is replayed backwards, so that the rows pass only through states in which they have been before.
 * @throws Failure as `planUndo`, and `undo-blocked`
 */
export function undoOperation(ledger: Ledger, id: number): UndoPlan {
  const plan = planUndo(ledger, id);
  const failure = blockedFailure(plan.operation, plan.blockers);
  if (failure) throw failure;
  // References are judged at the end; that none is left dangling has been made sure above.
  ledger.database.pragma('defer_foreign_keys = ON');
  removeInserted(ledger, plan.operation);
  replayBackwards(ledger, plan.operation);
  return plan;
}

/** The failure that names all that stands in the way, the newest first; undefined where nothing does. */
export function blockedFailure(operation: Operation, blockers: readonly Blocker[]): Failure | undefined {
  if (blockers.length === 0) return undefined;
  // In the order in which they are to be undone; what no operation did stands at the head.
  const age = ({ operation: by }: Blocker) => by?.id ?? Number.POSITIVE_INFINITY;
  const reasons = [...blockers]
    .sort((one, other) => (age(one) === age(other) ? 0 : age(other) - age(one)))
    .map((blocker) => `\n      · ${describeBlocker(blocker)}`)
    .join('');
  return new Failure('undo-blocked', { value: operation.id, title: operation.title, blockers: reasons });
}

function describeBlocker({ operation, reason, rows, tables }: Blocker): string {
  const what = `${tables.map(tableName).join('、')} ${rows} 条`;
  if (!operation) return `${what}：内容与操作历史记的不一样，请运行 youlian doctor 体检`;
  const who = `第 ${operation.id} 次操作“${operation.title}”`;
  switch (reason) {
    case 'depends':
      return `${who}登记的内容用到了要去掉的记录（${what}）`;
    case 'parent-removed':
      return `${who}去掉了要恢复的内容所依靠的记录（${what}）`;
    case 'value-taken':
      return `${who}登记的内容与要恢复的内容不能并存（${what}）`;
    default:
      return `${who}也改动过这些记录（${what}）`;
  }
}

function removeInserted(ledger: Ledger, operation: Operation): void {
  const tables = Object.keys(operation.counts).filter((table) => operation.counts[table]?.insert);
  // A chunk at a time: what a statement changes is held in memory until it is through.
  const chunkEnd = ledger.prepare<[string, number, number], { last: number | null }>(
    `SELECT max(row_id) AS last FROM (SELECT row_id FROM temp.undo_row
       WHERE table_name = ? AND row_id > ? ORDER BY row_id LIMIT ?)`,
  );
  for (const table of childrenFirst(tables, foreignKeys(ledger))) {
    const remove = ledger.prepare<[number, number]>(
      `DELETE FROM ${table} WHERE id IN (SELECT row_id FROM temp.undo_row
         WHERE table_name = '${table}' AND inserted = 1 AND row_id > ? AND row_id <= ?)`,
    );
    for (let after = Number.MIN_SAFE_INTEGER; ; ) {
      const last = chunkEnd.get(table, after, chunk)?.last ?? null;
      if (last === null) break;
      remove.run(after, last);
      after = last;
    }
  }
}

interface PastChange {
  id: number;
  tableName: string;
  kind: ChangeKind;
}

/** Takes back the changes of rows that were there before, the last change first. */
function replayBackwards(ledger: Ledger, operation: Operation): void {
  if (Object.values(operation.counts).every((counts) => !counts.update && !counts.delete)) return;
  const statements = new Map(Object.keys(operation.counts).map((table) => [table, inverses(ledger, table)]));
  const next = ledger.prepare<[number, number, number], PastChange>(
    `SELECT change.id, change.table_name AS tableName, change.kind FROM change
     WHERE change.id < ? AND change.id >= ? AND NOT EXISTS (SELECT 1 FROM temp.undo_row AS own
       WHERE own.table_name = change.table_name AND own.row_id = change.row_id AND own.inserted = 1)
     ORDER BY change.id DESC LIMIT ?`,
  );
  for (let before = operation.lastChange + 1; before > operation.firstChange; ) {
    const changes = next.all(before, operation.firstChange, chunk);
    for (const change of changes) {
      try {
        statements.get(change.tableName)?.[change.kind].run(change.id);
      } catch (error) {
        throw explainConstraint(ledger, operation, change, error) ?? error;
      }
    }
    before = changes.at(-1)?.id ?? 0;
  }
}

/** For each kind of change the statement that takes the change of an id back. */
function inverses(ledger: Ledger, table: string) {
  const columns = ledger.columns(table);
  const old = (column: string) => `change.before ->> '$.${column}'`;
  const settings = columns.filter((column) => column !== 'id').map((column) => `${column} = ${old(column)}`);
  return {
    insert: ledger.prepare<[number]>(
      `DELETE FROM ${table} WHERE id = (SELECT row_id FROM change WHERE id = ?)`,
    ),
    update: ledger.prepare<[number]>(
      `UPDATE ${table} SET ${settings.join(', ')} FROM change WHERE change.id = ? AND ${table}.id = change.row_id`,
    ),
    delete: ledger.prepare<[number]>(
      `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.map(old).join(', ')} FROM change WHERE id = ?`,
    ),
  };
}

/** A constraint refused the old values: names the operations whose rows stand against them. */
function explainConstraint(
  ledger: Ledger,
  operation: Operation,
  { id, tableName: table }: PastChange,
  error: unknown,
): Failure | undefined {
  const { code, message = '' } = error as { code?: string; message?: string };
  if (!code?.startsWith('SQLITE_CONSTRAINT')) return undefined;
  const unique = [...message.matchAll(new RegExp(`\\b${table}\\.(\\w+)`, 'g'))].map(
    (match) => match[1] ?? '',
  );
  const keys = unique.length > 0 ? unique : (overlapKeys[table] ?? []);
  const same = keys.map((key) => `AND other.${key} IS change.before ->> '$.${key}'`).join(' ');
  clearClashes(ledger);
  ledger
    .prepare(
      `INSERT INTO temp.undo_clash SELECT '${table}', other.id FROM ${table} AS other JOIN change ON change.id = ?
       WHERE other.id <> change.row_id ${same}`,
    )
    .run(id);
  const later = new Map(
    listOperations(ledger)
      .filter((each) => each.id > operation.id)
      .map((each) => [each.id, each]),
  );
  return blockedFailure(operation, blame(ledger, 'value-taken', operation, later));
}
