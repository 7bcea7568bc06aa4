import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const binary = join(import.meta.dirname, '../../bin/youlian.js');

function youlian(folder: string, ...words: string[]): Promise<{ exit: number; out: string; err: string }> {
  const env = { ...process.env, YOULIAN_NOW: '2022-09-01', YOULIAN_CLERK: '测试', NO_COLOR: '1' };
  return new Promise((resolve) => {
    execFile(process.execPath, [binary, ...words], { cwd: folder, env }, (error, out, err) => {
      resolve({ exit: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

it('takes the lists of the city and of a district, exports each, and judges both, the real program', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-机构-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const done = async (...words: string[]) => {
    const result = await youlian(folder, ...words);
    expect(result.exit, result.err).toBe(0);
    return result;
  };
  const office = ['--name', '云溪市教育局', '--level', 'city', '--region', '379900'];
  await done('init', ...office, '--policy', 'zaozhuang-2021', '--yes');
  await done('园所', '登记', '--name', '东湖区春芽幼儿园', '--district', '东湖区', '--yes');
  const list = (title: string, posts: string) =>
    `${title},,,\n序号,职务,姓名,单位及职务\n1,组长,邓淇,${posts}\n`;
  writeFileSync(join(folder, '市.csv'), list('云溪市幼儿园联盟领导小组', '云溪市教育局副局长'));
  await done('导入', '市.csv', '--yes');
  const outcomes = async (...options: string[]) => {
    const { out } = await youlian(folder, 'check', '--json', ...options);
    const { verdicts } = JSON.parse(out) as { verdicts: { rule: string; outcome: string }[] };
    return verdicts
      .filter(({ rule }) => rule.startsWith('Z9.'))
      .map(({ rule, outcome }) => `${rule} ${outcome}`);
  };
  expect(await outcomes()).toEqual(['Z9.leadership pass', 'Z9.districts unknown', 'Z9.experts unknown']);
  writeFileSync(join(folder, '区.csv'), list('东湖区幼儿园联盟领导小组', '东湖区教育局副局长'));
  await done('导入', '区.csv', '--yes');
  await done('领导小组', '登记', '专家团队', '--yes');
  expect(await outcomes()).toEqual(['Z9.leadership pass', 'Z9.districts pass', 'Z9.experts unknown']);
  for (const body of ['1', '2']) {
    await done('export', 'leadership', '--body', body, '--output', `${body}.xlsx`);
    const { out } = await done('import', `${body}.xlsx`, '--yes', '--json');
    expect(JSON.parse(out)).toMatchObject({ operation: null, totals: { read: 1, unchanged: 1 } });
  }
  await done('committee', 'end', '邓淇', '--body', '2', '--on', '2022-09-01');
  expect(await outcomes('--on', '2022-08-31')).toContain('Z9.districts pass');
  expect(await outcomes()).toContain('Z9.districts violation');
});
