import { ActivityWorld } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderJson, renderTable, type TableColumn } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { daysText } from '../../tables/fields/days.ts';
import { selectPostings } from '../posting-options.ts';
import { type PostingRecord, postingRecords } from '../posting-record.ts';

const columns: readonly TableColumn<PostingRecord>[] = [
  { heading: '编号', value: ({ id }) => String(id), align: 'right' },
  { heading: '姓名', value: ({ person }) => person },
  { heading: '单位', value: ({ unit }) => unit },
  { heading: '类型', value: ({ kind }) => kind.name },
  { heading: '派驻园', value: ({ destination }) => destination },
  { heading: '起止', value: ({ from, to }) => (to === null ? `${from}起` : daysText(from, to)) },
  { heading: '天数', value: ({ served }) => String(served), align: 'right' },
  {
    heading: '状态',
    value: ({ state }) => ({ planned: '未开始', running: '派驻中', ended: '已结束' })[state],
  },
];

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const on = today(context);
    const records = selectPostings(world, options, on).map(postingRecords(world, on));
    if (flagOption(options, 'json')) context.stdout.write(renderJson(records));
    else if (records.length > 0) context.stdout.write(renderTable(records, columns, context.ambiguousIsWide));
    context.stderr.write(
      records.length === 0 ? '没有这样的派驻记录。\n' : `共 ${records.length} 条派驻记录。\n`,
    );
    return 0;
  } finally {
    ledger.close();
  }
}
