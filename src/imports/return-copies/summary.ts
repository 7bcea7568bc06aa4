import type { Workbook } from 'exceljs';
import type { FileReport, ImportReport } from '../import-report.ts';
import { importTotals } from '../import-report.ts';
import { type ListColumn, newWorkbook, writeListSheet } from './list-sheet.ts';
import { summaryTitle } from './problem-list.ts';

/** File name of the summary of a batch, beside its return copies. */
export const summaryName = '导入汇总.xlsx';

const sum = (file: FileReport, of: (table: FileReport['tables'][number]) => number) =>
  String(file.tables.reduce((total, table) => total + of(table), 0));

const severe = (file: FileReport) =>
  [...file.findings, ...file.tables.flatMap((table) => table.findings)].filter(
    ({ severity }) => severity !== 'notice',
  );

const states = ['没有读成', '有退回', '已接受，请核对', '全部接受', '没有要导入的表'] as const;

/** What became of a file, in a word. */
function stateOf(file: FileReport): (typeof states)[number] {
  if (file.tables.length === 0) return severe(file).length > 0 ? '没有读成' : '没有要导入的表';
  if (file.tables.some(({ rows }) => rows.rejected > 0)) return '有退回';
  return severe(file).length > 0 ? '已接受，请核对' : '全部接受';
}

const urgency = (file: FileReport) => states.indexOf(stateOf(file));

const columns: readonly ListColumn<FileReport>[] = [
  { heading: '序号', width: 6, centred: true, value: (_, index) => String(index + 1) },
  { heading: '文件', width: 36, value: ({ file }) => file },
  { heading: '结果', width: 15, centred: true, value: stateOf },
  { heading: '读取', width: 7, centred: true, value: (file) => sum(file, ({ rows }) => rows.read) },
  { heading: '接受', width: 7, centred: true, value: (file) => sum(file, ({ rows }) => rows.accepted) },
  { heading: '退回', width: 7, centred: true, value: (file) => sum(file, ({ rows }) => rows.rejected) },
  { heading: '跳过', width: 7, centred: true, value: (file) => sum(file, ({ rows }) => rows.skipped) },
  { heading: '问题', width: 7, centred: true, value: (file) => String(severe(file).length) },
  { heading: '首个问题', width: 48, value: (file) => severe(file)[0]?.message ?? '' },
];

/** The batch at a glance: a line for each file. */
export async function summaryWorkbook(report: ImportReport): Promise<Workbook> {
  const workbook = await newWorkbook();
  const { read, accepted, rejected, skipped } = importTotals(report);
  const remarks = [
    `共 ${report.files.length} 个文件，读取 ${read} 行 = 接受 ${accepted} + 退回 ${rejected} + 跳过 ${skipped}。`,
  ];
  // What needs somebody's hand stands first.
  const files = [...report.files].sort((one, other) => urgency(one) - urgency(other));
  writeListSheet(workbook.addWorksheet('导入汇总'), { title: summaryTitle, remarks }, columns, files);
  return workbook;
}
