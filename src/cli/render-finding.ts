import type { Finding } from '../findings/finding.ts';

const words = { error: '错误', warning: '注意', notice: '提示' } as const;

/** Where it stands: `名单.xlsx 工作表“Sheet1” C5`; empty where it has no place. */
function describePlace(finding: Finding): string {
  return [finding.file, finding.sheet ? `工作表“${finding.sheet}”` : undefined, finding.cell]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}

/** One finding as two or three lines of plain Chinese. */
export function renderFinding(finding: Finding): string {
  const place = describePlace(finding);
  return `${words[finding.severity]}：${place ? `${place}：` : ''}${finding.message}\n      ${finding.remedy}（${finding.code}）\n`;
}
