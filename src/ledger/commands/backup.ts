import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderJson } from '../../cli/table.ts';
import { absolutePath, type Context } from '../../context.ts';
import { backupLedger } from '../../store/backup.ts';
import { archiveFolder, keptFiles } from '../archive-folder.ts';
import { openLedger } from '../open-ledger.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const file = absolutePath(context, String(input.arguments[0] ?? ''));
  const ledger = openLedger(context);
  try {
    const made = await backupLedger(ledger, file, { force: flagOption(input.options, 'force') });
    context.stderr.write(`已备份到 ${file}（${made.operations} 次操作，${made.bytes} 字节），并核对无误。\n`);
    const kept = keptFiles(archiveFolder(ledger.path)).length;
    if (kept > 0) {
      context.stderr.write(
        `备份里没有档案文件夹“${archiveFolder(ledger.path)}”（${kept} 个文件），请另外拷贝一份。\n`,
      );
    }
    if (input.options.json) context.stdout.write(renderJson({ file, ...made }));
    return 0;
  } finally {
    ledger.close();
  }
}
