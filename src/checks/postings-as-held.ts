import { holdsOn, type IsoDate } from '../common/dates.ts';
import type { ActivityFacts } from '../policy/cadence/facts.ts';
import type { TermFacts } from '../policy/cadence/whole-periods.ts';
import type { PostingFacts, PostingKind } from '../policy/posting/posting.ts';
import type { GroupRow, MembershipRow } from './history.store.ts';

/** Under which kind of activity a posting counts: 挂职 as such, everything else with 跟岗. */
const countsAs: Readonly<Record<PostingKind, string>> = {
  secondment: 'secondment',
  shadowing: 'shadowing',
  teaching: 'shadowing',
  residence: 'shadowing',
  stationing: 'shadowing',
};

/** Whether a posting is a member's own: principals on secondment (挂职), teachers shadowing (跟岗). */
function isMembersOwn({ kind, rank }: PostingFacts): boolean {
  if (kind === 'secondment') return rank === null || rank === 'principal';
  return kind === 'shadowing' && rank !== 'principal';
}

interface Sources {
  readonly groups: readonly GroupRow[];
  readonly memberships: readonly MembershipRow[];
  readonly held: readonly ActivityFacts[];
  readonly terms: readonly TermFacts[];
}

/**
 * Postings as what they fulfil of a group's regular tasks: one that goes on counts in each term that it reaches, for
 * the member that sent somebody to the lead, and once for the group. What is on record as an activity too (the same
 * member, the same kind, on a day of the posting) is left out in that term: it is the same thing.
 */
export function postingsAsHeld(
  postings: readonly PostingFacts[],
  { groups, memberships, held, terms }: Sources,
  on: IsoDate,
): ActivityFacts[] {
  if (postings.length === 0) return [];
  const byKindergarten = new Map<number, MembershipRow[]>();
  for (const membership of memberships) {
    const own = byKindergarten.get(membership.kindergartenId);
    if (own) own.push(membership);
    else byKindergarten.set(membership.kindergartenId, [membership]);
  }
  const heldBy = new Map<number, ActivityFacts[]>();
  for (const activity of held) {
    if (activity.groupId === null || !Object.values(countsAs).includes(activity.kind)) continue;
    heldBy.set(activity.groupId, [...(heldBy.get(activity.groupId) ?? []), activity]);
  }
  const policyOf = new Map(groups.map(({ id, policyId }) => [id, policyId]));
  const found: ActivityFacts[] = [];
  for (const posting of postings) {
    const { originId, destinationId, from } = posting;
    if (originId === null || from > on) continue;
    const last = posting.to !== null && posting.to < on ? posting.to : on;
    const rolesOn = (id: number, groupId: number, day: IsoDate) =>
      (byKindergarten.get(id) ?? []).find(
        (each) => each.groupId === groupId && holdsOn({ from: each.validFrom, to: each.validTo }, day),
      )?.role;
    const days = [from, ...terms.map(({ starts }) => starts).filter((day) => day > from && day <= last)];
    for (const groupId of new Set((byKindergarten.get(originId) ?? []).map((each) => each.groupId))) {
      let isFirst = true;
      for (const [index, day] of days.entries()) {
        const [origin, destination] = [rolesOn(originId, groupId, day), rolesOn(destinationId, groupId, day)];
        if (origin === undefined || destination === undefined) continue;
        const until = days[index + 1] ?? `${last}~`;
        const kind = countsAs[posting.kind];
        const isEntered = (heldBy.get(groupId) ?? []).some(
          (each) =>
            each.kind === kind &&
            each.heldOn >= day &&
            each.heldOn < until &&
            (each.kindergartenIds.includes(originId) || each.hostId === originId),
        );
        if (!isEntered) {
          const isOwn = origin === 'member' && destination === 'lead' && isMembersOwn(posting);
          found.push({
            policyId: policyOf.get(groupId) ?? '',
            groupId,
            officeId: null,
            kind,
            ruleId: null,
            due: null,
            heldOn: day,
            hostId: null,
            kindergartenIds: isOwn ? [originId] : [],
            derived: isFirst ? 'begun' : 'goes-on',
          });
        }
        isFirst = false;
      }
    }
  }
  return found.sort((one, other) => (one.heldOn < other.heldOn ? -1 : one.heldOn > other.heldOn ? 1 : 0));
}
