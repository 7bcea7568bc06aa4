import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canonical, union } from './testing/canonical.ts';
import { cityDesk, type Desk, districtDesk } from './testing/districts.ts';

const binary = join(import.meta.dirname, '../../bin/youlian.js');
const env = { ...process.env, YOULIAN_NOW: '2026-10-10', YOULIAN_CLERK: '测试', NO_COLOR: '1' };

function youlian(folder: string, ...words: string[]): Promise<{ exit: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [binary, ...words], { cwd: folder, env }, (error, out, err) => {
      resolve({ exit: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

let parent: string;
let city: Desk;
let districts: Desk[];

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'youlian-程序-'));
  city = await cityDesk(['东湖区', '西岭区'], '2026-10-10', parent);
  districts = [await districtDesk(0, { parent }), await districtDesk(1, { parent })];
}, 60_000);

afterAll(() => rmSync(parent, { recursive: true, force: true }));

it('packs, receives two at once, returns and locks, the real program', async () => {
  for (const { folder } of districts) {
    const packed = await youlian(folder, '报送', '打包', '--period', '2026', '--full', '-o', '包.zip');
    expect(packed.exit, packed.err).toBe(0);
    const again = await youlian(folder, 'submit', 'pack', '--period', '2026', '--full', '-o', '包.zip');
    expect([again.exit, again.err]).toEqual([2, expect.stringContaining('file-exists')]);
  }
  const both = await Promise.all(
    districts.map(({ folder }) =>
      youlian(city.folder, 'submit', 'receive', join(folder, '包.zip'), '--yes', '--json'),
    ),
  );
  for (const { exit, err, out } of both) {
    expect(exit, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ packages: [{ state: '已报', outcome: 'received' }] });
  }
  expect(city.read(canonical)).toEqual(union(districts.map((district) => district.read(canonical))));
  const words = ['--period', '2026', '--reason', '缺责任人', '--output', '退回.zip', '--yes'];
  const returned = await youlian(city.folder, '报送', '退回', '东湖区', ...words);
  expect(returned.exit, returned.err).toBe(0);
  const opened = await youlian(
    districts[0]?.folder ?? '',
    'submit',
    'receive',
    join(city.folder, '退回.zip'),
    '--yes',
  );
  expect([opened.exit, opened.err]).toEqual([0, expect.stringContaining('缺责任人')]);
  const status = await youlian(city.folder, '报送', '状态', '--period', '2026');
  expect([status.exit, status.out]).toEqual([0, expect.stringContaining('退回')]);
});

it('leaves nothing of a package where it is killed half-way', async () => {
  const folder = districts[0]?.folder ?? '';
  const before = readdirSync(folder).filter((name) => !name.startsWith('.youlian-'));
  const ledger = readFileSync(join(folder, 'youlian.db'));
  for (const wait of [150, 400, 700]) {
    const words = ['submit', 'pack', '--period', '2026', '--output', '断.zip'];
    const child = spawn(process.execPath, [binary, ...words], { cwd: folder, env, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    await pause(wait);
    child.kill('SIGKILL');
    await ended;
    // Either nothing, or, where it was quicker, the whole package.
    if (existsSync(join(folder, '断.zip'))) {
      const { exit, err } = await youlian(
        city.folder,
        'submit',
        'receive',
        join(folder, '断.zip'),
        '--dry-run',
      );
      expect(exit, err).toBe(0);
      rmSync(join(folder, '断.zip'));
    }
    expect(readdirSync(folder).filter((name) => !name.startsWith('.youlian-'))).toEqual(before);
  }
  expect(readFileSync(join(folder, 'youlian.db')).equals(ledger)).toBe(true);
});
