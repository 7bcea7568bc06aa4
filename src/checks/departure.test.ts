import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';

it('judges a departure by its reason and by the steps taken before it, from the day it takes effect', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-departure-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const type = async (...argv: readonly string[]) => {
    const context = testContext(folder);
    const exit = await run(argv, context);
    return { exit, out: context.out(), err: context.err() };
  };
  const done = async (...argv: readonly string[]) => {
    const result = await type(...argv);
    expect(result.exit, result.err).toBe(0);
  };
  const judged = async (...more: string[]) => {
    const { verdicts } = JSON.parse((await type('check', '--json', ...more)).out);
    return verdicts
      .filter(({ rule }: { rule: string }) => rule === 'G2.exit')
      .map((verdict: { outcome: string; subject: { name: string }; message: string }) => [
        verdict.outcome,
        verdict.subject.name,
        verdict.message,
      ]);
  };
  const office = ['--name', '云溪市教育局', '--level', 'city', '--region', '379900'];
  await done('init', ...office, '--policy', 'guangxi-2020', '--yes');
  const [lead, leaving, staying] = ['东湖区春芽幼儿园', '东湖区星星幼儿园', '东湖区月亮幼儿园'];
  for (const name of [lead, leaving, staying]) {
    await done('kindergarten', 'add', '--name', name, '--district', '东湖区', '--allow-similar', '--yes');
  }
  await done(
    'group',
    'create',
    '--lead',
    lead,
    '--member',
    leaving,
    staying,
    '--since',
    '2021-03-01',
    '--yes',
  );
  await done('group', 'remove', '1', leaving, '--reason', '园所搬迁', '--since', '2022-05-01', '--yes');
  expect(await judged('--on', '2022-04-30')).toEqual([]);
  expect(await judged('--on', '2022-05-01')).toEqual([
    [
      'unknown',
      leaving,
      '2022年5月1日起退出，原因是“园所搬迁”；成员园退出还没有登记：提出退出的依据、属地教育局同意。',
    ],
  ]);
  const advance = (step: string, date: string) =>
    done(
      'group',
      'advance',
      '1',
      step,
      '--member',
      leaving,
      '--procedure',
      '成员园退出',
      '--date',
      date,
      '--yes',
    );
  await advance('提出退出的依据', '2022-04-01');
  await advance('属地教育局同意', '2022-04-20');
  expect(await judged()).toEqual([
    ['pass', leaving, '2022年5月1日起退出，原因是“园所搬迁”，成员园退出各步都已办。'],
  ]);
});
