import type { Group } from '../groups/group.ts';
import { lookUpGroup } from '../groups/group-reference.ts';
import { daysText } from '../tables/fields/days.ts';
import type { ListRow } from '../tables/render-list.ts';
import type { Activity } from './activity.ts';
import { type ActivityWorld, membersOf } from './activity-world.ts';
import { kindergartenNames } from './kindergarten-names.store.ts';
import { kindName, lineName } from './kinds.ts';
import { participantsText } from './participants.ts';

/** The group's name; its number where another bears the name. */
function groupReference(group: Group, groups: readonly Group[]): string {
  return lookUpGroup(groups, group.name).group?.id === group.id ? group.name : String(group.id);
}

/**
 * Records of activities (活动记录表), one a row, in the order given: names as they were on the day, as the import
 * understands them.
 */
export function activityRecordRows(activities: readonly Activity[], world: ActivityWorld): ListRow[] {
  const nameOf = kindergartenNames(world.ledger);
  return activities.map((activity) => {
    const on = activity.heldOn ?? '';
    const policy = world.policy(activity.policyId);
    const group = world.groupsOn(on).find(({ id }) => id === activity.groupId) ?? null;
    const members = new Set(group ? membersOf(group).map(({ kindergartenId }) => kindergartenId) : []);
    const named = (id: number) => {
      const name = nameOf(id, on);
      if (members.has(id)) return name;
      const found = world.kindergarten(name, group, on);
      if ('kindergarten' in found && found.kindergarten?.id === id) return name;
      // Namesakes are told apart by their district.
      const district = world.districtOf(id, on);
      return district === null ? name : `${name}@${district}`;
    };
    return {
      values: {
        days: daysText(on, activity.heldTo),
        group: group ? groupReference(group, world.groupsOn(on)) : (world.own.title ?? world.own.name),
        activityKind: kindName(policy.activities, activity.kind),
        title: activity.title,
        line: lineName(policy.lines, activity.line),
        host: activity.hostId === null ? null : named(activity.hostId),
        venue: activity.venue,
        participants:
          participantsText(
            activity.kindergartens.map(({ kindergartenId, people }) => ({
              name: named(kindergartenId),
              people,
            })),
          ) || null,
        hours: activity.hours,
        topics: activity.topics,
        outcome: activity.outcome,
        outstanding: activity.outstanding,
        evidence: activity.evidence.map(({ name }) => name).join('、') || null,
        note: activity.note,
      },
    };
  });
}
