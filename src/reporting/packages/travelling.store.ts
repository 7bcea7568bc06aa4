import type { Ledger } from '../../store/ledger.ts';
import type { Row, TableFacts, Value } from './travelling.ts';

interface ColumnInfo {
  readonly name: string;
  readonly notnull: number;
  readonly dflt_value: string | null;
}

/** What the ledger's file says of a table: its columns, references, and what may stand there only once. */
export function tableFacts(ledger: Ledger, table: string): TableFacts {
  const columns = ledger.database.pragma(`table_info(${table})`) as ColumnInfo[];
  const keys = ledger.database.pragma(`foreign_key_list(${table})`) as { table: string; from: string }[];
  const indexes = ledger.database.pragma(`index_list(${table})`) as {
    name: string;
    unique: number;
    partial: number;
  }[];
  const unique = indexes
    .filter((index) => index.unique === 1 && index.partial === 0)
    .map(({ name }) => ledger.database.pragma(`index_info(${name})`) as { name: string | null }[])
    .map((parts) => parts.map(({ name }) => name))
    .find((parts): parts is string[] => parts.every((name) => name !== null));
  return {
    columns: columns.map(({ name }) => name),
    required: columns
      .filter(({ notnull, dflt_value }) => notnull === 1 && dflt_value === null)
      .map(({ name }) => name),
    references: Object.fromEntries(keys.map((key) => [key.from, key.table])),
    unique: unique ?? null,
  };
}

/** All rows of a table, each as an array in the order of its columns, by id. */
export function rawRows(ledger: Ledger, table: string): Value[][] {
  return ledger.prepare<[], Value[]>(`SELECT * FROM ${table} ORDER BY id`).raw().all();
}

export function rowById(ledger: Ledger, table: string, id: number): Row | undefined {
  return ledger.prepare<[number], Row>(`SELECT * FROM ${table} WHERE id = ?`).get(id);
}

/** What was last said of a kindergarten; undefined where nothing was. */
export function newestFact(ledger: Ledger, kindergartenId: number): Row | undefined {
  return ledger
    .prepare<[number], Row>(
      'SELECT * FROM kindergarten_fact WHERE kindergarten_id = ? ORDER BY valid_from DESC LIMIT 1',
    )
    .get(kindergartenId);
}

/** Every row of a table, one after the other. */
export function eachRow(ledger: Ledger, table: string): IterableIterator<Row> {
  return ledger.prepare<[], Row>(`SELECT * FROM ${table} ORDER BY id`).iterate();
}

/** The rows that are the same in some columns. */
export function rowsLike(ledger: Ledger, table: string, columns: readonly string[], row: Row): Row[] {
  const where = columns.map((column) => `${column} IS ?`).join(' AND ');
  return ledger
    .prepare<Value[], Row>(`SELECT * FROM ${table} WHERE ${where} ORDER BY id`)
    .all(...columns.map((column) => row[column] ?? null));
}

