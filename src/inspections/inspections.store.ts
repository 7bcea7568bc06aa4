import type { IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';
import type {
  Inspection,
  InspectionFinding,
  InspectionKind,
  NewFinding,
  NewInspection,
  NewStep,
  StoredStep,
} from './inspection.ts';

export interface InspectionFilter {
  readonly id?: number | undefined;
  readonly kind?: InspectionKind | undefined;
  readonly groupId?: number | undefined;
  readonly kindergartenId?: number | undefined;
  readonly inspectorId?: number | undefined;
  /** Those made, or only planned, from one day to another, both inclusive. */
  readonly since?: IsoDate | undefined;
  readonly until?: IsoDate | undefined;
}

type StepRow = Omit<StoredStep, 'passed'> & { readonly passed: 0 | 1 | null };

/** What each part of the filter asks of a row; only those that are given go into the statement, which indexes serve. */
const conditions = {
  id: 'i.id = @id',
  kind: 'i.kind = @kind',
  groupId: 'i.group_id = @groupId',
  kindergartenId: 'i.kindergarten_id = @kindergartenId',
  inspectorId: 'i.inspector_id = @inspectorId',
  since: 'coalesce(i.visited_on, i.plan_filed_on) >= @since',
  until: 'coalesce(i.visited_on, i.plan_filed_on) <= @until',
} as const satisfies Record<keyof InspectionFilter, string>;

/** Inspections (督导) with what was found and what was done about it, in the order of their days. */
export function listInspections(ledger: Ledger, filter: InspectionFilter = {}): Inspection[] {
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
  const asked = Object.entries(conditions).flatMap(([key, condition]) => (key in given ? [condition] : []));
  const where = asked.length === 0 ? '' : `WHERE ${asked.join(' AND ')}`;
  const rows = ledger
    .prepare<[object], Omit<Inspection, 'findings'>>(
      `SELECT i.id, i.kind, i.group_id AS groupId, i.kindergarten_id AS kindergartenId,
        i.inspector_id AS inspectorId, person.name AS inspector, person.unit AS inspectorUnit,
        i.plan_filed_on AS planFiledOn, i.visited_on AS visitedOn, i.topics, i.opinion, i.note, i.origin
       FROM inspection AS i LEFT JOIN person ON person.id = i.inspector_id
       ${where} ORDER BY coalesce(i.visited_on, i.plan_filed_on), i.id`,
    )
    .all(given);
  if (rows.length === 0) return [];
  const findings = findingsByInspection(ledger, where, given);
  return rows.map((row) => ({ ...row, findings: findings.get(row.id) ?? [] }));
}

/** What was found in the inspections that a condition on `i` chooses, by inspection. */
function findingsByInspection(
  ledger: Ledger,
  where: string,
  given: object,
): Map<number, InspectionFinding[]> {
  const steps = new Map<number, StoredStep[]>();
  const stepRows = ledger
    .prepare<[object], StepRow>(
      `SELECT s.id, s.finding_id AS findingId, s.step, s.done_on AS doneOn, s.due_on AS dueOn, s.passed, s.result,
        s.document FROM inspection AS i JOIN inspection_finding AS f ON f.inspection_id = i.id
        JOIN rectification_step AS s ON s.finding_id = f.id
       ${where} ORDER BY s.finding_id, s.done_on, s.id`,
    )
    .all(given);
  for (const row of stepRows) {
    const own = steps.get(row.findingId);
    const step = { ...row, passed: row.passed === null ? null : row.passed === 1 };
    if (own) own.push(step);
    else steps.set(row.findingId, [step]);
  }
  const found = new Map<number, InspectionFinding[]>();
  const rows = ledger
    .prepare<[object], Omit<InspectionFinding, 'steps'>>(
      `SELECT f.id, f.inspection_id AS inspectionId, f.number, f.content, f.severity, f.points, f.note
       FROM inspection AS i JOIN inspection_finding AS f ON f.inspection_id = i.id
       ${where} ORDER BY f.inspection_id, f.number`,
    )
    .all(given);
  for (const row of rows) {
    const own = found.get(row.inspectionId);
    const finding = { ...row, steps: steps.get(row.id) ?? [] };
    if (own) own.push(finding);
    else found.set(row.inspectionId, [finding]);
  }
  return found;
}

export function findInspection(ledger: Ledger, id: number): Inspection | undefined {
  return listInspections(ledger, { id })[0];
}

/** Number of the inspection that a finding belongs to. */
export function inspectionOfFinding(ledger: Ledger, findingId: number): number | undefined {
  return ledger
    .prepare<[number], { id: number }>('SELECT inspection_id AS id FROM inspection_finding WHERE id = ?')
    .get(findingId)?.id;
}

/** Enters an inspection (inside `perform`). Gives its number. */
export function addInspection(ledger: Ledger, inspection: NewInspection): number {
  const { lastInsertRowid } = ledger
    .prepare(
      `INSERT INTO inspection (kind, group_id, kindergarten_id, inspector_id, plan_filed_on, visited_on, topics,
        opinion, note, origin)
       VALUES (@kind, @groupId, @kindergartenId, @inspectorId, @planFiledOn, @visitedOn, @topics, @opinion, @note,
        @origin)`,
    )
    .run(inspection);
  return Number(lastInsertRowid);
}

/** Puts right what an inspection says (inside `perform`). */
export function changeInspection(ledger: Ledger, id: number, inspection: NewInspection): void {
  ledger
    .prepare(
      `UPDATE inspection SET kind = @kind, group_id = @groupId, kindergarten_id = @kindergartenId,
        inspector_id = @inspectorId, plan_filed_on = @planFiledOn, visited_on = @visitedOn, topics = @topics,
        opinion = @opinion, note = @note WHERE id = @id`,
    )
    .run({ ...inspection, id });
}

/** Removes an inspection with what was found in it (inside `perform`). */
export function removeInspection(ledger: Ledger, id: number): void {
  ledger
    .prepare(
      'DELETE FROM rectification_step WHERE finding_id IN (SELECT id FROM inspection_finding WHERE inspection_id = ?)',
    )
    .run(id);
  ledger.prepare('DELETE FROM inspection_finding WHERE inspection_id = ?').run(id);
  ledger.prepare('DELETE FROM inspection WHERE id = ?').run(id);
}

/** Enters something found (inside `perform`). Gives its number. */
export function addFinding(ledger: Ledger, finding: NewFinding): number {
  const { lastInsertRowid } = ledger
    .prepare(
      `INSERT INTO inspection_finding (inspection_id, number, content, severity, points, note)
       VALUES (@inspectionId, @number, @content, @severity, @points, @note)`,
    )
    .run(finding);
  return Number(lastInsertRowid);
}

/** Inside `perform`. */
export function changeFinding(ledger: Ledger, id: number, finding: Omit<NewFinding, 'inspectionId'>): void {
  ledger
    .prepare(
      `UPDATE inspection_finding SET number = @number, content = @content, severity = @severity, points = @points,
        note = @note WHERE id = @id`,
    )
    .run({ ...finding, id });
}

const asRow = (step: NewStep) => ({ ...step, passed: step.passed === null ? null : Number(step.passed) });

/** Enters a step (inside `perform`). Gives its number. */
export function addStep(ledger: Ledger, step: NewStep): number {
  const { lastInsertRowid } = ledger
    .prepare(
      `INSERT INTO rectification_step (finding_id, step, done_on, due_on, passed, result, document)
       VALUES (@findingId, @step, @doneOn, @dueOn, @passed, @result, @document)`,
    )
    .run(asRow(step));
  return Number(lastInsertRowid);
}

/** Inside `perform`. */
export function changeStep(ledger: Ledger, id: number, step: NewStep): void {
  ledger
    .prepare(
      `UPDATE rectification_step SET done_on = @doneOn, due_on = @dueOn, passed = @passed, result = @result,
        document = @document WHERE id = @id`,
    )
    .run({ ...asRow(step), id });
}
