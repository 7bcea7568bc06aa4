import type { Ledger } from '../store/ledger.ts';
import type { TableDefinition } from '../tables/definition.ts';
import type { TableLocation } from '../tables/record.ts';
import { cellAddress } from '../workbook/address.ts';

/** A field of a source table and the column it stood in; forms know the value's cell instead. */
export interface SourceColumn {
  readonly key: string;
  readonly column: number | null;
  readonly cell?: string;
}

/** Where a value of the ledger came from. */
export interface Source {
  readonly operation: number;
  readonly path: string;
  readonly sha256: string;
  readonly table: string;
  readonly sheet: string;
  readonly sourceTableId: number;
  /** Field key → cell, of the fields taken from this row. */
  readonly cells: Readonly<Record<string, string>>;
}

/** The fields of a table in the order of its definition, each with its column: bit i of `fields` is entry i. */
export function sourceColumns(definition: TableDefinition, location: TableLocation): SourceColumn[] {
  const fields = definition.kind === 'list' ? definition.columns : definition.fields;
  return fields.map(({ key }) => {
    const cell = location.labels?.[key]?.value;
    const column = location.columns[key] ?? null;
    return cell === undefined ? { key, column } : { key, column, cell };
  });
}

/** The set of fields as bits in the order of `columns`; up to 53 fields. */
export function fieldBits(columns: readonly SourceColumn[], keys: readonly string[]): number {
  let bits = 0;
  columns.forEach(({ key }, index) => {
    if (keys.includes(key)) bits += 2 ** index;
  });
  return bits;
}

function cellsOf(columns: readonly SourceColumn[], bits: number, row: number): Record<string, string> {
  const cells: Record<string, string> = {};
  columns.forEach(({ key, column, cell }, index) => {
    if (Math.floor(bits / 2 ** index) % 2 === 0) return;
    if (cell !== undefined) cells[key] = cell;
    else if (column !== null) cells[key] = cellAddress(row, column);
  });
  return cells;
}

export function addSourceFile(
  ledger: Ledger,
  file: { operation: number; path: string; sha256: string; bytes: number },
): number {
  return Number(
    ledger
      .prepare<[typeof file]>(
        `INSERT INTO source_file (operation_id, path, sha256, bytes)
         VALUES (@operation, @path, @sha256, @bytes)`,
      )
      .run(file).lastInsertRowid,
  );
}

export function addSourceTable(
  ledger: Ledger,
  table: { sourceFileId: number; sheet: string; table: string; columns: readonly SourceColumn[] },
): number {
  return Number(
    ledger
      .prepare<[number, string, string, string]>(
        'INSERT INTO source_table (source_file_id, sheet, table_id, columns) VALUES (?, ?, ?, ?)',
      )
      .run(table.sourceFileId, table.sheet, table.table, JSON.stringify(table.columns)).lastInsertRowid,
  );
}

/** Footer values (填报人 …) are known only once the table has been read to its end. */
export function setSourceFooter(
  ledger: Ledger,
  sourceTableId: number,
  footer: Readonly<Record<string, string>>,
): void {
  ledger
    .prepare<[string, number]>('UPDATE source_table SET footer = ? WHERE id = ?')
    .run(JSON.stringify(footer), sourceTableId);
}

const newSourceRow = {
  table: 'source_row',
  columns: ['source_table_id', 'row', 'target', 'target_id', 'fields'],
} as const;

export function addSourceRow(
  ledger: Ledger,
  sourceTableId: number,
  row: number,
  target: string,
  targetId: number,
  fields: number,
): void {
  ledger.append(newSourceRow, [sourceTableId, row, target, targetId, fields]);
}

/** Where the values of a row of the ledger came from, the latest first; of one operation, or of all. */
export function findSources(ledger: Ledger, target: string, targetId: number, operation?: number): Source[] {
  const rows = ledger
    .prepare<
      [{ target: string; targetId: number; operation: number | null }],
      Omit<Source, 'cells'> & { row: number; fields: number; columns: string }
    >(
      `SELECT source_file.operation_id AS operation, source_file.path, source_file.sha256,
        source_table.table_id AS "table", source_table.sheet, source_table.id AS sourceTableId,
        source_row.row, source_row.fields, source_table.columns
       FROM source_row
       JOIN source_table ON source_table.id = source_row.source_table_id
       JOIN source_file ON source_file.id = source_table.source_file_id
       WHERE source_row.target = @target AND source_row.target_id = @targetId
        AND (@operation IS NULL OR source_file.operation_id = @operation)
       ORDER BY source_row.id DESC`,
    )
    .all({ target, targetId, operation: operation ?? null });
  return rows.map(({ row, fields, columns, ...source }) => ({
    ...source,
    cells: cellsOf(JSON.parse(columns) as SourceColumn[], fields, row),
  }));
}
