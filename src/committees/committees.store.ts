import type { IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';
import type { Body, Seat } from './committee.ts';

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
      `SELECT seat.id, seat.body_id AS bodyId, seat.person_id AS personId, person.name, person.unit, seat.role,
        seat.position, seat.unit_and_posts AS unitAndPosts, seat.valid_from AS validFrom, seat.valid_to AS validTo
       FROM seat JOIN person ON person.id = seat.person_id
       WHERE seat.valid_from <= @on AND (seat.valid_to IS NULL OR seat.valid_to > @on)
       ORDER BY seat.position, seat.id`,
    )
    .all({ on });
  return bodies.map((body) => ({ ...body, seats: seats.filter((seat) => seat.bodyId === body.id) }));
}
