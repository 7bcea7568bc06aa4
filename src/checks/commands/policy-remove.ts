import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import type { Context } from '../../context.ts';
import { Cancelled, Failure } from '../../findings/catalogue.ts';
import { policyIds } from '../../policy/load.ts';
import { findTemplate } from '../../tables/template-file.ts';
import { checkPolicyId, ownPolicyPath, usesOf } from '../own-policies.ts';

/** A name that no policy file bears, so that the removed one can be found and put back. */
function setAsideName(path: string): string {
  for (let number = 1; ; number += 1) {
    const name = `${path}.已移除${number === 1 ? '' : number}`;
    if (!existsSync(name)) return name;
  }
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const id = String(input.arguments[0]);
  checkPolicyId(id);
  const path = ownPolicyPath(context, id);
  if (!existsSync(path)) {
    if (policyIds(context.templateFolders).includes(id)) throw new Failure('policy-built-in', { value: id });
    const known = policyIds(context.templateFolders).join('、');
    throw new Failure('policy-unknown', { value: id, known });
  }
  // Behind the office's own file there may be another of the same id, by which the groups then go.
  const others = context.templateFolders.filter((folder) => !path.startsWith(folder));
  const remains = findTemplate(others, `policies/${id}.yaml`) !== undefined;
  const uses = remains ? [] : usesOf(context, id);
  if (uses.length > 0) throw new Failure('policy-in-use', { value: id, uses: uses.join('，') });
  const aside = setAsideName(path);
  if (flagOption(input.options, 'dryRun')) {
    context.stderr.write(`试运行：将把 ${path} 改名为 ${aside}，实际没有改。\n`);
    return 0;
  }
  if (!flagOption(input.options, 'yes')) {
    const message = remains ? `移除本单位的“${id}”，以后用自带的那一份？` : `移除政策“${id}”？`;
    if (!(await context.prompter.confirm({ message, option: '--yes', initial: false })))
      throw new Cancelled();
  }
  await rename(path, aside);
  context.stderr.write(`已移除，原文件改名为 ${aside}\n`);
  return 0;
}
