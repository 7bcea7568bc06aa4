import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { loadRegister } from '../../tables/load.ts';
import { entryMeant } from '../entry-meant.ts';
import { entryPlaces } from '../entry-names.ts';
import { type Content, describeContent, markOf } from '../register-entry.ts';
import { checkRequired, contentTyped } from '../register-meant.ts';
import { changeEntry, findEntry } from '../registers.store.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const text = String(input.arguments[0] ?? '');
  const folders = context.templateFolders;
  const title = `修改登记 ${text}`;
  return applyChange(context, input.options, { kind: 'register-set', title }, (ledger): ChangeReport => {
    const entry = entryMeant(ledger, text);
    const register = loadRegister(entry.register, folders);
    const typed = contentTyped(register, (input.arguments[1] ?? []) as string[], folders);
    const content = Object.fromEntries(
      Object.entries({ ...entry.content, ...typed }).filter(([, value]) => value !== null),
    ) as Content;
    checkRequired(register, content);
    const mark = markOf(register, content);
    const other = findEntry(ledger, register.id, entry, mark);
    const { name: of } = entryPlaces(ledger, today(context))(entry);
    if (other && other.id !== entry.id) {
      throw new Failure('register-entry-twice', {
        register: register.name,
        of,
        id: other.id,
        content: describeContent(register, other.content),
        key: register.fields
          .filter(({ key }) => register.key.includes(key))
          .map(({ name }) => name)
          .join('、'),
      });
    }
    if (JSON.stringify(content) !== JSON.stringify(entry.content))
      changeEntry(ledger, entry.id, mark, content);
    return {
      lines: [
        `${register.name}（${of}）#${entry.id}`,
        `  原来：${describeContent(register, entry.content)}`,
        `  现在：${describeContent(register, content)}`,
      ],
      findings: [],
      record: { register: register.id, id: entry.id, of, before: entry.content, after: content },
    };
  });
}
