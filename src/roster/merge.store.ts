import type { IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';
import { movePersonActivities } from './merge-activities.store.ts';
import { movePersonRecords } from './merge-records.store.ts';

/** Days [from, to) that a row holds, half-open; null while it lasts. */
interface Stay {
  readonly id: number;
  readonly from: IsoDate;
  readonly to: IsoDate | null;
}

/** A membership, with what is needed to tell whether two of them can be one kindergarten's. */
export interface MembershipTie extends Stay {
  readonly groupId: number;
  readonly group: string;
  readonly role: 'lead' | 'member';
  /** Last day's morrow on which it binds: its own end, or the end of the group or of its cycle. */
  readonly binds: IsoDate | null;
}

export interface ApplicationRow {
  readonly id: number;
  readonly policyId: string;
  readonly cycleStart: string;
  readonly receivedOn: IsoDate;
  readonly leadId: number | null;
}

interface SeatRow extends Stay {
  readonly bodyId: number;
  readonly role: string;
}

export function membershipTies(ledger: Ledger, kindergartenId: number): MembershipTie[] {
  return ledger
    .prepare<[number], MembershipTie>(
      `SELECT m.id, m.group_id AS groupId, g.name AS "group", m.role, m.valid_from AS "from", m.valid_to AS "to",
        nullif(min(coalesce(m.valid_to, '9999-12-31'), coalesce(g.valid_to, '9999-12-31'),
          coalesce(g.cycle_end, '9999-12-31')), '9999-12-31') AS binds
       FROM membership AS m JOIN alliance_group AS g ON g.id = m.group_id
       WHERE m.kindergarten_id = ? ORDER BY m.valid_from, m.id`,
    )
    .all(kindergartenId);
}

export function applicationRows(ledger: Ledger, kindergartenId: number): ApplicationRow[] {
  return ledger
    .prepare<[number], ApplicationRow>(
      `SELECT id, policy_id AS policyId, cycle_start AS cycleStart, received_on AS receivedOn, lead_id AS leadId
       FROM application WHERE kindergarten_id = ? ORDER BY id`,
    )
    .all(kindergartenId);
}

const later = (one: IsoDate | null, other: IsoDate | null) =>
  one === null || other === null ? null : one > other ? one : other;
const meets = (one: Stay, other: Stay) =>
  (other.to === null || one.from < other.to) && (one.to === null || other.from < one.to);

/**
 * Brings the stays of one entry under those of another: one that meets stays of the same kind becomes one with them,
 * the others are moved. Rows go before others grow, so that no two ever overlap.
 */
function uniteStays<T extends Stay>(
  ledger: Ledger,
  table: 'membership' | 'seat',
  column: 'kindergarten_id' | 'person_id',
  kept: { readonly id: number; readonly stays: readonly T[] },
  moving: readonly T[],
  same: (one: T, other: T) => boolean,
): number {
  const stays = [...kept.stays];
  for (const stay of moving) {
    const met = stays.filter((each) => same(each, stay) && meets(each, stay));
    const [first, ...others] = met;
    if (!first) {
      ledger.prepare(`UPDATE ${table} SET ${column} = ? WHERE id = ?`).run(kept.id, stay.id);
      stays.push(stay);
      continue;
    }
    const from = [stay, ...met].map((each) => each.from).sort()[0]!;
    const to = [stay, ...met].map((each) => each.to).reduce(later);
    for (const each of [stay, ...others]) ledger.prepare(`DELETE FROM ${table} WHERE id = ?`).run(each.id);
    ledger.prepare(`UPDATE ${table} SET valid_from = ?, valid_to = ? WHERE id = ?`).run(from, to, first.id);
    const rest = stays.filter((each) => !met.includes(each));
    stays.splice(0, stays.length, ...rest, { ...first, from, to });
  }
  return moving.length;
}

/** @returns how many memberships there were to move */
export function moveMemberships(ledger: Ledger, from: number, to: number): number {
  const kept = { id: to, stays: membershipTies(ledger, to) };
  return uniteStays(
    ledger,
    'membership',
    'kindergarten_id',
    kept,
    membershipTies(ledger, from),
    (one, other) => {
      return one.groupId === other.groupId && one.role === other.role;
    },
  );
}

/** Moves the applications; of two for the same policy and cycle the one that is not wanted goes. */
export function moveApplications(
  ledger: Ledger,
  from: number,
  to: number,
  unwanted: readonly number[],
): number {
  for (const id of unwanted) ledger.prepare('DELETE FROM application WHERE id = ?').run(id);
  const moved = ledger
    .prepare('UPDATE application SET kindergarten_id = ? WHERE kindergarten_id = ?')
    .run(to, from);
  return moved.changes;
}

/** Applications that ask for the kindergarten as their lead. */
export function moveLeads(ledger: Ledger, from: number, to: number): number {
  return ledger.prepare('UPDATE application SET lead_id = ? WHERE lead_id = ?').run(to, from).changes;
}

/** What clerks said of doubtful names in files. */
export function moveRememberedMatches(ledger: Ledger, from: number, to: number): number {
  return ledger
    .prepare<[{ to: string; from: string }]>(
      // Behind the number stands the name as it was written.
      `UPDATE setting SET value = @to || substr(value, length(@from) + 1)
       WHERE key GLOB 'match:*' AND (value = @from OR value GLOB @from || '|*')`,
    )
    .run({ to: String(to), from: String(from) }).changes;
}

/**
 * Steps, papers and waivers of a member: of two of the same step or paper in one group the one of the entry that stays
 * is kept.
 */
export function moveProcedures(ledger: Ledger, from: number, to: number): void {
  for (const [table, keys] of [
    ['procedure_step', 'procedure_id, step'],
    ['group_document', 'checklist, item'],
  ] as const) {
    ledger
      .prepare(
        `DELETE FROM ${table} WHERE kindergarten_id = ? AND (group_id, ${keys}) IN
          (SELECT group_id, ${keys} FROM ${table} WHERE kindergarten_id = ?)`,
      )
      .run(from, to);
    ledger.prepare(`UPDATE ${table} SET kindergarten_id = ? WHERE kindergarten_id = ?`).run(to, from);
  }
  ledger.prepare('UPDATE waiver SET kindergarten_id = ? WHERE kindergarten_id = ?').run(to, from);
}

/** Yearly figures: of two of the same indicator and year the one of the entry that stays is kept. */
export function moveIndicators(ledger: Ledger, from: number, to: number): void {
  ledger
    .prepare(
      `DELETE FROM indicator_value WHERE kindergarten_id = ? AND (policy_id, indicator, year) IN
        (SELECT policy_id, indicator, year FROM indicator_value WHERE kindergarten_id = ?)`,
    )
    .run(from, to);
  ledger.prepare('UPDATE indicator_value SET kindergarten_id = ? WHERE kindergarten_id = ?').run(to, from);
}

/** Findings confirmed for a bulletin: of two of the same finding the one of the entry that stays is kept. */
export function moveConfirmations(ledger: Ledger, from: number, to: number): void {
  ledger
    .prepare(
      `DELETE FROM bulletin_confirmation WHERE kindergarten_id = ?
        AND (policy_id, quarter, source, rule_id, coalesce(group_id, 0)) IN
          (SELECT policy_id, quarter, source, rule_id, coalesce(group_id, 0) FROM bulletin_confirmation
           WHERE kindergarten_id = ?)`,
    )
    .run(from, to);
  ledger
    .prepare('UPDATE bulletin_confirmation SET kindergarten_id = ? WHERE kindergarten_id = ?')
    .run(to, from);
}

/** Entries of registers: of two that are one, that of the entry that stays is kept, with what only the other says. */
export function moveRegisterEntries(ledger: Ledger, from: number, to: number): void {
  const both = { from, to };
  ledger
    .prepare<[typeof both]>(
      `UPDATE register_entry AS own SET content = json_patch(gone.content, own.content) FROM register_entry AS gone
       WHERE own.kindergarten_id = @to AND gone.kindergarten_id = @from AND gone.register = own.register
         AND gone.mark = own.mark`,
    )
    .run(both);
  ledger
    .prepare<[typeof both]>(
      `DELETE FROM register_entry WHERE kindergarten_id = @from AND (register, mark) IN
        (SELECT register, mark FROM register_entry WHERE kindergarten_id = @to)`,
    )
    .run(both);
  ledger
    .prepare<[typeof both]>('UPDATE register_entry SET kindergarten_id = @to WHERE kindergarten_id = @from')
    .run(both);
}

/** A way in which a kindergarten was entered that is not its own any more. */
export interface Alias {
  readonly name: string;
  readonly districtId: number | null;
  readonly code: string | null;
}

export function moveAliases(ledger: Ledger, from: number, to: number): number {
  return ledger
    .prepare('UPDATE kindergarten_alias SET kindergarten_id = ? WHERE kindergarten_id = ?')
    .run(to, from).changes;
}

export function addAlias(ledger: Ledger, kindergartenId: number, { name, districtId, code }: Alias): void {
  ledger
    .prepare('INSERT INTO kindergarten_alias (kindergarten_id, name, district_id, code) VALUES (?, ?, ?, ?)')
    .run(kindergartenId, name, districtId, code);
}

/** Removes a kindergarten that nothing refers to any more, with its facts. */
export function removeKindergarten(ledger: Ledger, id: number): void {
  ledger.prepare('DELETE FROM kindergarten_fact WHERE kindergarten_id = ?').run(id);
  ledger.prepare('DELETE FROM kindergarten WHERE id = ?').run(id);
}

interface PersonRow {
  id: number;
  name: string;
}

const seatsOf = (ledger: Ledger, personId: number) =>
  ledger
    .prepare<[number], SeatRow>(
      `SELECT id, body_id AS bodyId, role, valid_from AS "from", valid_to AS "to" FROM seat WHERE person_id = ?
       ORDER BY valid_from, id`,
    )
    .all(personId);

/**
 * People of the unit that goes are people of the unit that stays. One who stands under both becomes one, with the
 * seats of both. Where another kindergarten bears the unit's name too, nobody can tell whose people they are: they
 * stay as they are.
 * @returns how many people there were to move
 */
export function movePeople(ledger: Ledger, unit: string, to: string, besides: readonly number[]): number {
  if (unit === to) return 0;
  const bearers = ledger
    .prepare<[string], { id: number }>(
      'SELECT DISTINCT kindergarten_id AS id FROM kindergarten_fact WHERE name = ?',
    )
    .all(unit);
  if (bearers.some(({ id }) => !besides.includes(id))) return 0;
  const people = ledger
    .prepare<[string], PersonRow>('SELECT id, name FROM person WHERE unit = ? ORDER BY id')
    .all(unit);
  for (const { id, name } of people) {
    const kept = ledger
      .prepare<[string, string], { id: number }>('SELECT id FROM person WHERE name = ? AND unit = ?')
      .get(name, to);
    if (!kept) {
      ledger.prepare('UPDATE person SET unit = ? WHERE id = ?').run(to, id);
      continue;
    }
    const own = { id: kept.id, stays: seatsOf(ledger, kept.id) };
    uniteStays(ledger, 'seat', 'person_id', own, seatsOf(ledger, id), (one, other) => {
      return one.bodyId === other.bodyId && one.role === other.role;
    });
    movePersonActivities(ledger, id, kept.id);
    movePersonRecords(ledger, id, kept.id);
    ledger.prepare('DELETE FROM person WHERE id = ?').run(id);
  }
  return people.length;
}

/** Which kindergarten of a sender's (报送包) it is: the next package is taken for the entry that stays. */
export function movePackageRows(ledger: Ledger, from: number, to: number): void {
  ledger
    .prepare("UPDATE package_row SET row_id = ? WHERE table_name = 'kindergarten' AND row_id = ?")
    .run(to, from);
}
