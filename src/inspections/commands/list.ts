import { ActivityWorld } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderJson, renderTable, type TableColumn } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { inspectionKinds } from '../inspection.ts';
import { selectInspections } from '../inspection-options.ts';
import { type InspectionRecord, inspectionRecords } from '../inspection-record.ts';

const columns: readonly TableColumn<InspectionRecord>[] = [
  { heading: '编号', value: ({ id }) => String(id), align: 'right' },
  { heading: '日期', value: ({ visited, planFiled }) => visited ?? `${planFiled} 备案` },
  { heading: '类型', value: ({ kind }) => inspectionKinds[kind] },
  { heading: '园所', value: ({ kindergarten }) => kindergarten },
  { heading: '督学', value: ({ inspector }) => inspector ?? '' },
  { heading: '问题', value: ({ findings }) => String(findings.length || ''), align: 'right' },
  {
    heading: '未销号',
    value: ({ findings }) => String(findings.filter(({ closed }) => closed === null).length || ''),
    align: 'right',
  },
  {
    heading: '逾期',
    value: ({ findings }) => String(findings.filter(({ overdue }) => overdue > 0).length || ''),
    align: 'right',
  },
];

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const on = today(context);
    const all = selectInspections(world, options, on).map(inspectionRecords(world, on));
    const records = flagOption(options, 'open')
      ? all.filter(({ findings }) => findings.some(({ closed }) => closed === null))
      : all;
    if (flagOption(options, 'json')) context.stdout.write(renderJson(records));
    else if (records.length > 0) context.stdout.write(renderTable(records, columns, context.ambiguousIsWide));
    context.stderr.write(records.length === 0 ? '没有这样的督导记录。\n' : `共 ${records.length} 次督导。\n`);
    return 0;
  } finally {
    ledger.close();
  }
}
