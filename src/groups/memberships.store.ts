import { holdsOn, type Period } from '../common/dates.ts';
import type { Stay } from '../policy/overlap.ts';
import type { Ledger } from '../store/ledger.ts';
import { type Member, type MembershipPeriod, membershipOn } from './group.ts';

/** A kindergarten on its way into a group. */
export interface NewMember {
  readonly kindergartenId: number;
  /** 责任人; absent or null: the principal. */
  readonly responsible?: string | null | undefined;
}

/** Every period of every kindergarten in a group, past and to come, by date. */
export function membershipHistory(ledger: Ledger, groupId: number): MembershipPeriod[] {
  return ledger
    .prepare<[number], MembershipPeriod>(
      `SELECT id AS membershipId, kindergarten_id AS kindergartenId, role, responsible, position,
        valid_from AS validFrom, valid_to AS validTo, end_reason AS endReason
       FROM membership WHERE group_id = ? ORDER BY valid_from, position, id`,
    )
    .all(groupId);
}

function historyOf(ledger: Ledger, groupId: number, kindergartenId: number): MembershipPeriod[] {
  return membershipHistory(ledger, groupId).filter((period) => period.kindergartenId === kindergartenId);
}

/** When and where a kindergarten was, is or will be in a group, with the group's id and name, by date. */
export function staysOf(
  ledger: Ledger,
  kindergartenId: number,
): (Stay & { readonly id: number; readonly name: string })[] {
  return ledger
    .prepare<[number], Stay & { id: number; name: string }>(
      `SELECT g.id, g.name, g.cycle_end AS cycleEnd, m.valid_from AS validFrom, m.valid_to AS validTo
       FROM membership AS m JOIN alliance_group AS g ON g.id = m.group_id
       WHERE m.kindergarten_id = ? ORDER BY m.valid_from, g.id`,
    )
    .all(kindergartenId);
}

const asPeriod = (period: MembershipPeriod): Period => ({ from: period.validFrom, to: period.validTo });

/** Writes one period as it is given; the other functions here keep periods apart. */
export function insertMembership(
  ledger: Ledger,
  groupId: number,
  role: Member['role'],
  position: number,
  member: NewMember,
  period: Period,
): number {
  const { lastInsertRowid } = ledger
    .prepare(
      `INSERT INTO membership (group_id, kindergarten_id, role, position, responsible, valid_from, valid_to)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(groupId, member.kindergartenId, role, position, member.responsible ?? null, period.from, period.to);
  return Number(lastInsertRowid);
}

/**
 * Takes a kindergarten into a group from a day on, until the group ends. Where it already stands in it on that day
 * nothing changes (`already`); where it was to come in later, that membership now begins earlier (`advanced`).
 */
export function addMember(
  ledger: Ledger,
  groupId: number,
  member: NewMember,
  from: string,
): { outcome: 'added' | 'advanced' | 'already'; membershipId: number } {
  const periods = historyOf(ledger, groupId, member.kindergartenId);
  const held = periods.find((period) => holdsOn(asPeriod(period), from));
  if (held) return { outcome: 'already', membershipId: held.membershipId };
  const next = periods.find((period) => period.validFrom > from);
  if (next?.role === 'member') {
    ledger.prepare('UPDATE membership SET valid_from = ? WHERE id = ?').run(from, next.membershipId);
    return { outcome: 'advanced', membershipId: next.membershipId };
  }
  const to = next?.validFrom ?? groupEnd(ledger, groupId);
  const membershipId = insertMembership(ledger, groupId, 'member', nextPosition(ledger, groupId), member, {
    from,
    to,
  });
  return { outcome: 'added', membershipId };
}

/**
 * Ends the membership that holds on a day: `on` is the first day on which it no longer does. One that began on that
 * very day is taken out altogether (`deleted`), since it never held.
 */
export function removeMember(
  ledger: Ledger,
  groupId: number,
  kindergartenId: number,
  on: string,
  reason: string,
): 'ended' | 'deleted' | 'not-member' {
  const periods = membershipOn(historyOf(ledger, groupId, kindergartenId), on);
  if (periods[0]?.role !== 'member') return 'not-member';
  cut(ledger, periods, on, reason);
  return periods[0].validFrom < on ? 'ended' : 'deleted';
}

/**
 * Gives the group another lead (主导园) from a day on. Whoever was to lead after that day no longer is; a new lead
 * that was a member until then stops being one; the former lead leaves the group.
 */
export function changeLead(
  ledger: Ledger,
  groupId: number,
  lead: NewMember,
  from: string,
  reason: string,
): void {
  const history = membershipHistory(ledger, groupId);
  const gone = history.filter(
    (period) => period.role === 'lead' || period.kindergartenId === lead.kindergartenId,
  );
  cut(ledger, gone, from, reason);
  insertMembership(ledger, groupId, 'lead', 0, lead, { from, to: groupEnd(ledger, groupId) });
}

/**
 * Sets the person responsible (责任人) from a day on; earlier days keep whom they had. Null: the principal.
 * Nothing happens where the kindergarten does not stand in the group on that day.
 */
export function setResponsible(
  ledger: Ledger,
  groupId: number,
  kindergartenId: number,
  responsible: string | null,
  from: string,
): void {
  const held = historyOf(ledger, groupId, kindergartenId).find((period) => holdsOn(asPeriod(period), from));
  if (!held || held.responsible === responsible) return;
  if (held.validFrom === from) {
    ledger.prepare('UPDATE membership SET responsible = ? WHERE id = ?').run(responsible, held.membershipId);
    return;
  }
  ledger.prepare('UPDATE membership SET valid_to = ? WHERE id = ?').run(from, held.membershipId);
  const member = { kindergartenId, responsible };
  insertMembership(ledger, groupId, held.role, held.position, member, { from, to: held.validTo });
}

/** From `on` on none of the periods holds any longer. */
function cut(ledger: Ledger, periods: readonly MembershipPeriod[], on: string, reason: string): void {
  for (const period of periods) {
    if (period.validFrom >= on) {
      ledger.prepare('DELETE FROM membership WHERE id = ?').run(period.membershipId);
    } else if (period.validTo === null || period.validTo > on) {
      ledger
        .prepare('UPDATE membership SET valid_to = ?, end_reason = ? WHERE id = ?')
        .run(on, reason, period.membershipId);
    }
  }
}

function groupEnd(ledger: Ledger, groupId: number): string | null {
  const row = ledger
    .prepare<[number], { validTo: string | null }>(
      'SELECT valid_to AS validTo FROM alliance_group WHERE id = ?',
    )
    .get(groupId);
  return row?.validTo ?? null;
}

function nextPosition(ledger: Ledger, groupId: number): number {
  const row = ledger
    .prepare<[number], { next: number }>(
      'SELECT coalesce(max(position), 0) + 1 AS next FROM membership WHERE group_id = ?',
    )
    .get(groupId);
  return row?.next ?? 1;
}
