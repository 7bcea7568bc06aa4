import { type ListColumn, newWorkbook, writeListSheet } from '../tables/list-layout.ts';
import { workbookBytes } from '../tables/sheet-style.ts';
import { type FiledAway, linkTo } from './filing-plan.ts';

/** A file of the index: `problem` says why it is not there. */
export interface IndexedFile extends FiledAway {
  readonly problem: string | null;
}

/** 512 B, 12.3 KB, 4.0 MB. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB'];
  let size = bytes;
  let unit = 'B';
  for (const next of units) {
    if (size < 1024) break;
    size /= 1024;
    unit = next;
  }
  return `${size.toFixed(1)} ${unit}`;
}

const orders: readonly {
  readonly sheet: string;
  readonly heading: string;
  readonly by: (file: IndexedFile) => string;
}[] = [
  { sheet: '按联盟', heading: '单位', by: ({ holder }) => holder },
  { sheet: '按种类', heading: '类别', by: ({ category }) => category },
  { sheet: '按学期', heading: '学期', by: ({ phase }) => phase },
  { sheet: '按阶段', heading: '阶段', by: ({ stage }) => stage ?? '' },
];

const linkFont = { color: { argb: 'FF0563C1' }, underline: true } as const;

/**
 * The index (档案目录) of an export: the same files by group, by category, by term and by the policy's phases, each with a link to the file beside
 * the index. Equal content gives equal bytes.
 */
export async function indexWorkbook(files: readonly IndexedFile[], whose: string): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  const hasStages = files.some(({ stage }) => stage !== null);
  const all: readonly ListColumn<IndexedFile>[] = [
    { heading: '序号', width: 6, centred: true, value: (_, index) => String(index + 1) },
    { heading: '单位', width: 24, value: ({ holder }) => holder },
    { heading: '学期', width: 22, centred: true, value: ({ phase }) => phase },
    ...(hasStages
      ? [{ heading: '阶段', width: 16, centred: true, value: ({ stage }: IndexedFile) => stage ?? '' }]
      : []),
    { heading: '类别', width: 14, centred: true, value: ({ category }) => category },
    { heading: '日期', width: 12, centred: true, value: ({ day }) => day },
    { heading: '名称', width: 26, value: ({ title }) => title },
    { heading: '材料', width: 30, value: ({ name }) => name },
    {
      heading: '大小',
      width: 10,
      centred: true,
      value: ({ bytes }) => (bytes === null ? '' : sizeInWords(bytes)),
    },
    { heading: '备注', width: 14, value: ({ problem }) => problem ?? '' },
  ];
  for (const { sheet: name, heading, by } of orders) {
    // Policies without phases have no index by them.
    if (name === '按阶段' && !hasStages) continue;
    const own = all.find((column) => column.heading === heading)!;
    const columns = [all[0]!, own, ...all.slice(1).filter((column) => column !== own)];
    // Sorting is stable: within a group the files stay by day.
    const rows = [...files].sort((one, other) => (by(one) === by(other) ? 0 : by(one) < by(other) ? -1 : 1));
    const sheet = workbook.addWorksheet(name);
    const remarks = [`共 ${files.length} 份材料；点“材料”一栏可以打开文件，目录须与文件夹放在一起。`];
    const first = writeListSheet(sheet, { title: `${whose}档案目录（${name}）`, remarks }, columns, rows);
    const column = columns.findIndex((each) => each.heading === '材料') + 1;
    rows.forEach((file, index) => {
      if (file.problem !== null) return;
      const cell = sheet.getCell(first + index, column);
      cell.value = { text: String(cell.value ?? ''), hyperlink: linkTo(file.place) };
      cell.style = { ...cell.style, font: { ...cell.style.font, ...linkFont } };
    });
  }
  return workbookBytes(workbook);
}
