import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, textOption } from '../../cli/options.ts';
import { renderJson } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { deliverFile, outputFrom } from '../../exports/output.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { compareReferences } from '../plans/comparison.ts';
import { comparisonRecord, renderComparison } from '../plans/render-comparison.ts';

export async function run(
  context: Context,
  { arguments: [one, other], options }: CommandInput,
): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const comparison = compareReferences(
      ledger,
      { one: String(one), other: String(other), on: dateOption(options, 'on') },
      context.templateFolders,
    );
    const output =
      textOption(options, 'output') === undefined
        ? undefined
        : await outputFrom(context, options, '方案对比表');
    if (output?.path !== undefined) {
      const { comparisonWorkbook } = await import('../plans/comparison-workbook.ts');
      await deliverFile(context, { ...output, path: output.path }, await comparisonWorkbook(comparison));
    }
    if (flagOption(options, 'json')) context.stdout.write(renderJson(comparisonRecord(comparison)));
    else if (!output) context.stdout.write(renderComparison(comparison, context.ambiguousIsWide));
    return 0;
  } finally {
    ledger.close();
  }
}
