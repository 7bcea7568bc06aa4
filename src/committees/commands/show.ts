import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import { addDays, beginning } from '../../common/dates.ts';
import { type Context, today } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { bodyMeant } from '../body-meant.ts';
import type { Body, Seat } from '../committee.ts';
import { listBodies } from '../committees.store.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const on = dateOption(options, 'on') ?? today(context);
  const ledger = openLedger(context);
  try {
    const wanted = input.arguments[0];
    const bodies =
      typeof wanted === 'string'
        ? [bodyMeant(ledger, wanted, on, context.templateFolders)]
        : listBodies(ledger, on);
    if (options.json) context.stdout.write(renderJson(bodies.map(bodyRecord)));
    else if (bodies.length === 0)
      context.stderr.write('台账里还没有领导小组等机构，可导入名单，或用 youlian committee create 登记。\n');
    else for (const body of bodies) context.stdout.write(renderBody(body, context));
    return 0;
  } finally {
    ledger.close();
  }
}

function bodyRecord(body: Body) {
  return {
    id: body.id,
    kind: body.kind,
    title: body.title,
    policy: body.policyId,
    seats: body.seats.map(({ role, name, unit, unitAndPosts, validFrom, validTo }) => ({
      role,
      name,
      unit,
      unitAndPosts,
      validFrom,
      validTo,
    })),
  };
}

/** `2022-03-01 至 2025-02-28`: the first and the last day, as far as they are known. */
function termOf({ validFrom, validTo }: Seat): string {
  const from = validFrom === beginning ? '' : validFrom;
  if (validTo !== null) return `${from} 至 ${addDays(validTo, -1)}`.trim();
  return from === '' ? '' : `${from} 起`;
}

function renderBody(body: Body, context: Context): string {
  const policy = body.policyId === null ? '' : `（${body.policyId}）`;
  const table = renderTable(
    body.seats,
    [
      { heading: '职务', value: (seat) => seat.role },
      { heading: '姓名', value: (seat) => seat.name },
      { heading: '单位及职务', value: (seat) => seat.unitAndPosts },
      { heading: '任期', value: termOf },
    ],
    context.ambiguousIsWide,
  );
  return `${body.title}${policy}\n${table}`;
}
