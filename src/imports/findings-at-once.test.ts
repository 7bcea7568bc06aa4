import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';

let folder: string;

async function youlian(...words: string[]) {
  const context = testContext(folder);
  const exit = await run(words, context);
  return { exit, out: context.out() };
}

async function importJson(file: string, ...words: string[]) {
  const { exit, out } = await youlian('import', file, '--yes', '--json', ...words);
  const { findings, rows } = JSON.parse(out).files[0].tables[0];
  return { exit, rows, codes: findings.map(({ code }: { code: string }) => code).sort() };
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'youlian-at-once-'));
  const init = ['init', '--name', '云溪市教育局', '--level', 'city', '--region', '379900', '--yes'];
  await youlian(...init, '--policy', 'zaozhuang-2021');
  const files = join(import.meta.dirname, '../../fixtures/findings/lead-is-applicant');
  for (const file of ['名册.xlsx', '申请表.xlsx']) cpSync(join(files, file), join(folder, file));
  await youlian('import', '名册.xlsx', '--yes');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('reports the lead of a form beside a value that rejects it already', async () => {
  const path = join(folder, '申请表.xlsx');
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(path);
  const email = workbook.worksheets[0]!.getCell('G6');
  expect(email.value).toBe('a@example.com');
  email.value = '没有符号的邮箱';
  await workbook.xlsx.writeFile(path);
  const { exit, codes, rows } = await importJson('申请表.xlsx');
  expect(codes).toEqual(expect.arrayContaining(['email-invalid', 'lead-is-applicant']));
  expect(rows).toMatchObject({ read: 1, rejected: 1 });
  expect(exit).toBe(1);
});

it('reports the district and the name of a row beside a value that rejects it already', async () => {
  await youlian('kindergarten', 'add', '--name', '东湖区新芽幼儿园', '--district', '东湖区', '--yes');
  const workbook = new exceljs.Workbook();
  workbook.addWorksheet('园所信息表').addRows([
    ['园所名称', '所属区县', '班级数'],
    ['月亮船幼儿园', '东湖曲', '六个半'],
    ['新芽幼儿园', '东湖区', '六个半'],
  ]);
  await workbook.xlsx.writeFile(join(folder, '新名册.xlsx'));
  const { codes, rows } = await importJson('新名册.xlsx');
  expect(codes).toEqual(['district-near', 'integer-invalid', 'integer-invalid', 'near-miss']);
  expect(rows).toMatchObject({ read: 2, rejected: 2 });
});
