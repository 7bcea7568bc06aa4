import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { makeFinding } from '../../findings/catalogue.ts';
import { listPolicies, policyIds } from '../../policy/load.ts';
import { inForceToday } from '../in-force.ts';
import { policyRecord } from '../policy-record.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const { policies, findings } = listPolicies(context.templateFolders);
  const inForce = inForceToday(context);
  const files = new Set(policyIds(context.templateFolders));
  const missing = [...inForce]
    .filter((id) => !files.has(id))
    .map((id) => makeFinding('policy-file-missing', { value: id }));
  const records = policies.map((policy) => policyRecord(policy, inForce));
  if (options.json) context.stdout.write(renderJson(records));
  else {
    const table = renderTable(
      policies,
      [
        { heading: '编号', value: (policy) => policy.id },
        { heading: '名称', value: (policy) => policy.title },
        { heading: '文号', value: (policy) => policy.number },
        { heading: '状态', value: (policy) => (policy.status === 'draft' ? '征求意见稿' : '已印发') },
        { heading: '施行', value: (policy) => policy.effective ?? '未写明' },
        { heading: '执行中', value: (policy) => (inForce.has(policy.id) ? '是' : '') },
      ],
      context.ambiguousIsWide,
    );
    context.stdout.write(table);
  }
  const all = [...findings, ...missing];
  for (const finding of all) context.stderr.write(renderFinding(finding));
  return all.some((finding) => finding.severity === 'error') ? 1 : 0;
}
