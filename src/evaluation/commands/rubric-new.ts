import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, textOption } from '../../cli/options.ts';
import type { Context } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { findTemplate } from '../../tables/template-file.ts';
import { checkTarget, ensureFolder, saveFile } from '../../workbook/save.ts';
import { rubricIds } from '../load-rubric.ts';
import { checkRubricId, ownRubricPath } from '../own-rubrics.ts';

/** Copies a rubric into the office's own folder under a new id; comments too stay as they are. */
export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const id = String(input.arguments[0]);
  const from = textOption(input.options, 'from') ?? '';
  checkRubricId(id);
  const folders = context.templateFolders;
  const source = findTemplate(folders, `rubrics/${from}.yaml`);
  if (source === undefined || !rubricIds(folders).includes(from)) {
    throw new Failure('rubric-unknown', { value: from, known: rubricIds(folders).join('、') || '没有' });
  }
  const path = ownRubricPath(context, id);
  const force = flagOption(input.options, 'force');
  const elsewhere = findTemplate(folders, `rubrics/${id}.yaml`);
  if (elsewhere !== undefined && elsewhere !== path && !force) {
    throw new Failure('file-exists', { value: elsewhere });
  }
  await checkTarget(path, { force });
  const text = readFileSync(source, 'utf8').replace(/^id:.*$/mu, `id: ${id}`);
  if (flagOption(input.options, 'dryRun')) {
    context.stderr.write(`试运行：将写入 ${path}，实际没有写入。\n`);
    return 0;
  }
  if (!existsSync(dirname(path))) await ensureFolder(dirname(path));
  await saveFile(path, new TextEncoder().encode(text), { force });
  context.stderr.write(
    `已写入 ${path}\n请用记事本等打开修改分值、权重和标准，改完用 youlian rubric lint ${id} 检查。同一政策有了自己的细则，发评分册时就不再用自带的。\n`,
  );
  return 0;
}
