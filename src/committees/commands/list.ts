import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, textOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { listGroups } from '../../groups/groups.store.ts';
import { listOffices } from '../../ledger/offices.store.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import type { Ledger } from '../../store/ledger.ts';
import { kindOf } from '../body-meant.ts';
import { listBodies, wasSeatedInRole } from '../committees.store.ts';

/** The bodies of a date, with whose they are, how many sit in them, and which roles nobody holds. */
export function bodyList(
  ledger: Ledger,
  wanted: { readonly on: string; readonly policyId: string | undefined },
  folders: readonly string[],
) {
  const offices = new Map(listOffices(ledger).map(({ id, name, title }) => [id, title ?? name]));
  const groups = new Map(
    listGroups(ledger, wanted.on, { includeEnded: true }).map(({ id, name }) => [id, name]),
  );
  return listBodies(ledger, wanted.on)
    .filter(({ policyId }) => wanted.policyId === undefined || policyId === wanted.policyId)
    .map((body) => {
      const kind = kindOf(body, folders);
      const held = new Set(body.seats.map(({ role }) => role));
      // A role that nobody ever held may well be meant to stay empty (副组长); not so the head's.
      const vacant = kind.roles.filter(
        (role, index) =>
          !held.has(role) &&
          ((kind.head && index === 0) || wasSeatedInRole(ledger, body.id, role, wanted.on)),
      );
      return {
        id: body.id,
        kind: body.kind,
        name: kind.name,
        title: body.title,
        policy: body.policyId,
        office: body.officeId === null ? null : (offices.get(body.officeId) ?? null),
        group: body.groupId === null ? null : (groups.get(body.groupId) ?? null),
        people: new Set(body.seats.map(({ personId }) => personId)).size,
        vacant,
      };
    });
}

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const on = dateOption(options, 'on') ?? today(context);
  const ledger = openLedger(context);
  try {
    const policyId = textOption(options, 'policy');
    const bodies = bodyList(ledger, { on, policyId }, context.templateFolders);
    if (options.json) context.stdout.write(renderJson(bodies));
    else if (bodies.length === 0) {
      context.stderr.write('台账里还没有机构，可导入名单，或用 youlian committee create 登记。\n');
    } else {
      const table = renderTable(
        bodies,
        [
          { heading: '编号', value: ({ id }) => String(id) },
          { heading: '机构', value: ({ title }) => title },
          { heading: '归属', value: ({ office, group }) => office ?? group ?? '' },
          { heading: '政策', value: ({ policy }) => policy ?? '' },
          { heading: '人数', value: ({ people }) => String(people) },
          { heading: '空缺', value: ({ vacant }) => vacant.join('、') },
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
