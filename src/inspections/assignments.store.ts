import type { IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';

/** What an inspector, liaison, researcher or trainer is responsible for (责任督学分工); valid time is half-open. */
export interface Assignment {
  readonly id: number;
  readonly personId: number;
  readonly name: string;
  readonly unit: string;
  readonly groupId: number;
  /** Null: for the whole group. */
  readonly kindergartenId: number | null;
  /** As the committee's list calls it: 专职责任督学, 视导员 … */
  readonly role: string;
  /** Share of the person's time in per cent (分工比例); null where none was set. */
  readonly share: number | null;
  readonly validFrom: IsoDate;
  readonly validTo: IsoDate | null;
}

export type NewAssignment = Omit<Assignment, 'id' | 'name' | 'unit'>;

/** Assignments that hold on a day, by group and person. */
export function listAssignments(ledger: Ledger, on: IsoDate): Assignment[] {
  return ledger
    .prepare<[{ on: IsoDate }], Assignment>(
      `SELECT a.id, a.person_id AS personId, person.name, person.unit, a.group_id AS groupId,
        a.kindergarten_id AS kindergartenId, a.role, a.share, a.valid_from AS validFrom, a.valid_to AS validTo
       FROM inspector_assignment AS a JOIN person ON person.id = a.person_id
       WHERE a.valid_from <= @on AND (a.valid_to IS NULL OR a.valid_to > @on)
       ORDER BY a.group_id, a.person_id, a.kindergarten_id, a.id`,
    )
    .all({ on });
}

/** Inside `perform`. Gives its number. */
export function addAssignment(ledger: Ledger, assignment: NewAssignment): number {
  const { lastInsertRowid } = ledger
    .prepare(
      `INSERT INTO inspector_assignment (person_id, group_id, kindergarten_id, role, share, valid_from, valid_to)
       VALUES (@personId, @groupId, @kindergartenId, @role, @share, @validFrom, @validTo)`,
    )
    .run(assignment);
  return Number(lastInsertRowid);
}

/** Ends an assignment on a day, the first without it (inside `perform`). */
export function endAssignment(ledger: Ledger, id: number, on: IsoDate): void {
  ledger.prepare('UPDATE inspector_assignment SET valid_to = ? WHERE id = ?').run(on, id);
}
