import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, textOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson } from '../../cli/table.ts';
import { absolutePath, type Context, today } from '../../context.ts';
import { outputFrom } from '../../exports/output.ts';
import { Failure } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { openLedger, operationInfo } from '../../ledger/open-ledger.ts';
import { loadPolicy } from '../../policy/load.ts';
import type { Ledger } from '../../store/ledger.ts';
import { policyMeant } from '../by-hand.ts';
import type { PlanProblem, PlanResult } from '../plan.ts';
import { writePlanFile } from '../plan-file.ts';
import { changesRecord, changesSince, renderChanges } from '../plans/editing/changes.ts';
import { type EditedPlan, proposeEdited, readEditedPlan } from '../plans/editing/propose-edited.ts';
import { addPlan } from '../plans.store.ts';
import { proposalRecord, renderProposal } from '../proposal-text.ts';
import { type GroupProposal, proposeGroups } from '../propose-groups.ts';
import { problemWished, usualTimeLimit } from '../propose-options.ts';
import { tierMeant } from '../tier-named.ts';
import { remainingSeconds } from '../time-left.ts';

/** Goals that the clerk has set with an option. */
const demanded: ReadonlySet<string> = new Set(['pin', 'together', 'forbid', 'count']);

/**
 * 1 where somebody is left over who asked for a place, or a demand of the clerk is not met; leads beyond a limit on
 * leads are left over by the clerk's wish.
 */
function exitCodeOf(result: PlanResult, problem: PlanProblem): ExitCode {
  const leads = problem.maxLeads === null ? result.leadsWithoutGroup.length : 0;
  const isUnmet = result.goals.some(({ name, met, of }) => demanded.has(name) && met < of);
  return isUnmet || result.unassigned.length + leads > 0 ? 1 : 0;
}

interface Asked {
  readonly policyId: string;
  readonly tier: string | null;
  readonly problem: PlanProblem;
  /** Where the problem comes from an edited plan. */
  readonly edited: EditedPlan | null;
}

/** Options that say what an edited plan says itself. */
const notWithFile = [
  ...['policy', 'tier', 'leads', 'maxLeads', 'count', 'pin', 'together', 'forbid'],
  ...['wishes', 'regroup', 'maxMoves', 'distances', 'crs'],
];

/** The problem as the options put it, or as a plan that was edited in Excel does. */
async function askedFor(
  context: Context,
  ledger: Ledger,
  options: CommandInput['options'],
  warn: (finding: Finding) => void,
): Promise<Asked> {
  const day = dateOption(options, 'on');
  const from = textOption(options, 'from');
  if (from === undefined) {
    const on = day ?? today(context);
    const policyId = policyMeant(ledger, textOption(options, 'policy'), on);
    const policy = loadPolicy(policyId, context.templateFolders);
    const tier = tierMeant(policy, textOption(options, 'tier'));
    const problem = await problemWished(context, ledger, options, { on, policy }, warn);
    return { policyId, tier, problem, edited: null };
  }
  const both = notWithFile.find((name) => options[name] !== undefined);
  if (both !== undefined) {
    const expected = '不能与别的条件同用：要求都写在表里，其余照原方案';
    throw new Failure('option-value', { option: '--from', value: from, expected });
  }
  const edited = await readEditedPlan(ledger, absolutePath(context, from), day);
  return { ...edited.plan, problem: edited.problem, edited };
}

/** Proposes; a wish of an edited plan that cannot be kept is told with its cell. */
async function solveAsked(
  { edited, problem }: Asked,
  solve: (problem: PlanProblem, warn: (finding: Finding) => void) => Promise<GroupProposal>,
  warn: (finding: Finding) => void,
): Promise<{ made: GroupProposal; problem: PlanProblem; isRefused: boolean }> {
  if (!edited) return { made: await solve(problem, warn), problem, isRefused: false };
  const answer = await proposeEdited(edited, solve);
  const findings = [...edited.findings, ...answer.findings];
  for (const finding of findings) warn(finding);
  return { ...answer, isRefused: findings.some(({ severity }) => severity === 'error') };
}

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const stamp = ledger.stamp();
    const warn = (finding: Finding) => context.stderr.write(renderFinding(finding));
    const asked = await askedFor(context, ledger, options, warn);
    const { policyId, tier, edited } = asked;
    const limits = {
      remaining: remainingSeconds(asked.problem.timeLimitSeconds ?? usualTimeLimit),
      signal: context.signal,
    };
    const { made, problem, isRefused } = await solveAsked(
      asked,
      (each, tell) =>
        proposeGroups(ledger, { policyId, tier, problem: each }, context.templateFolders, tell, limits),
      warn,
    );
    if (isRefused) {
      context.stderr.write('有做不到或看不懂的调整要求，没有做新的方案；改好后再试。\n');
      return 1;
    }
    const output =
      textOption(options, 'output') === undefined
        ? undefined
        : await outputFrom(context, options, '组建方案');
    const title = `做组建方案（${made.result.groups.length} 个${made.policy.names.kind}）`;
    const isUnchanged =
      problem.task === 'regroup' && made.result.moves.length + made.result.ending.length === 0;
    const stored = await ledger.perform(
      operationInfo(context, 'group-propose', title),
      // Without a group there is nothing to adopt, and nothing to keep.
      () =>
        made.result.groups.length === 0 || isUnchanged
          ? null
          : addPlan(ledger, { policyId, tier, problem, ledgerStamp: stamp, result: made.result }),
      { dryRun: flagOption(options, 'dryRun') },
    );
    const plan = stored.operation === null ? null : stored.result;
    const changes = edited && changesSince(edited.plan, made.result);
    context.stdout.write(
      flagOption(options, 'json')
        ? renderJson({ ...proposalRecord(made, problem, plan), ...changesRecord(edited?.plan, changes) })
        : renderProposal(made, problem, plan, context.ambiguousIsWide) +
            renderChanges(edited?.plan, made, changes, context.ambiguousIsWide),
    );
    if (isUnchanged) context.stderr.write('没有变动：与现在的编组相同，方案没有存。\n');
    if (made.result.groups.length === 0) {
      context.stderr.write(
        `没有组成一个${made.policy.names.kind}，方案没有存${output ? '，也没有写文件' : ''}。\n`,
      );
    } else if (output) await writePlanFile(context, ledger, { ...made, plan, problem }, output);
    if (made.result.stopped ?? !made.result.proven)
      context.stderr.write(
        context.signal.aborted
          ? '已按 Ctrl+C 停下，给出的是到此为止最好的结果。\n'
          : '时间到了，给出的是到此为止最好的结果；加大 --time-limit 可以多算一会儿。\n',
      );
    if (plan !== null) context.stderr.write(`采用这份方案：youlian group adopt ${plan}\n`);
    return exitCodeOf(made.result, problem);
  } finally {
    ledger.close();
  }
}
