import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { Dice, mutate } from '../testing/hostile/mutate.ts';
import { otherFormat } from '../testing/hostile/old-workbooks.ts';

const binary = join(import.meta.dirname, '../../../bin/youlian.js');

/** Living processes, each with its parent. */
function processes(): { pid: number; parent: number }[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' }).trim().split('\n');
  return lines.flatMap((line) => {
    const [pid, parent, state] = line.trim().split(/\s+/);
    return state?.startsWith('Z') ? [] : [{ pid: Number(pid), parent: Number(parent) }];
  });
}

async function waitFor<T>(find: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 100; tries++) {
    const found = find();
    if (found !== undefined) return found;
    await pause(100);
  }
  throw new Error('waited in vain');
}

it.skipIf(process.platform === 'win32')('a killed program leaves no busy process behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), '幼联 中断-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  // The library goes in a circle with it.
  writeFileSync(join(folder, '没有尽头.xlsb'), mutate(otherFormat('xlsb'), new Dice(50)));
  const options = { cwd: folder, env: { ...process.env, YOULIAN_NOW: '2022-09-01', YOULIAN_CLERK: '测试' } };
  const init = '--name 云溪市教育局 --level city --region 379900 --policy zaozhuang-2021 --yes'.split(' ');
  execFileSync(process.execPath, [binary, 'init', ...init], { ...options, stdio: 'ignore' });
  const program = spawn(process.execPath, [binary, 'import', '没有尽头.xlsb', '--yes'], {
    ...options,
    stdio: 'ignore',
  });
  const child = await waitFor(() => processes().find(({ parent }) => parent === program.pid)?.pid);
  onTestFinished(() => {
    if (processes().some(({ pid }) => pid === child)) process.kill(child, 'SIGKILL');
  });
  // By then it has the file, and lets no event through any more.
  await pause(1500);

  expect(program.exitCode).toBeNull();
  program.kill('SIGKILL');

  await waitFor(() => (processes().some(({ pid }) => pid === child) ? undefined : true));
});
