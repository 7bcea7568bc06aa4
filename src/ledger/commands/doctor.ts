import { statSync } from 'node:fs';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { findingRecord } from '../../findings/finding.ts';
import { examineLedger } from '../../store/doctor.ts';
import { schemaVersion } from '../../store/migrations.ts';
import { examineArchive } from '../examine-archive.ts';
import { openLedger } from '../open-ledger.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const own = examineLedger(ledger);
    // Nothing that a damaged ledger says of its archive is to be relied on.
    const archive = own.some(({ code }) => code === 'ledger-damaged' || code === 'ledger-schema')
      ? []
      : (await examineArchive(ledger, context.signal)).findings;
    const findings = [...own, ...archive];
    const healthy = findings.every((finding) => finding.severity !== 'error');
    const bytes = statSync(ledger.path).size;
    if (options.json) {
      context.stdout.write(
        renderJson({
          ledger: ledger.path,
          schemaVersion,
          bytes,
          healthy,
          findings: findings.map(findingRecord),
        }),
      );
    }
    for (const finding of findings) context.stderr.write(renderFinding(finding));
    context.stderr.write(
      healthy
        ? '台账完好，内容与操作历史相符。\n'
        : '台账或档案有问题，请按上面的提示处理；处理前请先复制一份台账文件。\n',
    );
    return healthy ? 0 : 1;
  } finally {
    ledger.close();
  }
}
