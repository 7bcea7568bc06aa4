import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { applyChange } from '../../ledger/apply-change.ts';
import { enteredTerms } from '../../ledger/terms.store.ts';
import { periodMeant } from '../packages/period.ts';
import { decidePeriod, officeBelow } from '../review.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const office = String(input.arguments[0]);
  const reason = textOption(options, 'reason') ?? null;
  const title = `锁定${office}的报送`;
  return applyChange(context, options, { kind: 'submit-lock', title }, (ledger) => {
    const period = periodMeant(textOption(options, 'period'), enteredTerms(ledger));
    const decision = { to: 'locked', reason, on: today(context) } as const;
    return decidePeriod(ledger, officeBelow(ledger, office), period, decision);
  });
}
