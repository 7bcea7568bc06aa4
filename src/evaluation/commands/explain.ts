import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderJson } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { readEvaluation } from '../evaluation-meant.ts';
import { explainOutcome, explanationText, outcomesMeant } from '../explain.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const ledger = openLedger(context);
  try {
    const evaluation = readEvaluation(context, ledger, options);
    const meant = outcomesMeant(evaluation, String(input.arguments[0] ?? ''));
    const explained = meant.map((outcome) => explainOutcome(evaluation, outcome));
    if (flagOption(options, 'json')) context.stdout.write(renderJson(explained));
    else context.stdout.write(explained.map(explanationText).join('\n'));
    return 0;
  } finally {
    ledger.close();
  }
}
