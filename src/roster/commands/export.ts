import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { deliverList } from '../../exports/deliver-list.ts';
import { fullNumbersNotice, outputFrom } from '../../exports/output.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { rosterRecords } from '../kindergarten.ts';
import { listKindergartens } from '../roster.store.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const on = dateOption(options, 'on') ?? today(context);
  const masked = flagOption(options, 'masked');
  const output = await outputFrom(context, options, '园所信息表');
  const ledger = openLedger(context);
  try {
    const records = rosterRecords(listKindergartens(ledger, on), masked);
    await deliverList(context, ledger, output, options, {
      table: 'roster',
      records,
      rows: records.map((values) => ({ values })),
      policy: undefined,
    });
    if (!masked && records.some((record) => record.phone !== null)) context.stderr.write(fullNumbersNotice);
    return 0;
  } finally {
    ledger.close();
  }
}
