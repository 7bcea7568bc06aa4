import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { textOption } from '../../cli/options.ts';
import { safeFileName } from '../../common/file-names.ts';
import { type Context, today } from '../../context.ts';
import { deliverFile, fileOutputFrom } from '../../exports/output.ts';
import { applyChange } from '../../ledger/apply-change.ts';
import { enteredTerms } from '../../ledger/terms.store.ts';
import { periodMeant } from '../packages/period.ts';
import { returnNotice } from '../packages/return-notice.ts';
import { decidePeriod, officeBelow, reasonGiven } from '../review.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const named = String(input.arguments[0]);
  const reason = reasonGiven(options);
  const periodText = textOption(options, 'period');
  const output = await fileOutputFrom(context, options, safeFileName(`退回通知_${named}`), '.zip');
  const on = today(context);
  const title = `退回${named}的报送`;
  let notice: Uint8Array | undefined;
  return applyChange(
    context,
    options,
    { kind: 'submit-return', title },
    async (ledger) => {
      const period = periodMeant(periodText, enteredTerms(ledger));
      const office = officeBelow(ledger, named);
      const report = decidePeriod(ledger, office, period, { to: 'returned', reason, on });
      notice = await returnNotice(ledger, { office, period, reason, on });
      const hint = '请把退回通知发给报送单位；它用 youlian submit receive 打开，可看到要更正的问题。';
      return { ...report, hint, record: { ...report.record, file: output.path } };
    },
    async () => {
      if (notice) await deliverFile(context, output, notice);
    },
  );
}
