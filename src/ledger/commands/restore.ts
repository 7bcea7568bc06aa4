import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderJson } from '../../cli/table.ts';
import { absolutePath, type Context } from '../../context.ts';
import { Cancelled } from '../../findings/catalogue.ts';
import { planRestore, type RestorePlan, restoreLedger } from '../../store/backup.ts';
import { warnOnNetworkDrive } from '../open-ledger.ts';
import { localTime } from '../operation-words.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const source = absolutePath(context, String(input.arguments[0] ?? ''));
  const dryRun = flagOption(input.options, 'dryRun');
  const stamp = localTime(context.now().toISOString()).replace(/[-:]/g, '').replace(' ', '-');
  const plan = planRestore(source, context.ledgerPath, stamp);
  context.stderr.write(describe(plan));
  if (!dryRun) {
    if (!flagOption(input.options, 'yes')) {
      const confirmed = await context.prompter.confirm({ message: '恢复这份备份？', option: '--yes' });
      if (!confirmed) throw new Cancelled();
    }
    await restoreLedger(plan);
    warnOnNetworkDrive(context);
  }
  context.stderr.write(dryRun ? '预演通过，台账没有改动。\n' : `已恢复台账 ${plan.target}。\n`);
  if (input.options.json) {
    const { target: ledger, operations, kept } = plan;
    context.stdout.write(renderJson({ ledger, dryRun, source, operations, kept }));
  }
  return 0;
}

function describe(plan: RestorePlan): string {
  const lines = [`备份 ${plan.source}：${plan.operations} 次操作，完好。`];
  if (plan.kept !== null) {
    const state = plan.presentOperations === null ? '已不能正常打开' : `${plan.presentOperations} 次操作`;
    lines.push(`现有台账 ${plan.target}（${state}）将另存为 ${plan.kept}。`);
  }
  return lines.map((line) => `${line}\n`).join('');
}
