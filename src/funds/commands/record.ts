import { ActivityWorld } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, requiredText, textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { Failure, makeFinding, refuseErrors } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { yuanText } from '../../policy/fund/judge-fund.ts';
import { amountOption } from '../fund-options.ts';
import { entryRecords } from '../fund-record.ts';
import { addEntry, findEntry } from '../funds.store.ts';
import { overdraftFindings } from '../overdrawn.ts';
import { policyWithFunds } from '../policy-meant.ts';
import { understandFund } from '../understand-fund.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const on = today(context);
  const amount = amountOption(options);
  const said = {
    year: textOption(options, 'year'),
    group: textOption(options, 'group'),
    on: dateOption(options, 'date') ?? on,
    purpose: requiredText(options, 'purpose'),
    summary: textOption(options, 'summary'),
    amount,
    voucher: textOption(options, 'voucher'),
    reverses: textOption(options, 'reverses'),
    account: textOption(options, 'account'),
    kindergarten: textOption(options, 'kindergarten'),
    note: textOption(options, 'note'),
  };
  const title = `登记专项经费支出 ${amount} 元（${said.purpose}）`;
  return applyChange(context, options, { kind: 'fund-record', title }, (ledger): ChangeReport => {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const policy = policyWithFunds(world, textOption(options, 'policy'), on);
    const { said: understood, problems } = understandFund(said, world, policy, on);
    const findings = problems.map(({ code, parameters }) => makeFinding(code, parameters));
    refuseErrors(findings);
    if (understood?.type !== 'entry') throw new Failure('fund-date');
    const id = addEntry(ledger, { ...understood.entry, origin: 'hand' });
    const record = entryRecords(world)(findEntry(ledger, id)!);
    return {
      lines: [
        `${record.holder} ${record.on} ${record.purpose.name} ${yuanText(record.cents)} 元，编号 ${id}`,
      ],
      findings: [...findings, ...overdraftFindings(world, understood.entry)],
      record: { entry: record },
    };
  });
}
