import type { IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';

/** As what somebody who was trained stands among the people of an activity. */
const trainee = '学员';

/** The hours of somebody who attended; undefined where the ledger does not know of it. */
export function attendanceOf(
  ledger: Ledger,
  activityId: number,
  personId: number,
): { readonly id: number; readonly hours: number | null } | undefined {
  return ledger
    .prepare<[number, number, string], { id: number; hours: number | null }>(
      'SELECT id, hours FROM activity_person WHERE activity_id = ? AND person_id = ? AND role = ?',
    )
    .get(activityId, personId, trainee);
}

/** Enters that somebody attended (inside `perform`); gives the row's number. */
export function addAttendance(
  ledger: Ledger,
  activityId: number,
  personId: number,
  hours: number | null,
): number {
  return Number(
    ledger
      .prepare('INSERT INTO activity_person (activity_id, person_id, role, hours) VALUES (?, ?, ?, ?)')
      .run(activityId, personId, trainee, hours).lastInsertRowid,
  );
}

/** Sets the hours of an attendance (inside `perform`). */
export function setHours(ledger: Ledger, attendanceId: number, hours: number): void {
  ledger.prepare('UPDATE activity_person SET hours = ? WHERE id = ?').run(hours, attendanceId);
}

/** Somebody at an activity that was held. */
export interface Attendance {
  readonly activityId: number;
  readonly policyId: string;
  readonly kind: string;
  readonly title: string;
  readonly heldOn: IsoDate;
  readonly heldTo: IsoDate | null;
  readonly personId: number;
  readonly name: string;
  readonly unit: string;
  readonly hours: number | null;
}

/** Who was trained at activities that began within a period (both days inclusive), by day, activity and entering. */
export function attendances(ledger: Ledger, from: IsoDate, to: IsoDate): Attendance[] {
  return ledger
    .prepare<[string, IsoDate, IsoDate], Attendance>(
      `SELECT a.id AS activityId, a.policy_id AS policyId, a.kind, a.title, a.held_on AS heldOn, a.held_to AS heldTo,
        p.id AS personId, p.name, p.unit, coalesce(t.hours, a.hours) AS hours
       FROM activity AS a JOIN activity_person AS t ON t.activity_id = a.id JOIN person AS p ON p.id = t.person_id
       WHERE t.role = ? AND a.held_on BETWEEN ? AND ? ORDER BY a.held_on, a.id, t.id`,
    )
    .all(trainee, from, to);
}

/** Everybody the ledger knows, by name and unit. */
export function everybody(
  ledger: Ledger,
): { readonly personId: number; readonly name: string; readonly unit: string }[] {
  return ledger
    .prepare<[], { personId: number; name: string; unit: string }>(
      'SELECT id AS personId, name, unit FROM person ORDER BY id',
    )
    .all();
}
