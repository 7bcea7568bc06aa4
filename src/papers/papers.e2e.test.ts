import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { documentText } from './testing/paper-desk.ts';

const binary = join(import.meta.dirname, '../../bin/youlian.js');

it('makes a paper that passes the verifier, the real program', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-公文-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const env = { ...process.env, YOULIAN_NOW: '2026-07-05', YOULIAN_CLERK: '测试', NO_COLOR: '1' };
  const done = (...words: string[]) =>
    new Promise<string>((resolve, reject) => {
      execFile(process.execPath, [binary, ...words], { cwd: folder, env }, (error, out, err) => {
        if (error) reject(new Error(`${words.join(' ')}: ${err}`));
        else resolve(out);
      });
    });
  const office = ['--name', '云溪市教育局', '--level', 'city', '--region', '379900', '--district', '东湖区'];
  await done('init', ...office, '--policy', 'zaozhuang-2021', '--yes');
  for (const name of ['东湖区实验幼儿园', '东湖区星星幼儿园', '东湖区月亮幼儿园']) {
    await done('kindergarten', 'add', '--name', name, '--district', '东湖区', '--allow-similar', '--yes');
  }
  const members = ['--lead', '东湖区实验幼儿园', '--member', '星星幼儿园', '--member', '月亮幼儿园'];
  await done('group', 'create', ...members, '--tier', 'county', '--since', '2026-01-01', '--yes');
  const reply = [
    '--group',
    '东湖区实验幼儿园',
    '--field',
    '来文=关于组建联盟的请示',
    '--output',
    '批复.docx',
  ];
  const out = await done('公文', '生成', '组建批复', ...reply, '--json');
  expect(JSON.parse(out)).toMatchObject({ kind: 'approval-reply', files: [{ blanks: [], findings: [] }] });
  expect(documentText(readFileSync(join(folder, '批复.docx')))).toContain('由东湖区实验幼儿园任主导园');
  await done('document', 'verify', '批复.docx');
});
