import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import type { Context } from '../../context.ts';
import { lintPolicy } from '../../policy/lint.ts';
import { policyIdOf } from '../../policy/load.ts';
import { checkTarget, ensureFolder, saveFile } from '../../workbook/save.ts';
import { checkPolicyId, ownPolicyPath } from '../own-policies.ts';
import { lintFindings, policyFile } from './policy-lint.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const given = String(input.arguments[0]);
  const source = policyFile(context, given);
  const name = basename(source).replace(/\.ya?ml$/i, '');
  checkPolicyId(policyIdOf(name));
  const result = lintPolicy(source, context.templateFolders);
  for (const finding of lintFindings(given, result)) context.stderr.write(renderFinding(finding));
  if (result.errors.length > 0) {
    context.stderr.write('政策文件有错误，没有收进来。\n');
    return 2;
  }
  const path = ownPolicyPath(context, name);
  const force = flagOption(input.options, 'force');
  await checkTarget(path, { force });
  if (flagOption(input.options, 'dryRun')) {
    context.stderr.write(`试运行：将写入 ${path}，实际没有写入。\n`);
    return 0;
  }
  await ensureFolder(dirname(path));
  await saveFile(path, readFileSync(source), { force });
  context.stderr.write(`已写入 ${path}\n登记执行：youlian office set --add-policy ${policyIdOf(name)}\n`);
  return 0;
}
