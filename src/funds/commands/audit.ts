import { ActivityWorld } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, textOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { deliverFile, outputFrom } from '../../exports/output.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { renderCitation } from '../../policy/evaluate.ts';
import { yuanText } from '../../policy/fund/judge-fund.ts';
import { auditAccounts } from '../audit-account.ts';
import { auditWorkbook } from '../audit-workbook.ts';
import { fundFilter } from '../fund-options.ts';
import { listBudgets, listEntries } from '../funds.store.ts';
import { policyWithFunds } from '../policy-meant.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const on = today(context);
  const wantsFile = textOption(options, 'output') !== undefined;
  const output = wantsFile ? await outputFrom(context, options, '专项经费审计') : undefined;
  const ledger = openLedger(context);
  try {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const policy = policyWithFunds(world, textOption(options, 'policy'), on);
    const asked = fundFilter(world, options, on);
    const year = asked.year ?? Number(on.slice(0, 4));
    const filter = { ...asked, year, policyId: policy.id };
    const accounts = auditAccounts(
      world,
      policy,
      year,
      listBudgets(ledger, filter),
      listEntries(ledger, filter),
    );
    const exceptions = accounts.flatMap((account) => account.exceptions);
    const rule = policy.rules.find(({ kind }) => kind === 'fund-purpose');
    const citation = rule ? renderCitation(rule.citation, policy.status) : policy.title;
    if (flagOption(options, 'json')) {
      const shown = accounts.map(({ entries: _, ...account }) => account);
      context.stdout.write(renderJson({ policy: policy.id, citation, year, accounts: shown }));
    } else if (exceptions.length > 0) {
      context.stdout.write(
        renderTable(
          exceptions,
          [
            { heading: '事项', value: ({ what }) => what },
            { heading: '使用单位', value: ({ holder }) => holder },
            { heading: '日期', value: ({ on: day }) => day },
            { heading: '情况', value: ({ detail }) => detail },
            { heading: '条款', value: ({ clause }) => clause },
          ],
          context.ambiguousIsWide,
        ),
      );
    }
    for (const { holder, purposes, budgetCents } of accounts) {
      const spent = purposes.reduce((sum, { spentCents }) => sum + spentCents, 0);
      context.stderr.write(
        `${holder} ${year} 年：预算 ${yuanText(budgetCents)} 元，支出 ${yuanText(spent)} 元，结余 ${yuanText(budgetCents - spent)} 元。\n`,
      );
    }
    if (accounts.length === 0) context.stderr.write(`${year} 年没有专项经费的预算和支出。\n`);
    else if (exceptions.length === 0) context.stderr.write('没有需要说明的事项。\n');
    if (output?.path !== undefined) {
      const area = world.own.name;
      await deliverFile(
        context,
        { ...output, path: output.path },
        await auditWorkbook(accounts, { year, area, citation }),
      );
    }
    return exceptions.length > 0 ? 1 : 0;
  } finally {
    ledger.close();
  }
}
