import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { textOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { deliverFile, fileOutputFrom } from '../../exports/output.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { completenessOf } from '../completeness.ts';
import { applicationForm } from '../print-forms.ts';

/** Exit code 1 where a form lacks something. */
export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const output =
    textOption(options, 'output') === undefined
      ? undefined
      : await fileOutputFrom(context, options, '申请表完整情况表', '.xlsx');
  const ledger = openLedger(context);
  try {
    const definition = applicationForm(context.templateFolders);
    const selection = { policyId: textOption(options, 'policy'), on: today(context) };
    const rows = completenessOf(ledger, definition, selection);
    const incomplete = rows.filter(({ missing }) => missing.length > 0).length;
    if (output) {
      const { completenessWorkbook } = await import('../completeness-workbook.ts');
      await deliverFile(context, output, await completenessWorkbook(definition, rows));
    }
    if (options.json) context.stdout.write(renderJson(rows));
    else if (rows.length > 0 && !output) {
      context.stdout.write(
        renderTable(
          rows,
          [
            { heading: '申请园', value: ({ kindergarten }) => kindergarten },
            { heading: '区县', value: ({ district }) => district },
            { heading: '收到日期', value: ({ receivedOn }) => receivedOn },
            { heading: '已填', value: ({ filled, fields }) => `${filled}/${fields}` },
            { heading: '缺填的栏目', value: ({ missing }) => missing.join('、') },
          ],
          context.ambiguousIsWide,
        ),
      );
    }
    const summary =
      rows.length === 0
        ? '还没有收到申请表。用 youlian import 导入申请表文件。'
        : `共 ${rows.length} 份申请表，${incomplete} 份有缺填的栏目。`;
    context.stderr.write(`${summary}\n`);
    return incomplete > 0 ? 1 : 0;
  } finally {
    ledger.close();
  }
}
