import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openWorkbook } from '../workbook/open.ts';
import { type MadeCell, makeXlsx } from '../workbook/testing/make-xlsx.ts';
import { findSender } from './sender.ts';

async function senderOf(rows: MadeCell[][], isForm: boolean, merges: string[] = []): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-sender-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, '表.xlsx');
  writeFileSync(path, makeXlsx([{ name: '表', rows, merges }]));
  const workbook = await openWorkbook(path);
  try {
    return await findSender(workbook.sheets[0]!, isForm);
  } finally {
    await workbook.close();
  }
}

it.each<[string, MadeCell[][], boolean, string[], string | null]>([
  ['in one cell', [['名单'], ['填报单位：东湖区教育局']], false, [], '东湖区教育局'],
  ['padded', [['填报单位（盖章）：  东湖区教育局  ']], false, [], '东湖区教育局'],
  ['beside another label', [['填报单位：东湖区教育局　　日期：2021年3月']], false, [], '东湖区教育局'],
  ['in the next cell', [['报送单位', '西岭区教育局']], false, [], '西岭区教育局'],
  ['behind a merged label', [['报送单位', null, '西岭区教育局']], false, ['A1:B1'], '西岭区教育局'],
  ['on a form', [['联盟园', '单位名称', '东湖区实验幼儿园', '园所规模']], true, [], '东湖区实验幼儿园'],
  ['left empty on a form', [['联盟园', '单位名称', null, '园所规模']], true, [], null],
  ['a heading of a list', [['序号', '单位名称', '园所规模']], false, [], null],
  ['left empty', [['填报单位：'], ['序号', '园所名称']], false, [], null],
  ['too far down', [...Array.from({ length: 12 }, () => ['行']), ['填报单位：甲']], false, [], null],
])('finds who sent a sheet: %s', async (_, rows, isForm, merges, sender) => {
  expect(await senderOf(rows, isForm, merges)).toBe(sender);
});
