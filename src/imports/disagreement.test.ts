import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';
import { type MadeSheet, makeXlsx } from '../workbook/testing/make-xlsx.ts';

type Rows = MadeSheet['rows'];

const heads = ['园所名称', '所属区县', '现类别', '班级数', '联系电话'];
const roster = (category: string | null, classes: number | null, phone: string | null = null): Rows => [
  heads,
  ['东湖区阳光幼儿园', '东湖区', category, classes, phone],
];
const list = (category: string | null, lead = '一类'): Rows => [
  ['云溪市幼儿园联盟名单'],
  ['序号', '区（市）教体局', '主导园', null, null, '联盟园', null, null],
  [null, null, '园所名称', '现类别', '责任人', '园所名称', '现类别', '责任人'],
  [1, '东湖区', '东湖区实验幼儿园', lead, '邓淇', '东湖区阳光幼儿园', category, '李明'],
];
const leadership = (unit: string): Rows => [
  ['云溪市幼儿园联盟领导小组'],
  ['序号', '职务', '姓名', '单位及职务'],
  [1, '组长', '邓淇', unit],
];
const form = (contact: string): Rows => [
  ['联盟园基本信息', '单位名称', '东湖区阳光幼儿园', null, null, '园所规模', '6个班'],
  [null, '通讯地址', '东湖区人民路1号', null, null, '邮政编码', '277100'],
  [null, '法定代表人', '邓淇', '职务', '园长', '电话', '0632-3312345'],
  [null, '联系人', contact, '移动电话', '13800008000', '固定电话', '0632-3312346'],
  ['主导园信息', '单位名称', '东湖区实验幼儿园', null, null, '电话', '0632-3312347'],
  [null, '联系地址', '东湖区文化路2号', null, null, '业务邮箱', 'sy@example.com'],
  ['联盟事宜', '联盟项目内容', '联合教研'],
];

/** What the import of a batch says of values that differ between its files, after another import. */
async function batch(first: Rows | null, files: Readonly<Record<string, Rows>>, how: string) {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-batch-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  async function youlian(...words: string[]) {
    const context = testContext(folder);
    await run(words, context);
    return context.out();
  }
  const init = ['init', '--name', '云溪市教育局', '--level', 'city', '--region', '379900'];
  await youlian(...init, '--policy', 'zaozhuang-2021', '--yes');
  const save = (name: string, rows: Rows) =>
    writeFileSync(join(folder, name), makeXlsx([{ name: '表', rows }]));
  if (first) {
    save('先前.xlsx', first);
    await youlian('import', '先前.xlsx', '--yes');
  }
  for (const [name, rows] of Object.entries(files)) save(name, rows);
  const words = ['import', ...Object.keys(files), '--on-conflict', how, '--yes', '--json'];
  const report = JSON.parse(await youlian(...words));
  type Found = { code: string; cell: string; message: string };
  const findings = report.files.flatMap((file: { tables: { findings: Found[] }[] }) =>
    file.tables.flatMap((table) => table.findings),
  ) as Found[];
  return findings
    .filter(({ code }) => ['batch-disagreement', 'duplicate-row', 'seat-repeated'].includes(code))
    .map(({ code, cell, message }) => ({ code, cell, message }));
}

describe('two files of one batch that differ about one kindergarten', () => {
  interface Case {
    readonly name: string;
    readonly first: Rows | null;
    readonly files: Readonly<Record<string, Rows>>;
    readonly how?: readonly string[];
    readonly found: readonly { code: string; cell: string; says: readonly string[] }[];
  }
  const both = (says: readonly string[]) => ({ code: 'batch-disagreement', cell: 'G4', says });
  const cases: readonly Case[] = [
    {
      name: 'a roster new to the ledger, and a list',
      first: null,
      files: { 'a.xlsx': roster('二类', 6), 'b.xlsx': list('三类') },
      found: [both(['“三类”', 'a.xlsx 工作表“表” C2 给的是“二类”'])],
    },
    {
      name: 'a roster that the ledger knows already, and a list',
      first: roster('二类', 6),
      files: { 'a.xlsx': roster('二类', 6), 'b.xlsx': list('三类') },
      found: [both(['“三类”', 'a.xlsx 工作表“表” C2 给的是“二类”'])],
    },
    {
      name: 'the lead of the list differs from nobody: the member’s roster row is not the lead’s',
      first: [heads, ['东湖区实验幼儿园', '东湖区', '二类', 9, null], ...roster('二类', 6).slice(1)],
      files: { 'a.xlsx': roster('二类', 6), 'b.xlsx': list('二类', '一类') },
      found: [],
    },
    {
      name: 'two rosters: the second row is left out, with field and both cells',
      first: null,
      files: { 'a.xlsx': roster('二类', 6), 'b.xlsx': roster('二类', 7) },
      found: [
        {
          code: 'duplicate-row',
          cell: 'D2',
          says: ['“班级数”这里是“7”', 'a.xlsx 工作表“表” D2）是“6”'],
        },
      ],
    },
    {
      name: 'two rosters of different columns contradict the ledger, not each other',
      first: roster('二类', 6),
      files: { 'a.xlsx': roster('三类', null), 'b.xlsx': roster(null, 7) },
      found: [],
    },
    {
      name: 'two lists',
      first: roster('二类', 6),
      files: { 'a.xlsx': list('二类'), 'b.xlsx': list('三类') },
      found: [both(['“三类”', 'a.xlsx 工作表“表” G4 给的是“二类”'])],
    },
    {
      name: 'two forms',
      first: null,
      files: { 'a.xlsx': form('李明'), 'b.xlsx': form('王芳') },
      found: [
        { code: 'batch-disagreement', cell: 'C4', says: ['“王芳”', 'a.xlsx 工作表“表” C4 给的是“李明”'] },
      ],
    },
    {
      name: 'two leadership lists',
      first: null,
      files: { 'a.xlsx': leadership('云溪市教育局局长'), 'b.xlsx': leadership('云溪市教育局副局长') },
      found: [{ code: 'seat-repeated', cell: 'D3', says: ['云溪市教育局局长'] }],
    },
    {
      name: 'files that agree',
      first: roster('一类', 5),
      files: { 'a.xlsx': roster('二类', 6), 'b.xlsx': list('二类') },
      how: ['update'],
      found: [],
    },
  ];
  it.each(cases.flatMap((each) => (each.how ?? ['update', 'fill']).map((how) => ({ ...each, how }))))(
    '$name (--on-conflict $how)',
    async ({ first, files, how, found }) => {
      const seen = await batch(first, files, how);
      expect(seen.map(({ code, cell }) => ({ code, cell }))).toEqual(
        found.map(({ code, cell }) => ({ code, cell })),
      );
      found.forEach(({ says }, index) => {
        for (const words of says) expect(seen[index]?.message).toContain(words);
      });
    },
  );

  it('two values that the ledger keeps out are told from each other', async () => {
    const seen = await batch(
      roster('一类', 6),
      { 'a.xlsx': roster('二类', 6), 'b.xlsx': list('三类') },
      'fill',
    );
    expect(seen).toMatchObject([{ code: 'batch-disagreement', cell: 'G4' }]);
    expect(seen[0]?.message).toContain('C2 给的是“二类”');
    const back = await batch(
      roster('一类', 6),
      { 'a.xlsx': roster('二类', 6), 'b.xlsx': list('一类') },
      'fill',
    );
    expect(back).toMatchObject([{ code: 'batch-disagreement', cell: 'G4' }]);
    expect(back[0]?.message).toContain('这里是“一类”');
  });
});
