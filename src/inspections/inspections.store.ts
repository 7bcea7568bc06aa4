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

/** Inspections (督导) with what was found and what was done about it, in the order of their days. */
export function listInspections(ledger: Ledger, filter: InspectionFilter = {}): Inspection[] {
  const { id = null, kind = null, groupId = null, kindergartenId = null, inspectorId = null } = filter;
  const { since = null, until = null } = filter;
  const rows = ledger
    .prepare<[object], Omit<Inspection, 'findings'>>(
      `SELECT i.id, i.kind, i.group_id AS groupId, i.kindergarten_id AS kindergartenId,
        i.inspector_id AS inspectorId, person.name AS inspector, person.unit AS inspectorUnit,
        i.plan_filed_on AS planFiledOn, i.visited_on AS visitedOn, i.topics, i.opinion, i.note, i.origin
       FROM inspection AS i LEFT JOIN person ON person.id = i.inspector_id
       WHERE (@id IS NULL OR i.id = @id) AND (@kind IS NULL OR i.kind = @kind)
        AND (@groupId IS NULL OR i.group_id = @groupId)
        AND (@kindergartenId IS NULL OR i.kindergarten_id = @kindergartenId)
        AND (@inspectorId IS NULL OR i.inspector_id = @inspectorId)
        AND (@since IS NULL OR coalesce(i.visited_on, i.plan_filed_on) >= @since)
        AND (@until IS NULL OR coalesce(i.visited_on, i.plan_filed_on) <= @until)
       ORDER BY coalesce(i.visited_on, i.plan_filed_on), i.id`,
    )
    .all({ id, kind, groupId, kindergartenId, inspectorId, since, until });
  if (rows.length === 0) return [];
  const findings = findingsByInspection(ledger, id);
  return rows.map((row) => ({ ...row, findings: findings.get(row.id) ?? [] }));
}

function findingsByInspection(ledger: Ledger, inspectionId: number | null): Map<number, InspectionFinding[]> {
  const steps = new Map<number, StoredStep[]>();
  const stepRows = ledger
    .prepare<[object], StepRow>(
      `SELECT s.id, s.finding_id AS findingId, s.step, s.done_on AS doneOn, s.due_on AS dueOn, s.passed, s.result,
        s.document FROM rectification_step AS s JOIN inspection_finding AS f ON f.id = s.finding_id
       WHERE @inspectionId IS NULL OR f.inspection_id = @inspectionId ORDER BY s.finding_id, s.done_on, s.id`,
    )
    .all({ inspectionId });
  for (const row of stepRows) {
    const step = { ...row, passed: row.passed === null ? null : row.passed === 1 };
    steps.set(row.findingId, [...(steps.get(row.findingId) ?? []), step]);
  }
  const found = new Map<number, InspectionFinding[]>();
  const rows = ledger
    .prepare<[object], Omit<InspectionFinding, 'steps'>>(
      `SELECT id, inspection_id AS inspectionId, number, content, severity, points, note FROM inspection_finding
       WHERE @inspectionId IS NULL OR inspection_id = @inspectionId ORDER BY inspection_id, number`,
    )
    .all({ inspectionId });
  for (const row of rows) {
    const finding = { ...row, steps: steps.get(row.id) ?? [] };
    found.set(row.inspectionId, [...(found.get(row.inspectionId) ?? []), finding]);
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
