import { ActivityWorld } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderJson, renderTable, type TableColumn } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { yuanText } from '../../policy/fund/judge-fund.ts';
import { accountNames } from '../fund.ts';
import { fundFilter } from '../fund-options.ts';
import { type EntryRecord, entryRecords } from '../fund-record.ts';
import { listBudgets, listEntries } from '../funds.store.ts';

const columns: readonly TableColumn<EntryRecord>[] = [
  { heading: '编号', value: ({ id }) => String(id), align: 'right' },
  { heading: '日期', value: ({ on }) => on },
  { heading: '使用单位', value: ({ holder }) => holder },
  { heading: '用途', value: ({ purpose, allowed }) => `${purpose.name}${allowed ? '' : '（规定之外）'}` },
  { heading: '金额（元）', value: ({ cents }) => yuanText(cents), align: 'right' },
  { heading: '凭证', value: ({ voucher, reverses }) => (reverses ? `冲 ${reverses}` : (voucher ?? '')) },
  { heading: '账户', value: ({ account }) => (account === null ? '' : accountNames[account]) },
  { heading: '摘要', value: ({ summary }) => summary ?? '' },
];

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const filter = fundFilter(world, options, today(context));
    const records = listEntries(ledger, filter).map(entryRecords(world));
    if (flagOption(options, 'json')) context.stdout.write(renderJson(records));
    else if (records.length > 0) context.stdout.write(renderTable(records, columns, context.ambiguousIsWide));
    const spent = records.reduce((sum, { cents }) => sum + cents, 0);
    const budgets = listBudgets(ledger, filter);
    const whole = budgets.filter(({ purpose }) => purpose === '');
    const budget = (whole.length > 0 ? whole : budgets).reduce((sum, { cents }) => sum + cents, 0);
    context.stderr.write(
      records.length === 0
        ? '没有这样的支出。\n'
        : `共 ${records.length} 笔，合计 ${yuanText(spent)} 元；预算 ${yuanText(budget)} 元。\n`,
    );
    return 0;
  } finally {
    ledger.close();
  }
}
