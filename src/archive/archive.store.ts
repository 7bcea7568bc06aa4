import type { IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';

/** A file of the archive as one activity refers to it. */
export interface ArchivedFile {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly activityId: number;
  readonly title: string;
  readonly policyId: string;
  readonly kind: string;
  /** Held, else planned. */
  readonly day: IsoDate;
  /** Null for an activity of the office. */
  readonly groupId: number | null;
  /** Name of the group or the office. */
  readonly holder: string;
}

/** The files of activities by day; of one group only, and of days within a period (both inclusive), where asked. */
export function archivedFiles(
  ledger: Ledger,
  filter: { readonly groupId?: number; readonly from?: IsoDate; readonly to?: IsoDate } = {},
): ArchivedFile[] {
  const { groupId = null, from = null, to = null } = filter;
  return ledger
    .prepare<[{ groupId: number | null; from: IsoDate | null; to: IsoDate | null }], ArchivedFile>(
      `SELECT e.name, e.sha256, e.bytes, a.id AS activityId, a.title, a.policy_id AS policyId, a.kind,
        coalesce(a.held_on, a.planned_on) AS day, a.group_id AS groupId,
        coalesce(g.name, office.title, office.name, '') AS holder
       FROM activity_evidence AS e JOIN activity AS a ON a.id = e.activity_id
       LEFT JOIN alliance_group AS g ON g.id = a.group_id LEFT JOIN office ON office.id = a.office_id
       WHERE (@groupId IS NULL OR a.group_id = @groupId) AND (@from IS NULL OR day >= @from)
         AND (@to IS NULL OR day <= @to)
       ORDER BY day, a.id, e.id`,
    )
    .all({ groupId, from, to });
}
