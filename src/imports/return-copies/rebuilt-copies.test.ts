import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { expect, it, onTestFinished } from 'vitest';
import { testContext } from '../../cli/test-context.ts';
import { run } from '../../main.ts';
import { openWorkbook } from '../../workbook/open.ts';
import { plainPackage } from '../../workbook/patch/plain-package.ts';
import type { Cell, Row, Sheet } from '../../workbook/sheet.ts';
import { zipParts } from '../../workbook/testing/make-xlsx.ts';
import type { FileReport } from '../import-report.ts';
import { withReturnCopy } from './make-copy.ts';
import { isOwnSheet } from './problem-list.ts';

const formats = join(import.meta.dirname, '../../../fixtures/formats');

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-rebuilt-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function contentOf(path: string) {
  const workbook = await openWorkbook(path);
  try {
    const sheets: unknown[] = [];
    for (const sheet of workbook.sheets) {
      if (await isOwnSheet(sheet)) continue;
      const rows: Row[] = [];
      for await (const row of sheet.rows()) rows.push(row);
      const cells = rows.flatMap((row) =>
        row.cells
          .filter(({ content }) => content.value !== '')
          .map(({ row: number, column, content }) => ({
            at: [number, column],
            type: content.type,
            // Excel keeps fifteen digits; a date in its file is counted from its own first day.
            value: typeof content.value === 'number' ? Number(content.value.toPrecision(15)) : content.value,
            hidden: row.hidden,
          })),
      );
      const merges = sheet.merges.filter(({ top, left, bottom, right }) => top < bottom || left < right);
      sheets.push({ name: sheet.name, visibility: sheet.visibility, merges, cells });
    }
    return sheets;
  } finally {
    await workbook.close();
  }
}

it.each([
  '东湖区大风车幼儿园-utf8.csv',
  '东湖区大风车幼儿园.ods',
  '东湖区大风车幼儿园.xls',
  '单元格-网页.xls',
  '单元格.xls',
  '单元格.ods',
  '单元格1904.xls',
  '单元格1904.ods',
  '园所信息表-utf16.tsv',
  '联盟名单-东湖区.xls',
  'docx/东湖区大风车幼儿园.docx',
  'docx/联盟名单-东湖区.docx',
])('the copy of %s reads like it, cell by cell', async (name) => {
  const path = join(formats, name);
  const workbook = await openWorkbook(path);
  await workbook.close();
  const to = join(newFolder(), '退改稿.xlsx');
  const { sha256, format } = workbook;
  const [first] = workbook.sheets;
  const finding = {
    code: 'x',
    severity: 'error',
    sheet: first!.name,
    cell: 'B2',
    message: '错',
    remedy: '改',
  } as const;
  const file = {
    file: name,
    absolute: path,
    sha256,
    format,
    sender: null,
    opened: true,
    tables: [],
    findings: [],
  };
  await withReturnCopy({ ...file, returnCopy: null } as FileReport, [finding], async (copy) => {
    expect(copy.notices.map(({ code }) => code)).toEqual(['return-copy-rebuilt']);
    const chunks: Uint8Array[] = [];
    for await (const chunk of copy.chunks) chunks.push(chunk);
    writeFileSync(to, Buffer.concat(chunks));
  });
  expect(await contentOf(to)).toEqual(await contentOf(path));
});

const header = '学校标识码,园所名称,所属区县,联系电话,班级数';
const good = '3137000001,东湖区小海豚幼儿园,东湖区,13900001234,012';
const bad = '3137000002,东湖区百灵鸟幼儿园,东湖区,139000012,6';

async function office(): Promise<string> {
  const folder = newFolder();
  const init = ['init', '--name', '云溪市教育局', '--level', 'city', '--region', '379900', '--yes'];
  expect(await run([...init, '--policy', 'zaozhuang-2021'], testContext(folder))).toBe(0);
  return folder;
}

async function imported(folder: string, file: string): Promise<{ exit: number; err: string }> {
  const context = testContext(folder);
  const exit = await run(['import', file, '--yes', '--return-dir', '退改稿'], context);
  return { exit, err: context.err() };
}

async function listed(folder: string): Promise<unknown> {
  const context = testContext(folder);
  await run(['kindergarten', 'list', '--json'], context);
  return JSON.parse(context.out());
}

