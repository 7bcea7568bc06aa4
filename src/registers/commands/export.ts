import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { type Context, today } from '../../context.ts';
import { deliverList } from '../../exports/deliver-list.ts';
import { outputFrom } from '../../exports/output.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { entryPlaces } from '../entry-names.ts';
import { registerMeant, subjectNamed } from '../register-meant.ts';
import { listEntries } from '../registers.store.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const register = registerMeant(String(input.arguments[0] ?? ''), context.templateFolders);
  const output = await outputFrom(context, options, register.name);
  const ledger = openLedger(context);
  try {
    const on = today(context);
    const named = subjectNamed(ledger, options, on);
    const placeOf = entryPlaces(ledger, on);
    const entries = listEntries(ledger, register.id).filter(
      ({ groupId, kindergartenId }) =>
        !named || (groupId === named.groupId && kindergartenId === named.kindergartenId),
    );
    const rows = entries.map((entry) => {
      const { name, district } = placeOf(entry);
      return { values: { group: name, name, district, ...entry.content } };
    });
    await deliverList(context, ledger, output, options, {
      table: register.id,
      rows,
      records: entries.map(({ id, enteredOn, content }, index) => {
        const { name, district } = placeOf(entries[index]!);
        return { id, of: name, district, enteredOn, ...content };
      }),
      policy: undefined,
    });
    return 0;
  } finally {
    ledger.close();
  }
}
