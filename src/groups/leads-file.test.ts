import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Failure } from '../findings/catalogue.ts';
import { type MadeSheet, makeXlsx } from '../workbook/testing/make-xlsx.ts';
import { readLeadNames } from './leads-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'youlian-leads-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type UnnamedSheet = Omit<MadeSheet, 'name'> & Partial<Pick<MadeSheet, 'name'>>;

async function namesOn(...sheets: UnnamedSheet[]): Promise<string[]> {
  const path = join(folder, '主导园.xlsx');
  await writeFile(path, makeXlsx(sheets.map((sheet, index) => ({ name: `表${index + 1}`, ...sheet }))));
  return readLeadNames(path);
}

it.each<[string, UnnamedSheet[], string[]]>([
  [
    'under 园所名称, each once, blanks aside',
    [
      {
        rows: [
          ['2022年主导园', null],
          ['序号', '园 所 名 称'],
          [1, ' 东湖区实验幼儿园 '],
          [2, null],
          [3, '西岭区实验幼儿园'],
          [4, '东湖区实验幼儿园'],
        ],
      },
    ],
    ['东湖区实验幼儿园', '西岭区实验幼儿园'],
  ],
  [
    'of a list of groups, under 主导园 before 园所名称',
    [
      {
        rows: [
          ['序号', '区（市）教体局', '主导园', null, '联盟园'],
          [null, null, '园所名称', '现类别', '园所名称'],
          [1, '东湖区', '东湖区实验幼儿园', '一类', '东湖区星星幼儿园'],
          [null, null, null, null, '东湖区月亮幼儿园'],
          ['填报人：', '苏晓棠', '日期：'],
        ],
      },
    ],
    ['东湖区实验幼儿园'],
  ],
  [
    'in column A of a sheet without a heading, notes and totals aside',
    [{ rows: [['东湖区实验幼儿园'], ['西岭区实验幼儿园'], ['合计'], ['注：以批文为准']] }],
    ['东湖区实验幼儿园', '西岭区实验幼儿园'],
  ],
  [
    'of all sheets, one for each district, the hidden ones aside',
    [
      { name: '东湖区', rows: [['主导园'], ['东湖区实验幼儿园']] },
      { name: '西岭区', rows: [['主导园'], ['西岭区实验幼儿园']] },
      { name: '备选', visibility: 'hidden', rows: [['主导园'], ['南浦区实验幼儿园']] },
    ],
    ['东湖区实验幼儿园', '西岭区实验幼儿园'],
  ],
])('reads names %s', async (_, sheets, names) => {
  expect(await namesOn(...sheets)).toEqual(names);
});

it('reads a list of more rows than a window holds', async () => {
  const names = Array.from({ length: 2500 }, (_, index) => `第${index + 1}幼儿园`);
  expect(await namesOn({ rows: [['主导园'], ...names.map((name) => [name])] })).toEqual(names);
});

it('refuses a sheet that names nobody', async () => {
  const error = await namesOn({ rows: [['主导园']] }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Failure);
  expect((error as Failure).finding.code).toBe('option-value');
});
