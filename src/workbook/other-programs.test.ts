import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import ExcelJs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellAddress } from './address.ts';
import { openWorkbook } from './open.ts';

import { allRows, cellAt, valuesOf } from './testing/read-cells.ts';

const fixtures = resolve(import.meta.dirname, '../../fixtures');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'youlian-programs-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The same sheet, written by two programs that compute nothing alike. */
const shared = {
  A1: '云溪市幼儿园信息表',
  A2: '园所名称',
  B2: '建园日期',
  C2: '班级数',
  D2: '在园幼儿数',
  E2: '是否普惠',
  F2: '合计',
  A3: '云溪市东湖区第一幼儿园',
  B3: '2021-03-16',
  C3: 9,
  D3: 270,
  E3: true,
  A4: '云溪市西岭区\n“星河”幼儿园',
  B4: '1998-09-01T08:30:00',
  C4: 6.5,
  D4: 0.1,
  E4: false,
  C5: 1e21,
  D5: -0.000001,
  A7: ' 联盟园 名单',
  C7: '0370100001',
};

describe('workbooks of other programs', () => {
  it('LibreOffice computes the formulas', async () => {
    const workbook = await openWorkbook(join(fixtures, 'workbooks', 'libreoffice.xlsx'));
    const rows = await allRows(workbook.sheets[0]!);
    expect(valuesOf(rows)).toEqual({
      ...shared,
      F3: 279,
      F4: '云溪市东湖区第一幼儿园分园',
      A5: '#DIV/0!',
      F5: true,
    });
    expect(cellAt(rows, 'F4')).toMatchObject({ formula: 'A3&"分园"' });
    expect(cellAt(rows, 'A5').content.type).toBe('error');
    expect(workbook.sheets.map(({ name, visibility }) => [name, visibility])).toEqual([
      ['园所信息表', 'visible'],
      ['隐藏', 'hidden'],
    ]);
    expect(workbook.sheets[0]).toMatchObject({
      merges: [{ top: 1, left: 1, bottom: 1, right: 6 }],
      hiddenColumns: [{ from: 4, to: 4 }],
    });
    expect(rows.filter((row) => row.hidden).map((row) => row.number)).toEqual([4]);
    await workbook.close();
  });

  it('openpyxl writes formulas without results', async () => {
    const workbook = await openWorkbook(join(fixtures, 'workbooks', 'openpyxl.xlsx'));
    const rows = await allRows(workbook.sheets[0]!);
    expect(valuesOf(rows)).toEqual({ ...shared, F3: '', F4: '', A5: '', F5: '' });
    for (const address of ['F3', 'F4', 'A5', 'F5']) expect(cellAt(rows, address).formulaOnly).toBe(true);
    expect(rows.filter((row) => row.hidden).map((row) => row.number)).toEqual([4]);
    await workbook.close();
  });

  it('exceljs: rich text, links, dates, formulas, errors, merges', async () => {
    const path = join(folder, 'exceljs.xlsx');
    await writeWithExcelJs(path);
    await expectSameAsExcelJs(path);
  });

  const city = join(fixtures, 'city', 'files');
  const files = readdirSync(city).filter((name) => name.endsWith('.xlsx'));
  it.each(files)('reads %s of the invented city as exceljs does', (name) =>
    expectSameAsExcelJs(join(city, name)),
  );
});

async function writeWithExcelJs(path: string): Promise<void> {
  const workbook = new ExcelJs.Workbook();
  const sheet = workbook.addWorksheet('名单 & <表>');
  sheet.addRow([
    '文字',
    12.5,
    true,
    new Date(Date.UTC(2021, 2, 16)),
    null,
    ' 前后空格 ',
    '_x000D_',
    '换\r\n行',
    '𠮷',
  ]);
  sheet.getCell('A2').value = { richText: [{ text: '粗', font: { bold: true } }, { text: ' 细' }] };
  sheet.getCell('B2').value = { formula: 'B1*2', result: 25 };
  sheet.getCell('C2').value = { formula: 'A1&"x"', result: '文字x' };
  sheet.getCell('D2').value = { error: '#N/A' };
  sheet.getCell('E2').value = { text: '链接', hyperlink: 'https://example.com/' };
  sheet.getCell('F2').value = new Date(Date.UTC(1999, 11, 31, 23, 59, 59));
  sheet.getCell('G2').value = { formula: 'C1', result: false };
  sheet.getCell('A5').value = 'x'.repeat(32_767);
  sheet.getCell('XFD1000').value = '最远';
  sheet.mergeCells('A6:C8');
  sheet.getCell('A6').value = '合并';
  sheet.getRow(5).hidden = true;
  sheet.getColumn(2).hidden = true;
  await workbook.xlsx.writeFile(path);
}

async function expectSameAsExcelJs(path: string): Promise<void> {
  const theirs = new ExcelJs.Workbook();
  await theirs.xlsx.readFile(path);
  const ours = await openWorkbook(path);
  expect(ours.sheets.map((sheet) => sheet.name)).toEqual(theirs.worksheets.map((sheet) => sheet.name));
  for (const [index, sheet] of ours.sheets.entries()) {
    const expected: Record<string, unknown> = {};
    const hidden: number[] = [];
    theirs.worksheets[index]!.eachRow((row) => {
      row.eachCell((cell) => {
        const value = plainValue(cell);
        // exceljs repeats a merged value in every cell that it covers; the file holds it once.
        if (value !== null && value !== '' && cell.master === cell)
          expected[cellAddress(cell.fullAddress.row, cell.fullAddress.col)] = value;
      });
      if (row.hidden) hidden.push(row.number);
    });
    const rows = await allRows(sheet);
    const found = Object.fromEntries(
      rows.flatMap((row) =>
        row.cells.map((cell) => [cellAddress(cell.row, cell.column), cell.content.value]),
      ),
    );
    expect(found).toEqual(expected);
    expect(rows.filter((row) => row.hidden).map((row) => row.number)).toEqual(hidden);
  }
  await ours.close();
}

/** What exceljs made of a cell, in our terms. */
function plainValue(cell: ExcelJs.Cell): string | number | boolean | null {
  const value = cell.type === ExcelJs.ValueType.Formula ? cell.result : cell.value;
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString().replace(/(T00:00:00)?\.\d+Z$/, '');
  if (typeof value !== 'object') return value;
  if ('richText' in value) return value.richText.map((run) => run.text).join('');
  if ('error' in value) return value.error;
  if ('hyperlink' in value) return value.text;
  throw new Error(`unexpected value in ${cell.address}`);
}
