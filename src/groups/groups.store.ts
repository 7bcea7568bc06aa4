import type { Ledger } from '../store/ledger.ts';
import type { Group, GroupState, Member } from './group.ts';

interface GroupRow {
  id: number;
  policyId: string;
  tier: string | null;
  name: string;
  officeId: number | null;
  cycleStart: string;
  cycleEnd: string | null;
  validFrom: string;
  validTo: string | null;
  origin: Group['origin'];
}

interface MemberRow extends Member {
  groupId: number;
}

/** The state of a group on a date. */
export function groupState(group: Pick<Group, 'validFrom' | 'validTo' | 'cycleEnd'>, on: string): GroupState {
  if (group.validTo !== null && group.validTo <= on) return 'ended';
  if (group.validFrom > on) return 'planned';
  if (group.cycleEnd !== null && group.cycleEnd < on) return 'expired';
  return 'active';
}

/**
 * Groups with the members that held on a date. Ended groups are left out unless `includeEnded`; expired ones stay.
 */
export function listGroups(
  ledger: Ledger,
  on: string,
  filter: { policyId?: string; tier?: string; includeEnded?: boolean } = {},
): Group[] {
  const groups = ledger
    .prepare<[], GroupRow>(
      `SELECT id, policy_id AS policyId, tier, name, office_id AS officeId, cycle_start AS cycleStart,
        cycle_end AS cycleEnd, valid_from AS validFrom, valid_to AS validTo, origin FROM alliance_group ORDER BY id`,
    )
    .all();
  const members = ledger
    .prepare<[{ on: string }], MemberRow>(
      `SELECT membership.group_id AS groupId, membership.id AS membershipId, membership.kindergarten_id AS kindergartenId,
        fact.name, membership.role, membership.responsible, membership.valid_from AS validFrom, membership.valid_to AS validTo
       FROM membership
       JOIN kindergarten_fact AS fact ON fact.kindergarten_id = membership.kindergarten_id
        AND fact.valid_from <= @on AND (fact.valid_to IS NULL OR fact.valid_to > @on)
       WHERE membership.valid_from <= @on AND (membership.valid_to IS NULL OR membership.valid_to > @on)
       ORDER BY membership.group_id, membership.position, membership.id`,
    )
    .all({ on });
  const byGroup = new Map<number, MemberRow[]>();
  for (const member of members) {
    const own = byGroup.get(member.groupId);
    if (own) own.push(member);
    else byGroup.set(member.groupId, [member]);
  }
  return groups
    .map((row): Group => {
      const own = byGroup.get(row.id) ?? [];
      return {
        ...row,
        lead: own.find((member) => member.role === 'lead') ?? null,
        members: own.filter((member) => member.role === 'member'),
        state: groupState(row, on),
      };
    })
    .filter(
      (group) =>
        (filter.includeEnded || group.state !== 'ended') &&
        (filter.policyId === undefined || group.policyId === filter.policyId) &&
        (filter.tier === undefined || group.tier === filter.tier),
    );
}
