import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { isBuiltIn, listRubrics } from '../load-rubric.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const folders = context.templateFolders;
  const { rubrics, findings } = listRubrics(folders);
  for (const finding of findings) context.stderr.write(renderFinding(finding));
  const rows = rubrics.map(({ id, policy, title, weights, years, subjects }) => ({
    id,
    policy,
    title,
    weights,
    years,
    builtIn: isBuiltIn(id, folders),
    subjects: subjects.map(({ name }) => name),
  }));
  if (flagOption(options, 'json')) context.stdout.write(renderJson(rows));
  else {
    const table = renderTable(
      rows,
      [
        { heading: '编号', value: ({ id }) => id },
        { heading: '名称', value: ({ title }) => title },
        { heading: '政策', value: ({ policy }) => policy },
        { heading: '年度', value: ({ years: { from, to } }) => `${from ?? ''}～${to ?? ''}` },
        { heading: '考核对象', value: ({ subjects }) => subjects.join('、') },
        { heading: '来源', value: ({ builtIn }) => (builtIn ? '自带' : '本单位') },
      ],
      context.ambiguousIsWide,
    );
    context.stdout.write(table);
  }
  return findings.length > 0 ? 1 : 0;
}
