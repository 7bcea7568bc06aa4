import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderJson, renderTable, type TableColumn } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { archiveFolder } from '../../ledger/archive-folder.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import type { FiledAway } from '../filing-plan.ts';
import { sizeInWords } from '../index-workbook.ts';
import { selectFiles } from '../selection.ts';

const columns: readonly TableColumn<FiledAway>[] = [
  { heading: '日期', value: ({ day }) => day },
  { heading: '单位', value: ({ holder }) => holder },
  { heading: '活动', value: ({ activityId, title }) => `${activityId} ${title}` },
  { heading: '材料', value: ({ name }) => name },
  { heading: '大小', value: ({ bytes }) => sizeInWords(bytes), align: 'right' },
];

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const files = selectFiles(ledger, options, { on: today(context), folders: context.templateFolders });
    if (flagOption(options, 'json')) {
      const records = files.map(
        ({ activityId, day, holder, kindName, title, name, sha256, bytes, phase }) => ({
          activity: activityId,
          date: day,
          holder,
          kind: kindName,
          title,
          phase,
          name,
          sha256,
          bytes,
        }),
      );
      context.stdout.write(renderJson(records));
    } else if (files.length > 0) {
      context.stdout.write(renderTable(files, columns, context.ambiguousIsWide));
    }
    const bytes = new Map(files.map((file) => [file.sha256, file.bytes]));
    const sum = [...bytes.values()].reduce((total, each) => total + each, 0);
    context.stderr.write(
      files.length === 0
        ? '档案里还没有材料。\n'
        : `共 ${files.length} 份材料，${bytes.size} 个文件，${sizeInWords(sum)}；在 ${archiveFolder(ledger.path)}。\n`,
    );
    return 0;
  } finally {
    ledger.close();
  }
}
