import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { backupLedger, planRestore, restoreLedger } from './backup.ts';
import { examineLedger } from './doctor.ts';
import { Ledger } from './ledger.ts';
import { failureOf, temporaryFolder, write } from './testing/sample.ts';

const county = (name: string) => `INSERT INTO office (level, name) VALUES ('county', '${name}')`;

function counties(path: string): string[] {
  const ledger = Ledger.open(path);
  const names = ledger.prepare<[], { name: string }>('SELECT name FROM office ORDER BY id').all();
  expect(examineLedger(ledger)).toEqual([]);
  ledger.close();
  return names.map((row) => row.name);
}

/** A folder with a ledger of one county, and a backup of it; the ledger then has a second one. */
async function withBackup() {
  const folder = temporaryFolder();
  const path = join(folder, '台账 一.db');
  const backup = join(folder, '备份.db');
  const ledger = Ledger.create(path);
  await write(ledger, '登记', county('东湖区'));
  expect(await backupLedger(ledger, backup, { force: false })).toMatchObject({ operations: 1 });
  await write(ledger, '再登记', county('西岭区'));
  ledger.close();
  return { folder, path, backup };
}

describe('backup', () => {
  it('is a ledger of its own, and leaves nothing else', async () => {
    const { folder, backup } = await withBackup();
    expect(counties(backup)).toEqual(['东湖区']);
    expect(readdirSync(folder).sort()).toEqual(['台账 一.db', '备份.db'].sort());
  });

  it('overwrites only when forced', async () => {
    const { path, backup } = await withBackup();
    const ledger = Ledger.open(path);
    const failure = await failureOf(() => backupLedger(ledger, backup, { force: false }));
    expect(failure.finding.code).toBe('file-exists');
    expect(counties(backup)).toEqual(['东湖区']);
    await backupLedger(ledger, backup, { force: true });
    expect(counties(backup)).toEqual(['东湖区', '西岭区']);
    ledger.close();
  });

  it('waits for a folder that exists', async () => {
    const { folder, path } = await withBackup();
    const ledger = Ledger.open(path);
    const failure = await failureOf(() =>
      backupLedger(ledger, join(folder, '没有', 'b.db'), { force: false }),
    );
    expect(failure.finding.code).toBe('file-unwritable');
    ledger.close();
  });

  it('does not take a locked ledger for an empty one', async () => {
    const { folder, path } = await withBackup();
    const other = new Database(path);
    other.exec('BEGIN EXCLUSIVE');
    const ledger = new Database(path, { timeout: 0 });
    // What SQLite's backup itself says of a locked source: done, nothing copied.
    const said = await ledger.backup(join(folder, 'leer.db')).catch((error: Error) => error.message);
    expect(said).toEqual({ totalPages: 0, remainingPages: 0 });
    ledger.close();
    other.exec('ROLLBACK');
    other.close();
  });
});

describe('restore', () => {
  it('puts the backup in place and keeps the present ledger', async () => {
    const { folder, path, backup } = await withBackup();
    const plan = planRestore(backup, path, '20220901-090000');
    expect(plan).toMatchObject({ operations: 1, presentOperations: 2 });
    await restoreLedger(plan);
    expect(counties(path)).toEqual(['东湖区']);
    const kept = join(folder, '台账 一-恢复前-20220901-090000.db');
    expect(counties(kept)).toEqual(['东湖区', '西岭区']);
    expect(counties(backup)).toEqual(['东湖区']);
    expect(readdirSync(folder)).toHaveLength(3);
    expect(planRestore(backup, path, '20220901-090000').kept).toBe(kept.replace('.db', '-2.db'));
  });

  it('makes the ledger where there is none', async () => {
    const { folder, backup } = await withBackup();
    const path = join(folder, '新.db');
    const plan = planRestore(backup, path, 's');
    expect(plan.kept).toBeNull();
    await restoreLedger(plan);
    expect(counties(path)).toEqual(['东湖区']);
  });

  it('replaces a ruined ledger, keeping it aside', async () => {
    const { folder, path, backup } = await withBackup();
    writeFileSync(path, '坏了'.repeat(3_000));
    await restoreLedger(planRestore(backup, path, 's'));
    expect(counties(path)).toEqual(['东湖区']);
    expect(readFileSync(join(folder, '台账 一-恢复前-s.db'), 'utf8')).toContain('坏了');
  });

  it('a process that has the ledger open sees the old or the new one', async () => {
    const { path, backup } = await withBackup();
    const reader = Ledger.open(path);
    const count = () => reader.prepare<[], { n: number }>('SELECT count(*) AS n FROM office').get()?.n;
    expect(count()).toBe(2);
    await restoreLedger(planRestore(backup, path, 's'));
    expect(count()).toBe(1);
    await write(reader, '再登记', county('南浦区'));
    reader.close();
    expect(counties(path)).toEqual(['东湖区', '南浦区']);
  });

  it('says so when the ledger stays locked, and changes nothing', async () => {
    const { path, backup } = await withBackup();
    const plan = planRestore(backup, path, 's');
    const other = new Database(path);
    // A reader that does not go: writing can begin, but never end.
    other.exec('BEGIN; SELECT * FROM office;');
    other.prepare('SELECT * FROM office').get();
    const failure = await failureOf(() => restoreLedger(plan));
    expect(failure.finding.code).toBe('ledger-busy');
    other.exec('ROLLBACK');
    other.close();
    expect(counties(path)).toEqual(['东湖区', '西岭区']);
  });

  it.each([
    ['file-not-found', () => {}],
    ['backup-not-ours', (file: string) => writeFileSync(file, '不是台账')],
    ['backup-not-ours', (file: string) => new Database(file).exec('CREATE TABLE t (a)').close()],
    ['file-unreadable', (file: string) => void mkdirSync(file)],
  ])('refuses with %s', async (code, prepare) => {
    const { folder, path } = await withBackup();
    const before = readFileSync(path);
    const file = join(folder, '别的.db');
    prepare(file);
    expect((await failureOf(() => planRestore(file, path, 's'))).finding.code).toBe(code);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(existsSync(join(folder, '台账 一-恢复前-s.db'))).toBe(false);
  });
});
