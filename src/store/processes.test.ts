import { spawn } from 'node:child_process';
import { existsSync, readdirSync, watch, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { examineLedger } from './doctor.ts';
import { listOperations } from './history.ts';
import { Ledger } from './ledger.ts';
import { start } from './testing/processes.ts';
import { operation, temporaryFolder } from './testing/sample.ts';

const founding = [
  'init',
  '--name',
  '云溪市教育局',
  '--level',
  'city',
  '--region',
  '379900',
  '--policy',
  'zaozhuang-2021',
  '--yes',
];

async function founded(): Promise<string> {
  const folder = temporaryFolder();
  const { code } = await start(folder, founding).ended;
  expect(code).toBe(0);
  return folder;
}

const seatNow = ['office', 'set', '--seat', '东湖区'];

describe('two processes at once', () => {
  it("'ledger-busy': the second one waits, then says who holds the ledger", async () => {
    const folder = await founded();
    const ledger = Ledger.open(join(folder, 'youlian.db'));
    let held: Awaited<ReturnType<typeof start>['ended']> | undefined;
    await ledger.perform(operation('导入名册', { clerk: '邓淇' }), async () => {
      ledger.database.exec("INSERT INTO setting (key, value) VALUES ('a', '')");
      held = await start(folder, seatNow).ended;
    });
    ledger.close();
    expect(held?.code).toBe(2);
    expect(held?.err).toContain('ledger-busy');
    expect(held?.err).toContain('5 秒');
    expect(held?.err).toContain(`邓淇 正在“导入名册”（进程 ${process.pid}）`);
    expect((await start(folder, seatNow).ended).code).toBe(0);
  });

  it('the second one gets its turn when the first ends in time', async () => {
    const folder = await founded();
    const ledger = Ledger.open(join(folder, 'youlian.db'));
    let second: ReturnType<typeof start> | undefined;
    await ledger.perform(operation('导入名册'), async () => {
      ledger.database.exec("INSERT INTO setting (key, value) VALUES ('a', '')");
      second = start(folder, seatNow);
      await pause(1_000);
    });
    expect((await second?.ended)?.code).toBe(0);
    expect(listOperations(ledger).map((each) => each.id)).toEqual([1, 2, 3]);
    expect(examineLedger(ledger)).toEqual([]);
    ledger.close();
  });

  it('a note whose process is gone names nobody, and does no harm', async () => {
    const folder = await founded();
    const path = join(folder, 'youlian.db');
    const child = spawn(process.execPath, ['-e', '0']);
    await new Promise((resolve) => child.on('close', resolve));
    const note = { clerk: '邓淇', title: '导入名册', since: '', pid: child.pid, host: hostname() };
    writeFileSync(`${path}-holder`, JSON.stringify(note));
    const foreign = new Database(path);
    foreign.exec('BEGIN IMMEDIATE');
    const { code, err } = await start(folder, seatNow).ended;
    foreign.exec('ROLLBACK');
    foreign.close();
    expect([code, err.includes('邓淇'), err.includes('另一个程序打开着它')]).toEqual([2, false, true]);
    expect((await start(folder, seatNow).ended).code).toBe(0);
    expect(existsSync(`${path}-holder`)).toBe(false);
  });
});

/**
 * Kills a run at the n-th thing that happens in its folder (a journal appears, a page is written, a name is given),
 * so that the kills fall where the writing is; a run that does fewer things ends by itself.
 */
async function killAt(folder: string, words: readonly string[], event: number): Promise<boolean> {
  const run = start(folder, words);
  let seen = 0;
  const watcher = watch(folder, () => {
    seen += 1;
    if (seen >= event) run.process.kill('SIGKILL');
  });
  const { signal } = await run.ended;
  watcher.close();
  return signal === 'SIGKILL';
}

describe('a process killed at any moment', () => {
  it('leaves a whole ledger or none when it was founding one', async () => {
    let killed = 0;
    for (let event = 1; event <= 14; event += 1) {
      const folder = temporaryFolder();
      const path = join(folder, 'youlian.db');
      if (await killAt(folder, founding, event)) killed += 1;
      if (existsSync(path)) expectWhole(path, [1]);
      // What a killed attempt left is not in the way of the next one.
      else expect((await start(folder, founding).ended).code).toBe(0);
    }
    expect(killed).toBeGreaterThan(0);
  });

  it('leaves the ledger as it was before or after when it was writing', async () => {
    const folder = await founded();
    const path = join(folder, 'youlian.db');
    let killed = 0;
    let count = 1;
    for (let event = 1; event <= 16; event += 1) {
      const seat = count % 2 === 1 ? '东湖区' : '西岭区';
      if (await killAt(folder, ['office', 'set', '--seat', seat], event)) killed += 1;
      count = expectWhole(path, [count, count + 1]);
    }
    expect(killed).toBeGreaterThan(0);
    // An empty journal may stand there until the next write takes it over.
    expect((await start(folder, ['office', 'set', '--seat', '南浦区']).ended).code).toBe(0);
    expect(readdirSync(folder)).toEqual(['youlian.db']);
  });

  it('leaves no unfinished backup under its name', async () => {
    const folder = await founded();
    for (let event = 1; event <= 12; event += 1) {
      const name = `备份${event}.db`;
      await killAt(folder, ['backup', name], event);
      if (existsSync(join(folder, name))) expectWhole(join(folder, name), [1]);
    }
    expectWhole(join(folder, 'youlian.db'), [1]);
  });

  it('leaves the ledger as it was before or after when it was restoring', async () => {
    const folder = await founded();
    const path = join(folder, 'youlian.db');
    expect((await start(folder, ['backup', '备份.db']).ended).code).toBe(0);
    let killed = 0;
    for (let event = 1; event <= 24; event += 3) {
      expect((await start(folder, ['office', 'set', '--seat', `东湖${event}区`]).ended).code).toBe(0);
      const before = expectWhole(path, [2, 3, 4, 5, 6, 7, 8, 9]);
      if (await killAt(folder, ['restore', '备份.db', '--yes'], event)) killed += 1;
      expectWhole(path, [1, before]);
    }
    expect(killed).toBeGreaterThan(0);
  });

  it('rolls a half-written operation back when it is next opened', async () => {
    const folder = await founded();
    const path = join(folder, 'youlian.db');
    // Large enough that pages of the open transaction have reached the file itself.
    const script = `
      const Database = require('better-sqlite3');
      const db = new Database(process.argv[1]);
      db.pragma('cache_size = 10');
      db.exec("BEGIN IMMEDIATE; INSERT INTO operation (id, kind, title, command_line, clerk, at, program_version, schema_version) VALUES (2, 'x', 'x', 'x', 'x', 'x', 'x', 1); INSERT INTO open_operation VALUES (1, 2)");
      const insert = db.prepare("INSERT INTO office (level, name, title) VALUES ('town', ?, ?)");
      for (let n = 0; n < 20000; n += 1) insert.run('镇' + n, '办'.repeat(50));
      process.stdout.write('half');
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['-e', script, path], {
      cwd: join(import.meta.dirname, '..', '..'),
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    expect(existsSync(`${path}-journal`)).toBe(true);
    expect((await start(folder, ['doctor']).ended).code).toBe(0);
    expectWhole(path, [1]);
    expect(existsSync(`${path}-journal`)).toBe(false);
  });
});

/** Opens a ledger as the next command would, expects nothing wrong with it, and counts its operations. */
function expectWhole(path: string, counts: readonly number[]): number {
  const ledger = Ledger.open(path);
  const faults = examineLedger(ledger).filter((finding) => finding.severity === 'error');
  const count = listOperations(ledger).length;
  ledger.close();
  expect(faults).toEqual([]);
  expect(counts).toContain(count);
  return count;
}
