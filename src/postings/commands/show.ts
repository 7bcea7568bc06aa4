import { ActivityWorld } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { daysText } from '../../tables/fields/days.ts';
import { clockOf, yearClause } from '../certified.ts';
import { runInWords, runRecord } from '../clock-words.ts';
import { postingMeant } from '../posting-options.ts';
import { postingRecords } from '../posting-record.ts';

const columns = [
  { heading: '项目', value: ([label]: [string, string]) => label },
  { heading: '内容', value: ([, value]: [string, string]) => value },
];

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const on = today(context);
  const ledger = openLedger(context);
  try {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const posting = postingMeant(world, String(input.arguments[0] ?? ''));
    const record = postingRecords(world, on)(posting);
    const clause = yearClause(world, on);
    const { gapDays } = clause;
    const { runs } = clockOf(world, clause, posting.personId, on);
    if (flagOption(input.options, 'json')) {
      context.stdout.write(renderJson({ ...record, runs: runs.map(runRecord), gapDays }));
      return 0;
    }
    const lines: [string, string | null][] = [
      ['编号', String(record.id)],
      ['姓名', `${record.person}（${record.unit}）`],
      ['身份', record.rank?.name ?? null],
      ['类型', record.kind.name],
      ['联盟', record.group],
      ['派出园', record.origin && [record.origin, record.originTier].filter(Boolean).join('，')],
      [
        '派驻园',
        [record.destination, record.destinationTier, record.destinationPoor ? '贫困县' : null]
          .filter(Boolean)
          .join('，'),
      ],
      ['起止', record.to === null ? `${record.from} 起` : daysText(record.from, record.to)],
      ['已派驻', `${record.served} 天`],
      ['实际天数', record.days === null ? null : String(record.days)],
      ['结束原因', record.endReason],
      ['备注', record.note],
      ...runs.map((each): [string, string] => ['连续时间', runInWords(each)]),
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
