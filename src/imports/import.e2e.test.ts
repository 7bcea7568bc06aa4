import { type ChildProcess, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Ledger } from '../store/ledger.ts';
import { type MadeSheet, makeXlsx } from '../workbook/testing/make-xlsx.ts';

const home = join(import.meta.dirname, '../..');
const binary = join(home, 'bin/youlian.js');
const city = join(home, 'fixtures/city/files');

interface Result {
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

interface Running {
  readonly child: ChildProcess;
  readonly done: Promise<Result>;
}

/** Starts the real program in a folder. */
function start(folder: string, words: readonly string[]): Running {
  const child = spawn(process.execPath, [binary, ...words], {
    cwd: folder,
    env: { ...process.env, YOULIAN_NOW: '2022-09-01', YOULIAN_CLERK: '测试', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk) => {
    out += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    err += String(chunk);
  });
  const done = new Promise<Result>((resolve) => {
    child.on('close', (exit, signal) => resolve({ exit, signal, out, err }));
  });
  return { child, done };
}

const youlian = (folder: string, ...words: string[]) => start(folder, words).done;

async function office(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-e2e-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const init = ['init', '--name', '云溪市教育局', '--level', 'city', '--region', '379900', '--yes'];
  expect((await youlian(folder, ...init, '--policy', 'zaozhuang-2021')).exit).toBe(0);
  return folder;
}

/** Everything of the ledger but when and how it got there. */
function contents(folder: string): Record<string, unknown[]> {
  const ledger = Ledger.open(join(folder, 'youlian.db'));
  const tables = [
    'office',
    'kindergarten',
    'kindergarten_fact',
    'alliance_group',
    'membership',
    'person',
    'seat',
    'application',
  ];
  const found = Object.fromEntries(
    tables.map((table) => [table, ledger.database.prepare(`SELECT * FROM ${table} ORDER BY id`).all()]),
  );
  ledger.close();
  return found;
}

function operations(folder: string): number {
  const ledger = Ledger.open(join(folder, 'youlian.db'));
  const sound = ledger.database.pragma('integrity_check', { simple: true });
  const stamp = ledger.stamp();
  ledger.close();
  expect(sound).toBe('ok');
  return stamp;
}

describe('import, the real program', () => {
  it('takes roster, lists, leadership and forms in one batch, dry and for real alike, and once only', async () => {
    const folder = await office();
    const dry = await youlian(folder, 'import', city, '--dry-run', '--json');
    expect(operations(folder)).toBe(1);
    const real = await youlian(folder, 'import', city, '--yes', '--json');
    const planned = JSON.parse(dry.out);
    const done = JSON.parse(real.out);
    expect([dry.exit, real.exit]).toEqual([1, 1]);
    expect(done.totals).toEqual(planned.totals);
    expect({ ...planned, operation: 2, dryRun: false }).toEqual(done);
    const keys = [
      'operation',
      'dryRun',
      'files',
      'findings',
      'changes',
      'changeCount',
      'totals',
      'matchSheet',
    ];
    expect(Object.keys(done)).toEqual(keys);
    expect(Object.keys(done.files[0])).toEqual(['file', 'sha256', 'tables', 'findings', 'returnCopy']);
    expect(Object.keys(done.files[0].tables[0])).toEqual([
      'table',
      'sheet',
      'rows',
      'inserted',
      'updated',
      'unchanged',
      'confidence',
      'mappings',
      'findings',
    ]);
    const { read, accepted, rejected, skipped } = done.totals;
    expect(read).toBe(accepted + rejected + skipped);
    const found = contents(folder);
    expect(found.kindergarten_fact).toHaveLength(180);
    expect(found.alliance_group!.length).toBeGreaterThan(2);
    expect(found.seat).toHaveLength(16);
    const forms = done.files.flatMap((file: { tables: { table: string; inserted: number }[] }) =>
      file.tables.filter(({ table }) => table === 'application'),
    );
    expect(found.application).toHaveLength(
      forms.reduce((sum: number, { inserted }: { inserted: number }) => sum + inserted, 0),
    );

    const again = await youlian(folder, 'import', city, '--yes', '--json');
    expect(JSON.parse(again.out)).toMatchObject({
      operation: null,
      totals: { inserted: 0, updated: 0, unchanged: accepted, rejected },
    });
    expect(again.err).toContain('没有新的内容可写入');
    expect(operations(folder)).toBe(2);
    expect(contents(folder)).toEqual(found);
  });

  it('prints the sum of rows for the clerk', async () => {
    const folder = await office();
    const { out, err, exit } = await youlian(folder, 'import', join(city, '园所信息表.xlsx'), '--yes');
    expect(exit).toBe(0);
    expect(out).toContain('读取 181 行 = 接受 180 + 退回 0 + 跳过 1（新增 180、更新 0、未变 0）');
    expect(err).toContain('操作号 2');
  });

  it('undoes to where it was', async () => {
    const folder = await office();
    const before = contents(folder);
    expect((await youlian(folder, 'import', join(city, '园所信息表.xlsx'), '--yes')).exit).toBe(0);
    expect((await youlian(folder, 'undo', '2', '--yes')).exit).toBe(0);
    expect(contents(folder)).toEqual(before);
  });

  it('goes on past every kind of bad file, one finding each', async () => {
    const folder = await office();
    mkdirSync(join(folder, '收到'));
    const put = (name: string, bytes: string | Uint8Array) =>
      writeFileSync(join(folder, '收到', name), bytes);
    const good = readFileSync(join(city, '园所信息表.xlsx'));
    put('1 空.xlsx', '');
    put('2 文本.xlsx', '这不是工作簿');
    put('3 截断.xlsx', good.subarray(0, good.length / 2));
    put('4 加密.xlsx', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4096)]));
    put('好.xlsx', good);
    put('~$好.xlsx', '张三');
    const { out, exit } = await youlian(folder, 'import', '收到', '--yes', '--json');
    const report = JSON.parse(out);
    const kinds = report.files.map(
      ({ file, findings, tables }: { file: string; findings: []; tables: [] }) => [
        file,
        findings.length,
        tables.length,
      ],
    );
    expect(kinds).toEqual([
      [join('收到', '1 空.xlsx'), 1, 0],
      [join('收到', '2 文本.xlsx'), 1, 0],
      [join('收到', '3 截断.xlsx'), 1, 0],
      [join('收到', '4 加密.xlsx'), 1, 0],
      [join('收到', '好.xlsx'), 0, 1],
    ]);
    expect(report.findings).toMatchObject([{ code: 'lock-file-skipped' }]);
    expect(exit).toBe(1);
    rmSync(join(folder, '收到', '好.xlsx'));
    expect((await youlian(folder, 'import', '收到', '--yes')).exit).toBe(2);
  });

