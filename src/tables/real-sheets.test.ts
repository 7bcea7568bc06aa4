import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openWorkbook } from '../workbook/open.ts';
import { type MadeSheet, type MakeXlsxOptions, makeXlsx } from '../workbook/testing/make-xlsx.ts';
import { type ReadSheet, readSheet } from './testing/read-sheet.ts';

const folder = mkdtempSync(join(tmpdir(), 'youlian-sheets-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function readFile(sheets: readonly MadeSheet[], options: MakeXlsxOptions = {}): Promise<ReadSheet[]> {
  const path = join(folder, '表.xlsx');
  writeFileSync(path, makeXlsx(sheets, options));
  const workbook = await openWorkbook(path);
  try {
    const read: ReadSheet[] = [];
    for (const sheet of workbook.sheets) read.push(await readSheet(sheet));
    return read;
  } finally {
    await workbook.close();
  }
}

/** One district's list with nearly everything that real sheets do to a table. */
const messy = (district: string): MadeSheet => ({
  name: district,
  rows: [
    ['附件2'],
    [`云溪市${district}幼儿园联盟名单`],
    [`填报单位：${district}教体局`, null, null, null, null, null, null, null, '单位：所'],
    ['序\n号', '区(市)\n教体局', '龙头园', null, null, '备注', '成 员 园', null, null],
    [null, null, '园所　名称', '类别', '责任人', null, '单位名称', '现类别（类）', '办园性质'],
    ['例', district, '某某幼儿园', '一类', '某某', null, '某某幼儿园', '二类', '民办'],
    [1, district, '甲　幼儿园', '省示范', '邓 淇', null, '乙幼儿园', '２类', '普惠性民办'],
    [2, null, null, null, null, '新建', '丙幼儿园(南园)', '〃', '同上'],
    [],
    [null, '小 计', { formula: 'COUNTA(C7:C8)', value: 1 }, null, null, null, 2],
    ['序\n号', '区(市)\n教体局', '龙头园', null, null, '备注', '成 员 园', null, null],
    [null, null, '园所　名称', '类别', '责任人', null, '单位名称', '现类别（类）', '办园性质'],
    [
      3,
      '\u00a0',
      '丁幼儿园',
      { formula: '"一"&"类"', value: '一类' },
      '李明',
      null,
      '戊幼儿园',
      '未定类',
      '集体办',
    ],
    [4],
    ['合计', null, 2, null, null, null, 3],
    ['填报人：王芳', null, null, null, null, null, '日期：', { date: '2021-03-16' }],
    ['注：1.现类别照批文填写。'],
    ['2.一行一所。'],
  ],
  merges: [
    'A2:I2',
    'A4:A5',
    'C4:E4',
    'F4:F5',
    'G4:I4',
    'B7:B8',
    'C7:C8',
    'D7:D8',
    'E7:E8',
    'C11:E11',
    'G11:I11',
  ],
  hiddenRows: [8],
  hiddenColumns: [8],
});

describe('a real file', () => {
  test.each<[string, MakeXlsxOptions]>([
    ['with shared strings', {}],
    ['with inline strings', { inlineStrings: true }],
    ['with prefixed XML', { prefix: 'x' }],
    ['that counts its days from 1904', { date1904: true }],
  ])('%s, one sheet a district', async (_name, options) => {
    const sheets = await readFile([messy('东湖区'), messy('西岭区')], options);
    expect(sheets).toHaveLength(2);
    for (const [index, { locations, records, skipped, footer, codes }] of sheets.entries()) {
      const district = index === 0 ? '东湖区' : '西岭区';
      expect(locations[0]).toMatchObject({
        table: 'alliance-list',
        headerTop: 4,
        headerBottom: 5,
        columns: { sequence: 1, office: 2, leadName: 3, leadCategory: 4, leadResponsible: 5, memberName: 7 },
        unknownHeadings: [{ heading: '备注', cell: 'F4' }],
      });
      expect(records.map(({ row, values }) => ({ row, ...values }))).toEqual([
        {
          row: 7,
          sequence: '1',
          office: district,
          leadName: '甲幼儿园',
          leadCategory: '省级示范',
          leadResponsible: '邓淇',
          memberName: '乙幼儿园',
          memberCategory: '二类',
          memberOwnership: '普惠性民办',
        },
        {
          row: 8,
          sequence: '2',
          office: district,
          leadName: '甲幼儿园',
          leadCategory: '省级示范',
          leadResponsible: '邓淇',
          memberName: '丙幼儿园（南园）',
          memberCategory: '二类',
          memberOwnership: '普惠性民办',
        },
        {
          row: 13,
          sequence: '3',
          leadName: '丁幼儿园',
          leadCategory: '一类',
          leadResponsible: '李明',
          memberName: '戊幼儿园',
          memberCategory: '未定类',
          memberOwnership: '集体办',
        },
      ]);
      expect(skipped.map(({ row, reason }) => [row, reason])).toEqual([
        [6, 'example'],
        [10, 'subtotal'],
        [11, 'repeated-header'],
        [12, 'repeated-header'],
        [15, 'subtotal'],
        [17, 'note'],
        [18, 'note'],
      ]);
      expect(footer).toEqual({ reporter: '王芳', reportDate: '2021-03-16' });
      expect(codes).toEqual([
        'heading-unknown',
        'hidden-columns',
        'hidden-rows',
        'value-normalised',
        'value-normalised',
      ]);
    }
  });

  test('text stored as numbers and numbers stored as text', async () => {
    const rows = [
      ['学校标识码', '园所名称', '班级数', '在园幼儿数', '联系电话', '经度', '纬度'],
      [2137000001, '甲幼儿园', '１２', '1,200', 13800008123, '117.32', 34.81],
      [137000002, '乙幼儿园', 6, 180, 1.38e10, 34.81, 117.32],
      [
        { number: 137000003, format: '0000000000' },
        '丙幼儿园',
        6,
        180,
        '０６３２－３３１２３４５',
        117.32,
        34.81,
      ],
    ];
    const [read] = await readFile([{ name: '名册', rows }]);
    expect(read?.records.map(({ values }) => [values.code, values.children, values.phone])).toEqual([
      ['2137000001', 1200, '13800008123'],
      [undefined, 180, undefined],
      ['0137000003', 180, '0632-3312345'],
    ]);
    expect(read?.records[1]?.findings.map(({ code }) => code)).toEqual([
      'code-lost-zero',
      'coordinates-swapped',
      'coordinates-swapped',
      'number-truncated',
    ]);
  });
});
