import { type ListColumn, newWorkbook, writeListSheet } from '../../tables/list-layout.ts';
import { workbookBytes } from '../../tables/sheet-style.ts';
import type { Comparison } from './comparison.ts';
import { moveHeadings, moveRows, onlyIn, ruleRows, sideNames, verdictText } from './render-comparison.ts';
import { figureTable } from './render-figures.ts';

const columnsOf = (headings: readonly string[], widths: readonly number[]): ListColumn<readonly string[]>[] =>
  headings.map((heading, index) => ({
    heading,
    width: widths[index] ?? 14,
    value: (row) => row[index] ?? '',
  }));

/** The comparison as a workbook to hand round (方案对比表): who moves, figures, rules. The same comparison gives the same bytes. */
export async function comparisonWorkbook(comparison: Comparison): Promise<Uint8Array> {
  const { before, after, moves, policy } = comparison;
  const [one, other] = sideNames(comparison);
  const workbook = await newWorkbook();
  const title = `${policy.names.kind}方案对比表`;
  writeListSheet(
    workbook.addWorksheet('变动'),
    { title, remarks: [`${one} → ${other}：变动 ${moves.length} 所。`] },
    columnsOf(moveHeadings(comparison), [26, 26, 26, 14, 14, 10, 30]),
    moveRows(comparison),
  );
  writeListSheet(
    workbook.addWorksheet('指标'),
    { title, remarks: ['距离按主导园到联盟园计，按距离表或直线距离；缺经纬度的为估算。'] },
    columnsOf(['指标', one, other], [34, 24, 24]),
    figureTable([before.figures, after.figures], policy.names),
  );
  const only = [
    ...onlyIn(before.check, after.check).map((verdict) => `只有${one}有的：${verdictText(verdict)}`),
    ...onlyIn(after.check, before.check).map((verdict) => `只有${other}有的：${verdictText(verdict)}`),
  ];
  writeListSheet(
    workbook.addWorksheet('规则'),
    { title, remarks: [`按《${policy.title}》核查，只看谁与谁编在一起；豁免不计。`, ...only] },
    columnsOf(['规则', '内容', one, other], [16, 44, 24, 24]),
    ruleRows(comparison),
  );
  return workbookBytes(workbook);
}
