import { squeezeText } from '../common/text.ts';
import { Failure } from '../findings/catalogue.ts';
import { openWorkbook } from '../workbook/open.ts';
import type { Row } from '../workbook/sheet.ts';

/** Headings of the column that names the leads, the surer first. */
const headings = [
  '主导园',
  '龙头园',
  '集团园',
  '学区中心园',
  '引领园',
  '园所名称',
  '幼儿园名称',
  '单位名称',
  '园名',
];

/** Most rows looked at: a list of leads is short. */
const rowLimit = 2000;

/**
 * Names of leads from a workbook: the column under a heading such as 主导园 or 园所名称 on the first visible sheet,
 * else all of column A. Each name once, in the order of the sheet.
 * @throws Failure `option-value` where no name is found; workbook failures of `openWorkbook`
 */
export async function readLeadNames(path: string): Promise<string[]> {
  const workbook = await openWorkbook(path);
  try {
    const sheet = workbook.sheets.find((each) => each.visibility === 'visible') ?? workbook.sheets[0];
    const rows = sheet ? await sheet.window(1, rowLimit) : [];
    const header = findHeader(rows);
    const names = rows
      .filter((row) => row.number > (header?.row ?? 0))
      .map((row) => textAt(row, header?.column ?? 1))
      .filter((name) => name !== '' && !headings.includes(name));
    if (names.length === 0) {
      throw new Failure('option-value', {
        option: '--leads',
        value: path,
        expected: '表里应有一列“主导园”或“园所名称”',
      });
    }
    return [...new Set(names)];
  } finally {
    await workbook.close();
  }
}

function findHeader(rows: readonly Row[]): { row: number; column: number } | undefined {
  for (const heading of headings) {
    for (const row of rows) {
      const cell = row.cells.find(
        (each) => each.content.type === 'text' && squeezeText(each.content.value) === heading,
      );
      if (cell) return { row: cell.row, column: cell.column };
    }
  }
  return undefined;
}

function textAt(row: Row, column: number): string {
  const content = row.cells.find((cell) => cell.column === column)?.content;
  return content?.type === 'text' ? squeezeText(content.value) : '';
}
