import { beginning, type IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';
import type { Body, Seat } from './committee.ts';

const selectSeats = `SELECT seat.id, seat.body_id AS bodyId, seat.person_id AS personId, person.name, person.unit, seat.role,
  seat.position, seat.unit_and_posts AS unitAndPosts, seat.valid_from AS validFrom, seat.valid_to AS validTo
 FROM seat JOIN person ON person.id = seat.person_id`;

/** Bodies with the seats that hold on a date, in the order of the list; a body that does not hold is left out. */
export function listBodies(ledger: Ledger, on: IsoDate): Body[] {
  const bodies = ledger
    .prepare<[{ on: IsoDate }], Omit<Body, 'seats'>>(
      `SELECT id, kind, office_id AS officeId, group_id AS groupId, policy_id AS policyId, title FROM body
       WHERE valid_from <= @on AND (valid_to IS NULL OR valid_to > @on) ORDER BY id`,
    )
    .all({ on });
  const seats = ledger
    .prepare<[{ on: IsoDate }], Seat>(
      `${selectSeats}
       WHERE seat.valid_from <= @on AND (seat.valid_to IS NULL OR seat.valid_to > @on)
       ORDER BY seat.position, seat.id`,
    )
    .all({ on });
  return bodies.map((body) => ({ ...body, seats: seats.filter((seat) => seat.bodyId === body.id) }));
}

/** Every body that ever was, with all who ever sat in it, in the order of the list. */
export function allBodies(ledger: Ledger): (Omit<Body, 'seats'> & {
  readonly validFrom: IsoDate;
  readonly validTo: IsoDate | null;
  readonly seats: readonly Seat[];
})[] {
  const bodies = ledger
    .prepare<[], Omit<Body, 'seats'> & { validFrom: IsoDate; validTo: IsoDate | null }>(
      `SELECT id, kind, office_id AS officeId, group_id AS groupId, policy_id AS policyId, title,
        valid_from AS validFrom, valid_to AS validTo FROM body ORDER BY id`,
    )
    .all();
  const seats = new Map<number, Seat[]>();
  for (const seat of ledger.prepare<[], Seat>(`${selectSeats} ORDER BY seat.position, seat.id`).all()) {
    const own = seats.get(seat.bodyId);
    if (own) own.push(seat);
    else seats.set(seat.bodyId, [seat]);
  }
  return bodies.map((body) => ({ ...body, seats: seats.get(body.id) ?? [] }));
}

/** What a body is entered with. */
export type NewBody = Omit<Body, 'id' | 'seats'>;

/**
 * The body of a kind, of an office or a group, under a policy that is in force or yet to begin; where no policy can be
 * told, its only one whatever the policy. Undefined where there is none.
 */
export function findBody(ledger: Ledger, body: Omit<NewBody, 'title'>): number | undefined {
  const { kind, officeId, groupId } = body;
  const bodies = ledger
    .prepare<[Pick<NewBody, 'kind' | 'officeId' | 'groupId'>], { id: number; policyId: string | null }>(
      `SELECT id, policy_id AS policyId FROM body
       WHERE kind = @kind AND office_id IS @officeId AND group_id IS @groupId AND valid_to IS NULL ORDER BY id`,
    )
    .all({ kind, officeId, groupId });
  const exact = bodies.find(({ policyId }) => policyId === body.policyId);
  return (exact ?? (body.policyId === null && bodies.length === 1 ? bodies[0] : undefined))?.id;
}

/** One body by its number, whenever it held. */
export function bodyById(ledger: Ledger, id: number): Omit<Body, 'seats'> | undefined {
  return ledger
    .prepare<[number], Omit<Body, 'seats'>>(
      `SELECT id, kind, office_id AS officeId, group_id AS groupId, policy_id AS policyId, title FROM body
       WHERE id = ?`,
    )
    .get(id);
}

/** Enters a body (inside `perform`); without a day, nothing is known of its start. */
export function addBody(ledger: Ledger, body: NewBody, since: IsoDate = beginning): number {
  const { kind, officeId, groupId, policyId, title } = body;
  const { lastInsertRowid } = ledger
    .prepare(
      `INSERT INTO body (kind, office_id, group_id, policy_id, title, valid_from)
       VALUES (@kind, @officeId, @groupId, @policyId, @title, @since)`,
    )
    .run({ kind, officeId, groupId, policyId, title, since });
  return Number(lastInsertRowid);
}

/** The seats of a body that have not ended by a day, whether begun or not, in the order of the list. */
export function openSeats(ledger: Ledger, bodyId: number, on: IsoDate): Seat[] {
  return ledger
    .prepare<[number, IsoDate], Seat>(
      `${selectSeats}
       WHERE seat.body_id = ? AND (seat.valid_to IS NULL OR seat.valid_to > ?) ORDER BY seat.position, seat.id`,
    )
    .all(bodyId, on);
}

/** Whether anybody ever sat in a body. */
export function wasEverSeated(ledger: Ledger, bodyId: number): boolean {
  return ledger.prepare<[number]>('SELECT 1 FROM seat WHERE body_id = ? LIMIT 1').get(bodyId) !== undefined;
}

/** Whether anybody held a role of a body before a day. */
export function wasSeatedInRole(ledger: Ledger, bodyId: number, role: string, on: IsoDate): boolean {
  return (
    ledger
      .prepare<[number, string, IsoDate]>(
        'SELECT 1 FROM seat WHERE body_id = ? AND role = ? AND valid_to <= ?',
      )
      .get(bodyId, role, on) !== undefined
  );
}

/** The day on which the last of a person's ended seats of a role ended, other than `besides`; null where none did. */
export function lastEndOf(
  ledger: Ledger,
  seat: Pick<Seat, 'bodyId' | 'personId' | 'role'>,
  besides = 0,
): IsoDate | null {
  const row = ledger
    .prepare<[number, number, string, number], { last: IsoDate | null }>(
      'SELECT max(valid_to) AS last FROM seat WHERE body_id = ? AND person_id = ? AND role = ? AND id <> ?',
    )
    .get(seat.bodyId, seat.personId, seat.role, besides);
  return row?.last ?? null;
}

/** The person of that name and unit; entered where the ledger lacks one (inside `perform`). */
export function findOrAddPerson(ledger: Ledger, name: string, unit: string): number {
  const found = ledger
    .prepare<[string, string], { id: number }>('SELECT id FROM person WHERE name = ? AND unit = ?')
    .get(name, unit);
  if (found) return found.id;
  const renamed = personUnderAlias(ledger, name, unit);
  if (renamed !== undefined) return renamed;
  return Number(
    ledger.prepare('INSERT INTO person (name, unit) VALUES (?, ?)').run(name, unit).lastInsertRowid,
  );
}

/** The person where the unit is another name of one kindergarten, by which no kindergarten goes now. */
function personUnderAlias(ledger: Ledger, name: string, unit: string): number | undefined {
  const people = ledger
    .prepare<[{ name: string; unit: string }], { id: number }>(
      `SELECT DISTINCT person.id FROM kindergarten_alias AS alias
       JOIN kindergarten_fact AS fact ON fact.kindergarten_id = alias.kindergarten_id AND fact.valid_to IS NULL
       JOIN person ON person.unit = fact.name AND person.name = @name
       WHERE alias.name = @unit AND NOT EXISTS (SELECT 1 FROM kindergarten_fact WHERE name = @unit AND valid_to IS NULL)`,
    )
    .all({ name, unit });
  return people.length === 1 ? people[0]?.id : undefined;
}

export type NewSeat = Omit<Seat, 'id' | 'name' | 'unit'>;

/** Gives somebody a seat (inside `perform`). */
export function addSeat(ledger: Ledger, seat: NewSeat): number {
  const { lastInsertRowid } = ledger
    .prepare(
      `INSERT INTO seat (body_id, person_id, role, position, unit_and_posts, valid_from, valid_to)
       VALUES (@bodyId, @personId, @role, @position, @unitAndPosts, @validFrom, @validTo)`,
    )
    .run(seat);
  return Number(lastInsertRowid);
}

/** Ends a seat on a day, which is the first without it (inside `perform`). */
export function endSeat(ledger: Ledger, seatId: number, on: IsoDate): void {
  ledger.prepare('UPDATE seat SET valid_to = ? WHERE id = ?').run(on, seatId);
}

/** Puts right what a seat says, without a new version (inside `perform`). */
export function correctSeat(
  ledger: Ledger,
  seatId: number,
  seat: Pick<Seat, 'personId' | 'position' | 'unitAndPosts'>,
): void {
  ledger
    .prepare('UPDATE seat SET person_id = ?, position = ?, unit_and_posts = ? WHERE id = ?')
    .run(seat.personId, seat.position, seat.unitAndPosts, seatId);
}

/** Removes a seat that ended the day it began: it never held (inside `perform`). */
export function removeSeat(ledger: Ledger, seatId: number): void {
  ledger.prepare('DELETE FROM seat WHERE id = ?').run(seatId);
}

/** Sets when a seat ends, null for no end (inside `perform`). */
export function setTerm(ledger: Ledger, seatId: number, validTo: IsoDate | null): void {
  ledger.prepare('UPDATE seat SET valid_to = ? WHERE id = ?').run(validTo, seatId);
}
