import { existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import Database from 'better-sqlite3';
import { programVersion } from '../common/version.ts';
import { Failure } from '../findings/catalogue.ts';
import { describeHolder, holdLedger } from './holder.ts';
import { journalTriggers } from './journal-triggers.ts';
import { migrations, schemaVersion } from './migrations.ts';
import { type AppendedRows, RowBuffer } from './row-buffer.ts';

/** 'yl' 2021: marks the file as a ledger of ours in SQLite's own header. */
const applicationId = 0x796c_2021;

/** How long a second process waits for the ledger before it says who holds it, in milliseconds. */
const defaultWait = 5_000;

export interface OperationInfo {
  /** Stable English word: `import`, `group-adopt`, `undo` … */
  readonly kind: string;
  /** What the history shows, in Chinese. */
  readonly title: string;
  readonly commandLine: string;
  readonly clerk: string;
  readonly at: Date;
  readonly undoes?: number;
}

export interface Performed<T> {
  readonly result: T;
  /** Number of the operation in the history; null when nothing changed or in a dry run. */
  readonly operation: number | null;
  /** Changes of rows, of all tables together. */
  readonly changes: number;
}

export interface OpenOperation {
  readonly id: number;
  /** Keeps figures of the operation with it, for `history show`. */
  summarise(summary: Readonly<Record<string, unknown>>): void;
}

type Statement<P extends unknown[], R> = Database.Statement<P, R>;

/**
 * The ledger (台账): one SQLite file, opened, migrated and written to through operations only.
 * Reads go through `prepare`; writes happen inside `perform`, which is one transaction and one journal entry.
 */
export class Ledger {
  readonly path: string;
  readonly #database: Database.Database;
  readonly #appended: RowBuffer;
  readonly #statements = new Map<string, Statement<unknown[], unknown>>();
  readonly #wait: number;

  private constructor(path: string, database: Database.Database, wait: number) {
    this.path = path;
    this.#database = database;
    this.#appended = new RowBuffer(database);
    this.#wait = wait;
  }

  /**
   * Opens an existing ledger and brings its schema up to date; with `readonly` it is left as it is.
   * @throws Failure `ledger-missing`, `ledger-not-ours`, `ledger-newer`, `ledger-busy`
   */
  static open(path: string, options: { wait?: number; readonly?: boolean } = {}): Ledger {
    if (!existsSync(path)) throw new Failure('ledger-missing', { value: path });
    return Ledger.#connect(path, options.wait ?? defaultWait, false, options.readonly);
  }

  /** Makes a new, empty ledger. @throws Failure `ledger-exists` */
  static create(path: string, options: { wait?: number } = {}): Ledger {
    if (existsSync(path)) throw new Failure('ledger-exists', { value: path });
    return Ledger.#connect(path, options.wait ?? defaultWait, true);
  }

  /** A ledger in memory, for tests. */
  static inMemory(): Ledger {
    return Ledger.#connect(':memory:', defaultWait, true);
  }

  static #connect(path: string, wait: number, isNew: boolean, readonly = false): Ledger {
    let database: Database.Database | undefined;
    try {
      database = new Database(path, { timeout: wait, readonly });
      database.pragma('foreign_keys = ON');
      database.pragma('recursive_triggers = ON');
      database.pragma('synchronous = FULL');
      // Every statement with triggers keeps a journal of its own; once that has gone to a file, it stays there, and
      // each row of a large import pays for it.
      database.pragma('temp_store = MEMORY');
      database.function('row_digest', { deterministic: true }, (image) => rowDigest(String(image)));
      const ledger = new Ledger(path, database, wait);
      if (readonly) ledger.#version(isNew);
      else ledger.#migrate(isNew);
      return ledger;
    } catch (error) {
      database?.close();
      if (isNew) rmSync(path, { force: true });
      throw translateStoreError(error, path, wait);
    }
  }

  #migrate(isNew: boolean): void {
    if (this.#version(isNew) === schemaVersion) return;
    // A table made anew is gone for a moment, and with it what others refer to.
    this.#database.pragma('foreign_keys = OFF');
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      // Read again under the lock: another process may have migrated meanwhile.
      const version = this.#version(isNew);
      for (const migration of migrations) {
        if (migration.id <= version) continue;
        this.#database.exec(migration.sql);
        for (const table of [...migration.journalled, ...(migration.remade ?? [])]) {
          this.#database.exec(journalTriggers(table, this.columns(table)));
        }
      }
      this.#database.pragma(`user_version = ${schemaVersion}`);
      this.#database.pragma(`application_id = ${applicationId}`);
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
      throw error;
    } finally {
      this.#database.pragma('foreign_keys = ON');
    }
  }

  /** The schema version in the file. @throws Failure where the file is not ours or newer than this program */
  #version(isNew: boolean): number {
    const version = this.#database.pragma('user_version', { simple: true }) as number;
    const mark = this.#database.pragma('application_id', { simple: true }) as number;
    if (!isNew && mark !== applicationId) {
      throw new Failure('ledger-not-ours', { value: this.path, reason: '文件里没有幼联的标记' });
    }
    if (version > schemaVersion) {
      throw new Failure('ledger-newer', { value: this.path, found: version, known: schemaVersion });
    }
    return version;
  }

  /** Column names of a table, in order. */
  columns(table: string): string[] {
    const rows = this.#database.pragma(`table_info(${table})`) as { name: string }[];
    return rows.map((row) => row.name);
  }

  /** The database, with all rows in it. */
  get database(): Database.Database {
    this.#appended.flush();
    return this.#database;
  }

  /**
   * Prepared once for each SQL text; typed by the caller's generics. To be run before rows are appended: it does not
   * wait for those.
   */
  prepare<P extends unknown[], R = unknown>(sql: string): Statement<P, R> {
    this.#appended.flush();
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare<unknown[], unknown>(sql);
      this.#statements.set(sql, statement);
    }
    return statement as unknown as Statement<P, R>;
  }

  /**
   * Adds a row to a table, together with others where many are added: far cheaper than one by one. What the ledger
   * refuses is thrown by the next statement, at the latest by the end of the operation. Only inside `perform`.
   * @returns its id
   */
  append(target: AppendedRows, values: readonly (string | number | null)[]): number {
    return this.#appended.append(target, values);
  }

  /** Number of the last operation: a plan made at one stamp is good only while it stays the same. */
  stamp(): number {
    return (
      this.prepare<[], { stamp: number }>('SELECT coalesce(max(id), 0) AS stamp FROM operation').get()
        ?.stamp ?? 0
    );
  }

  /**
   * Runs `work` as one operation: one transaction, one row in the history, every change journalled. When nothing
   * changed, or with `dryRun`, or when `work` throws, the ledger is as before and the history has no entry.
   * @throws Failure `ledger-busy`, `ledger-full`, `ledger-readonly`
   */
  async perform<T>(
    info: OperationInfo,
    work: (operation: OpenOperation) => T | Promise<T>,
    options: { dryRun?: boolean } = {},
  ): Promise<Performed<T>> {
    // A nested one would share the transaction and roll the outer one back: a mistake in the program.
    if (this.#database.inTransaction) throw new Error('perform does not nest');
    let release = () => {};
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      release = holdLedger(this.path, info);
      const id = this.#openOperation(info);
      const first = this.#lastChange() + 1;
      const result = await work({
        id,
        summarise: (summary) => {
          this.prepare('UPDATE operation SET summary = ? WHERE id = ?').run(JSON.stringify(summary), id);
        },
      });
      const changes = this.#lastChange() + 1 - first;
      const keep = changes > 0 && !options.dryRun;
      if (keep) this.#closeOperation(id, first, first + changes - 1);
      this.#database.exec(keep ? 'COMMIT' : 'ROLLBACK');
      return { result, operation: keep ? id : null, changes };
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
      throw translateStoreError(error, this.path, this.#wait);
    } finally {
      this.#appended.clear();
      release();
    }
  }

  #lastChange(): number {
    return this.prepare<[], { id: number }>('SELECT coalesce(max(id), 0) AS id FROM change').get()?.id ?? 0;
  }

  /** Keeps with the operation which changes are its own, and how many of each kind in each table. */
  #closeOperation(id: number, first: number, last: number): void {
    const counts: Record<string, Record<string, number>> = {};
    for (const row of this.prepare<[number, number], { name: string; kind: string; n: number }>(
      `SELECT table_name AS name, kind, count(*) AS n FROM change WHERE id BETWEEN ? AND ?
       GROUP BY table_name, kind ORDER BY min(id)`,
    ).iterate(first, last)) {
      const own = counts[row.name] ?? {};
      own[row.kind] = row.n;
      counts[row.name] = own;
    }
    this.prepare('UPDATE operation SET first_change = ?, last_change = ?, counts = ? WHERE id = ?').run(
      first,
      last,
      JSON.stringify(counts),
      id,
    );
    this.prepare('DELETE FROM open_operation').run();
  }

  #openOperation(info: OperationInfo): number {
    const { lastInsertRowid } = this.prepare(
      `INSERT INTO operation (kind, title, command_line, clerk, at, program_version, schema_version, undoes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      info.kind,
      info.title,
      info.commandLine,
      info.clerk,
      info.at.toISOString(),
      programVersion,
      schemaVersion,
      info.undoes ?? null,
    );
    const id = Number(lastInsertRowid);
    this.prepare('INSERT INTO open_operation (singleton, operation_id) VALUES (1, ?)').run(id);
    return id;
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }
}

let crypto: typeof import('node:crypto') | undefined;

/** Digest of a row's JSON image: 16 hexadecimal digits of its SHA-256, enough to notice a change. */
function rowDigest(image: string): string {
  // Loaded by the first write: commands that only read start without it.
  crypto ??= createRequire(import.meta.url)('node:crypto') as typeof import('node:crypto');
  return crypto.createHash('sha256').update(image).digest('hex').slice(0, 16);
}

/** Turns SQLite's errors about the file into failures a clerk can act on; other errors pass through. */
export function translateStoreError(error: unknown, path: string, wait: number): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string' || !code.startsWith('SQLITE_')) return error;
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new Failure('ledger-busy', { seconds: Math.round(wait / 1000), holder: describeHolder(path) });
  }
  if (code.startsWith('SQLITE_FULL')) return new Failure('ledger-full');
  if (code.startsWith('SQLITE_READONLY')) return new Failure('ledger-readonly', { value: path });
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) {
    return new Failure('ledger-not-ours', { value: path, reason: '文件内容不是数据库或已损坏' });
  }
  if (code.startsWith('SQLITE_CANTOPEN'))
    return new Failure('file-unreadable', { value: path, reason: '打不开' });
  if (code.startsWith('SQLITE_IOERR'))
    return new Failure('file-unwritable', { value: path, reason: '读写磁盘出错' });
  return error;
}
