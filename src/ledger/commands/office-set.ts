import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { findingRecord } from '../../findings/finding.ts';
import { loadDistrictNames } from '../../tables/load.ts';
import { changeOffice, readOfficeChanges } from '../office-changes.ts';
import { openLedger, operationInfo } from '../open-ledger.ts';
import { checkPolicies } from '../policy-choice.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const changes = readOfficeChanges(options, loadDistrictNames(context.templateFolders));
  const findings = checkPolicies(changes.addPolicies, context.templateFolders);
  const dryRun = flagOption(options, 'dryRun');
  const ledger = openLedger(context);
  try {
    const info = operationInfo(context, 'office-set', '修改本单位的登记');
    const work = () => changeOffice(ledger, changes, today(context));
    const { operation, changes: rows } = await ledger.perform(info, work, { dryRun });
    for (const finding of findings) context.stderr.write(renderFinding(finding));
    const done = dryRun ? `预演通过，将改动 ${rows} 条记录。` : `已修改，记为第 ${operation} 次操作。`;
    context.stderr.write(rows === 0 ? '与现有登记相同，没有改动。\n' : `${done}\n`);
    if (options.json) {
      context.stdout.write(renderJson({ operation, dryRun, rows, findings: findings.map(findingRecord) }));
    }
    return 0;
  } finally {
    ledger.close();
  }
}
