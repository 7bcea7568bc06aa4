import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const binary = join(import.meta.dirname, '../../bin/youlian.js');

it('keeps postings, inspections and funds by their Chinese names, the real program', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-台账-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const env = { ...process.env, YOULIAN_NOW: '2026-11-20', YOULIAN_CLERK: '测试', NO_COLOR: '1' };
  const play = (...words: string[]): Promise<{ exit: number; out: string; err: string }> =>
    new Promise((resolve) => {
      execFile(process.execPath, [binary, ...words], { cwd: folder, env }, (error, out, err) => {
        resolve({ exit: typeof error?.code === 'number' ? error.code : 0, out, err });
      });
    });
  const done = async (...words: string[]) => {
    const { exit, out, err } = await play(...words);
    expect(exit, err).toBe(0);
    return out;
  };
  const office = ['--name', '东湖区教育局', '--level', 'county', '--region', '379902'];
  await done('init', ...office, '--policy', 'shenzhen-draft', '--yes');
  for (const name of ['湖滨幼儿园', '星星幼儿园']) await done('kindergarten', 'add', '--name', name, '--yes');
  await done(
    ...[
      'group',
      'create',
      '--lead',
      '湖滨幼儿园',
      '--member',
      '星星幼儿园',
      '--since',
      '2025-01-01',
      '--yes',
    ],
  );
  const person = ['--person', '周岚（湖滨幼儿园）', '--kind', '派驻', '--destination', '星星幼儿园'];
  await done('派驻', '登记', ...person, '--from', '2025-03-01', '--to', '2026-02-28', '--yes');
  expect(JSON.parse(await done('派驻', '列表', '--json'))).toMatchObject([{ person: '周岚', served: 365 }]);
  const visit = ['--kindergarten', '星星幼儿园', '--date', '2026-10-14', '--problem', '留样不全'];
  await done('督导', '登记', ...visit, '--yes');
  await done('督导', '推进', '1', '--step', '反馈', '--date', '2026-10-15', '--yes');
  await done('督导', '推进', '1', '--step', '通知', '--date', '2026-10-15', '--due', '2026-11-10', '--yes');
  expect((await play('督导', '逾期')).exit).toBe(1);
  expect(JSON.parse(await done('督导', '列表', '--json'))).toMatchObject([{ findings: [{ overdue: 10 }] }]);
  await done('经费', '登记', '--amount', '1.2万', '--purpose', '讲座', '--group', '1', '--yes');
  expect(JSON.parse(await done('经费', '列表', '--json'))).toMatchObject([{ cents: 1_200_000 }]);
  expect((await play('经费', '审计', '--output', '审计.xlsx')).exit).toBe(1);
  expect(existsSync(join(folder, '审计.xlsx'))).toBe(true);
});