  it('refuses a table it does not know, and reads one as it is told', async () => {
    const folder = await office();
    cpSync(join(city, '领导小组.xlsx'), join(folder, '组.xlsx'));
    const wrong = await youlian(folder, 'import', '组.xlsx', '--table', 'roster', '--yes', '--json');
    expect(wrong.exit).toBe(2);
    expect(JSON.parse(wrong.out).files[0].findings).toHaveLength(1);
    expect((await youlian(folder, 'import', '组.xlsx', '--table', 'leadership', '--yes')).exit).toBe(0);
  });

  it('lets two at once wait for each other', async () => {
    const folder = await office();
    await youlian(folder, 'import', join(city, '园所信息表.xlsx'), '--yes');
    const both = [join(city, '联盟名单-东湖区.xlsx'), join(city, '领导小组.xlsx')].map((file) =>
      start(folder, ['import', file, '--yes']),
    );
    const results = await Promise.all(both.map(({ done }) => done));
    expect(results.map(({ exit }) => exit)).toEqual([0, 0]);
    expect(operations(folder)).toBe(4);
  });

  it('leaves the ledger before or after, and no half file, whenever it is killed', async () => {
    const folder = await office();
    const forms = join(city, '申请表');
    const bad = readdirSync(forms).filter((name) => name.startsWith('有误'));
    const lists = ['园所信息表.xlsx', '联盟名单-东湖区.xlsx', '领导小组.xlsx'].map((name) =>
      join(city, name),
    );
    const files = [...lists, ...bad.map((name) => join(forms, name))];
    const words = ['import', ...files, '--yes', '--return-dir', '退改稿'];
    const empty = readFileSync(join(folder, 'youlian.db'));
    const began = performance.now();
    expect((await youlian(folder, ...words)).exit).toBe(1);
    const step = (performance.now() - began) / 14;
    const after = contents(folder);

    // Later and later, until the program is done before it is killed.
    for (let delay = 0, finished = false; !finished; delay += step) {
      for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
      writeFileSync(join(folder, 'youlian.db'), empty);
      const { child, done } = start(folder, words);
      const timer = setTimeout(() => child.kill('SIGKILL'), delay);
      finished = (await done).signal === null;
      clearTimeout(timer);
      const stamp = operations(folder);
      expect([1, 2]).toContain(stamp);
      if (stamp === 2) expect(contents(folder)).toEqual(after);
      else expect(contents(folder).kindergarten).toEqual([]);
      if (delay === 0) expect(stamp).toBe(1);
      if (finished) expect(stamp).toBe(2);
      const copies = join(folder, '退改稿');
      for (const name of existsSync(copies) ? readdirSync(copies) : []) {
        if (name.endsWith('.xlsx')) {
          expect(Object.keys(unzipSync(readFileSync(join(copies, name))))).toContain('xl/workbook.xml');
        } else expect(name).toMatch(/^\.youlian-.*\.tmp$/);
      }
    }
  }, 300_000);