it('a corrected copy of a text file gives the ledger that the corrected original gives', async () => {
  const one = await office();
  writeFileSync(join(one, '名册.csv'), [header, good, bad].join('\r\n'));
  const first = await imported(one, '名册.csv');
  expect(first.exit).toBe(1);
  expect(first.err).toContain('（return-copy-rebuilt）');
  const copy = new exceljs.Workbook();
  const path = join(one, '退改稿', '名册_退改稿.xlsx');
  await copy.xlsx.readFile(path);
  const cell = copy.worksheets[1]!.getCell('D3');
  expect(cell.value).toBe('139000012');
  cell.value = '13900001235';
  await copy.xlsx.writeFile(path);
  expect((await imported(one, path)).exit).toBe(0);

  const other = await office();
  writeFileSync(
    join(other, '名册.csv'),
    [header, good, bad.replace('139000012', '13900001235')].join('\r\n'),
  );
  expect((await imported(other, '名册.csv')).exit).toBe(0);
  expect(await listed(one)).toEqual(await listed(other));
});

it('says what a copy will not bring over before it is made', async () => {
  const folder = await office();
  writeFileSync(join(folder, '名册.csv'), [header, bad].join('\r\n'));
  const context = testContext(folder);
  await run(['import', '名册.csv', '--dry-run', '--return-dir', '退改稿'], context);
  expect(context.err()).toContain('（return-copy-rebuilt）');
  expect(readdirSync(folder)).not.toContain('退改稿');
});

it('names the copy of a member of an archive after the member', async () => {
  const folder = await office();
  mkdirSync(join(folder, '退改稿'));
  const member = Buffer.from([header, bad].join('\r\n'));
  writeFileSync(join(folder, '各园.zip'), zipParts({ '名册.csv': member }));
  expect((await imported(folder, '各园.zip')).exit).toBe(1);
  expect(readdirSync(join(folder, '退改稿'))).toContain('名册_退改稿.xlsx');
});

/** A sheet as a careless reader might give it. */
function oddSheet(name: string, cells: readonly Partial<Cell>[], merges: Sheet['merges'] = []): Sheet {
  const row: Row = {
    number: 1,
    hidden: false,
    cells: cells.map((cell, index) => ({
      row: 1,
      column: index + 1,
      format: 'General',
      content: { type: 'text', value: '' },
      ...cell,
    })),
  };
  return {
    name,
    index: 0,
    visibility: 'visible',
    merges,
    hiddenColumns: [{ from: 2, to: 16_384 }],
    async *rows() {
      yield row;
    },
    window: async () => [row],
  };
}

it('gives sheets names that Excel takes, and keeps codes and long numbers readable', async () => {
  const range = (top: number, left: number, bottom: number, right: number) => ({ top, left, bottom, right });
  const cells: Partial<Cell>[] = [
    { content: { type: 'number', value: 13_900_001_234 } },
    { content: { type: 'number', value: 139_000_012_345 } },
    { content: { type: 'text', value: '_x0041_&<' } },
  ];
  const merges = [range(1, 1, 1, 1), range(2, 1, 4, 2), range(3, 2, 5, 3), range(3, 4, 3, 5)];
  const sheets = [
    oddSheet('a/b:一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十', cells, merges),
    oddSheet('AB一', []),
  ];
  const made = await plainPackage({ sheets: [...sheets, oddSheet("'ab一'", [])] });
  const names = [...made.names.values()];
  expect(names[0]).toHaveLength(31);
  expect(names.slice(1)).toEqual(['AB一', 'ab一（2）']);
  const held: Buffer[] = [];
  for await (const chunk of made.source.chunks('xl/worksheets/sheet1.xml')) held.push(chunk);
  const xml = Buffer.concat(held).toString();
  expect(xml).toContain('<t xml:space="preserve">_x005F_x0041_&amp;&lt;</t>');
  expect(xml.match(/<mergeCell .*?>/g)).toEqual(['<mergeCell ref="A2:B4"/>', '<mergeCell ref="D3:E3"/>']);
  // Columns that hold nothing are not written one by one.
  expect(xml.match(/<col /g)).toHaveLength(3);
});

it('links the summary of a batch to the copies beside it', async () => {
  const folder = await office();
  writeFileSync(join(folder, '甲.csv'), `填报单位：东湖区教育局,,,,\r\n${[header, bad].join('\r\n')}`);
  writeFileSync(join(folder, '乙.csv'), [header, good].join('\r\n'));
  const context = testContext(folder);
  await run(['import', '甲.csv', '乙.csv', '--yes', '--return-dir', '退改稿'], context);
  const parts = unzipSync(readFileSync(join(folder, '退改稿', '导入汇总.xlsx')));
  const sheet = strFromU8(parts['xl/worksheets/sheet1.xml']!);
  expect(sheet).toContain('东湖区教育局');
  expect(sheet).toContain('甲_退改稿.xlsx');
  expect(sheet).toMatch(/<hyperlink ref="K4" r:id="rId1"\/>/);
  expect(strFromU8(parts['xl/worksheets/_rels/sheet1.xml.rels']!)).toContain(
    `Target="${encodeURI('甲_退改稿.xlsx')}" TargetMode="External"`,
  );
  expect(sheet).toContain('<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>');
});
