import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { renderJson } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { listKindergartens } from '../../roster/roster.store.ts';
import { entryPlaces } from '../entry-names.ts';
import { lackingIn } from '../register-entry.ts';
import { registerMeant } from '../register-meant.ts';
import { listEntries } from '../registers.store.ts';

export async function run(context: Context, { options, arguments: given }: CommandInput): Promise<ExitCode> {
  const register = registerMeant(String(given[0] ?? ''), context.templateFolders);
  const ledger = openLedger(context);
  try {
    const on = today(context);
    const placeOf = entryPlaces(ledger, on);
    const entries = listEntries(ledger, register.id);
    const incomplete = entries.flatMap((entry) => {
      const lacking = lackingIn(register, entry.content).map(({ name }) => name);
      return lacking.length === 0 ? [] : [{ id: entry.id, of: placeOf(entry).name, lacking }];
    });
    const entered = new Set(entries.map(({ kindergartenId }) => kindergartenId));
    const absent =
      register.wanted === undefined
        ? []
        : listKindergartens(ledger, on)
            .filter(({ id, isWeak }) => !entered.has(id) && (register.wanted === 'all' || isWeak === true))
            .map(({ id }) => {
              const { name, district } = placeOf({ officeId: null, groupId: null, kindergartenId: id });
              return { of: name, district };
            });
    const result = { register: register.id, entries: entries.length, incomplete, absent };
    if (options.json) context.stdout.write(renderJson(result));
    else {
      const lines = [
        `${register.name}：登记 ${entries.length} 项，不完整的 ${incomplete.length} 项，该有而没有的 ${absent.length} 所。`,
        ...incomplete.map(({ id, of, lacking }) => `  #${id} ${of}：还缺${lacking.join('、')}`),
        ...absent.map(({ of, district }) => `  ${of}${district === null ? '' : `（${district}）`}：没有登记`),
      ];
      context.stdout.write(`${lines.join('\n')}\n`);
    }
    return incomplete.length + absent.length > 0 ? 1 : 0;
  } finally {
    ledger.close();
  }
}
