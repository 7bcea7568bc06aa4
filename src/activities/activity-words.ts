import { daysText } from '../tables/fields/days.ts';
import type { Activity } from './activity.ts';
import type { ActivityWorld } from './activity-world.ts';
import { kindergartenNames } from './kindergarten-names.store.ts';
import { kindName, lineName } from './kinds.ts';

/** An activity with names in the place of numbers, as `--json` prints it. */
export interface ActivityRecord {
  readonly id: number;
  readonly uid: string;
  readonly policy: string;
  readonly group: { readonly id: number; readonly name: string } | null;
  /** Name of the group or the office. */
  readonly holder: string;
  readonly kind: { readonly id: string; readonly name: string };
  readonly line: string | null;
  readonly title: string;
  readonly state: Activity['state'];
  readonly rule: string | null;
  readonly due: Activity['due'];
  readonly plannedOn: string | null;
  readonly starts: string | null;
  readonly ends: string | null;
  readonly fixed: boolean;
  readonly heldOn: string | null;
  readonly heldTo: string | null;
  readonly host: string | null;
  readonly venue: string | null;
  readonly hours: number | null;
  readonly topics: string | null;
  readonly outcome: string | null;
  readonly outstanding: boolean;
  readonly reason: string | null;
  readonly note: string | null;
  readonly origin: Activity['origin'];
  readonly kindergartens: readonly { readonly name: string; readonly people: number | null }[];
  readonly people: readonly {
    readonly name: string;
    readonly unit: string;
    readonly role: string;
    readonly hours: number | null;
  }[];
  readonly evidence: Activity['evidence'];
}

/** Puts activities into words; names are those of their days. */
export function activityWords(world: ActivityWorld): (activity: Activity) => ActivityRecord {
  const nameOf = kindergartenNames(world.ledger);
  return (activity) => {
    const on = activity.heldOn ?? activity.plannedOn ?? '';
    const policy = world.policy(activity.policyId);
    const group = world.groupsOn(on).find(({ id }) => id === activity.groupId);
    const { policyId, groupId: _group, officeId: _office, ruleId, hostId, ...rest } = activity;
    const { sequence: _sequence, ...said } = rest;
    return {
      ...said,
      policy: policyId,
      group: group ? { id: group.id, name: group.name } : null,
      holder: group?.name ?? world.own.title ?? world.own.name,
      kind: { id: activity.kind, name: kindName(policy.activities, activity.kind) },
      line: lineName(policy.lines, activity.line),
      rule: ruleId,
      host: hostId === null ? null : nameOf(hostId, on),
      kindergartens: activity.kindergartens.map(({ kindergartenId, people }) => ({
        name: nameOf(kindergartenId, on),
        people,
      })),
      people: activity.people.map(({ name, unit, role, hours }) => ({ name, unit, role, hours })),
    };
  };
}

/** An activity as lists and messages name it: `12 联合教研（2026-10-14）`. */
export function shownActivity({
  id,
  title,
  heldOn,
  heldTo,
  plannedOn,
}: Pick<Activity, 'id' | 'title' | 'heldOn' | 'heldTo' | 'plannedOn'>): string {
  return `${id} ${title}（${heldOn === null ? plannedOn : daysText(heldOn, heldTo)}）`;
}

/** How many came altogether; null where nobody counted. */
export function peopleAt({ kindergartens }: Pick<ActivityRecord, 'kindergartens'>): number | null {
  const counted = kindergartens.flatMap(({ people }) => people ?? []);
  return counted.length === 0 ? null : counted.reduce((sum, people) => sum + people, 0);
}
