import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, textOption } from '../../cli/options.ts';
import type { Context } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { policyIds } from '../../policy/load.ts';
import { findTemplate } from '../../tables/template-file.ts';
import { checkTarget, ensureFolder, saveFile } from '../../workbook/save.ts';
import { checkPolicyId, ownPolicyPath } from '../own-policies.ts';

/** A policy file under another id: everything else, comments too, stays as it is. */
export function underNewId(text: string, id: string): string {
  return text.replace(/^id:.*$/m, `id: ${id}`);
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const id = String(input.arguments[0]);
  const from = textOption(input.options, 'from') ?? '';
  checkPolicyId(id);
  const source = findTemplate(context.templateFolders, `policies/${from}.yaml`);
  if (source === undefined || !policyIds(context.templateFolders).includes(from)) {
    const known = policyIds(context.templateFolders).join('、');
    throw new Failure('policy-unknown', { value: from, known });
  }
  const path = ownPolicyPath(context, id);
  const force = flagOption(input.options, 'force');
  const elsewhere = findTemplate(context.templateFolders, `policies/${id}.yaml`);
  if (elsewhere !== undefined && elsewhere !== path && !force) {
    throw new Failure('file-exists', { value: elsewhere });
  }
  await checkTarget(path, { force });
  const bytes = new TextEncoder().encode(underNewId(readFileSync(source, 'utf8'), id));
  if (flagOption(input.options, 'dryRun')) {
    context.stderr.write(`试运行：将写入 ${path}，实际没有写入。\n`);
    return 0;
  }
  if (!existsSync(dirname(path))) await ensureFolder(dirname(path));
  await saveFile(path, bytes, { force });
  context.stderr.write(
    `已写入 ${path}\n请用记事本等打开修改，改完用 youlian policy lint ${id} 检查，再用 youlian office set --add-policy ${id} 登记执行。\n`,
  );
  return 0;
}
