import type { IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';

/** What a file of the archive belongs to. */
type FileSource = 'activity' | 'document' | 'step' | 'submission' | 'bulletin' | 'paper';

/** A file of the archive as one record refers to it. */
export interface ArchivedFile {
  readonly source: FileSource;
  /** Row of the record in its table. */
  readonly sourceId: number;
  readonly name: string;
  readonly sha256: string;
  /** Null where the record keeps the hash alone. */
  readonly bytes: number | null;
  /** Title of an activity, else what the paper is in words or by its id in the policy. */
  readonly title: string;
  /** Null for a paper of no policy. */
  readonly policyId: string | null;
  /** Id of the kind of activity, the checklist, the procedure or the report; a paper's own category. */
  readonly kind: string;
  /** When it was held, else planned; when the paper was dated, the step taken, the report handed in. */
  readonly day: IsoDate;
  /** Null for what is the office's. */
  readonly groupId: number | null;
  /** Name of the group or the office. */
  readonly holder: string;
}

const everything = `
  SELECT 'activity' AS source, a.id AS sourceId, e.name, e.sha256, e.bytes, a.title, a.policy_id AS policyId, a.kind,
    coalesce(a.held_on, a.planned_on) AS day, a.group_id AS groupId, a.office_id AS officeId, e.id AS place
  FROM activity_evidence AS e JOIN activity AS a ON a.id = e.activity_id
  UNION ALL
  SELECT 'document', d.id, d.document, d.document_sha256, NULL, d.item, g.policy_id, d.checklist, d.dated, d.group_id,
    NULL, d.id
  FROM group_document AS d JOIN alliance_group AS g ON g.id = d.group_id WHERE d.document_sha256 IS NOT NULL
  UNION ALL
  SELECT 'step', s.id, s.document, s.document_sha256, NULL, s.step, g.policy_id, s.procedure_id, s.done_on, s.group_id,
    NULL, s.id
  FROM procedure_step AS s JOIN alliance_group AS g ON g.id = s.group_id WHERE s.document_sha256 IS NOT NULL
  UNION ALL
  SELECT 'submission', r.id, r.document, r.document_sha256, NULL, r.period, r.policy_id, r.report, r.submitted_on,
    r.group_id, r.office_id, r.id
  FROM submission AS r WHERE r.document_sha256 IS NOT NULL
  UNION ALL
  SELECT 'bulletin', b.id, b.name, b.sha256, b.bytes, b.title, b.policy_id, b.quarter, b.issued_on, NULL, NULL, b.id
  FROM bulletin AS b WHERE b.state = 'issued'
  UNION ALL
  SELECT 'paper', p.id, p.name, p.sha256, p.bytes, p.title, coalesce(p.policy_id, g.policy_id), p.category, p.dated,
    p.group_id, NULL, p.id
  FROM archived_paper AS p LEFT JOIN alliance_group AS g ON g.id = p.group_id`;

/** The files of the archive by day; of one group only, and of days within a period (both inclusive), where asked. */
export function archivedFiles(
  ledger: Ledger,
  filter: { readonly groupId?: number; readonly from?: IsoDate; readonly to?: IsoDate } = {},
): ArchivedFile[] {
  const { groupId = null, from = null, to = null } = filter;
  return ledger
    .prepare<[{ groupId: number | null; from: IsoDate | null; to: IsoDate | null }], ArchivedFile>(
      `WITH filed AS (${everything})
       SELECT source, sourceId, f.name, sha256, bytes, f.title, policyId, kind, day, groupId,
        coalesce(g.name, office.title, office.name, own.title, own.name) AS holder
       FROM filed AS f LEFT JOIN alliance_group AS g ON g.id = f.groupId
       LEFT JOIN office ON office.id = f.officeId JOIN office AS own ON own.is_own = 1
       WHERE (@groupId IS NULL OR groupId = @groupId) AND (@from IS NULL OR day >= @from)
         AND (@to IS NULL OR day <= @to)
       ORDER BY day, source, sourceId, place`,
    )
    .all({ groupId, from, to });
}

/** A paper filed by the clerk (归档的文件). */
export interface FiledPaper {
  readonly groupId: number | null;
  readonly policyId: string | null;
  readonly category: string;
  readonly title: string;
  readonly dated: IsoDate;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly note: string | null;
}

/** Whether the same file is filed under the same title already. */
export function isFiled(
  ledger: Ledger,
  { groupId, category, title, sha256 }: Pick<FiledPaper, 'groupId' | 'category' | 'title' | 'sha256'>,
): boolean {
  return (
    ledger
      .prepare<[string, string, string, number | null]>(
        'SELECT 1 FROM archived_paper WHERE category = ? AND title = ? AND sha256 = ? AND group_id IS ?',
      )
      .get(category, title, sha256, groupId) !== undefined
  );
}

/** Inside `perform`. */
export function addPaper(ledger: Ledger, paper: FiledPaper): number {
  const { lastInsertRowid } = ledger
    .prepare(
      `INSERT INTO archived_paper (group_id, policy_id, category, title, dated, name, sha256, bytes, note)
       VALUES (@groupId, @policyId, @category, @title, @dated, @name, @sha256, @bytes, @note)`,
    )
    .run(paper);
  return Number(lastInsertRowid);
}

export function findPaper(ledger: Ledger, id: number): FiledPaper | undefined {
  return ledger
    .prepare<[number], FiledPaper>(
      `SELECT group_id AS groupId, policy_id AS policyId, category, title, dated, name, sha256, bytes, note
       FROM archived_paper WHERE id = ?`,
    )
    .get(id);
}

/** Inside `perform`. The file itself stays in the archive. */
export function removePaper(ledger: Ledger, id: number): void {
  ledger.prepare('DELETE FROM archived_paper WHERE id = ?').run(id);
}