/** Enters a row (inside `perform`); gives its id. Columns that are not given get what the table has for them. */
export function insertRow(ledger: Ledger, table: string, row: Row): number {
  const columns = Object.keys(row);
  const places = columns.map(() => '?').join(', ');
  return Number(
    ledger
      .prepare<Value[]>(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`)
      .run(...columns.map((column) => row[column] ?? null)).lastInsertRowid,
  );
}

/** Changes columns of a row (inside `perform`). */
export function updateRow(ledger: Ledger, table: string, id: number, changes: Row): void {
  const columns = Object.keys(changes);
  ledger
    .prepare<Value[]>(
      `UPDATE ${table} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
    )
    .run(...columns.map((column) => changes[column] ?? null), id);
}

/** Removes a row (inside `perform`). */
export function deleteRow(ledger: Ledger, table: string, id: number): void {
  ledger.prepare(`DELETE FROM ${table} WHERE id = ?`).run(id);
}

/** Whether the ledger refused a row: a bound, a reference, or two of what may be there once. */
export function isRefusal(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && code.startsWith('SQLITE_CONSTRAINT');
}

/** Fills in the bureau's name and code of an office that so far only had the area's name (inside `perform`). */
export function completeOffice(
  ledger: Ledger,
  id: number,
  { title, regionCode }: { readonly title: string | null; readonly regionCode: string | null },
): void {
  ledger
    .prepare(
      `UPDATE office SET title = coalesce(title, @title), region_code = coalesce(region_code, @regionCode)
       WHERE id = @id AND ((title IS NULL AND @title IS NOT NULL)
         OR (region_code IS NULL AND @regionCode IS NOT NULL))`,
    )
    .run({ id, title, regionCode });
}

/**
 * Tries something inside `perform`: where it turns out that it is not to be kept, the ledger is as before.
 */
export function tryOut<T>(ledger: Ledger, work: () => T, isKept: (result: T) => boolean): T {
  ledger.database.exec('SAVEPOINT try_out');
  const result = work();
  ledger.database.exec(isKept(result) ? 'RELEASE try_out' : 'ROLLBACK TO try_out; RELEASE try_out');
  return result;
}

/** Writes down that an operation read a file (inside `perform`). */
export function addInputFile(
  ledger: Ledger,
  operation: number,
  file: { readonly path: string; readonly sha256: string; readonly bytes: number },
): void {
  insertRow(ledger, 'source_file', { operation_id: operation, ...file });
}

/** Where the values of the sender's rows stood, as its ledger has it. */
export interface CarriedSources {
  readonly files: readonly CarriedFile[];
  readonly tables: readonly CarriedTable[];
  /** source table, row, target table, its row, fields */
  readonly rows: readonly (readonly [number, number, string, number, number])[];
}

interface CarriedFile {
  readonly id: number;
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

interface CarriedTable {
  readonly id: number;
  readonly file: number;
  readonly sheet: string;
  readonly table: string;
  readonly columns: string;
  readonly footer: string;
}

/**
 * The sources of all values. Files that came in a package keep the name under which they came; those that the office
 * read itself get its name in front, so that one knows above whose they are.
 * @param effective operations that were not undone
 */
export function readSources(ledger: Ledger, sender: string, effective: ReadonlySet<number>): CarriedSources {
  const files = ledger
    .prepare<[string], CarriedFile & { operation: number }>(
      `SELECT source_file.id, CASE WHEN operation.kind = 'submit-receive' THEN path ELSE ? || path END AS path,
        sha256, bytes, operation.id AS operation FROM source_file JOIN operation ON operation.id = source_file.operation_id
       WHERE EXISTS (SELECT 1 FROM source_table WHERE source_file_id = source_file.id) ORDER BY source_file.id`,
    )
    .all(`${sender}：`)
    .filter(({ operation }) => effective.has(operation))
    .map(({ operation: _, ...file }) => file);
  const kept = new Set(files.map(({ id }) => id));
  const tables = ledger
    .prepare<[], CarriedTable>(
      `SELECT id, source_file_id AS file, sheet, table_id AS "table", columns, footer FROM source_table ORDER BY id`,
    )
    .all()
    .filter(({ file }) => kept.has(file));
  const known = new Set(tables.map(({ id }) => id));
  const rows = ledger
    .prepare<[], [number, number, string, number, number]>(
      'SELECT source_table_id, row, target, target_id, fields FROM source_row ORDER BY id',
    )
    .raw()
    .all()
    .filter(([table]) => known.has(table));
  return { files, tables, rows };
}

const newSourceRow = {
  table: 'source_row',
  columns: ['source_table_id', 'row', 'target', 'target_id', 'fields'],
} as const;

/** Writes sources of another ledger down as those of an operation (inside `perform`); rows by their ids here. */
export function writeSources(
  ledger: Ledger,
  operation: number,
  sources: CarriedSources,
  rows: readonly (readonly [number, number, string, number, number])[],
): void {
  const wanted = new Set(rows.map(([table]) => table));
  const files = new Map(sources.files.map((file) => [file.id, file]));
  const fileIds = new Map<number, number>();
  const tableIds = new Map<number, number>();
  for (const table of sources.tables) {
    const file = files.get(table.file);
    if (!wanted.has(table.id) || !file) continue;
    const fileId =
      fileIds.get(file.id) ??
      insertRow(ledger, 'source_file', {
        operation_id: operation,
        path: file.path,
        sha256: file.sha256,
        bytes: file.bytes,
      });
    fileIds.set(file.id, fileId);
    const { sheet, columns, footer } = table;
    const tableId = insertRow(ledger, 'source_table', {
      source_file_id: fileId,
      sheet,
      table_id: table.table,
      columns,
      footer,
    });
    tableIds.set(table.id, tableId);
  }
  for (const [table, row, target, id, fields] of rows) {
    const tableId = tableIds.get(table);
    if (tableId !== undefined) ledger.append(newSourceRow, [tableId, row, target, id, fields]);
  }
}
