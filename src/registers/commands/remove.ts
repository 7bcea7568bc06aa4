import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { type Context, today } from '../../context.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { loadRegister } from '../../tables/load.ts';
import { entryMeant } from '../entry-meant.ts';
import { entryPlaces } from '../entry-names.ts';
import { describeContent } from '../register-entry.ts';
import { removeEntry } from '../registers.store.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const text = String(input.arguments[0] ?? '');
  const title = `删除登记 ${text}`;
  return applyChange(context, input.options, { kind: 'register-remove', title }, (ledger): ChangeReport => {
    const entry = entryMeant(ledger, text);
    const register = loadRegister(entry.register, context.templateFolders);
    const { name: of } = entryPlaces(ledger, today(context))(entry);
    removeEntry(ledger, entry.id);
    return {
      lines: [`删除${register.name}（${of}）#${entry.id}：${describeContent(register, entry.content)}`],
      findings: [],
      record: { register: register.id, id: null, of, before: entry.content, after: null },
    };
  });
}
