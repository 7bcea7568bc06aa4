import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { hasStaleNote } from './holder.ts';
import { rowImage } from './journal-triggers.ts';
import { Ledger } from './ledger.ts';
import { journalledTables } from './migrations.ts';
import { isUnfinishedName } from './publish.ts';
import { tableName } from './schema.ts';

/** How many single faults of one sort are told; the rest is counted. */
const shownFaults = 5;

/** Everything that is not as it should be in a ledger, the file first, then what its journal says. */
export function examineLedger(ledger: Ledger): Finding[] {
  const problem = integrityProblem(ledger);
  // In a damaged file every further answer may be wrong.
  if (problem !== null) return [makeFinding('ledger-damaged', { value: ledger.path, problem })];
  const schema = schemaFaults(ledger);
  return [
    ...schema,
    ...referenceFaults(ledger),
    ...(schema.some((finding) => finding.code === 'ledger-schema') ? [] : journalFaults(ledger)),
    ...leftovers(ledger),
  ];
}

/** What SQLite finds wrong with the file itself; null where it is whole. */
export function integrityProblem(ledger: Ledger): string | null {
  try {
    const rows = ledger.database.pragma('integrity_check(100)') as { integrity_check: string }[];
    const messages = rows.map((row) => row.integrity_check).filter((message) => message !== 'ok');
    return messages.length === 0 ? null : capped(messages);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function capped(faults: readonly string[]): string {
  const shown = faults.slice(0, shownFaults).join('；');
  return faults.length > shownFaults ? `${shown}；……共 ${faults.length} 处` : shown;
}

function referenceFaults(ledger: Ledger): Finding[] {
  const rows = ledger.database.pragma('foreign_key_check') as {
    table: string;
    rowid: number;
    parent: string;
  }[];
  if (rows.length === 0) return [];
  const faults = rows.map(
    (row) => `${tableName(row.table)} #${row.rowid} 所依靠的${tableName(row.parent)}不存在`,
  );
  return [makeFinding('ledger-references', { problem: capped(faults) })];
}

/** Tables, indexes and triggers by name, with their SQL. */
function schemaOf(ledger: Ledger): Map<string, string> {
  const rows = ledger.database
    .prepare<[], { name: string; sql: string }>(
      "SELECT type || ' ' || name AS name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
    )
    .all();
  return new Map(rows.map((row) => [row.name, row.sql.replace(/\s+/g, ' ')]));
}

function schemaFaults(ledger: Ledger): Finding[] {
  const model = Ledger.inMemory();
  const expected = schemaOf(model);
  model.close();
  const found = schemaOf(ledger);
  const faults = [
    ...[...expected].flatMap(([name, sql]) => {
      const own = found.get(name);
      if (own === undefined) return [`缺少 ${name}`];
      return own === sql ? [] : [`${name} 被改动过`];
    }),
    ...[...found.keys()].filter((name) => !expected.has(name)).map((name) => `多出 ${name}`),
  ];
  return faults.length === 0 ? [] : [makeFinding('ledger-schema', { problem: capped(faults) })];
}

function journalFaults(ledger: Ledger): Finding[] {
  const faults = [...operationFaults(ledger), ...rowFaults(ledger)];
  return faults.length === 0 ? [] : [makeFinding('ledger-journal', { problem: capped(faults) })];
}

function operationFaults(ledger: Ledger): string[] {
  const open = ledger.prepare<[], { id: number }>('SELECT operation_id AS id FROM open_operation').get();
  const odd = ledger
    .prepare<[], { id: number }>(
      `SELECT id FROM operation LEFT JOIN
        (SELECT operation_id, min(id) AS first, max(id) AS last, count(*) AS n FROM change GROUP BY operation_id) AS own
        ON own.operation_id = operation.id
       WHERE first_change IS NOT own.first OR last_change IS NOT own.last OR own.last - own.first + 1 IS NOT own.n
         OR (SELECT sum(number.value) FROM json_tree(counts) AS number WHERE number.type = 'integer') IS NOT own.n
       ORDER BY id`,
    )
    .all();
  return [
    ...(open ? [`第 ${open.id} 次操作没有收尾`] : []),
    ...odd.map(({ id }) => `第 ${id} 次操作的改动记录不齐`),
  ];
}

/** Compares each row with what the last change of it says. */
function rowFaults(ledger: Ledger): string[] {
  ledger.database.exec(`
    CREATE TEMP TABLE IF NOT EXISTS last_change (
      table_name TEXT NOT NULL, row_id INTEGER NOT NULL, change_id INTEGER NOT NULL,
      PRIMARY KEY (table_name, row_id)) WITHOUT ROWID;
    DELETE FROM temp.last_change;
    INSERT INTO temp.last_change SELECT table_name, row_id, max(id) FROM change GROUP BY table_name, row_id;`);
  const faults = journalledTables.flatMap((table) => {
    const image = rowImage(ledger.columns(table), 'present');
    return ledger
      .prepare<[], { id: number; fault: string }>(
        `SELECT last.row_id AS id, CASE WHEN change.kind = 'delete' THEN '已删除却还在'
           WHEN present.id IS NULL THEN '不见了' ELSE '内容与操作历史不符' END AS fault
         FROM temp.last_change AS last JOIN change ON change.id = last.change_id
         LEFT JOIN ${table} AS present ON present.id = last.row_id
         WHERE last.table_name = '${table}' AND CASE change.kind
           WHEN 'delete' THEN present.id IS NOT NULL
           WHEN 'update' THEN present.id IS NULL OR row_digest(${image}) IS NOT change.digest
           ELSE present.id IS NULL END
         UNION ALL
         SELECT present.id, '没有操作历史' FROM ${table} AS present
         WHERE NOT EXISTS (SELECT 1 FROM temp.last_change AS last
           WHERE last.table_name = '${table}' AND last.row_id = present.id)`,
      )
      .all()
      .map(({ id, fault }) => `${tableName(table)} #${id} ${fault}`);
  });
  ledger.database.exec('DELETE FROM temp.last_change');
  return faults;
}

/** What killed processes left beside the ledger: harmless, but in the way of the eye. */
function leftovers(ledger: Ledger): Finding[] {
  if (ledger.path === ':memory:') return [];
  const name = basename(ledger.path);
  const unfinished = readdirSync(dirname(ledger.path)).filter((file) => isUnfinishedName(file, name));
  const files = [...(hasStaleNote(ledger.path) ? [`${name}-holder`] : []), ...unfinished];
  return files.map((file) => makeFinding('ledger-leftover', { value: file }));
}
