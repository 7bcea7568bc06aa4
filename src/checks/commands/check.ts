import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, namesOption, textOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { deliverFile, outputFrom } from '../../exports/output.ts';
import { Failure } from '../../findings/catalogue.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { type CheckRequest, type CheckResult, checkLedger } from '../check-ledger.ts';
import { compareChecks, comparisonRecord, renderComparison } from '../compare.ts';
import { checkRecord, renderCheck, renderExplanation } from '../render-check.ts';

/** The two policies of --compare. @throws Failure `option-value` */
function comparedPolicies(options: CommandInput['options']): readonly [string, string] | undefined {
  const given = namesOption(options, 'compare');
  if (given.length === 0) return undefined;
  const [one, other, ...more] = [...new Set(given)];
  if (one !== undefined && other !== undefined && more.length === 0) return [one, other];
  const expected = '要写两个不同的政策编号，如 --compare zaozhuang-2021 guangxi-2020';
  throw new Failure('option-value', { option: '--compare', value: given.join(' '), expected });
}

function compare(context: Context, input: CommandInput, result: CheckResult): ExitCode {
  const [one, other] = result.checks;
  if (!one || !other) throw new Error('a comparison is of two policies');
  const differences = compareChecks(one, other);
  context.stderr.write(result.findings.map(renderFinding).join(''));
  context.stdout.write(
    flagOption(input.options, 'json')
      ? renderJson(comparisonRecord(one.policy, other.policy, differences))
      : renderComparison(one.policy, other.policy, differences, context.ambiguousIsWide),
  );
  return 0;
}

function readRequest(context: Context, { options }: CommandInput): CheckRequest {
  return {
    policies: namesOption(options, 'policy'),
    group: textOption(options, 'group'),
    on: dateOption(options, 'on'),
    today: today(context),
    templateFolders: context.templateFolders,
  };
}

/** Where the workbook (核查表) goes; undefined where none is asked for. */
async function workbookOutput(context: Context, options: CommandInput['options']) {
  if (textOption(options, 'output') === undefined) return undefined;
  const output = await outputFrom(context, options, '核查表');
  return output.path === undefined ? undefined : { ...output, path: output.path };
}

/** 1 where something is not met, or a policy in force could not be checked. */
function exitCode({ checks, findings }: CheckResult): ExitCode {
  const violated = checks.some((check) => check.summary.violation > 0);
  return violated || findings.some((finding) => finding.severity === 'error') ? 1 : 0;
}

function renderNotes(result: CheckResult): string {
  const empty = result.checks.filter((check) => check.groups === 0);
  return [
    ...result.findings.map(renderFinding),
    ...empty.map(({ policy }) => `按政策 ${policy.id} 没有可核查的${policy.names.kind}。\n`),
    ...(result.otherGroups > 0
      ? [`另有 ${result.otherGroups} 个联盟依据别的政策，这次没有核查（可用 --policy 指明）。\n`]
      : []),
  ].join('');
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const compared = comparedPolicies(input.options);
  const request = readRequest(context, input);
  const ledger = openLedger(context);
  try {
    if (compared) {
      return compare(context, input, checkLedger(ledger, { ...request, policies: compared, asIf: true }));
    }
    const result = checkLedger(ledger, request);
    context.stderr.write(renderNotes(result));
    const output = await workbookOutput(context, input.options);
    if (output) {
      const { checkWorkbook } = await import('../check-workbook.ts');
      await deliverFile(context, output, await checkWorkbook(result.checks));
    }
    if (flagOption(input.options, 'json')) {
      const records = result.checks.map(checkRecord);
      context.stdout.write(renderJson(result.several ? records : records[0]));
    } else if (!output) {
      const texts = result.checks.map((check) =>
        flagOption(input.options, 'explain')
          ? renderExplanation(check)
          : renderCheck(check, context.ambiguousIsWide),
      );
      context.stdout.write(texts.join('\n'));
    }
    return exitCode(result);
  } finally {
    ledger.close();
  }
}
