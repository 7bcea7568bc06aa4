import { ActivityWorld } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { rectificationSteps, severities, stateNames } from '../../policy/inspection/rectification.ts';
import { inspectionKinds } from '../inspection.ts';
import { inspectionMeant } from '../inspection-options.ts';
import { type FindingRecord, inspectionRecords } from '../inspection-record.ts';
import { passedName } from '../inspection-words.ts';

const columns = [
  { heading: '项目', value: ([label]: [string, string]) => label },
  { heading: '内容', value: ([, value]: [string, string]) => value },
];

function linesOfFinding(finding: FindingRecord): [string, string][] {
  const { severity, points, state, overdue } = finding;
  const deducted = points === null ? '' : `，扣 ${points} 分`;
  const late = overdue > 0 ? `，逾期 ${overdue} 天` : '';
  return [
    [
      `问题 ${finding.id}`,
      `${finding.content}（${severities[severity]}${deducted}）：${stateNames[state]}${late}`,
    ],
    ...finding.steps.map(({ step, on, due, passed, result }): [string, string] => [
      `  ${rectificationSteps[step]}`,
      [on, due === null ? null : `限 ${due}`, passed === null ? null : passedName(passed), result]
        .filter((part) => part !== null)
        .join('，'),
    ]),
  ];
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const inspection = inspectionMeant(world, String(input.arguments[0] ?? ''));
    const record = inspectionRecords(world, today(context))(inspection);
    if (flagOption(input.options, 'json')) {
      context.stdout.write(renderJson(record));
      return 0;
    }
    const inspector = record.inspector && `${record.inspector}（${record.inspectorUnit}）`;
    const lines: [string, string | null][] = [
      ['编号', String(record.id)],
      ['类型', inspectionKinds[record.kind]],
      ['园所', record.kindergarten],
      ['联盟', record.group],
      ['计划备案', record.planFiled],
      ['督导日期', record.visited],
      ['督学', inspector],
      ['内容', record.topics],
      ['意见', record.opinion],
      ['备注', record.note],
      ...record.findings.flatMap(linesOfFinding),
    ];
    const shown = lines.flatMap(([label, value]): [string, string][] =>
      value === null ? [] : [[label, value]],
    );
    context.stdout.write(renderTable(shown, columns, context.ambiguousIsWide));
    return 0;
  } finally {
    ledger.close();
  }
}
