import { basename } from 'node:path';
import type { AddedSheet } from '../../workbook/patch/added-sheet.ts';
import type { FileReport, ImportReport } from '../import-report.ts';
import { importTotals } from '../import-report.ts';
import { type ListColumn, listSheet, markFills } from './list-sheet.ts';
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
  if (file.tables.length === 0) {
    return severe(file).some(({ severity }) => severity === 'error') ? '没有读成' : '没有要导入的表';
  }
  if (file.tables.some(({ rows }) => rows.rejected > 0)) return '有退回';
  return severe(file).length > 0 ? '已接受，请核对' : '全部接受';
}

const urgency = (file: FileReport) => states.indexOf(stateOf(file));

const fills: Partial<Record<(typeof states)[number], string>> = {
  没有读成: markFills.error,
  有退回: markFills.error,
  '已接受，请核对': markFills.warning,
};

/** The worst problem first: what a warning says matters less than what an error says. */
function firstProblem(file: FileReport): string {
  const found = severe(file);
  const first = found.find(({ severity }) => severity === 'error') ?? found[0];
  if (!first) return '';
  const place = [first.sheet, first.cell].filter((each) => each).join(' ');
  return place === '' ? first.message : `${place}：${first.message}`;
}

const columns: readonly ListColumn<FileReport>[] = [
  { heading: '序号', width: 6, centred: true, value: (_, index) => String(index + 1) },
  { heading: '文件', width: 28, value: ({ file }) => file },
  { heading: '填报单位', width: 18, value: ({ sender }) => sender ?? '' },
  {
    heading: '结果',
    width: 11,
    centred: true,
    value: stateOf,
    fill: (file) => fills[stateOf(file)] ?? (severe(file).length > 0 ? markFills.warning : undefined),
  },
  { heading: '读取', width: 7, centred: true, value: (file) => sum(file, ({ rows }) => rows.read) },
  { heading: '接受', width: 7, centred: true, value: (file) => sum(file, ({ rows }) => rows.accepted) },
  { heading: '退回', width: 7, centred: true, value: (file) => sum(file, ({ rows }) => rows.rejected) },
  { heading: '跳过', width: 7, centred: true, value: (file) => sum(file, ({ rows }) => rows.skipped) },
  { heading: '问题', width: 7, centred: true, value: (file) => String(severe(file).length) },
  { heading: '首个问题', width: 34, value: firstProblem },
  {
    heading: '退改稿',
    width: 26,
    value: ({ returnCopy }) => (returnCopy === null ? '' : basename(returnCopy)),
    // It lies beside the summary.
    link: ({ returnCopy }) => (returnCopy === null ? undefined : { file: basename(returnCopy) }),
  },
];

/** The batch at a glance: a line for each file, what needs somebody's hand first. */
export function summarySheet(report: ImportReport): AddedSheet {
  const { read, accepted, rejected, skipped } = importTotals(report);
  const remarks = [
    `共 ${report.files.length} 个文件，读取 ${read} 行 = 接受 ${accepted} + 退回 ${rejected} + 跳过 ${skipped}。`,
  ];
  const files = [...report.files].sort((one, other) => urgency(one) - urgency(other));
  return listSheet({ name: '导入汇总', title: summaryTitle, remarks }, columns, files);
}
