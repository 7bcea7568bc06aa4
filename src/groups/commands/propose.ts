import { performance } from 'node:perf_hooks';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, requiredText, textOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { outputFrom } from '../../exports/output.ts';
import type { Finding } from '../../findings/finding.ts';
import { openLedger, operationInfo } from '../../ledger/open-ledger.ts';
import { loadPolicy } from '../../policy/load.ts';
import { policyMeant } from '../by-hand.ts';
import type { PlanProblem, PlanResult } from '../plan.ts';
import { writePlanFile } from '../plan-file.ts';
import { addPlan } from '../plans.store.ts';
import { proposalRecord, renderProposal } from '../proposal-text.ts';
import { proposeGroups } from '../propose-groups.ts';
import { problemWished, usualTimeLimit } from '../propose-options.ts';
import { tierNamed } from '../tier-named.ts';

/** Seconds left of the limit, which begins now. */
function remainingSeconds(limit: number): () => number {
  const end = performance.now() + limit * 1000;
  return () => (end - performance.now()) / 1000;
}

/** 1 where somebody is left over who asked for a place; leads beyond a limit on leads are left over by the clerk's wish. */
function exitCodeOf(result: PlanResult, problem: PlanProblem): ExitCode {
  const leads = problem.maxLeads === null ? result.leadsWithoutGroup.length : 0;
  return result.unassigned.length + leads > 0 ? 1 : 0;
}

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const on = dateOption(options, 'on') ?? today(context);
  const ledger = openLedger(context);
  try {
    const policyId = policyMeant(ledger, textOption(options, 'policy'), on);
    const tier = tierNamed(loadPolicy(policyId, context.templateFolders), requiredText(options, 'tier'));
    const stamp = ledger.stamp();
    const warn = (finding: Finding) => context.stderr.write(renderFinding(finding));
    const problem = await problemWished(context, ledger, options, on, warn);
    const limits = {
      remaining: remainingSeconds(problem.timeLimitSeconds ?? usualTimeLimit),
      signal: context.signal,
    };
    const wish = { policyId, tier, problem };
    const made = await proposeGroups(ledger, wish, context.templateFolders, warn, limits);
    const output =
      textOption(options, 'output') === undefined
        ? undefined
        : await outputFrom(context, options, '组建方案');
    const stored = await ledger.perform(
      operationInfo(
        context,
        'group-propose',
        `做组建方案（${made.result.groups.length} 个${made.policy.names.kind}）`,
      ),
      // Without a group there is nothing to adopt, and nothing to keep.
      () =>
        made.result.groups.length === 0
          ? null
          : addPlan(ledger, { ...wish, ledgerStamp: stamp, result: made.result }),
      { dryRun: flagOption(options, 'dryRun') },
    );
    const plan = stored.operation === null ? null : stored.result;
    context.stdout.write(
      flagOption(options, 'json')
        ? renderJson(proposalRecord(made, problem, plan))
        : renderProposal(made, problem, plan, context.ambiguousIsWide),
    );
    if (made.result.groups.length === 0) {
      context.stderr.write(
        `没有组成一个${made.policy.names.kind}，方案没有存${output ? '，也没有写文件' : ''}。\n`,
      );
    } else if (output) await writePlanFile(context, ledger, made, output, on);
    if (!made.result.proven) context.stderr.write('时间到了或被中断，给出的是到此为止最好的结果。\n');
    if (plan !== null) context.stderr.write(`采用这份方案：youlian group adopt ${plan}\n`);
    return exitCodeOf(made.result, problem);
  } finally {
    ledger.close();
  }
}
