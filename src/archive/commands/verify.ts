import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { startProgress } from '../../cli/progress.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { findingRecord } from '../../findings/finding.ts';
import { examineArchive } from '../../ledger/examine-archive.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { sizeInWords } from '../index-workbook.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const progress = startProgress(context, '正在核对档案');
    const check = await examineArchive(ledger, context.signal, (index, of) => {
      progress.step(`${index + 1}/${of}`);
    }).finally(() => progress.end());
    const { folder, referred, whole, bytes, findings } = check;
    if (flagOption(options, 'json')) {
      context.stdout.write(
        renderJson({ folder, referred, whole, bytes, findings: findings.map(findingRecord) }),
      );
    }
    for (const finding of findings) context.stderr.write(renderFinding(finding));
    context.stderr.write(
      `档案 ${folder}：台账用到 ${referred} 个文件，完好 ${whole} 个；共 ${sizeInWords(bytes)}。\n`,
    );
    return whole === referred ? 0 : 1;
  } finally {
    ledger.close();
  }
}
