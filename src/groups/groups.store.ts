import type { Ledger } from '../store/ledger.ts';
import { type Group, groupState, type Member } from './group.ts';
import { tierName } from './group-naming.ts';
import { insertMembership, type NewMember } from './memberships.store.ts';

type GroupRow = Omit<Group, 'lead' | 'members' | 'state'>;

interface MemberRow extends Member {
  readonly groupId: number;
}

/** What a new group (联盟) is made of; lead and members stand from `validFrom` on. */
export interface NewGroup {
  readonly policyId: string;
  readonly tier: string | null;
  readonly name: string;
  readonly officeId: number | null;
  /** First and last day of its cycle (周期), both inclusive; no last day where the policy states no cycle. */
  readonly cycleStart: string;
  readonly cycleEnd: string | null;
  readonly validFrom: string;
  readonly origin: Group['origin'];
  readonly lead: NewMember;
  readonly members: readonly NewMember[];
}

/** The groups that `predicate` (over `alliance_group AS g`) selects, in the order of their ids. */
function readGroups(
  ledger: Ledger,
  on: string,
  predicate = 'TRUE',
  parameters: Readonly<Record<string, string | number>> = {},
): Group[] {
  const groups = ledger
    .prepare<[object], GroupRow>(
      `SELECT g.id, g.policy_id AS policyId, g.tier, g.name, g.office_id AS officeId, g.cycle_start AS cycleStart,
        g.cycle_end AS cycleEnd, g.valid_from AS validFrom, g.valid_to AS validTo, g.origin
       FROM alliance_group AS g WHERE @on = @on AND ${predicate} ORDER BY g.id`,
    )
    .all({ on, ...parameters });
  // A group that has not begun is read on its first day, one that has ended on its last: else it would look empty.
  const day = `CASE WHEN g.valid_to <= @on THEN date(g.valid_to, '-1 day') WHEN g.valid_from > @on THEN g.valid_from ELSE @on END`;
  // The name of that day; of the last version known where the kindergarten's own facts have come to an end.
  const name = `(SELECT fact.name FROM kindergarten_fact AS fact WHERE fact.kindergarten_id = m.kindergarten_id
    ORDER BY fact.valid_from <= ${day} DESC, CASE WHEN fact.valid_from <= ${day} THEN fact.valid_from END DESC, fact.valid_from LIMIT 1)`;
  const members = ledger
    .prepare<[object], MemberRow>(
      `SELECT m.group_id AS groupId, m.id AS membershipId, m.kindergarten_id AS kindergartenId, ${name} AS name,
        m.role, m.responsible, m.valid_from AS validFrom, m.valid_to AS validTo
       FROM alliance_group AS g JOIN membership AS m ON m.group_id = g.id
       WHERE m.valid_from <= ${day} AND (m.valid_to IS NULL OR m.valid_to > ${day}) AND ${predicate}
       ORDER BY m.group_id, m.position, m.id`,
    )
    .all({ on, ...parameters });
  const byGroup = new Map<number, MemberRow[]>();
  for (const member of members) {
    const own = byGroup.get(member.groupId);
    if (own) own.push(member);
    else byGroup.set(member.groupId, [member]);
  }
  return groups.map((row): Group => {
    const own = byGroup.get(row.id) ?? [];
    return {
      ...row,
      lead: own.find((member) => member.role === 'lead') ?? null,
      members: own.filter((member) => member.role === 'member'),
      state: groupState(row, on),
    };
  });
}

/**
 * Groups with the lead and members that held on a date. Expired and planned ones are among them (planned ones as
 * they will be on their first day); ended ones only with `includeEnded` (as they were on their last day). A tier is
 * meant by its id or its name, 未定 where it is open.
 */
export function listGroups(
  ledger: Ledger,
  on: string,
  filter: { policyId?: string; tier?: string; includeEnded?: boolean } = {},
): Group[] {
  return readGroups(ledger, on).filter(
    (group) =>
      (filter.includeEnded || group.state !== 'ended') &&
      (filter.policyId === undefined || group.policyId === filter.policyId) &&
      (filter.tier === undefined || [group.tier, tierName(group.tier)].includes(filter.tier)),
  );
}

