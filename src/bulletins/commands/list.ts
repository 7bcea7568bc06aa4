import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, textOption } from '../../cli/options.ts';
import { renderJson, renderTable, type TableColumn } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { listBulletins, type StoredBulletin } from '../bulletins.store.ts';
import { quarterOf } from '../quarter.ts';
import { bulletinRecord, stateWords } from '../render-bulletin.ts';

const columns: readonly TableColumn<StoredBulletin>[] = [
  { heading: '季度', value: ({ quarter }) => quarterOf(quarter).name },
  { heading: '政策', value: ({ policyId }) => policyId },
  { heading: '状态', value: ({ state }) => stateWords[state] },
  { heading: '发文字号', value: ({ number }) => number ?? '' },
  { heading: '印发日期', value: ({ issuedOn }) => issuedOn ?? '' },
  { heading: '统计到', value: ({ countedOn }) => countedOn },
  { heading: '数字', align: 'right', value: ({ figures }) => figures.length },
  { heading: '文件', value: ({ name }) => name },
];

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const bulletins = listBulletins(ledger, { policyId: textOption(options, 'policy') });
    context.stdout.write(
      flagOption(options, 'json')
        ? renderJson(bulletins.map(bulletinRecord))
        : bulletins.length === 0
          ? '还没有通报。\n'
          : renderTable(bulletins, columns, context.ambiguousIsWide),
    );
    return 0;
  } finally {
    ledger.close();
  }
}
