import type Database from 'better-sqlite3';

type Value = string | number | null;

/** What is appended to a table: its columns besides `id`, in the order of the values. One for each table. */
export interface AppendedRows {
  readonly table: string;
  readonly columns: readonly string[];
}

interface Waiting {
  readonly target: AppendedRows;
  /** All rows one behind the other, each with its id first. */
  readonly values: Value[];
  rows: number;
  /** Unknown where others may have written since. */
  lastId: number | undefined;
}

/** The most rows that one statement writes. */
const most = 32;

/**
 * New rows on their way into the ledger. A statement that fires triggers keeps a journal of its own, with copies of
 * the pages it changes: one statement for many rows pays for that once. Ids are those SQLite would give, and known at
 * once. Before anybody else reads or writes, the rows must be flushed; `Ledger` sees to that.
 */
export class RowBuffer {
  readonly #database: Database.Database;
  /** By how many rows they write. */
  readonly #inserts = new Map<AppendedRows, Database.Statement<unknown[]>[]>();
  readonly #lastIds = new Map<string, Database.Statement<[], { id: number }>>();
  /** By table, in the order in which they were first appended to: rows that others refer to come first. */
  readonly #tables = new Map<string, Waiting>();
  #touched = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** @returns the row's id */
  append(target: AppendedRows, values: readonly Value[]): number {
    const waiting = this.#tables.get(target.table) ?? this.#open(target);
    if (waiting.rows === most) this.#write();
    this.#touched = true;
    const id = (waiting.lastId ?? this.#lastId(target.table)) + 1;
    waiting.lastId = id;
    waiting.rows += 1;
    waiting.values.push(id);
    for (const value of values) waiting.values.push(value);
    return id;
  }

  /** Writes what waits. What could not be written once stays an error until `clear`: a gap must not be committed. */
  flush(): void {
    if (!this.#touched) return;
    this.#write();
    for (const waiting of this.#tables.values()) waiting.lastId = undefined;
    this.#touched = false;
  }

  /** Forgets what waits, as its transaction is over. */
  clear(): void {
    this.#tables.clear();
    this.#touched = false;
    this.#failure = undefined;
  }

  #open(target: AppendedRows): Waiting {
    // Without a transaction nobody would flush.
    if (!this.#database.inTransaction) throw new Error('rows are appended inside perform');
    const waiting: Waiting = { target, values: [], rows: 0, lastId: undefined };
    this.#tables.set(target.table, waiting);
    return waiting;
  }

  #lastId(table: string): number {
    let statement = this.#lastIds.get(table);
    if (!statement) {
      statement = this.#database.prepare(`SELECT coalesce(max(id), 0) AS id FROM ${table}`);
      this.#lastIds.set(table, statement);
    }
    return statement.get()?.id ?? 0;
  }

  #write(): void {
    if (this.#failure) throw this.#failure.error;
    try {
      for (const { target, values, rows } of this.#tables.values()) {
        if (rows > 0) this.#insert(target, rows).run(values);
      }
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
    for (const waiting of this.#tables.values()) {
      waiting.values.length = 0;
      waiting.rows = 0;
    }
  }

  #insert(target: AppendedRows, rows: number): Database.Statement<unknown[]> {
    const ofTable = this.#inserts.get(target) ?? [];
    this.#inserts.set(target, ofTable);
    const row = () => `(?${', ?'.repeat(target.columns.length)})`;
    ofTable[rows] ??= this.#database.prepare<unknown[]>(
      `INSERT INTO ${target.table} (id, ${target.columns.join(', ')}) VALUES ${Array.from({ length: rows }, row).join(', ')}`,
    );
    return ofTable[rows];
  }
}
