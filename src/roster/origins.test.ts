import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';
import { Ledger } from '../store/ledger.ts';
import type { KindergartenChanges } from './kindergarten.ts';
import { originsOf } from './origins.store.ts';

let folder: string;

const youlian = async (...words: string[]) => {
  const context = testContext(folder);
  const exit = await run(words, context);
  return { exit, err: context.err() };
};

/** File, cell and operation of a value of a kindergarten, the first one unless told. */
function originOf(field: keyof KindergartenChanges, on = '2022-09-01', id = 1) {
  const ledger = Ledger.open(join(folder, 'youlian.db'));
  try {
    const origin = originsOf(ledger, id, on).get(field);
    return origin && [origin.file?.split(/[/\\]/).at(-1) ?? null, origin.cell, origin.operation];
  } finally {
    ledger.close();
  }
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'youlian-origins-'));
  const files = join(import.meta.dirname, '../../fixtures/findings/conflict-kept');
  for (const file of ['名册.xlsx', '新名册.xlsx']) cpSync(join(files, file), join(folder, file));
  await youlian(
    'init',
    '--name',
    '云溪市教育局',
    '--level',
    'city',
    '--region',
    '379900',
    '--policy',
    'zaozhuang-2021',
    '--yes',
  );
  await youlian('import', '名册.xlsx', '--yes');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('is the cell of the sheet a value was read from', () => {
  expect(originOf('code')).toEqual(['名册.xlsx', 'A3', 2]);
  expect(originOf('name')).toEqual(['名册.xlsx', 'B3', 2]);
  expect(originOf('districtId')).toEqual(['名册.xlsx', 'C3', 2]);
  expect(originOf('classes')).toEqual(['名册.xlsx', 'D3', 2]);
  expect(originOf('principal')).toBeUndefined();
});

it('is the newest sheet that changed the value; what it only repeated stays the first one’s', async () => {
  await youlian('import', '新名册.xlsx', '--yes', '--on-conflict', 'update', '--since', '2022-03-01');
  expect(originOf('classes')).toEqual(['新名册.xlsx', 'D3', 3]);
  expect(originOf('classes', '2022-02-28')).toEqual(['名册.xlsx', 'D3', 2]);
  expect(originOf('name')).toEqual(['名册.xlsx', 'B3', 2]);
});

it('stays with the first sheet where another’s value was not taken', async () => {
  await youlian('import', '新名册.xlsx', '--yes');
  expect(originOf('classes')).toEqual(['名册.xlsx', 'D3', 2]);
});

it('is the edit by hand, until that is undone', async () => {
  await youlian('kindergarten', 'edit', '小太阳', '--set', '班级数=9', '园长=苏禾', '--yes');
  expect(originOf('classes')).toEqual([null, null, 3]);
  expect(originOf('principal')).toEqual([null, null, 3]);
  expect((await youlian('undo', '3', '--yes')).exit).toBe(0);
  expect(originOf('classes')).toEqual(['名册.xlsx', 'D3', 2]);
  expect(originOf('principal')).toBeUndefined();
});

it('is the cell under 是否普惠 where that was filled in, else the 普惠性民办 under 办园性质', async () => {
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.Workbook();
  workbook.addWorksheet('园所信息表').addRows([
    ['园所名称', '所属区县', '办园性质', '是否普惠'],
    ['月亮船幼儿园', '东湖区', '民办', '是'],
    ['新芽幼儿园', '东湖区', '普惠性民办', ''],
    ['金摇篮幼儿园', '东湖区', '普惠性民办', '是'],
  ]);
  await workbook.xlsx.writeFile(join(folder, '普惠.xlsx'));
  expect((await youlian('import', '普惠.xlsx', '--yes')).exit).toBe(0);
  const cells = [2, 3, 4].map((id) => [
    originOf('inclusive', '2022-09-01', id)?.[1],
    originOf('ownership', '2022-09-01', id)?.[1],
  ]);
  expect(cells).toEqual([
    ['D2', 'C2'],
    ['C3', 'C3'],
    ['D4', 'C4'],
  ]);
});
