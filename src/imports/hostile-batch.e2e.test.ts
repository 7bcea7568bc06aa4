import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { hostileFiles } from '../workbook/testing/hostile/corpus.ts';

const home = join(import.meta.dirname, '../..');
const binary = join(home, 'bin/youlian.js');
/**
 * The limits of `limits.ts` keep every file far below it; a batch of some two hundred is read within one heap, whose
 * garbage the runtime collects when it likes.
 */
const mostMegabytes = 1200;

interface Printed {
  readonly files: readonly {
    readonly file: string;
    readonly findings: readonly { readonly code: string; readonly severity: string }[];
    readonly tables: readonly { readonly inserted: number }[];
  }[];
}

/** Runs the real program; at its end it tells how much memory it ever had, in megabytes. */
function youlian(folder: string, ...words: string[]) {
  const probe =
    "data:text/javascript,process.on('exit',()=>process.stderr.write('RSS='+process.resourceUsage().maxRSS+'\\n'))";
  return new Promise<{ exit: number; out: string; err: string; megabytes: number }>((resolve) => {
    const environment = { ...process.env, YOULIAN_NOW: '2022-09-01', YOULIAN_CLERK: '测试', NO_COLOR: '1' };
    const options = { cwd: folder, env: environment, timeout: 240_000, maxBuffer: 256 * 1024 * 1024 };
    const child = execFile(
      process.execPath,
      ['--import', probe, binary, ...words],
      options,
      (_error, out, err) => {
        const kilobytes = Number(/RSS=(\d+)/.exec(err)?.[1] ?? Number.NaN);
        resolve({ exit: child.exitCode ?? -1, out, err, megabytes: kilobytes / 1024 });
      },
    );
  });
}

it('imports the one good file among all hostile ones, and says of each of them what is wrong', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-hostile-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const batch = join(folder, '报送');
  mkdirSync(batch);
  // Archives are opened file by file, and have tests of their own.
  const archives = ['压缩包套压缩包.zip', '空压缩包.xlsx'];
  const files = hostileFiles().filter(
    ({ name, large, limits }) => !large && !limits && !archives.includes(name),
  );
  for (const { name, make } of files) writeFileSync(join(batch, name), make());
  copyFileSync(join(home, 'fixtures/city/files/园所信息表.xlsx'), join(batch, '好的名册.xlsx'));
  const init = ['--name', '云溪市教育局', '--level', 'city', '--region', '379900'];
  await youlian(folder, 'init', ...init, '--policy', 'zaozhuang-2021', '--yes');

  const { exit, out, err, megabytes } = await youlian(folder, 'import', '报送', '--yes', '--json');

  expect(exit).toBe(1);
  expect(err).not.toMatch(/（internal）|^\s+at /m);
  const printed = new Map((JSON.parse(out) as Printed).files.map((file) => [file.file, file]));
  const good = printed.get(join('报送', '好的名册.xlsx'));
  expect(good?.tables.reduce((sum, { inserted }) => sum + inserted, 0)).toBeGreaterThan(100);
  const wrong = files.flatMap(({ name, outcome }) => {
    const findings = printed.get(join('报送', name))?.findings ?? [];
    // In a folder a text without tables is taken for a notice that came along.
    const told = findings.filter(({ severity, code }) => severity === 'error' || code === 'word-beside');
    const codes = told.map(({ code }) => (code === 'word-beside' ? 'word-no-tables' : code));
    const expected = typeof outcome === 'string' ? [outcome] : undefined;
    if (expected ? codes.join() === expected.join() : printed.has(join('报送', name))) return [];
    return [`${name}: ${codes.join()} instead of ${expected?.join()}`];
  });
  expect(wrong).toEqual([]);
  expect(megabytes).toBeLessThan(mostMegabytes);
}, 300_000);
