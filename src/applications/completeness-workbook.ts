import type { FormDefinition } from '../tables/definition.ts';
import { type ListColumn, newWorkbook, writeListSheet } from '../tables/list-layout.ts';
import { workbookBytes } from '../tables/sheet-style.ts';
import { type Completeness, fieldLabels } from './completeness.ts';

/** Columns up to 推荐单位待填 are printed; one for each field follows for the screen. */
const summary: readonly ListColumn<Completeness>[] = [
  { heading: '序号', width: 6, centred: true, value: (_, index) => String(index + 1) },
  { heading: '申请园', width: 30, value: ({ kindergarten }) => kindergarten },
  { heading: '区县', width: 12, centred: true, value: ({ district }) => district ?? '' },
  { heading: '收到日期', width: 12, centred: true, value: ({ receivedOn }) => receivedOn },
  { heading: '已填', width: 9, centred: true, value: ({ filled, fields }) => `${filled}/${fields}` },
  { heading: '缺填的栏目', width: 46, value: ({ missing }) => missing.join('、') },
  { heading: '推荐单位待填', width: 18, value: ({ open }) => open.join('、') },
];

/** 完整情况表: which form lacks which field, the least complete first. The same forms give the same bytes. */
export async function completenessWorkbook(
  definition: FormDefinition,
  rows: readonly Completeness[],
): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  const sheet = workbook.addWorksheet('完整情况表');
  const fields = [...fieldLabels(definition).values()].map(
    (label): ListColumn<Completeness> => ({
      heading: label,
      width: 14,
      centred: true,
      value: ({ missing, open }) => (missing.includes(label) ? '缺' : open.includes(label) ? '待填' : '√'),
    }),
  );
  const incomplete = rows.filter(({ missing }) => missing.length > 0).length;
  const remark = `共 ${rows.length} 份申请表，${incomplete} 份有缺填的栏目。推荐单位和推荐意见由推荐单位填，另列一栏。`;
  writeListSheet(
    sheet,
    { title: '申请表完整情况表', remarks: [remark], printed: summary.length },
    [...summary, ...fields],
    rows,
  );
  return workbookBytes(workbook);
}
