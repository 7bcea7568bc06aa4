import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { requiredText } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { reopenRun } from '../evaluation.store.ts';
import { readEvaluation, yearMeant } from '../evaluation-meant.ts';

/** Opens a finalised year again, for a reason that is kept. */
export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const reason = requiredText(options, 'reason');
  const title = `重开 ${yearMeant(options)} 年度考核`;
  return applyChange(context, options, { kind: 'evaluation-reopen', title }, (ledger): ChangeReport => {
    const { run: stored, policy, year } = readEvaluation(context, ledger, options);
    if (stored.finalisedOn === null) throw new Failure('evaluation-not-final', { value: year });
    reopenRun(ledger, stored.id, today(context), reason);
    return {
      lines: [`《${policy.title}》${year} 年度考核重开：${reason}（原于 ${stored.finalisedOn} 定稿）。`],
      findings: [],
      record: { policy: policy.id, year, reason, finalisedOn: stored.finalisedOn },
    };
  });
}
