import { renderTable } from '../../../cli/table.ts';
import { renderFindings } from '../../../imports/render-report.ts';
import { allFindings, type EvaluationImport, importCounts } from './report.ts';

/** Most replaced scores that are listed. */
const changesShown = 40;

/** Totals of what came back, as a table for people. */
export function renderSubjects({ settled }: EvaluationImport, ambiguousIsWide: boolean): string {
  const rows = settled.groups.flatMap(({ group, subjects }) =>
    subjects.map(({ participant, name, result, standing, isPartlyRefused }) => ({
      group: group.name,
      role: participant.subject.name,
      name,
      total: standing.total,
      grade: standing.grade,
      blanks: standing.missing.filter(({ kind }) => kind !== 'fact').length,
      remark: remarkOf(standing.total !== result.total, isPartlyRefused),
    })),
  );
  if (rows.length === 0) return '';
  return renderTable(
    rows,
    [
      { heading: '组', value: ({ group }) => group },
      { heading: '类别', value: ({ role }) => role },
      { heading: '考核对象', value: ({ name }) => name },
      { heading: '总分', align: 'right', value: ({ total }) => total },
      { heading: '等次', value: ({ grade }) => grade },
      { heading: '未填', align: 'right', value: ({ blanks }) => blanks },
      { heading: '说明', value: ({ remark }) => remark },
    ],
    ambiguousIsWide,
  );
}

/** Why the total is not the one that the workbook shows. */
function remarkOf(isOther: boolean, isPartlyRefused: boolean): string {
  if (isPartlyRefused) return '有的格退回，没有计入';
  return isOther ? '含以前导入的评分' : '';
}

/** What would be (or was) written, and what is wrong. */
export function renderImport(outcome: EvaluationImport): string {
  const { stored, settled } = outcome;
  const { read, taken, refused, files } = importCounts(outcome);
  const lines = [
    `读了 ${files} 个文件，填了的格 ${read} 个，采用 ${taken} 个，退回 ${refused} 个；新增 ${stored.inserted}，更改 ${stored.updated}，没有变化 ${stored.unchanged}。`,
  ];
  for (const { group, subject, label, before, after } of stored.changes.slice(0, changesShown)) {
    lines.push(`更改：${group} ${subject} ${label}：${before} → ${after}`);
  }
  if (stored.changes.length > changesShown) lines.push(`……共更改 ${stored.changes.length} 处。`);
  if (settled.absent.length > 0) {
    lines.push(
      `还没有交回的组 ${settled.absent.length} 个：${settled.absent.map(({ group }) => group.name).join('、')}`,
    );
  }
  return `${renderFindings(allFindings(outcome))}${lines.join('\n')}\n`;
}
