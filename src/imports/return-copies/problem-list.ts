import type { Finding } from '../../findings/finding.ts';
import type { Sheet } from '../../workbook/sheet.ts';

/** Name of the sheet that lists the problems (问题清单) in a return copy. */
export const problemListName = '问题清单';

/** Stands in its first cell, so that the sheet is known again whatever it is called. */
export const problemListTitle = '幼联退改稿 · 问题清单';

/** Stands in the first cell of the summary of a batch (导入汇总). */
export const summaryTitle = '幼联退改稿 · 导入汇总';

/** Whether the sheet is one that we put into a workbook: it holds no table and is never imported. */
export async function isOwnSheet(sheet: Sheet): Promise<boolean> {
  const first = (await sheet.window(1, 1))[0]?.cells.find(({ column }) => column === 1);
  if (first?.content.type !== 'text') return false;
  const text = first.content.value.trim();
  return text === problemListTitle || text === summaryTitle;
}

/** A line of the list of problems. */
export interface Problem {
  readonly sheet: string;
  readonly cell: string;
  readonly value: string;
  readonly message: string;
  readonly remedy: string;
  readonly level: '须改正' | '请核对';
}

/** The problems of a file that its sender should know: errors and warnings, not our notices. */
export function listProblems(findings: readonly Finding[]): Problem[] {
  return findings
    .filter(({ severity }) => severity !== 'notice')
    .map((finding) => ({
      sheet: finding.sheet ?? '',
      cell: finding.cell ?? '',
      value: finding.value ?? '',
      message: finding.message,
      remedy: finding.remedy,
      level: finding.severity === 'error' ? '须改正' : '请核对',
    }));
}
