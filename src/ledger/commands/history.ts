import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { listOperations } from '../../store/history.ts';
import { countOption } from '../count-option.ts';
import { openLedger } from '../open-ledger.ts';
import { describeCounts, localTime, operationRecord } from '../operation-words.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const last = countOption(options, 'last') ?? 30;
  const ledger = openLedger(context);
  try {
    const all = listOperations(ledger);
    const shown = flagOption(options, 'all') ? all : all.slice(-last);
    if (options.json) context.stdout.write(renderJson(shown.map(operationRecord)));
    else {
      context.stdout.write(
        renderTable(
          shown,
          [
            { heading: '编号', align: 'right', value: (operation) => operation.id },
            { heading: '时间', value: (operation) => localTime(operation.at) },
            { heading: '经办人', value: (operation) => operation.clerk },
            { heading: '操作', value: (operation) => operation.title },
            { heading: '改动', value: (operation) => describeCounts(operation.counts) },
            {
              heading: '状态',
              value: ({ undoneBy }) => (undoneBy === null ? '' : `已被第 ${undoneBy} 次撤销`),
            },
          ],
          context.ambiguousIsWide,
        ),
      );
    }
    if (shown.length < all.length) {
      context.stderr.write(`共 ${all.length} 次操作，只列最后 ${shown.length} 次；加 --all 全部列出。\n`);
    }
    return 0;
  } finally {
    ledger.close();
  }
}
