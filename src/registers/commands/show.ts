import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { entryPlaces } from '../entry-names.ts';
import { lackingIn, noteKey, shownValue } from '../register-entry.ts';
import { registerMeant, subjectNamed } from '../register-meant.ts';
import { listEntries } from '../registers.store.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const register = registerMeant(String(input.arguments[0] ?? ''), context.templateFolders);
  const ledger = openLedger(context);
  try {
    const on = today(context);
    const named = subjectNamed(ledger, options, on);
    const placeOf = entryPlaces(ledger, on);
    const rows = listEntries(ledger, register.id)
      .filter(
        ({ groupId, kindergartenId }) =>
          !named || (groupId === named.groupId && kindergartenId === named.kindergartenId),
      )
      .map((entry) => ({
        id: entry.id,
        of: placeOf(entry).name,
        district: placeOf(entry).district,
        enteredOn: entry.enteredOn,
        content: entry.content,
        lacking: lackingIn(register, entry.content).map(({ name }) => name),
      }));
    if (options.json) context.stdout.write(renderJson(rows));
    else if (rows.length === 0) {
      context.stderr.write(
        `${register.name}还没有登记。登记用 youlian register add ${register.id}；多项的，用 youlian template ${register.id} 出空表，填好后导入。\n`,
      );
    } else {
      const fields = [...register.fields, { key: noteKey, name: '备注' }].filter(({ key }) =>
        rows.some(({ content }) => content[key] !== undefined),
      );
      const table = renderTable(
        rows,
        [
          { heading: '编号', value: ({ id }) => String(id) },
          ...(register.of === 'office'
            ? []
            : [
                {
                  heading: register.of === 'group' ? '联盟' : '园所',
                  value: ({ of }: (typeof rows)[number]) => of,
                },
              ]),
          ...fields.map(({ key, name }) => ({
            heading: name,
            value: ({ content }: (typeof rows)[number]) => shownValue(content[key]),
          })),
          { heading: '还缺', value: ({ lacking }) => lacking.join('、') },
        ],
        context.ambiguousIsWide,
      );
      context.stdout.write(table);
    }
    return 0;
  } finally {
    ledger.close();
  }
}
