/**
 * SQL of the triggers that journal one table: inserts keep the key, updates and deletes the old row as JSON and
 * (updates) a digest of the new one. Without an open operation every write is aborted, because a change must name
 * its operation (NOT NULL), so nothing can slip past the journal. `columns` are the table's columns in order,
 * `id` among them.
 */
export function journalTriggers(table: string, columns: readonly string[]): string {
  const record = (kind: string, row: 'OLD' | 'NEW', before: string, digest: string) =>
    `INSERT INTO change (operation_id, table_name, row_id, kind, before, digest) VALUES
  ((SELECT operation_id FROM open_operation), '${table}', ${row}.id, '${kind}', ${before}, ${digest});`;
  const changed = columns.map((each) => `OLD.${each} IS NOT NEW.${each}`).join(' OR ');
  return `
DROP TRIGGER IF EXISTS ${table}_journal_insert;
DROP TRIGGER IF EXISTS ${table}_journal_update;
DROP TRIGGER IF EXISTS ${table}_journal_delete;
DROP TRIGGER IF EXISTS ${table}_journal_key;
CREATE TRIGGER ${table}_journal_key BEFORE UPDATE OF id ON ${table} WHEN OLD.id <> NEW.id
BEGIN SELECT RAISE(ABORT, 'journal: keys do not change'); END;
CREATE TRIGGER ${table}_journal_insert AFTER INSERT ON ${table}
BEGIN ${record('insert', 'NEW', 'NULL', 'NULL')} END;
CREATE TRIGGER ${table}_journal_update AFTER UPDATE ON ${table} WHEN ${changed}
BEGIN ${record('update', 'NEW', rowImage(columns, 'OLD'), `row_digest(${rowImage(columns, 'NEW')})`)} END;
CREATE TRIGGER ${table}_journal_delete AFTER DELETE ON ${table}
BEGIN ${record('delete', 'OLD', rowImage(columns, 'OLD'), 'NULL')} END;
`;
}

/** SQL of a row's image as the journal keeps it: a JSON object with the columns in order. */
export function rowImage(columns: readonly string[], row: string): string {
  return `json_object(${columns.map((each) => `'${each}', ${row}.${each}`).join(', ')})`;
}
