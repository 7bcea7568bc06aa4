import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, requiredText } from '../../cli/options.ts';
import { addDays, chineseDate, type IsoDate, laterDay } from '../../common/dates.ts';
import { tidyText } from '../../common/text.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import type { Ledger } from '../../store/ledger.ts';
import { bodyMeant } from '../body-meant.ts';
import type { Seat } from '../committee.ts';
import {
  addSeat,
  correctSeat,
  endSeat,
  findOrAddPerson,
  lastEndOf,
  openSeats,
  setTerm,
} from '../committees.store.ts';
import { personName, roleName, unitOf } from '../unit.ts';

export interface SeatByHand {
  readonly body: string;
  readonly name: string;
  readonly role: string;
  readonly unitAndPosts: string;
  readonly since: IsoDate | undefined;
  /** Last day of the term. */
  readonly until: IsoDate | undefined;
  readonly today: IsoDate;
}

/**
 * Gives somebody a seat, or changes the one of that role (inside `perform`): other posts hold from `since` on, a term
 * replaces the one before.
 * @throws Failure `body-not-found`, `body-ambiguous`, `option-value` where the term ends before it begins
 */
export function takeSeat(ledger: Ledger, given: SeatByHand, folders: readonly string[]): ChangeReport {
  const since = given.since ?? given.today;
  const body = bodyMeant(ledger, given.body, since, folders);
  const validTo = given.until === undefined ? null : addDays(given.until, 1);
  const name = personName(given.name);
  if (name === '')
    throw new Failure('option-value', { option: '姓名', value: given.name, expected: '不能空着' });
  const role = roleName(given.role);
  const unitAndPosts = tidyText(given.unitAndPosts);
  const unit = unitOf(unitAndPosts);
  const seats = openSeats(ledger, body.id, since);
  const held = seats.filter((seat) => seat.name === name && seat.role === role);
  const known = held.find((seat) => seat.unit === unit) ?? (held.length === 1 ? held[0] : undefined);
  const personId = findOrAddPerson(ledger, name, unit);
  const wanted = { bodyId: body.id, personId, role, unitAndPosts };
  const seat = known ? changeSeat(ledger, known, wanted, given, since, validTo) : undefined;
  const validFrom = seat?.validFrom ?? laterDay(since, lastEndOf(ledger, wanted) ?? since);
  const end = seat ? seat.validTo : validTo;
  if (end !== null && end <= validFrom) {
    throw new Failure('option-value', {
      option: '--until',
      value: given.until ?? '',
      expected: `不早于任职的第一天 ${validFrom}`,
    });
  }
  if (!seat) {
    const last = Math.max(0, ...seats.map(({ position }) => position));
    addSeat(ledger, { ...wanted, position: last + 1, validFrom, validTo });
  }
  const term = end === null ? '' : `，任期到${chineseDate(addDays(end, -1))}`;
  return {
    lines: [`${body.title}：${role} ${name}（${unitAndPosts}）${term}`],
    findings: [],
    record: { body: body.id, name, unit, role, unitAndPosts, validFrom, validTo: end },
  };
}

/** Changes a seat that is held; gives it as it then is. */
function changeSeat(
  ledger: Ledger,
  known: Seat,
  wanted: Pick<Seat, 'bodyId' | 'personId' | 'role' | 'unitAndPosts'>,
  given: SeatByHand,
  since: IsoDate,
  until: IsoDate | null,
): Pick<Seat, 'validFrom' | 'validTo'> {
  const validTo = given.until === undefined ? known.validTo : until;
  const isSame = known.unitAndPosts === wanted.unitAndPosts && known.personId === wanted.personId;
  if (isSame || known.validFrom >= since) {
    if (validTo === null || validTo > known.validFrom) {
      if (!isSame) correctSeat(ledger, known.id, { ...known, ...wanted });
      if (validTo !== known.validTo) setTerm(ledger, known.id, validTo);
    }
    return { validFrom: known.validFrom, validTo };
  }
  if (validTo === null || validTo > since) {
    endSeat(ledger, known.id, since);
    addSeat(ledger, { ...wanted, position: known.position, validFrom: since, validTo });
  }
  return { validFrom: since, validTo };
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const given: SeatByHand = {
    body: String(input.arguments[0] ?? ''),
    name: String(input.arguments[1] ?? ''),
    role: requiredText(options, 'role'),
    unitAndPosts: requiredText(options, 'posts'),
    since: dateOption(options, 'since'),
    until: dateOption(options, 'until'),
    today: today(context),
  };
  const title = `登记${given.name}任${given.role}`;
  return applyChange(context, options, { kind: 'committee-seat', title }, (ledger) =>
    takeSeat(ledger, given, context.templateFolders),
  );
}
