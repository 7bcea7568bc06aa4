import type { CommandInput, ExitCode } from '../../cli/command.ts';
import type { Context } from '../../context.ts';
import { deliverFile, fileOutputFrom } from '../../exports/output.ts';
import { ownOffice } from '../../ledger/offices.store.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { readEvaluation, yearMeant } from '../evaluation-meant.ts';
import { previousTotals } from '../previous-totals.ts';
import { summaryWorkbook } from '../summary-workbook.ts';

/** 年度考核汇总表 as a workbook. */
export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const output = await fileOutputFrom(context, options, `${yearMeant(options)}年度考核汇总表`, '.xlsx');
  const ledger = openLedger(context);
  try {
    const evaluation = readEvaluation(context, ledger, options);
    const { name, title } = ownOffice(ledger);
    const previous = previousTotals(ledger, evaluation.policy.id, evaluation.year);
    await deliverFile(context, output, await summaryWorkbook(evaluation, title ?? name, previous));
    return 0;
  } finally {
    ledger.close();
  }
}
