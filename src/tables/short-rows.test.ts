import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openWorkbook } from '../workbook/open.ts';
import { readSheet } from './testing/read-sheet.ts';

async function said(text: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-short-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, '表.csv'), text);
  const workbook = await openWorkbook(join(folder, '表.csv'));
  try {
    const [sheet] = workbook.sheets;
    const { findings } = await readSheet(sheet!);
    return findings.filter(({ code }) => code === 'text-rows-short').map(({ message }) => message);
  } finally {
    await workbook.close();
  }
}

const head = '园所名称,所属区县,班级数,园长';
const cut = '（文件到这里就断了，后面没有换行）';

test.each<[string, string[], string[]]>([
  ['whole, without a line end', [head, '甲幼儿园,东湖区,3,邓淇'], []],
  ['cut off in its only row', [head, '甲幼儿园,东湖区'], [`第 2 行只有 2 格${cut}`]],
  [
    'cut off in the last row',
    [head, '甲幼儿园,东湖区,3,', '乙幼儿园,东湖区,4,李明', '丙幼儿园,东湖'],
    [`第 4 行只有 2 格${cut}`],
  ],
  [
    'a row in the middle',
    [head, '甲幼儿园,东湖区,3,', '乙幼儿园,东湖区', '丙幼儿园,东湖区,4,李明', ''],
    ['第 3 行只有 2 格'],
  ],
  [
    'trailing blanks left away',
    [head, '甲幼儿园,东湖区,3', '乙幼儿园,东湖区,3', '丙幼儿园,东湖区,4,李明', '丁幼儿园,东湖区'],
    [],
  ],
  ['a signature below', [head, '甲幼儿园,东湖区,3,邓淇', '填报人：李明'], []],
])('%s', async (_name, lines, rows) => {
  const expected = rows.map((row) => `表头有 4 格，而${row}，缺的格没有内容可读。`);
  expect(await said(lines.join('\n'))).toEqual(expected);
});
