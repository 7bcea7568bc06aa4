import { existsSync } from 'node:fs';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson } from '../../cli/table.ts';
import { absolutePath, type Context } from '../../context.ts';
import { Failure, makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { type LintResult, lintPolicy } from '../../policy/lint.ts';
import { findTemplate } from '../../tables/template-file.ts';

/** A policy file by its path, or the file of a policy by its id. @throws Failure `file-not-found` */
export function policyFile(context: Context, given: string): string {
  const path = absolutePath(context, given);
  if (existsSync(path)) return path;
  const known = /^[a-z0-9-]+$/.test(given)
    ? findTemplate(context.templateFolders, `policies/${given}.yaml`)
    : undefined;
  if (known === undefined) throw new Failure('file-not-found', { value: given }, { place: { file: given } });
  return known;
}

/** The problems of a file as findings: errors first. */
export function lintFindings(file: string, { errors, advice }: LintResult): Finding[] {
  const asFinding = (code: 'policy-invalid' | 'policy-advice') => (problem: LintResult['errors'][number]) =>
    makeFinding(code, { file, value: null, ...problem }, { file });
  return [...errors.map(asFinding('policy-invalid')), ...advice.map(asFinding('policy-advice'))];
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const given = String(input.arguments[0]);
  const result = lintPolicy(policyFile(context, given), context.templateFolders);
  if (flagOption(input.options, 'json')) context.stdout.write(renderJson({ file: given, ...result }));
  else for (const finding of lintFindings(given, result)) context.stdout.write(renderFinding(finding));
  const { errors, advice } = result;
  context.stderr.write(
    errors.length + advice.length === 0
      ? '没有发现问题，例子全部符合。\n'
      : `错误 ${errors.length} 处，建议 ${advice.length} 处。\n`,
  );
  return errors.length > 0 ? 1 : 0;
}
