import { squeezeText } from '../common/text.ts';
import { Failure } from '../findings/catalogue.ts';
import { isNote } from '../tables/row-kinds.ts';
import { openWorkbook } from '../workbook/open.ts';
import type { Cell, Row, Sheet } from '../workbook/sheet.ts';

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

/** 填报人：…, 日期：…, 合计: lines below a table, which name nobody. */
const footer =
  /^(?:填报人|填报单位|填表人|制表人?|审核人?|联系人|联系电话|日期|单位|小计|合计|总计|共计)(?:[:：]|$)/u;

/**
 * Names of leads from a workbook: on every visible sheet the column under a heading such as 主导园 or 园所名称, else
 * all of column A. Each name once, in the order of the sheets.
 * @throws Failure `option-value` where no name is found; workbook failures of `openWorkbook`
 */
export async function readLeadNames(path: string): Promise<string[]> {
  const workbook = await openWorkbook(path);
  try {
    const visible = workbook.sheets.filter((each) => each.visibility === 'visible');
    const names: string[] = [];
    for (const sheet of visible.length > 0 ? visible : workbook.sheets) names.push(...(await namesOn(sheet)));
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

async function namesOn(sheet: Sheet): Promise<string[]> {
  const rows: Row[] = [];
  for await (const row of sheet.rows()) rows.push(row);
  const header = findHeader(rows);
  return rows
    .filter((row) => row.number > (header?.row ?? 0) && !isNote(row.cells.filter(isFilled)))
    .map((row) => textAt(row, header?.column ?? 1))
    .filter((name) => name !== '' && !headings.includes(name) && !footer.test(name));
}

const isFilled = ({ content }: Cell) => content.type !== 'text' || squeezeText(content.value) !== '';

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
