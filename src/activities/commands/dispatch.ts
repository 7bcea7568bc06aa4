import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, namesOption, requiredText, textOption } from '../../cli/options.ts';
import { startProgress } from '../../cli/progress.ts';
import { renderJson } from '../../cli/table.ts';
import { addDays } from '../../common/dates.ts';
import { absolutePath, type Context, today } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { checkTarget, ensureFolder, saveFile } from '../../workbook/save.ts';
import { dispatchFiles, readDispatches } from '../dispatch/make-dispatch.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const folder = absolutePath(
    context,
    textOption(options, 'output') ??
      (await context.prompter.input({
        message: '调度表放进哪个文件夹？',
        option: '--output 文件夹',
        initial: '调度表',
      })),
  );
  const [force, dryRun] = [flagOption(options, 'force'), flagOption(options, 'dryRun')];
  const ledger = openLedger(context);
  try {
    const result = readDispatches(ledger, {
      month: requiredText(options, 'month'),
      group: textOption(options, 'group'),
      policies: namesOption(options, 'policy'),
      on: dateOption(options, 'on') ?? today(context),
      templateFolders: context.templateFolders,
    });
    if (result.month.from > addDays(today(context), 366)) {
      context.stderr.write(
        `注意：${result.month.name}还在一年以后，请核对 --month；到时成员、政策、校历可能与现在不同。\n`,
      );
    }
    const files = dispatchFiles(ledger, result, folder, context.templateFolders);
    // All are looked at before the first is written.
    for (const { path } of files) await checkTarget(path, { force });
    if (!dryRun) {
      await ensureFolder(folder);
      const progress = startProgress(context, '正在制作调度表');
      for (const [index, file] of files.entries()) {
        context.signal.throwIfAborted();
        progress.step(`第 ${index + 1}/${files.length} 份`);
        await saveFile(file.path, await file.bytes(), { force });
      }
      progress.end();
    }
    if (flagOption(options, 'json')) {
      const records = files.map(({ dispatch, path }) => ({
        group: dispatch?.group ?? null,
        file: path,
        due: dispatch?.due ?? null,
        done: dispatch?.done ?? null,
        owed: dispatch?.owed ?? null,
        planned: dispatch?.planned ?? null,
      }));
      context.stdout.write(renderJson({ month: result.month.month, files: records }));
    } else context.stdout.write(files.map(({ path }) => `${path}\n`).join(''));
    const idle = result.dispatches.filter(({ rows }) => rows.length === 0).length;
    const rest = idle > 0 ? `；${idle} 个没有应办、欠办和计划，没有做表` : '';
    context.stderr.write(
      `${dryRun ? '试运行：将写入' : '已写入'} ${files.length} 份${rest}。填好报回的调度表用 youlian import 导入。\n`,
    );
    return 0;
  } finally {
    ledger.close();
  }
}
