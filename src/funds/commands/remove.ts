import { ActivityWorld } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { recordNumber } from '../../common/text.ts';
import type { Context } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { applyChange } from '../../ledger/apply-change.ts';
import { yuanText } from '../../policy/fund/judge-fund.ts';
import { entryRecords } from '../fund-record.ts';
import { findEntry, removeEntry } from '../funds.store.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const reference = String(input.arguments[0] ?? '');
  const id = recordNumber(reference);
  const operation = { kind: 'fund-remove', title: `去掉专项经费支出 ${reference}` };
  return applyChange(context, input.options, operation, (ledger) => {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const entry = id === undefined ? undefined : findEntry(ledger, id);
    if (!entry) throw new Failure('fund-unknown', { value: reference });
    const record = entryRecords(world)(entry);
    removeEntry(ledger, entry.id);
    return {
      lines: [`去掉：${record.on} ${record.purpose.name} ${yuanText(record.cents)} 元`],
      findings: [],
      record: { entry: record },
    };
  });
}
