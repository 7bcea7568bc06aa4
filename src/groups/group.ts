import { holdsOn, type IsoDate, type Period } from '../common/dates.ts';

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

/** One period of one kindergarten in a group. Neighbouring periods in the same role are one membership. */
export interface MembershipPeriod extends Omit<Member, 'name'> {
  readonly position: number;
  readonly endReason: string | null;
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

/**
 * Without the groups past their cycle whose lead has a later one of the same policy, in force or about to be: those
 * are superseded. An expired group without such a successor stays.
 */
export function withoutSuperseded(groups: readonly Group[]): Group[] {
  const leadKey = (group: Group) =>
    group.lead ? `${group.policyId} ${group.lead.kindergartenId}` : undefined;
  const succeeding = new Set(
    groups.filter((group) => group.state === 'active' || group.state === 'planned').map(leadKey),
  );
  return groups.filter((group) => {
    const key = leadKey(group);
    return group.state !== 'expired' || key === undefined || !succeeding.has(key);
  });
}

/** One membership from its first to its last day; `to` is the first day after it, null while it lasts. */
export interface Membership extends Period {
  readonly kindergartenId: number;
  readonly role: Member['role'];
  readonly endReason: string | null;
}

/** Joins the neighbouring periods of each kindergarten (they differ in who is responsible) into memberships, by date. */
export function joinPeriods(periods: readonly MembershipPeriod[]): Membership[] {
  const joined: Membership[] = [];
  for (const period of [...periods].sort((one, other) => (one.validFrom < other.validFrom ? -1 : 1))) {
    const { kindergartenId, role, endReason } = period;
    const before = joined.findIndex(
      (each) => each.kindergartenId === kindergartenId && each.role === role && each.to === period.validFrom,
    );
    const from = joined[before]?.from ?? period.validFrom;
    if (before >= 0) joined.splice(before, 1);
    joined.push({ kindergartenId, role, from, to: period.validTo, endReason });
  }
  return joined;
}

/** The periods, in order, that together are the one membership of a kindergarten holding on a date. */
export function membershipOn(periods: readonly MembershipPeriod[], on: IsoDate): MembershipPeriod[] {
  const membership = joinPeriods(periods).find((each) => holdsOn(each, on));
  if (!membership) return [];
  return periods.filter(
    (period) =>
      period.kindergartenId === membership.kindergartenId &&
      period.role === membership.role &&
      period.validFrom >= membership.from &&
      (membership.to === null || period.validFrom < membership.to),
  );
}