  it.skipIf(process.platform === 'win32')('rolls back on Ctrl+C and ends with 130', async () => {
    const folder = await office();
    const { child, done } = start(folder, ['import', city, '--yes']);
    // The note beside the ledger says that the transaction is open.
    const holder = join(folder, 'youlian.db-holder');
    while (!existsSync(holder) && child.exitCode === null) await new Promise((next) => setTimeout(next, 2));
    child.kill('SIGINT');
    const { exit, err } = await done;
    expect(exit).toBe(130);
    expect(err).toContain('已取消');
    expect(operations(folder)).toBe(1);
  });
});

describe('import --map and shifted columns, the real program', () => {
  it('reads a heading as told, remembers it, and stops a shifted table', async () => {
    const folder = await office();
    const sheet = (name: string, rows: MadeSheet['rows']) =>
      writeFileSync(join(folder, name), makeXlsx([{ name: '表', rows }]));
    const heads = ['园的名字', '所属区县', '班级数', '在园幼儿数'];
    const rows = ['甲', '乙', '丙', '丁', '戊', '己'].map((each, at) => [
      `东湖区${each}园幼儿园`,
      '东湖区',
      3 + at,
      (3 + at) * 27,
    ]);
    sheet('名册.xlsx', [heads, ...rows]);
    sheet('错位.xlsx', [
      heads,
      ...rows.map(([name, district, classes, children]) => [name, district, children, classes]),
    ] as MadeSheet['rows']);
    expect((await youlian(folder, 'import', '名册.xlsx', '--yes')).err).toContain(
      '--map "园的名字=园所名称"',
    );
    const told = await youlian(folder, 'import', '名册.xlsx', '--yes', '--map', '园的名字=园所名称');
    expect([told.exit, told.err.includes('写入后按这种表头记住')]).toEqual([0, true]);
    const stopped = await youlian(folder, 'import', '错位.xlsx', '--yes', '--on-conflict', 'update');
    expect(stopped.exit).toBe(1);
    expect(stopped.err).toContain('按记住的对应');
    expect(stopped.err).toContain('（columns-shifted）');
    expect(operations(folder)).toBe(2);
    const list = await youlian(folder, 'mapping', 'list');
    expect(list.out).toContain('园的名字→园所名称');
    expect((await youlian(folder, 'mapping', 'forget', '1', '--yes')).exit).toBe(0);
    expect((await youlian(folder, 'mapping', 'list', '--json')).out.trim()).toBe('[]');
  });
});
