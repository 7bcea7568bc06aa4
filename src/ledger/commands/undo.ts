import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderJson } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { Cancelled } from '../../findings/catalogue.ts';
import { listOperations, undoTitle } from '../../store/history.ts';
import { tableName } from '../../store/schema.ts';
import { blockedFailure, planUndo, type UndoPlan, undoOperation } from '../../store/undo.ts';
import { operationNumber } from '../count-option.ts';
import { openLedger, operationInfo } from '../open-ledger.ts';
import { localTime } from '../operation-words.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const id = operationNumber(input.arguments[0]);
  const dryRun = flagOption(input.options, 'dryRun');
  const ledger = openLedger(context);
  try {
    const plan = planUndo(ledger, id);
    const failure = blockedFailure(plan.operation, plan.blockers);
    if (failure) throw failure;
    const title = undoTitle(listOperations(ledger), plan.operation);
    context.stderr.write(describe(plan, title));
    if (!dryRun && !flagOption(input.options, 'yes')) {
      const confirmed = await context.prompter.confirm({
        message: `${title}？`,
        option: '--yes',
      });
      if (!confirmed) throw new Cancelled();
    }
    const info = operationInfo(context, 'undo', title);
    // Planned anew under the lock: another process may have written while the question was open.
    const { result, operation } = await ledger.perform(
      { ...info, undoes: id },
      () => undoOperation(ledger, id),
      { dryRun },
    );
    context.stderr.write(
      dryRun ? '预演通过，可以撤销；台账没有改动。\n' : `已撤销，记为第 ${operation} 次操作。\n`,
    );
    if (input.options.json) {
      context.stdout.write(renderJson({ operation, dryRun, undoes: id, effects: result.effects }));
    }
    return 0;
  } finally {
    ledger.close();
  }
}

function describe({ operation, effects }: UndoPlan, title: string): string {
  const lines = effects.map(({ table, removed, restored, setBack }) => {
    const parts = [
      ...(removed > 0 ? [`去掉 ${removed} 条`] : []),
      ...(restored > 0 ? [`恢复 ${restored} 条`] : []),
      ...(setBack > 0 ? [`改回 ${setBack} 条`] : []),
    ];
    return `  ${tableName(table)}：${parts.join('，')}\n`;
  });
  const when = `${localTime(operation.at)}，${operation.clerk}`;
  return `${title}（第 ${operation.id} 次操作，${when}）：\n${lines.join('')}`;
}
