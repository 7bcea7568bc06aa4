import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import {
  listOperations,
  type Operation,
  type RowChange,
  rowChanges,
  type SourceFile,
  sourceFiles,
} from '../../store/history.ts';
import { countOption, operationNumber } from '../count-option.ts';
import { openLedger } from '../open-ledger.ts';
import { describeCounts, localTime, operationRecord } from '../operation-words.ts';
import { type RowWords, rowWords } from '../row-words.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const id = operationNumber(input.arguments[0]);
  const limit = countOption(input.options, 'limit') ?? 50;
  const ledger = openLedger(context);
  try {
    const operations = listOperations(ledger);
    const operation = operations.find((each) => each.id === id);
    if (!operation) throw new Failure('operation-missing', { value: id, last: operations.at(-1)?.id ?? 0 });
    const files = sourceFiles(ledger, id);
    const rows = rowChanges(ledger, operation, limit);
    const total = operation.lastChange - operation.firstChange + 1;
    if (input.options.json) {
      const summary = operation.summary;
      context.stdout.write(
        renderJson({ ...operationRecord(operation), summary, files, rows, shown: rows.length, total }),
      );
    } else
      context.stdout.write(
        describe(operation, files, rows, rowWords(ledger, context.templateFolders), context),
      );
    if (rows.length < total) {
      context.stderr.write(`共改动 ${total} 条记录，只列前 ${rows.length} 条；用 --limit 可列更多。\n`);
    }
    return 0;
  } finally {
    ledger.close();
  }
}

function describe(
  operation: Operation,
  files: readonly SourceFile[],
  rows: readonly RowChange[],
  words: RowWords,
  context: Context,
): string {
  const lines = [
    `第 ${operation.id} 次操作：${operation.title}`,
    `时间：${localTime(operation.at)}`,
    `经办人：${operation.clerk}`,
    `命令：${operation.commandLine}`,
    ...(operation.undoes === null ? [] : [`撤销了：第 ${operation.undoes} 次操作`]),
    ...(operation.undoneBy === null ? [] : [`状态：已被第 ${operation.undoneBy} 次操作撤销`]),
    `改动：${describeCounts(operation.counts)}`,
    ...files.map((file) => `文件：${file.path}（${file.bytes} 字节，SHA-256 ${file.sha256}）`),
  ];
  const table = renderTable(
    rows,
    [
      { heading: '记录', value: words.subject },
      { heading: '改动', value: (row) => ({ insert: '增加', update: '修改', delete: '删除' })[row.kind] },
      { heading: '内容', value: words.content },
    ],
    context.ambiguousIsWide,
  );
  return `${lines.join('\n')}\n\n${table}`;
}
