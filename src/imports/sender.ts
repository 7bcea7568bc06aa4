import type { Sheet } from '../workbook/sheet.ts';

/** Rows at the head of a sheet in which the sender may be named. */
const headRows = 12;

const labels = ['填报单位', '填表单位', '报送单位', '上报单位'];

/**
 * Who sent the sheet (填报单位), as the lines above its table say: `填报单位：东湖区教育局` in one cell, or the name in
 * the next. Null where they do not.
 * @param isForm a form names its kindergarten beside 单位名称, which in a list is a heading
 */
export async function findSender(sheet: Sheet, isForm: boolean): Promise<string | null> {
  const wanted = isForm ? [...labels, '单位名称'] : labels;
  const pattern = new RegExp(`^(?:${wanted.join('|')})(?:[(（][^)）]*[)）])?[:：]?(.*)$`, 'u');
  for (const row of await sheet.window(1, headRows)) {
    /** Column in which the name stands whose label was just met. */
    let expected = 0;
    for (const { content, column } of row.cells) {
      if (content.type !== 'text') continue;
      const text = content.value.replace(/[\s\u3000]+/gu, '');
      if (text === '') continue;
      if (column === expected) return content.value.trim();
      const found = pattern.exec(text);
      if (!found) continue;
      // `填报单位：甲园　填报日期：…` in one line: the name ends where the next label begins.
      const [name] = content.value
        .replace(/^[^:：]*[:：]?[\s\u3000]*/u, '')
        .split(/[\s\u3000]{2,}|(?=填报|填表|日期|单位[:：])/u);
      if (found[1] !== '' && name) return name.trim();
      expected = endOfMerge(sheet, row.number, column) + 1;
    }
  }
  return null;
}

/** Last column of the merged cells that begin at a cell, or the cell's own. */
function endOfMerge(sheet: Sheet, row: number, column: number): number {
  const merged = sheet.merges.find(({ top, bottom, left }) => row >= top && row <= bottom && column === left);
  return merged?.right ?? column;
}
