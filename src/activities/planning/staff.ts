import type { IsoDate } from '../../common/dates.ts';
import { type Called, type KindSettings, kindSettings, type PlanningSettings } from './settings.ts';
import {
  type Attendee,
  type Participant,
  type Person,
  personKey,
  type Staffed,
  type Wanted,
} from './wanted.ts';

/** Somebody who sits in a body (机构) of the office or of a group. */
export interface Seated extends Person {
  readonly body: string;
  readonly groupId: number | null;
  readonly role: string;
  readonly from: IsoDate;
  readonly to: IsoDate | null;
}

/**
 * Who is to be there: the principals that the kind asks for, and those called from bodies (专家, 督学 …). Of several
 * who could come, whoever is called least often around that time, then least often at all: the calls are spread.
 */
export function staff(
  wanted: readonly Wanted[],
  hosts: readonly (Participant | null)[],
  seats: readonly Seated[],
  settings: PlanningSettings,
): Staffed[] {
  const called = new Map<string, { months: Map<string, number>; total: number }>();
  return wanted.map((each, index) => {
    const kind = kindSettings(settings, each.policyId, each.kind);
    const host = hosts[index] ?? null;
    const attending = principalsOf(each, host, kind);
    const people: Attendee[] = [];
    const unnamed: string[] = [];
    for (const { name, principal } of attending) {
      if (principal === null) unnamed.push(`${name}园长`);
      else people.push({ name: principal, unit: name, role: '园长' });
    }
    for (const call of kind.also) {
      for (const person of callFrom(seats, call, each, people, called)) {
        people.push({ name: person.name, unit: person.unit, role: call.as });
      }
    }
    return { ...each, host, venue: kind.venue ?? host?.name ?? null, people, unnamed };
  });
}

/** The same with another host: its venue, and its principal where only the host's is asked for. */
export function withHost(staffed: Staffed, host: Participant, settings: PlanningSettings): Staffed {
  const kind = kindSettings(settings, staffed.policyId, staffed.kind);
  const venue = kind.venue ?? host.name;
  if (kind.principals !== 'host') return { ...staffed, host, venue };
  const { name, principal } = host;
  const others = staffed.people.filter(({ role }) => role !== '园长');
  return {
    ...staffed,
    host,
    venue,
    people: principal === null ? others : [{ name: principal, unit: name, role: '园长' }, ...others],
    unnamed: principal === null ? [`${name}园长`] : [],
  };
}

function principalsOf(
  each: Wanted,
  host: Participant | null,
  { principals }: KindSettings,
): readonly Participant[] {
  switch (principals) {
    case 'all':
      return each.participants;
    case 'lead':
      return each.participants.filter(({ isLead }) => isLead);
    case 'host':
      return host ? [host] : each.participants;
    case 'none':
      return [];
  }
}

function callFrom(
  seats: readonly Seated[],
  { body, of, roles, count }: Called,
  { window, groupId, participants }: Wanted,
  present: readonly Person[],
  called: Map<string, { months: Map<string, number>; total: number }>,
): Seated[] {
  const there = new Set(present.map(personKey));
  // Whoever works at a participating kindergarten is no outside expert for it, but better than nobody.
  const units = new Set(participants.map(({ name }) => name));
  const month = window.from.slice(0, 7);
  const able = new Map<string, Seated>();
  for (const seat of seats) {
    const fits =
      seat.body === body &&
      (of === 'office' ? seat.groupId === null : seat.groupId === groupId && groupId !== null) &&
      (roles.length === 0 || roles.includes(seat.role)) &&
      seat.from <= window.from &&
      (seat.to === null || seat.to > window.to);
    if (fits && !there.has(personKey(seat)) && !able.has(personKey(seat))) able.set(personKey(seat), seat);
  }
  const load = (seat: Seated) => called.get(personKey(seat));
  const inOrder = [...able.values()].sort(
    (one, other) =>
      Number(units.has(one.unit)) - Number(units.has(other.unit)) ||
      (load(one)?.months.get(month) ?? 0) - (load(other)?.months.get(month) ?? 0) ||
      (load(one)?.total ?? 0) - (load(other)?.total ?? 0),
  );
  const chosen = inOrder.slice(0, count);
  for (const seat of chosen) {
    const own = called.get(personKey(seat)) ?? { months: new Map<string, number>(), total: 0 };
    own.months.set(month, (own.months.get(month) ?? 0) + 1);
    own.total += 1;
    called.set(personKey(seat), own);
  }
  return chosen;
}
