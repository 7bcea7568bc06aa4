import { visibleText } from '../common/visible-text.ts';
import type { Finding } from '../findings/finding.ts';

const words = { error: '错误', warning: '注意', notice: '提示' } as const;

/** Where it stands: `名单.xlsx 工作表“Sheet1” C5`, `名单.docx 表1 第3行第2列`; empty where it has no place. */
function describePlace({ file, sheet, cell, position }: Finding): string {
  const inFile = position === undefined ? [sheet ? `工作表“${sheet}”` : undefined, cell] : [position];
  return visibleText([file, ...inFile].filter((part) => part !== undefined && part !== '').join(' '));
}

/** One finding as two or three lines of plain Chinese. */
export function renderFinding(finding: Finding): string {
  const place = describePlace(finding);
  return `${words[finding.severity]}：${place ? `${place}：` : ''}${finding.message}\n      ${finding.remedy}（${finding.code}）\n`;
}
