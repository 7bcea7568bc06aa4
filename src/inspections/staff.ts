import { listBodies } from '../committees/committees.store.ts';
import type { IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';
import { listAssignments } from './assignments.store.ts';

/** Roles of those who inspect, link, research and train in a district (责任督学, 视导员, 教研员, 培训师). */
const staffRole = /督学|视导员|教研员|培训师/u;

/** One who serves a group: by a seat of its committee, by an assignment, or both. */
export interface StaffMember {
  readonly personId: number;
  readonly name: string;
  readonly unit: string;
  readonly role: string;
  readonly groupId: number;
  /** 单位及职务 of the seat; null where there is only an assignment. */
  readonly posts: string | null;
  readonly since: IsoDate | null;
  readonly until: IsoDate | null;
  /** Kindergartens he or she is responsible for, by id. */
  readonly kindergartenIds: readonly number[];
  /** Share of the working time in per cent; null where none was set. */
  readonly share: number | null;
  /** Numbers of the assignments. */
  readonly assignments: readonly number[];
}

/** Who serves which group on a day, with posts and terms of the seats, kindergartens and shares of the assignments. */
export function listStaff(ledger: Ledger, on: IsoDate): StaffMember[] {
  const assignments = listAssignments(ledger, on);
  const known = new Map<string, StaffMember>();
  const keyOf = (groupId: number, personId: number, role: string) => `${groupId} ${personId} ${role}`;
  for (const { groupId, seats } of listBodies(ledger, on)) {
    if (groupId === null) continue;
    for (const seat of seats.filter(({ role }) => staffRole.test(role))) {
      known.set(keyOf(groupId, seat.personId, seat.role), {
        personId: seat.personId,
        name: seat.name,
        unit: seat.unit,
        role: seat.role,
        groupId,
        posts: seat.unitAndPosts,
        since: seat.validFrom === '0001-01-01' ? null : seat.validFrom,
        until: seat.validTo,
        kindergartenIds: [],
        share: null,
        assignments: [],
      });
    }
  }
  for (const each of assignments) {
    const key = keyOf(each.groupId, each.personId, each.role);
    const own = known.get(key);
    known.set(key, {
      personId: each.personId,
      name: each.name,
      unit: each.unit,
      role: each.role,
      groupId: each.groupId,
      posts: own?.posts ?? null,
      since: own?.since ?? (each.validFrom === '0001-01-01' ? null : each.validFrom),
      until: own?.until ?? each.validTo,
      kindergartenIds: [
        ...(own?.kindergartenIds ?? []),
        ...(each.kindergartenId === null ? [] : [each.kindergartenId]),
      ],
      share: each.share ?? own?.share ?? null,
      assignments: [...(own?.assignments ?? []), each.id],
    });
  }
  return [...known.values()].sort(
    (one, other) =>
      one.groupId - other.groupId || (one.role < other.role ? -1 : one.role > other.role ? 1 : 0),
  );
}

/** The shares of a person over all groups, in per cent; each group counts once. */
export function shareOf(staff: readonly StaffMember[], personId: number): number {
  const byGroup = new Map<number, number>();
  for (const { personId: id, groupId, share } of staff) {
    if (id === personId && share !== null) byGroup.set(groupId, Math.max(byGroup.get(groupId) ?? 0, share));
  }
  return [...byGroup.values()].reduce((sum, share) => sum + share, 0);
}
