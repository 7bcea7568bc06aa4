import { squeezeText } from '../common/text.ts';
import { contentText } from '../tables/fields/cell-text.ts';
import type { Row, Sheet } from '../workbook/sheet.ts';
import type { YearMeant } from './date-range.ts';

/** What the columns of a calendar table say. */
export type Column = 'dates' | 'from' | 'to' | 'kind' | 'name';
type Columns = Readonly<Partial<Record<Column, number>>>;

const headings: readonly (readonly [Column, readonly string[]])[] = [
  ['dates', ['日期', '时间', '起止日期', '放假时间', '日期范围', '起止时间']],
  ['from', ['开始日期', '起始日期', '开始', '起', '自', '第一天']],
  ['to', ['结束日期', '截止日期', '终止日期', '结束', '止', '最后一天']],
  ['kind', ['类型', '类别', '种类', '性质', '安排']],
  ['name', ['说明', '名称', '节日', '事由', '备注', '内容']],
];

/** The year a title speaks of: 2026—2027学年 before 2027年. */
export function yearIn(text: string): YearMeant {
  const plain = text.normalize('NFKC');
  const both = /(\d{4})\s*(?:-|—|–|~|至|\/)+\s*(\d{4})\s*学?年/.exec(plain);
  if (both) return `${both[1]}-${both[2]}`;
  return /(\d{4})\s*年/.exec(plain)?.[1] ?? null;
}

function columnsOf(row: Row): Columns | null {
  const columns: Partial<Record<Column, number>> = {};
  for (const { column, content } of row.cells) {
    const text = squeezeText(contentText(content)).replace(/\(.*\)|（.*）/u, '');
    const found = headings.find(([key, words]) => columns[key] === undefined && words.includes(text));
    if (found) columns[found[0]] = column;
  }
  const hasDates = columns.dates !== undefined || (columns.from !== undefined && columns.to !== undefined);
  return hasDates && columns.kind !== undefined ? columns : null;
}

/** The headings of a calendar table, and the year its title speaks of. */
export interface Header {
  readonly row: number;
  readonly columns: Columns;
  readonly year: YearMeant;
}

/** The first row with headings for dates and kinds; null where there is none near the top. */
export function findHeader(rows: readonly Row[], sheet: Sheet): Header | null {
  for (const row of rows.slice(0, 30)) {
    const columns = columnsOf(row);
    if (!columns) continue;
    const above = rows.filter(({ number }) => number < row.number).flatMap(({ cells }) => cells);
    const titles = [...above.map(({ content }) => contentText(content)), sheet.name];
    return { row: row.number, columns, year: titles.map(yearIn).find((year) => year !== null) ?? null };
  }
  return null;
}
