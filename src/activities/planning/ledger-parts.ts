import { eachDay } from '../../calendar/school-calendar.ts';
import { type IndexedHistory, period } from '../../checks/facts.ts';
import { holdsOn, type IsoDate, laterDay } from '../../common/dates.ts';
import type { Activity } from '../activity.ts';
import type { Demands, DemandWorld } from './demands.ts';
import { type Hosted, kindKey } from './hosts.ts';
import { slotsBetween } from './options.ts';
import type { PlanningSettings } from './settings.ts';
import type { Seated } from './staff.ts';
import type { Kept, Participant } from './wanted.ts';

/** The kindergartens of a group during the span, its lead first, with whoever is responsible there. */
export function participantsOf(
  history: IndexedHistory,
  groupId: number,
  span: DemandWorld['span'],
  on: IsoDate,
): Participant[] {
  const found = new Map<number, Participant>();
  for (const membership of history.membershipsByGroup.get(groupId) ?? []) {
    const { kindergartenId: id, role, responsible } = membership;
    const stay = period(membership);
    if (stay.from > span.to || (stay.to !== null && stay.to <= span.from)) continue;
    const versions = history.kindergartens.get(id) ?? [];
    const version =
      versions.find((each) => holdsOn(period(each), laterDay(on, stay.from))) ?? versions.at(-1);
    const before = found.get(id);
    found.set(id, {
      id,
      name: version?.name ?? '',
      principal: responsible ?? version?.principal ?? before?.principal ?? null,
      isLead: role === 'lead',
      stays: [...(before?.stays ?? []), stay],
    });
  }
  return [...found.values()].sort((one, other) => Number(other.isLead) - Number(one.isLead));
}

export function invitedFrom(
  members: readonly Participant[],
  invited: 'leads' | 'all' | 'none',
): Participant[] {
  if (invited === 'none') return [];
  const own = members.filter(({ isLead }) => invited === 'all' || isLead);
  return [...new Map(own.map((each) => [each.id, each])).values()];
}

export function seatsIn(history: IndexedHistory): Seated[] {
  return history.bodies.flatMap((body) =>
    body.seats.map(({ name, unit, role, validFrom, validTo }) => ({
      name,
      unit,
      role,
      body: body.kind,
      groupId: body.groupId,
      from: laterDay(validFrom, body.validFrom),
      to: validTo ?? body.validTo,
    })),
  );
}

/** Who hosted what so far: what was held, and what stays as it is planned. */
export function hostedIn(existing: readonly Activity[], { standing, surplus, overdue }: Demands): Hosted[] {
  const gone = new Set([...surplus, ...overdue].map(({ id }) => id));
  return existing.flatMap((each) => {
    const { id, groupId, hostId, heldOn, plannedOn } = each;
    if (groupId === null || hostId === null || standing.has(id) || gone.has(id)) return [];
    return [{ groupId, hostId, kind: kindKey(each), date: heldOn ?? plannedOn ?? '' }];
  });
}

/** What keeps its day: one entry for each day that it takes. */
export function keptIn(
  existing: readonly Activity[],
  { standing, surplus }: Demands,
  span: DemandWorld['span'],
  settings: PlanningSettings,
): Kept[] {
  const gone = new Set(surplus.map(({ id }) => id));
  return existing.flatMap((activity) => {
    const first = activity.heldOn ?? activity.plannedOn;
    if (first === null || standing.has(activity.id) || gone.has(activity.id)) return [];
    return eachDay(first, activity.heldTo ?? first)
      .filter((date) => span.from <= date && date <= span.to)
      .map((date) => ({
        activityId: activity.id,
        policyId: activity.policyId,
        title: activity.title,
        kind: activity.kind,
        groupId: activity.groupId,
        date,
        slots: slotsBetween(settings, activity.starts, activity.ends),
        people: activity.people.map(({ name, unit }) => ({ name, unit })),
        venue: activity.venue,
      }));
  });
}
