import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderJson, renderTable, type TableColumn } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { archiveFolder, keptFiles } from '../../ledger/archive-folder.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import type { FiledAway } from '../filing-plan.ts';
import { sizeInWords } from '../index-workbook.ts';
import { selectFiles } from '../selection.ts';

const columns: readonly TableColumn<FiledAway>[] = [
  { heading: '日期', value: ({ day }) => day },
  { heading: '单位', value: ({ holder }) => holder },
  { heading: '类别', value: ({ category }) => category },
  {
    heading: '名称',
    value: ({ source, sourceId, title }) =>
      source === 'activity' || source === 'paper' ? `${sourceId} ${title}` : title,
  },
  { heading: '材料', value: ({ name }) => name },
  { heading: '大小', value: ({ bytes }) => (bytes === null ? '' : sizeInWords(bytes)), align: 'right' },
];

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const files = selectFiles(ledger, options, { on: today(context), folders: context.templateFolders });
    if (flagOption(options, 'json')) {
      const records = files.map(({ source, sourceId, day, category, place: _, ...file }) => ({
        source,
        id: sourceId,
        activity: source === 'activity' ? sourceId : null,
        date: day,
        holder: file.holder,
        kind: category,
        title: file.title,
        phase: file.phase,
        stage: file.stage,
        name: file.name,
        sha256: file.sha256,
        bytes: file.bytes,
      }));
      context.stdout.write(renderJson(records));
    } else if (files.length > 0) {
      context.stdout.write(renderTable(files, columns, context.ambiguousIsWide));
    }
    const kept = new Map(keptFiles(archiveFolder(ledger.path)).map((file) => [file.sha256, file.bytes]));
    const bytes = new Map(files.map((file) => [file.sha256, file.bytes ?? kept.get(file.sha256) ?? 0]));
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
