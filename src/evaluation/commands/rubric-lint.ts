import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson } from '../../cli/table.ts';
import { absolutePath, type Context } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { findingRecord } from '../../findings/finding.ts';
import { findTemplate } from '../../tables/template-file.ts';
import { inspectRubric, rubricIds } from '../load-rubric.ts';

/** A rubric by its id or as a file; without one, all of them. @throws Failure `rubric-unknown` */
function pathsMeant(context: Context, named: string | undefined): { path: string; id: string | undefined }[] {
  const folders = context.templateFolders;
  const known = (id: string) => ({ path: findTemplate(folders, `rubrics/${id}.yaml`) ?? '', id });
  if (named === undefined) return rubricIds(folders).map(known);
  if (rubricIds(folders).includes(named)) return [known(named)];
  const path = absolutePath(context, named);
  if (existsSync(path)) return [{ path, id: undefined }];
  throw new Failure('rubric-unknown', { value: named, known: rubricIds(folders).join('、') || '没有' });
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const [named] = input.arguments;
  const paths = pathsMeant(context, typeof named === 'string' ? named : undefined);
  const inspected = paths.map(({ path, id }) => ({
    file: path,
    ...inspectRubric(path, context.templateFolders, id),
  }));
  const hasErrors = inspected.some(({ rubric }) => rubric === undefined);
  if (flagOption(input.options, 'json')) {
    const rows = inspected.map(({ file, rubric, findings }) => ({
      file,
      id: rubric?.id ?? null,
      ok: rubric !== undefined,
      findings: findings.map(findingRecord),
    }));
    context.stdout.write(renderJson(rows));
    return hasErrors ? 1 : 0;
  }
  for (const { file, rubric, findings } of inspected) {
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    context.stdout.write(`${basename(file)}：${errors === 0 ? '没有错误' : `${errors} 处错误`}\n`);
    for (const finding of findings) context.stderr.write(renderFinding(finding));
    if (rubric?.weights === 'office') {
      context.stdout.write('  政策没有规定分值，本细则的分值和权重由本单位确定。\n');
    }
  }
  return hasErrors ? 1 : 0;
}
