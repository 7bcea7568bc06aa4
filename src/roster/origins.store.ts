import type { IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';
import type { ReturnedTable } from '../tables/import-target.ts';
import { cellAddress } from '../workbook/address.ts';
import { codeKeys, type FactKey, factKeys, type KindergartenChanges } from './kindergarten.ts';
import { factColumns, factVersions } from './roster.store.ts';

/** Where a value of a kindergarten came from: an operation, and the cell where it was read from a sheet. */
export interface Origin {
  readonly operation: number;
  /** Title of the operation in the history. */
  readonly title: string;
  readonly clerk: string;
  /** ISO moment. */
  readonly at: string;
  readonly file: string | null;
  readonly sha256: string | null;
  readonly sheet: string | null;
  /** Official table that the sheet was read as. */
  readonly table: string | null;
  readonly cell: string | null;
}

type Field = keyof KindergartenChanges;
type Image = Readonly<Record<string, unknown>>;

interface ChangeRow {
  operation: number;
  kind: 'insert' | 'update' | 'delete';
  before: string | null;
  /** 1 where the operation undoes another, or was itself undone and stays so. */
  void: 0 | 1;
}

interface OperationRow {
  title: string;
  clerk: string;
  at: string;
}

/** Entry i of a source table's columns belongs to bit i of its rows' `fields`; a form knows its cells themselves. */
interface SourceColumn {
  key: string;
  column: number | null;
  cell?: string;
}

interface SourceRow {
  row: number;
  fields: number;
  columns: string;
  sheet: string;
  path: string;
  sha256: string;
  table: string;
}

// An undone operation counts again once its undoing is undone.
const changesOf = `SELECT change.operation_id AS operation, change.kind, change.before,
  operation.undoes IS NOT NULL OR EXISTS (
    SELECT 1 FROM operation AS undoing WHERE undoing.undoes = operation.id
      AND NOT EXISTS (SELECT 1 FROM operation AS redo WHERE redo.undoes = undoing.id)) AS void
  FROM change JOIN operation ON operation.id = change.operation_id
  WHERE change.table_name = ? AND change.row_id = ? ORDER BY change.id`;

const sourceRows = `SELECT source_row.row, source_row.fields, source_table.columns, source_table.sheet, source_file.path,
  source_file.sha256, source_table.table_id AS "table"
  FROM source_row
  JOIN source_table ON source_table.id = source_row.source_table_id
  JOIN source_file ON source_file.id = source_table.source_file_id
  WHERE source_row.target = 'kindergarten' AND source_row.target_id = ? AND source_file.operation_id = ?
  ORDER BY source_row.id DESC`;

/**
 * Whether the value of a row's column was read from an earlier round of a returned file, in the same table and under
 * one of the field's keys there, and nobody has changed it since.
 */
export function isFromEarlierRound(
  ledger: Ledger,
  held: {
    readonly table: string;
    readonly id: number;
    readonly column: string;
    readonly keys: readonly string[];
  },
  returned: ReturnedTable,
): boolean {
  const operation = settingOperation(ledger, held.table, held.id, held.column);
  if (operation === undefined) return false;
  const rows = ledger
    .prepare<[string, number, number, string], Omit<SourceRow, 'path' | 'sheet' | 'table'>>(
      `SELECT source_row.row, source_row.fields, source_table.columns, source_file.sha256
       FROM source_row
       JOIN source_table ON source_table.id = source_row.source_table_id
       JOIN source_file ON source_file.id = source_table.source_file_id
       WHERE source_row.target = ? AND source_row.target_id = ? AND source_file.operation_id = ?
        AND source_table.table_id = ?`,
    )
    .all(held.table, held.id, operation, returned.table);
  return rows.some(
    ({ fields, columns, sha256 }) =>
      isRound(sha256, returned) &&
      (JSON.parse(columns) as SourceColumn[]).some(
        ({ key }, bit) => Math.floor(fields / 2 ** bit) % 2 === 1 && held.keys.includes(key),
      ),
  );
}

/** Fields of a kindergarten whose values on a date were read from an earlier round of a returned file, as above. */
export function fieldsFromEarlierRound(
  ledger: Ledger,
  kindergartenId: number,
  on: IsoDate,
  returned: ReturnedTable,
): Set<Field> {
  const found = new Set<Field>();
  for (const [field, { sha256, table }] of originsOf(ledger, kindergartenId, on)) {
    if (table === returned.table && sha256 !== null && isRound(sha256, returned)) found.add(field);
  }
  return found;
}

const isRound = (sha256: string, { rounds }: ReturnedTable) =>
  rounds.some((round) => sha256.startsWith(round));

/** The operation that gave a row's column the value it has; undone ones and undoings are passed over. */
function settingOperation(ledger: Ledger, table: string, id: number, column: string): number | undefined {
  const current = ledger.prepare<[number], Image>(`SELECT * FROM ${table} WHERE id = ?`).get(id);
  if (!current) return undefined;
  const changes = ledger.prepare<[string, number], ChangeRow>(changesOf).all(table, id);
  let after: Image = current;
  let found: number | undefined;
  for (const change of changes.reverse()) {
    const before = change.before === null ? undefined : (JSON.parse(change.before) as Image);
    const sets = change.kind === 'insert' || (before !== undefined && before[column] !== after[column]);
    // The value may have been lost and restored: only where it became what it is now does it come from.
    if (sets && change.kind !== 'delete' && after[column] === current[column]) {
      found = change.operation;
      if (!change.void) return found;
    }
    if (before) after = before;
  }
  return found;
}

/** Where the values of a kindergarten's version in force on a date came from, by field; empty fields are left out. */
export function originsOf(ledger: Ledger, kindergartenId: number, on: IsoDate): Map<Field, Origin> {
  const origins = new Map<Field, Origin>();
  const versions = factVersions(ledger, kindergartenId);
  const at = versions.findIndex((version) => version.validTo === null || on < version.validTo);
  const held = versions[at];
  if (!held) return origins;
  const put = (field: Field, operation: number | undefined) => {
    const origin = operation === undefined ? undefined : describe(ledger, kindergartenId, operation, field);
    if (origin) origins.set(field, origin);
  };
  for (const field of factKeys) {
    if (held.facts[field] === null) continue;
    // A version that began with another field's change took this value over from the one before.
    let from = at;
    while (from > 0 && versions[from - 1]?.facts[field] === held.facts[field]) from -= 1;
    const id = versions[from]?.id;
    if (typeof id === 'number') {
      put(field, settingOperation(ledger, 'kindergarten_fact', id, factColumns[field as FactKey]));
    }
  }
  const codes = ledger
    .prepare<[number], { code: string | null; creditCode: string | null }>(
      'SELECT code, credit_code AS creditCode FROM kindergarten WHERE id = ?',
    )
    .get(kindergartenId);
  for (const field of codeKeys) {
    if (!codes?.[field]) continue;
    const column = field === 'code' ? 'code' : 'credit_code';
    put(field, settingOperation(ledger, 'kindergarten', kindergartenId, column));
  }
  return origins;
}

/** Field keys under which official tables hold a value: 现类别 is `category`, `leadCategory` or `memberCategory`. */
function keysOf(field: Field): string[] {
  const plain = field === 'districtId' ? 'district' : field === 'townId' ? 'town' : field;
  const capital = plain.charAt(0).toUpperCase() + plain.slice(1);
  const own = [plain, `lead${capital}`, `member${capital}`];
  if (field === 'districtId') return [...own, 'office'];
  // 普惠性民办 under 办园性质 says that it is inclusive.
  return field === 'inclusive' ? [...own, ...keysOf('ownership')] : own;
}

function describe(ledger: Ledger, id: number, operation: number, field: Field): Origin | undefined {
  const row = ledger
    .prepare<[number], OperationRow>('SELECT title, clerk, at FROM operation WHERE id = ?')
    .get(operation);
  if (!row) return undefined;
  const keys = keysOf(field);
  for (const source of ledger.prepare<[number, number], SourceRow>(sourceRows).all(id, operation)) {
    const columns = JSON.parse(source.columns) as SourceColumn[];
    const gave = columns.filter((_, bit) => Math.floor(source.fields / 2 ** bit) % 2 === 1);
    // The column of the field itself before one that only implies it.
    const taken = keys.map((each) => gave.find(({ key }) => key === each)).find((each) => each !== undefined);
    if (!taken) continue;
    const cell = taken.cell ?? (taken.column === null ? null : cellAddress(source.row, taken.column));
    const { path, sha256, sheet, table } = source;
    return { operation, ...row, file: path, sha256, sheet, table, cell };
  }
  return { operation, ...row, file: null, sha256: null, sheet: null, table: null, cell: null };
}

/**
 * Writes down, for an operation that took over values from another entry of the same kindergarten, which file and
 * cell they first came from (inside `perform`). Values that no sheet gave have nothing to pass on.
 */
export function passOnOrigins(
  ledger: Ledger,
  operation: number,
  kindergartenId: number,
  origins: ReadonlyMap<string, Origin>,
): void {
  const sheets = new Map<string, { origin: Origin; cells: { key: string; column: null; cell: string }[] }>();
  for (const [field, origin] of origins) {
    if (origin.file === null || origin.cell === null) continue;
    const key = `${origin.operation} ${origin.sha256} ${origin.sheet}`;
    const sheet = sheets.get(key) ?? { origin, cells: [] };
    sheet.cells.push({ key: field, column: null, cell: origin.cell });
    sheets.set(key, sheet);
  }
  const files = new Map<string, number>();
  for (const { origin, cells } of sheets.values()) {
    const fileKey = `${origin.operation} ${origin.sha256}`;
    const from = ledger
      .prepare<[number, string | null, string | null], { fileId: number; table: string }>(
        `SELECT source_file.id AS fileId, source_table.table_id AS "table" FROM source_file
         JOIN source_table ON source_table.source_file_id = source_file.id
         WHERE source_file.operation_id = ? AND source_file.sha256 = ? AND source_table.sheet = ? LIMIT 1`,
      )
      .get(origin.operation, origin.sha256, origin.sheet);
    if (!from) continue;
    const fileId =
      files.get(fileKey) ??
      Number(
        ledger
          .prepare(
            `INSERT INTO source_file (operation_id, path, sha256, bytes)
             SELECT ?, path, sha256, bytes FROM source_file WHERE id = ?`,
          )
          .run(operation, from.fileId).lastInsertRowid,
      );
    files.set(fileKey, fileId);
    const tableId = ledger
      .prepare('INSERT INTO source_table (source_file_id, sheet, table_id, columns) VALUES (?, ?, ?, ?)')
      .run(fileId, origin.sheet, from.table, JSON.stringify(cells)).lastInsertRowid;
    ledger
      .prepare(
        "INSERT INTO source_row (source_table_id, row, target, target_id, fields) VALUES (?, 0, 'kindergarten', ?, ?)",
      )
      .run(tableId, kindergartenId, 2 ** cells.length - 1);
  }
}
