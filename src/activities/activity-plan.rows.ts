import type { SchoolCalendar } from '../calendar/school-calendar.ts';
import { lookUpGroup } from '../groups/group-reference.ts';
import type { ListRow } from '../tables/render-list.ts';
import type { Activity } from './activity.ts';
import type { ActivityWorld } from './activity-world.ts';
import { kindergartenNames } from './kindergarten-names.store.ts';
import { kindName } from './kinds.ts';
import { timesText } from './plan-times.ts';

/** The plan (活动计划表), one activity a row; the columns for wishes are left for the groups to fill in. */
export function activityPlanRows(
  activities: readonly Activity[],
  world: ActivityWorld,
  calendar: SchoolCalendar,
): ListRow[] {
  const nameOf = kindergartenNames(world.ledger);
  return activities.map((activity) => {
    const on = activity.plannedOn ?? '';
    const groups = world.groupsOn(on);
    const group = groups.find(({ id }) => id === activity.groupId);
    // A name that two groups bear would not come back: their numbers tell them apart.
    const isClear = group && lookUpGroup(groups, group.name).group?.id === group.id;
    const week = calendar.weekOf(on)?.week;
    return {
      values: {
        number: activity.id,
        plannedOn: on,
        week: week === undefined ? null : `第${week}周${calendar.isCertain(on) ? '' : '（暂定）'}`,
        times: timesText(activity.starts, activity.ends) ?? '全天',
        group: group ? (isClear ? group.name : String(group.id)) : (world.own.title ?? world.own.name),
        activityKind: kindName(world.policy(activity.policyId).activities, activity.kind),
        title: activity.title,
        host: activity.hostId === null ? null : nameOf(activity.hostId, on),
        venue: activity.venue,
        people: activity.people.map(({ name, unit, role }) => `${name}（${unit}${role}）`).join('、') || null,
        note: activity.fixed ? '已定' : activity.note,
      },
    };
  });
}
