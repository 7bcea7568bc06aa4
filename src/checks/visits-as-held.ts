import { holdsOn, type IsoDate } from '../common/dates.ts';
import type { ActivityFacts } from '../policy/cadence/facts.ts';
import type { InspectionFacts } from '../policy/inspection/faults.ts';
import type { GroupRow, MembershipRow } from './history.store.ts';

/** What a group goes and looks at is on record as this, or with the inspections as a visit (走访). */
const activityKinds = ['visit', 'guidance'];

interface Sources {
  readonly groups: readonly GroupRow[];
  readonly memberships: readonly MembershipRow[];
  readonly held: readonly ActivityFacts[];
}

/**
 * Visits (走访) kept with the inspections as what the group did, for rules that count `visit`: those made to one that
 * was its member on that day. One that is on record as an activity of that day too is left out: it is the same.
 */
export function visitsAsHeld(
  inspections: ReadonlyMap<number, readonly InspectionFacts[]>,
  { groups, memberships, held }: Sources,
  on: IsoDate,
): ActivityFacts[] {
  if (inspections.size === 0) return [];
  const policyOf = new Map(groups.map(({ id, policyId }) => [id, policyId]));
  const entered = new Set(
    held.flatMap(({ groupId, kind, heldOn, kindergartenIds, hostId }) =>
      groupId !== null && activityKinds.includes(kind)
        ? [...kindergartenIds, hostId].map((id) => `${groupId} ${heldOn} ${id}`)
        : [],
    ),
  );
  const found = memberships.flatMap(({ kindergartenId, groupId, role, validFrom, validTo }) =>
    (inspections.get(kindergartenId) ?? [])
      .filter(
        ({ kind, visitedOn }) =>
          kind === 'visit' &&
          visitedOn <= on &&
          role === 'member' &&
          holdsOn({ from: validFrom, to: validTo }, visitedOn) &&
          !entered.has(`${groupId} ${visitedOn} ${kindergartenId}`),
      )
      .map(
        ({ visitedOn }): ActivityFacts => ({
          policyId: policyOf.get(groupId) ?? '',
          groupId,
          officeId: null,
          kind: 'visit',
          ruleId: null,
          due: null,
          heldOn: visitedOn,
          hostId: kindergartenId,
          kindergartenIds: [kindergartenId],
          derived: 'begun',
        }),
      ),
  );
  return found.sort((one, other) => (one.heldOn < other.heldOn ? -1 : one.heldOn > other.heldOn ? 1 : 0));
}
