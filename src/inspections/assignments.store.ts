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

const select = `SELECT a.id, a.person_id AS personId, person.name, person.unit, a.group_id AS groupId,
  a.kindergarten_id AS kindergartenId, a.role, a.share, a.valid_from AS validFrom, a.valid_to AS validTo
 FROM inspector_assignment AS a JOIN person ON person.id = a.person_id`;

/** Assignments that hold on a day, by group and person. */
export function listAssignments(ledger: Ledger, on: IsoDate): Assignment[] {
  return ledger
    .prepare<[{ on: IsoDate }], Assignment>(
      `${select} WHERE a.valid_from <= @on AND (a.valid_to IS NULL OR a.valid_to > @on)
       ORDER BY a.group_id, a.person_id, a.kindergarten_id, a.id`,
    )
    .all({ on });
}

/** What somebody is responsible for in a group on a day or later, for one kindergarten or for the whole (null). */
export function assignmentsSince(
  ledger: Ledger,
  whose: Pick<Assignment, 'personId' | 'groupId' | 'kindergartenId'>,
  since: IsoDate,
): Assignment[] {
  const { personId, groupId, kindergartenId } = whose;
  return ledger
    .prepare<[object], Assignment>(
      `${select} WHERE a.person_id = @personId AND a.group_id = @groupId AND a.kindergarten_id IS @kindergartenId
        AND (a.valid_to IS NULL OR a.valid_to > @since) ORDER BY a.valid_from, a.id`,
    )
    .all({ personId, groupId, kindergartenId, since });
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

/** Ends an assignment on a day, the first without it; one that would not have begun by then goes (inside `perform`). */
export function endAssignment(
  ledger: Ledger,
  { id, validFrom }: Pick<Assignment, 'id' | 'validFrom'>,
  on: IsoDate,
): void {
  if (validFrom >= on) ledger.prepare('DELETE FROM inspector_assignment WHERE id = ?').run(id);
  else ledger.prepare('UPDATE inspector_assignment SET valid_to = ? WHERE id = ?').run(on, id);
}
