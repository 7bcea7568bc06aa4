import { makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Workbook } from '../../workbook/sheet.ts';
import type { FileReport, ImportReport } from '../import-report.ts';

/** What a return copy made anew does not bring over, by the format of the file. */
const losses: Readonly<Record<Exclude<Workbook['format'], 'xlsx'>, { kind: string; lost: string }>> = {
  xlsb: { kind: ' Excel 二进制工作簿（.xlsb）', lost: '字体颜色、公式（只留结果）、图片、图表、批注和宏' },
  xls: { kind: '旧版表格（.xls 或 .et）', lost: '字体颜色、公式（只留结果）、图片、图表、批注和宏' },
  ods: { kind: '开放文档表格（.ods）', lost: '字体颜色、公式（只留结果）、图片、图表和批注' },
  csv: { kind: '文本表格或网页表格', lost: '原来的分隔和编码方式' },
  docx: { kind: ' Word 文档里的表格', lost: '表格以外的文字、字体、图片和页面设置' },
};

/** Whether the return copy of such a file is a new workbook, for want of a way to mark the file itself. */
export function isRebuilt(format: Workbook['format']): format is Exclude<Workbook['format'], 'xlsx'> {
  return format !== 'xlsx';
}

/** What is lost, in words. */
export function lossOf(format: Workbook['format']): { kind: string; lost: string } {
  return isRebuilt(format) ? losses[format] : { kind: '', lost: '' };
}

/** What the sender of a file should know: errors and warnings about it and its tables. */
export function problemsOf(file: FileReport): Finding[] {
  return [...file.findings, ...file.tables.flatMap((table) => table.findings)].filter(
    ({ severity }) => severity !== 'notice',
  );
}

/**
 * The report with what return copies will not bring over said before they are made: the plan shows it, and the clerk
 * may ask for another format first.
 */
export function foretellLosses(report: ImportReport): ImportReport {
  const files = report.files.map((file): FileReport => {
    const { format } = file;
    if (!file.opened || format === null || !isRebuilt(format) || problemsOf(file).length === 0) return file;
    const parameters = { value: file.file, ...lossOf(format) };
    const notice = makeFinding('return-copy-rebuilt', parameters, { file: file.file });
    return { ...file, findings: [...file.findings, notice] };
  });
  return { ...report, files };
}
