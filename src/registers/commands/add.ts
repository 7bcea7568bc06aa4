import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { type Content, describeContent, lackingIn, markOf } from '../register-entry.ts';
import { checkRequired, contentTyped, registerMeant, subjectOfEntry } from '../register-meant.ts';
import { addEntry, findEntry } from '../registers.store.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const folders = context.templateFolders;
  const register = registerMeant(String(input.arguments[0] ?? ''), folders);
  const typed = contentTyped(register, (input.arguments[1] ?? []) as string[], folders);
  const content = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== null)) as Content;
  checkRequired(register, content);
  const enteredOn = dateOption(options, 'since') ?? today(context);
  const title = `登记${register.name}`;
  return applyChange(context, options, { kind: 'register-add', title }, (ledger): ChangeReport => {
    const { name, ...subject } = subjectOfEntry(context, ledger, register, options);
    const mark = markOf(register, content);
    const known = findEntry(ledger, register.id, subject, mark);
    if (known) {
      const names = register.fields.filter(({ key }) => register.key.includes(key));
      throw new Failure('register-entry-twice', {
        register: register.name,
        of: name,
        id: known.id,
        content: describeContent(register, known.content),
        key: names.map((each) => each.name).join('、') || '每个对象只有一项',
      });
    }
    const id = addEntry(ledger, { register: register.id, ...subject, mark, content, enteredOn });
    const lacking = lackingIn(register, content).map((each) => each.name);
    return {
      lines: [
        `${register.name}（${name}）：${describeContent(register, content)}`,
        ...(lacking.length > 0 ? [`还缺：${lacking.join('、')}`] : []),
      ],
      findings: [],
      record: { register: register.id, id, of: name, before: null, after: content },
    };
  });
}
