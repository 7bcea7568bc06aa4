import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, textOption } from '../../cli/options.ts';
import { renderJson } from '../../cli/table.ts';
import { chineseDate, type IsoDate } from '../../common/dates.ts';
import { tidyName } from '../../common/text.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { openLedger, operationInfo } from '../../ledger/open-ledger.ts';
import type { Ledger } from '../../store/ledger.ts';
import { bodyMeant } from '../body-meant.ts';
import type { Seat } from '../committee.ts';
import { endSeat, listBodies, removeSeat } from '../committees.store.ts';
import { personName, roleName } from '../unit.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const person = String(input.arguments[0] ?? '');
  const role = textOption(input.options, 'role');
  const on = dateOption(input.options, 'on') ?? today(context);
  const body = textOption(input.options, 'body');
  const dryRun = flagOption(input.options, 'dryRun');
  const ledger = openLedger(context);
  try {
    const info = operationInfo(context, 'committee-end', `登记${personName(person)}卸任`);
    const { result, operation } = await ledger.perform(
      info,
      () => leaveSeat(ledger, { person, role, body, on }, context.templateFolders),
      {
        dryRun,
      },
    );
    const verb = dryRun ? '将登记' : '已登记';
    context.stderr.write(`${verb}：${result.role} ${result.name} 从${chineseDate(on)}起不再担任。\n`);
    if (input.options.json) {
      const { name, unit, role: left } = result;
      context.stdout.write(renderJson({ operation, dryRun, name, unit, role: left, on }));
    }
    return 0;
  } finally {
    ledger.close();
  }
}

/**
 * Ends the seat of a person (inside `perform`). One that began no earlier than `on` is taken away: it never held.
 * @throws Failure `person-not-seated`, `person-several-seats`, `body-not-found`, `body-ambiguous`
 */
export function leaveSeat(
  ledger: Ledger,
  wanted: {
    readonly person: string;
    readonly role?: string | undefined;
    readonly body?: string | undefined;
    readonly on: IsoDate;
  },
  folders: readonly string[] = [],
): Seat {
  const [name = '', unit] = wanted.person.split(/[@＠]/u);
  const role = wanted.role === undefined ? undefined : roleName(wanted.role);
  const bodies =
    wanted.body === undefined
      ? listBodies(ledger, wanted.on)
      : [bodyMeant(ledger, wanted.body, wanted.on, folders)];
  const seats = bodies.flatMap((body) => body.seats);
  const titles = new Map(bodies.map(({ id, title }) => [id, title]));
  const meant = seats.filter(
    (seat) =>
      seat.name === personName(name) &&
      (unit === undefined || seat.unit === tidyName(unit)) &&
      (role === undefined || seat.role === role),
  );
  const [seat] = meant;
  if (!seat) {
    const known = seats.map((each) => `${each.role} ${each.name}`).join('、') || '（没有人）';
    throw new Failure('person-not-seated', { value: wanted.person, known });
  }
  if (meant.length > 1) {
    const list = meant
      .map((each) => `${each.role}（${each.name}@${each.unit}，${titles.get(each.bodyId)}）`)
      .join('、');
    throw new Failure('person-several-seats', { value: wanted.person, seats: list });
  }
  if (seat.validFrom >= wanted.on) removeSeat(ledger, seat.id);
  else endSeat(ledger, seat.id, wanted.on);
  return seat;
}
