import type { IsoDate } from '../common/dates.ts';
import type { SubmissionFacts } from '../policy/cadence/facts.ts';
import type { Ledger } from '../store/ledger.ts';

/** A report (报送材料) that was handed in, with the paper where one was given. */
export interface Submission extends SubmissionFacts {
  readonly id: number;
  /** Path of the paper as given. */
  readonly document: string | null;
  readonly documentSha256: string | null;
  readonly note: string | null;
}

/** Every report handed in, in the order of the days. */
export function allSubmissions(ledger: Ledger): Submission[] {
  return ledger
    .prepare<[], Submission>(
      `SELECT id, policy_id AS policyId, report, office_id AS officeId, group_id AS groupId, period,
        submitted_on AS submittedOn, document, document_sha256 AS documentSha256, note
       FROM submission ORDER BY submitted_on, id`,
    )
    .all();
}

/**
 * Enters a report, or corrects the one entered for the same period (inside `perform`): a paper or a note that is not
 * given stays as it was.
 */
export function saveSubmission(ledger: Ledger, submission: Omit<Submission, 'id'>): 'entered' | 'corrected' {
  const known = ledger
    .prepare<[string, string, string, number, number], { id: number; submittedOn: IsoDate }>(
      `SELECT id FROM submission WHERE policy_id = ? AND report = ? AND period = ?
        AND coalesce(office_id, 0) = ? AND coalesce(group_id, 0) = ?`,
    )
    .get(
      submission.policyId,
      submission.report,
      submission.period,
      submission.officeId ?? 0,
      submission.groupId ?? 0,
    );
  if (known) {
    ledger
      .prepare(
        `UPDATE submission SET submitted_on = @submittedOn, document = coalesce(@document, document),
          document_sha256 = iif(@document IS NULL, document_sha256, @documentSha256),
          note = coalesce(@note, note) WHERE id = @id`,
      )
      .run({ ...submission, id: known.id });
    return 'corrected';
  }
  ledger
    .prepare(
      `INSERT INTO submission (policy_id, report, office_id, group_id, period, submitted_on, document,
        document_sha256, note)
       VALUES (@policyId, @report, @officeId, @groupId, @period, @submittedOn, @document, @documentSha256, @note)`,
    )
    .run(submission);
  return 'entered';
}
