import type { IsoDate } from '../common/dates.ts';
import type { ActivityFacts, SubmissionFacts } from '../policy/cadence/facts.ts';
import type { Ledger } from '../store/ledger.ts';

interface HeldRow extends Omit<ActivityFacts, 'due' | 'kindergartenIds'> {
  readonly dueFrom: IsoDate | null;
  readonly dueTo: IsoDate | null;
  /** Ids, a comma between them. */
  readonly kindergartens: string | null;
}

/** Everything that was held, in the order of the days. */
export function allHeld(ledger: Ledger): ActivityFacts[] {
  return ledger
    .prepare<[], HeldRow>(
      `SELECT policy_id AS policyId, group_id AS groupId, office_id AS officeId, kind, rule_id AS ruleId,
        due_from AS dueFrom, due_to AS dueTo, held_on AS heldOn, host_id AS hostId,
        (SELECT group_concat(kindergarten_id) FROM activity_kindergarten WHERE activity_id = activity.id)
          AS kindergartens
       FROM activity WHERE state = 'done' ORDER BY held_on, id`,
    )
    .all()
    .map(({ dueFrom, dueTo, kindergartens, ...held }) => ({
      ...held,
      due: dueFrom !== null && dueTo !== null ? { from: dueFrom, to: dueTo } : null,
      kindergartenIds: (kindergartens ?? '').split(',').filter(Boolean).map(Number),
    }));
}

/** Every report handed in, in the order of the days. */
export function allHandedIn(ledger: Ledger): SubmissionFacts[] {
  return ledger
    .prepare<[], SubmissionFacts>(
      `SELECT policy_id AS policyId, report, office_id AS officeId, group_id AS groupId, period,
        submitted_on AS submittedOn FROM submission ORDER BY submitted_on, id`,
    )
    .all();
}
