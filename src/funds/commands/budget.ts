import { ActivityWorld } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { Failure, makeFinding, refuseErrors } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { yuanText } from '../../policy/fund/judge-fund.ts';
import { amountOption, yearOption } from '../fund-options.ts';
import { purposeName } from '../fund-words.ts';
import { listBudgets, putBudget, removeBudget } from '../funds.store.ts';
import { overdraftFindings } from '../overdrawn.ts';
import { policyWithFunds } from '../policy-meant.ts';
import { understandFund } from '../understand-fund.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const on = today(context);
  const year = yearOption(options) ?? Number(on.slice(0, 4));
  const isRemoval = flagOption(options, 'remove');
  const amount = isRemoval ? 0 : amountOption(options);
  const title = `${isRemoval ? '去掉' : '登记'} ${year} 年专项经费预算`;
  return applyChange(context, options, { kind: 'fund-budget', title }, (ledger): ChangeReport => {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const policy = policyWithFunds(world, textOption(options, 'policy'), on);
    const said = {
      rowKind: '预算',
      year: String(year),
      group: textOption(options, 'group'),
      on: dateOption(options, 'date'),
      purpose: textOption(options, 'purpose'),
      amount,
      document: textOption(options, 'document'),
      note: textOption(options, 'note'),
    };
    const { said: understood, problems } = understandFund(said, world, policy, on);
    refuseErrors(problems.map(({ code, parameters }) => makeFinding(code, parameters)));
    if (understood?.type !== 'budget') throw new Failure('fund-year', { value: year });
    const { budget, holder } = understood;
    const known = listBudgets(ledger, { policyId: policy.id, year }).find(
      (each) =>
        each.groupId === budget.groupId &&
        each.officeId === budget.officeId &&
        each.purpose === budget.purpose,
    );
    if (isRemoval && known) removeBudget(ledger, known.id);
    else if (!isRemoval) putBudget(ledger, { ...known, ...budget });
    const what = budget.purpose === '' ? '' : `“${purposeName(policy, budget.purpose)}”`;
    const before = known?.cents ?? null;
    const after = isRemoval ? null : budget.cents;
    const words = (cents: number | null) => (cents === null ? '（空）' : `${yuanText(cents)} 元`);
    return {
      lines: [`${holder} ${year} 年${what}预算：${words(before)} → ${words(after)}`],
      findings: isRemoval ? [] : overdraftFindings(world, budget),
      record: { holder, year, purpose: budget.purpose, before, after },
    };
  });
}
