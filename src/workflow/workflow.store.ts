import type { IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';
import type { StepRecord } from './procedure.ts';

const selectSteps = `SELECT id, group_id AS groupId, kindergarten_id AS kindergartenId, procedure_id AS procedureId, step,
  done_on AS doneOn, decided_by AS decidedBy, document, document_sha256 AS documentSha256, note FROM procedure_step`;

/** The steps of a group, its members' too, in the order of their dates. */
export function stepsOf(ledger: Ledger, groupId: number): StepRecord[] {
  return ledger
    .prepare<[number], StepRecord>(`${selectSteps} WHERE group_id = ? ORDER BY done_on, id`)
    .all(groupId);
}

/** Records a step, or corrects the one already there (inside `perform`). */
export function saveStep(ledger: Ledger, step: Omit<StepRecord, 'id'>): void {
  const known = ledger
    .prepare<[number, number, string, string], { id: number }>(
      `SELECT id FROM procedure_step
       WHERE group_id = ? AND coalesce(kindergarten_id, 0) = ? AND procedure_id = ? AND step = ?`,
    )
    .get(step.groupId, step.kindergartenId ?? 0, step.procedureId, step.step);
  if (known) {
    ledger
      .prepare(
        `UPDATE procedure_step SET done_on = @doneOn, decided_by = @decidedBy, document = @document,
          document_sha256 = @documentSha256, note = @note
         WHERE id = @id AND (done_on, coalesce(decided_by, ''), coalesce(document, ''),
          coalesce(document_sha256, ''), coalesce(note, '')) <> (@doneOn, coalesce(@decidedBy, ''),
          coalesce(@document, ''), coalesce(@documentSha256, ''), coalesce(@note, ''))`,
      )
      .run({ ...step, id: known.id });
    return;
  }
  ledger
    .prepare(
      `INSERT INTO procedure_step (group_id, kindergarten_id, procedure_id, step, done_on, decided_by, document,
        document_sha256, note)
       VALUES (@groupId, @kindergartenId, @procedureId, @step, @doneOn, @decidedBy, @document, @documentSha256, @note)`,
    )
    .run(step);
}

/** A paper (材料) of a checklist, or that it is known to be missing. */
export interface DocumentRecord {
  readonly id: number;
  readonly groupId: number;
  readonly kindergartenId: number | null;
  readonly checklist: string;
  readonly item: string;
  readonly present: boolean;
  readonly dated: IsoDate;
  readonly document: string | null;
  readonly documentSha256: string | null;
  readonly note: string | null;
}

type StoredDocument = Omit<DocumentRecord, 'present'> & { readonly present: 0 | 1 };

const selectDocuments = `SELECT id, group_id AS groupId, kindergarten_id AS kindergartenId, checklist, item, present,
  dated, document, document_sha256 AS documentSha256, note FROM group_document`;

const withPresence = (row: StoredDocument): DocumentRecord => ({ ...row, present: row.present === 1 });

export function documentsOf(ledger: Ledger, groupId: number): DocumentRecord[] {
  return ledger
    .prepare<[number], StoredDocument>(`${selectDocuments} WHERE group_id = ? ORDER BY id`)
    .all(groupId)
    .map(withPresence);
}

/** Records a paper, or corrects what is known of it (inside `perform`). */
export function saveDocument(ledger: Ledger, document: Omit<DocumentRecord, 'id'>): void {
  const known = documentsOf(ledger, document.groupId).find(
    (each) =>
      each.kindergartenId === document.kindergartenId &&
      each.checklist === document.checklist &&
      each.item === document.item,
  );
  const row = { ...document, present: document.present ? 1 : 0 };
  if (!known) {
    ledger
      .prepare(
        `INSERT INTO group_document (group_id, kindergarten_id, checklist, item, present, dated, document,
          document_sha256, note)
         VALUES (@groupId, @kindergartenId, @checklist, @item, @present, @dated, @document, @documentSha256, @note)`,
      )
      .run(row);
    return;
  }
  const { id, ...before } = known;
  if (JSON.stringify(before) === JSON.stringify({ ...before, ...document })) return;
  ledger
    .prepare(
      `UPDATE group_document SET present = @present, dated = @dated, document = @document,
        document_sha256 = @documentSha256, note = @note WHERE id = @id`,
    )
    .run({ ...row, id });
}

/** A rule that a group or a member need not meet for a reason (豁免). */
export interface WaiverRecord {
  readonly id: number;
  readonly policyId: string;
  readonly ruleId: string;
  readonly groupId: number | null;
  readonly kindergartenId: number | null;
  readonly reason: string;
  readonly grantedBy: string;
  readonly grantedOn: IsoDate;
  readonly validFrom: IsoDate;
  readonly validTo: IsoDate | null;
}

export function listWaivers(ledger: Ledger): WaiverRecord[] {
  return ledger
    .prepare<[], WaiverRecord>(
      `SELECT id, policy_id AS policyId, rule_id AS ruleId, group_id AS groupId, kindergarten_id AS kindergartenId,
        reason, granted_by AS grantedBy, granted_on AS grantedOn, valid_from AS validFrom, valid_to AS validTo
       FROM waiver ORDER BY id`,
    )
    .all();
}

/** @returns the waiver's number */
export function addWaiver(ledger: Ledger, waiver: Omit<WaiverRecord, 'id'>): number {
  return Number(
    ledger
      .prepare(
        `INSERT INTO waiver (policy_id, rule_id, group_id, kindergarten_id, reason, granted_by, granted_on, valid_from,
          valid_to)
         VALUES (@policyId, @ruleId, @groupId, @kindergartenId, @reason, @grantedBy, @grantedOn, @validFrom, @validTo)`,
      )
      .run(waiver).lastInsertRowid,
  );
}

/** Ends a waiver: `on` is the first day without it (inside `perform`). */
export function endWaiver(ledger: Ledger, id: number, on: IsoDate): void {
  ledger.prepare('UPDATE waiver SET valid_to = ? WHERE id = ?').run(on, id);
}

/** All steps and papers, for the rules: read once. */
export function allSteps(ledger: Ledger): StepRecord[] {
  return ledger.prepare<[], StepRecord>(`${selectSteps} ORDER BY group_id, done_on, id`).all();
}

export function allDocuments(ledger: Ledger): DocumentRecord[] {
  return ledger
    .prepare<[], StoredDocument>(`${selectDocuments} ORDER BY group_id, id`)
    .all()
    .map(withPresence);
}
