import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { recordNumber } from '../../common/text.ts';
import type { Context } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { findPaper, removePaper } from '../archive.store.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const text = String(input.arguments[0] ?? '');
  const operation = { kind: 'archive-remove', title: `移出归档材料 ${text}` };
  return applyChange(context, input.options, operation, (ledger): ChangeReport => {
    const id = recordNumber(text) ?? 0;
    const paper = findPaper(ledger, id);
    if (!paper) throw new Failure('archive-paper-unknown', { value: text });
    removePaper(ledger, id);
    const { category, title, name } = paper;
    return {
      lines: [`移出：${category} ${title}（${name}）`],
      findings: [],
      record: { papers: [{ id, category, title, name }] },
    };
  });
}
