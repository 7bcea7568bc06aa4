import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { openWorkbook } from '../workbook/open.ts';
import { type MadeSheet, type MakeXlsxOptions, makeXlsx } from '../workbook/testing/make-xlsx.ts';
import type { ListDefinition } from './definition.ts';
import { loadTable } from './load.ts';
import { renderList } from './render-list.ts';
import { builtInTemplates, type ReadSheet, readSheet } from './testing/read-sheet.ts';
import { type RealSheet, realSheetBytes, realSheets } from './testing/real-sheets.ts';

const folder = mkdtempSync(join(tmpdir(), 'youlian-sheets-'));
afterAll(() => rmSync(folder, { recursive: true }));

const home = fileURLToPath(new URL('../../fixtures/real-sheets', import.meta.url));
/** With an office's own table beside the built-in ones: it has columns of days and of shares. */
const templates = [join(home, 'templates'), ...builtInTemplates];

/** `YOULIAN_WRITE_FIXTURES=1` writes the files anew; they are committed. */
const writes = process.env.YOULIAN_WRITE_FIXTURES === '1';

async function readBytes(bytes: Uint8Array, given = builtInTemplates): Promise<ReadSheet[]> {
  const path = join(folder, '表.xlsx');
  writeFileSync(path, bytes);
  const workbook = await openWorkbook(path);
  try {
    const read: ReadSheet[] = [];
    for (const sheet of workbook.sheets) read.push(await readSheet(sheet, undefined, {}, given));
    return read;
  } finally {
    await workbook.close();
  }
}

const readFile = (sheets: readonly MadeSheet[], options: MakeXlsxOptions = {}) =>
  readBytes(makeXlsx(sheets, options));

const cases = Object.entries<RealSheet>(realSheets);
const fileName = (index: number, item: string) =>
  `${String(index + 1).padStart(2, '0')} ${item.replace(/[/:]/g, ' ')}.xlsx`;

describe('what real sheets look like', () => {
  test.each(cases.map(([item, given], index) => [item, fileName(index, item), given] as const))(
    '%s',
    async (_item, name, given) => {
      const bytes = realSheetBytes(given);
      if (writes) writeFileSync(join(home, name), bytes);
      const committed = readFileSync(join(home, name));
      expect(committed.equals(bytes)).toBe(true);
      const read = await readBytes(committed, templates);
      const records = read.flatMap((sheet) => sheet.records.map(({ row, values }) => ({ row, ...values })));
      expect(records).toEqual(given.records);
      const skipped = read.flatMap((sheet) => sheet.skipped.map(({ row, reason }) => [row, reason]));
      expect(skipped).toEqual(given.skipped ?? []);
      const said = read.flatMap((sheet) => sheet.findings.map(({ code, cell }) => [code, cell]));
      expect(said.sort()).toEqual([...(given.said ?? [])].sort());
      expect(read[0]?.footer).toEqual(given.footer ?? {});
      for (const { findings, locations } of read) {
        for (const finding of findings) {
          expect(finding.sheet).toBe(locations[0]?.sheet);
          expect(finding.remedy).not.toBe('');
          if (finding.severity === 'error') expect(finding.value).not.toBe('');
        }
      }
    },
  );

  test('each file belongs to an item', () => {
    const wanted = [...cases.map(([item], index) => fileName(index, item)), 'templates'];
    expect(readdirSync(home).sort()).toEqual(wanted.sort());
  });

  test('days and shares read back from an export as they were', async () => {
    const table = loadTable('indicator-record', templates) as ListDefinition;
    const values = [95, 1, 0.8, 100, 120, 33.3333, 0].map((share, index) => ({
      name: `第${index}幼儿园`,
      day: `2021-03-${10 + index}`,
      share,
    }));
    const wording = { words: { area: '云溪市' }, labels: {} };
    const bytes = await renderList(table, { rows: values.map((each) => ({ values: each })), wording });
    const [read] = await readBytes(bytes, templates);
    expect(read?.records.map((record) => record.values)).toEqual(values);
    expect(read?.codes).toEqual([]);
  });
});

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
});
