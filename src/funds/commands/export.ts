import { ActivityWorld } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { deliverList } from '../../exports/deliver-list.ts';
import { outputFrom } from '../../exports/output.ts';
import { policyForExport } from '../../exports/policy-for-export.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { accountNames } from '../fund.ts';
import { fundFilter } from '../fund-options.ts';
import { budgetRow, entryRecords, entryRow } from '../fund-record.ts';
import { listBudgets, listEntries } from '../funds.store.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const on = today(context);
  const output = await outputFrom(context, options, '专项经费台账');
  const ledger = openLedger(context);
  try {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const filter = fundFilter(world, options, on);
    const [budgets, entries] = [listBudgets(ledger, filter), listEntries(ledger, filter)];
    const present = [...budgets, ...entries].map(({ policyId }) => policyId);
    const named = textOption(options, 'policy');
    const policy = policyForExport(ledger, { named, present, on }, context.templateFolders);
    await deliverList(context, ledger, output, options, {
      table: 'fund',
      records: entries.map(entryRecords(world)),
      rows: [
        ...budgets.map((budget) => ({ values: budgetRow(world, budget) })),
        ...entries.map((entry) => ({ values: entryRow(world, entry) })),
      ],
      policy,
      offers: {
        rowKind: ['支出', '冲销', '预算'],
        purpose: policy?.funds.purposes.map(({ name }) => name) ?? [],
        account: Object.values(accountNames),
      },
    });
    return 0;
  } finally {
    ledger.close();
  }
}
