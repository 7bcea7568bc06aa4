import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { absolutePath, type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { archiveFolder } from '../../ledger/archive-folder.ts';
import { ownOffice } from '../../ledger/offices.store.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { exportArchive, indexName } from '../export-archive.ts';
import { selectFiles } from '../selection.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const folder = absolutePath(context, String(input.arguments[0] ?? ''));
  const dryRun = flagOption(options, 'dryRun');
  const ledger = openLedger(context);
  try {
    const files = selectFiles(ledger, options, { on: today(context), folders: context.templateFolders });
    if (files.length === 0) throw new Failure('archive-nothing');
    const { written, findings } = await exportArchive(
      files,
      { archive: archiveFolder(ledger.path), folder, whose: ownOffice(ledger).name },
      { force: flagOption(options, 'force'), dryRun, signal: context.signal },
    );
    for (const finding of findings) context.stderr.write(renderFinding(finding));
    const where = dryRun ? `试运行：将写入 ${folder}` : `已写入 ${folder}，目录是“${indexName}”`;
    context.stderr.write(`${where}；材料 ${written} 份，缺 ${files.length - written} 份。\n`);
    return findings.length > 0 ? 1 : 0;
  } finally {
    ledger.close();
  }
}
