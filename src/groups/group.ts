/** `active` in force, `expired` 到期待续 (past its cycle, not yet renewed or ended), `planned` not yet begun, `ended` dissolved. */
export type GroupState = 'planned' | 'active' | 'expired' | 'ended';

export interface Member {
  readonly membershipId: number;
  readonly kindergartenId: number;
  readonly name: string;
  readonly role: 'lead' | 'member';
  /** 责任人 as the list gives it; null means: the principal. */
  readonly responsible: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** A group (联盟 / 集团 / 学区) as it was on one date: a lead kindergarten (主导园 / 龙头园 / 学区中心园) and its members. */
export interface Group {
  readonly id: number;
  readonly policyId: string;
  /** `city`, `county`, `town` …, as the policy names its tiers; null while open. */
  readonly tier: string | null;
  readonly name: string;
  readonly officeId: number | null;
  readonly lead: Member | null;
  readonly members: readonly Member[];
  readonly cycleStart: string;
  readonly cycleEnd: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly origin: 'list' | 'plan' | 'hand';
  readonly state: GroupState;
}

/** The state of a group on a date; the last day of its cycle still counts as in force. */
export function groupState(group: Pick<Group, 'validFrom' | 'validTo' | 'cycleEnd'>, on: string): GroupState {
  if (group.validTo !== null && group.validTo <= on) return 'ended';
  if (group.validFrom > on) return 'planned';
  if (group.cycleEnd !== null && group.cycleEnd < on) return 'expired';
  return 'active';
}
