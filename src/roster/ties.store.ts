import type { IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';

/** A group a kindergarten belongs to on a date. */
export interface GroupTie {
  readonly id: number;
  readonly name: string;
  readonly policy: string;
  readonly tier: string | null;
  readonly role: 'lead' | 'member';
  readonly cycleStart: IsoDate;
  readonly cycleEnd: IsoDate | null;
}

/** An application received from a kindergarten. */
export interface ApplicationTie {
  readonly id: number;
  readonly policy: string;
  readonly receivedOn: IsoDate;
  /** The lead it asks for, as written. */
  readonly leadName: string | null;
}

/** The groups a kindergarten is in on a date, ended ones left out. */
export function groupsOf(ledger: Ledger, kindergartenId: number, on: IsoDate): GroupTie[] {
  return ledger
    .prepare<[{ id: number; on: string }], GroupTie>(
      `SELECT alliance_group.id, alliance_group.name, alliance_group.policy_id AS policy, alliance_group.tier,
        membership.role, alliance_group.cycle_start AS cycleStart, alliance_group.cycle_end AS cycleEnd
       FROM membership JOIN alliance_group ON alliance_group.id = membership.group_id
       WHERE membership.kindergarten_id = @id
        AND membership.valid_from <= @on AND (membership.valid_to IS NULL OR membership.valid_to > @on)
        AND (alliance_group.valid_to IS NULL OR alliance_group.valid_to > @on)
       ORDER BY alliance_group.id`,
    )
    .all({ id: kindergartenId, on });
}

/** The applications received from a kindergarten, the latest first. */
export function applicationsOf(ledger: Ledger, kindergartenId: number): ApplicationTie[] {
  return ledger
    .prepare<[number], ApplicationTie>(
      `SELECT id, policy_id AS policy, received_on AS receivedOn, lead_name AS leadName FROM application
       WHERE kindergarten_id = ? ORDER BY received_on DESC, id DESC`,
    )
    .all(kindergartenId);
}