/** One group as `listGroups` reads it, ended or not. */
export function findGroup(ledger: Ledger, id: number, on: string): Group | undefined {
  return readGroups(ledger, on, 'g.id = @id', { id })[0];
}

/** The group of a policy that the kindergarten leads on a date and that has not ended; the latest where several are. */
export function findGroupByLead(
  ledger: Ledger,
  policyId: string,
  kindergartenId: number,
  on: string,
): Group | undefined {
  return groupsOf(ledger, kindergartenId, on)
    .filter((group) => group.policyId === policyId && group.lead?.kindergartenId === kindergartenId)
    .at(-1);
}

/** The groups, not ended, of which the kindergarten is lead or member on a date; those of all policies. */
export function groupsOf(ledger: Ledger, kindergartenId: number, on: string): Group[] {
  return readGroups(
    ledger,
    on,
    `(g.valid_to IS NULL OR g.valid_to > @on) AND g.valid_from <= @on
      AND g.id IN (SELECT own.group_id FROM membership AS own WHERE own.kindergarten_id = @kindergartenId
        AND own.valid_from <= @on AND (own.valid_to IS NULL OR own.valid_to > @on))`,
    { kindergartenId },
  );
}

/**
 * All groups of a policy, ended ones too, that the kindergarten leads at any time from `from` on: for recognising
 * the group of a list, whose lead may have changed since.
 */
export function groupsEverLedBy(
  ledger: Ledger,
  policyId: string,
  kindergartenId: number,
  from: string,
  on: string,
): Group[] {
  return readGroups(
    ledger,
    on,
    `g.policy_id = @policyId AND g.id IN (SELECT own.group_id FROM membership AS own
      WHERE own.kindergarten_id = @kindergartenId AND own.role = 'lead'
        AND (own.valid_to IS NULL OR own.valid_to > @from))`,
    { policyId, kindergartenId, from },
  );
}

/** Makes a group with its lead and members; gives its id. No kindergarten may stand in it twice. */
export function createGroup(ledger: Ledger, group: NewGroup): number {
  const { lastInsertRowid } = ledger
    .prepare(
      `INSERT INTO alliance_group (policy_id, tier, name, office_id, cycle_start, cycle_end, origin, valid_from)
       VALUES (@policyId, @tier, @name, @officeId, @cycleStart, @cycleEnd, @origin, @validFrom)`,
    )
    .run({
      policyId: group.policyId,
      tier: group.tier,
      name: group.name,
      officeId: group.officeId,
      cycleStart: group.cycleStart,
      cycleEnd: group.cycleEnd,
      origin: group.origin,
      validFrom: group.validFrom,
    });
  const groupId = Number(lastInsertRowid);
  const period = { from: group.validFrom, to: null };
  insertMembership(ledger, groupId, 'lead', 0, group.lead, period);
  group.members.forEach((member, index) => {
    insertMembership(ledger, groupId, 'member', index + 1, member, period);
  });
  return groupId;
}

/** Sets the tier (层级), which an imported list may have left open. */
export function setTier(ledger: Ledger, groupId: number, tier: string | null): void {
  ledger.prepare('UPDATE alliance_group SET tier = ? WHERE id = ?').run(tier, groupId);
}

export function renameGroup(ledger: Ledger, groupId: number, name: string): void {
  ledger.prepare('UPDATE alliance_group SET name = ? WHERE id = ?').run(name, groupId);
}

/**
 * Ends a group and every membership in it: `on` is the first day on which it no longer stands, and must be later
 * than the day it began on.
 */
export function endGroup(ledger: Ledger, groupId: number, on: string, reason: string): void {
  ledger.prepare('DELETE FROM membership WHERE group_id = ? AND valid_from >= ?').run(groupId, on);
  ledger
    .prepare(
      `UPDATE membership SET valid_to = @on, end_reason = @reason
       WHERE group_id = @groupId AND (valid_to IS NULL OR valid_to > @on)`,
    )
    .run({ groupId, on, reason });
  ledger
    .prepare('UPDATE alliance_group SET valid_to = @on, end_reason = @reason WHERE id = @groupId')
    .run({ groupId, on, reason });
}
