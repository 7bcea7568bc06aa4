import type { CommandInput, ExitCode } from '../../cli/command.ts';
import type { Context } from '../../context.ts';
import { applyChange } from '../../ledger/apply-change.ts';
import { changeLines, changeRecord, removeDays } from '../calendar-change.ts';
import { daysArgument } from '../calendar-options.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const dates = daysArgument(input.arguments[0]);
  const operation = { kind: 'calendar-remove', title: '校历：移除登记的日期' };
  return applyChange(context, input.options, operation, (ledger) => {
    const change = removeDays(ledger, dates);
    return { lines: changeLines(change), findings: change.findings, record: changeRecord(change) };
  });
}
