import { holdsOn, type IsoDate, type Period } from '../common/dates.ts';
import type {
  Bodies,
  BodyFacts,
  DepartureFacts,
  GroupFacts,
  KindergartenFacts,
  LedgerFacts,
  MembershipFacts,
  OfficeFacts,
} from '../policy/facts.ts';
import type { GroupRow, History, MembershipRow } from './history.store.ts';
import { regularFacts } from './regular-facts.ts';

/** The days on which something dated held. */
export const period = (dated: { validFrom: IsoDate; validTo: IsoDate | null }) => ({
  from: dated.validFrom,
  to: dated.validTo,
});

/** A day on which groups are judged, and which groups. */
export interface JudgedDay {
  readonly on: IsoDate;
  readonly groups: ReadonlySet<number>;
}

/**
 * On which day each group is judged: on the day asked for; without one today, or for a group whose cycle is over
 * the last day of its cycle. Groups not begun or already ended are not judged. Earliest day first.
 */
export function judgedDays(
  groups: readonly GroupRow[],
  asked: IsoDate | undefined,
  today: IsoDate,
): JudgedDay[] {
  const days = new Map<IsoDate, Set<number>>();
  for (const group of groups) {
    if (!holdsOn(period(group), asked ?? today)) continue;
    const over = asked === undefined && group.cycleEnd !== null && group.cycleEnd < today;
    // Whoever made the group after its cycle's end finds it judged on its first day.
    const last = over ? [group.cycleEnd ?? today, group.validFrom].sort()[1] : undefined;
    const on = last ?? asked ?? today;
    const own = days.get(on);
    if (own) own.add(group.id);
    else days.set(on, new Set([group.id]));
  }
  return [...days]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([on, judged]) => ({ on, groups: judged }));
}

/** The history, with the way from groups to kindergartens and back. */
export interface IndexedHistory extends History {
  readonly groupsById: ReadonlyMap<number, GroupRow>;
  readonly membershipsByGroup: ReadonlyMap<number, readonly MembershipRow[]>;
  readonly groupsByKindergarten: ReadonlyMap<number, ReadonlySet<number>>;
}

/** Records by the group they are of, in their own order. */
export function byGroup<T extends { readonly groupId: number }>(records: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const record of records) {
    const own = groups.get(record.groupId);
    if (own) own.push(record);
    else groups.set(record.groupId, [record]);
  }
  return groups;
}

export function indexHistory(history: History): IndexedHistory {
  const groupsByKindergarten = new Map<number, Set<number>>();
  for (const { groupId, kindergartenId } of history.memberships) {
    const groups = groupsByKindergarten.get(kindergartenId);
    if (groups) groups.add(groupId);
    else groupsByKindergarten.set(kindergartenId, new Set([groupId]));
  }
  const groupsById = new Map(history.groups.map((group) => [group.id, group]));
  const membershipsByGroup = byGroup(history.memberships);
  return { ...history, groupsById, membershipsByGroup, groupsByKindergarten };
}

/** The groups to be judged, and all others in which one of their kindergartens ever was. */
function concerned(history: IndexedHistory, judged: ReadonlySet<number>): number[] {
  const groups = new Set(judged);
  for (const id of judged) {
    for (const { kindergartenId } of history.membershipsByGroup.get(id) ?? []) {
      for (const other of history.groupsByKindergarten.get(kindergartenId) ?? []) groups.add(other);
    }
  }
  return [...groups].sort((one, other) => one - other);
}

/**
 * The memberships of a group that hold on a day, and for each kindergarten and role that is not held any more the last
 * one; each with all its times in that role.
 */
function timesOf(begun: readonly MembershipRow[], on: IsoDate) {
  const byPlace = new Map<string, (MembershipRow & { stays: Period[] })[]>();
  for (const membership of begun) {
    const place = `${membership.role} ${membership.kindergartenId}`;
    const own = byPlace.get(place) ?? [];
    byPlace.set(place, [...own, { ...membership, stays: [] }]);
  }
  const present: (MembershipRow & { stays: readonly Period[] })[] = [];
  const former: typeof present = [];
  for (const own of byPlace.values()) {
    const stays = own.map(period);
    const now = own.filter((membership) => holdsOn(period(membership), on));
    const last = own.reduce((one, other) => (one.validFrom < other.validFrom ? other : one));
    if (now.length === 0) former.push({ ...last, stays });
    for (const membership of now) present.push({ ...membership, stays });
  }
  const place = new Map(begun.map((membership, index) => [membership.membershipId, index]));
  const order = ({ membershipId }: MembershipRow) => place.get(membershipId) ?? 0;
  return { present: present.sort((one, other) => order(one) - order(other)), former };
}

/** What held on a day for the groups judged on it, as the rules want it. */
export function factsOn(
  history: IndexedHistory,
  office: OfficeFacts,
  { on, groups: judged }: JudgedDay,
  askedOn: IsoDate,
  rosterOn: (on: IsoDate) => Iterable<KindergartenFacts> = () => [],
): LedgerFacts {
  const version = (id: number): KindergartenFacts | undefined =>
    history.kindergartens.get(id)?.find((each) => holdsOn(period(each), on));
  const withName = ({ groupId: _, endReason: _reason, ...membership }: MembershipRow): MembershipFacts => ({
    ...membership,
    name:
      version(membership.kindergartenId)?.name ??
      history.kindergartens.get(membership.kindergartenId)?.at(-1)?.name ??
      '',
  });
  const groups = concerned(history, judged).flatMap((id): GroupFacts[] => {
    const row = history.groupsById.get(id);
    if (!row || !holdsOn(period(row), on)) return [];
    const { validFrom, validTo, ...group } = row;
    const begun = (history.membershipsByGroup.get(id) ?? []).filter((each) => each.validFrom <= on);
    const { present, former } = timesOf(begun, on);
    const memberships = present.map(withName);
    const lead = memberships.find((membership) => membership.role === 'lead') ?? null;
    const members = memberships.filter((each) => each.role === 'member');
    const stands = { from: validFrom, to: validTo };
    return [{ ...group, stands, lead, members, former: former.map(withName) }];
  });
  const recorded = <T>(all: ReadonlyMap<number, readonly T[]>, holds: (each: T) => boolean) =>
    new Map(groups.map(({ id }) => [id, (all.get(id) ?? []).filter(holds)]));
  /** Members that had left while their group went on; a lead that was replaced is no departure. */
  const departures = (id: number): DepartureFacts[] =>
    (history.membershipsByGroup.get(id) ?? []).flatMap((row) => {
      const { membershipId, kindergartenId, role, validTo, endReason } = row;
      if (role !== 'member' || validTo === null || validTo > on) return [];
      const { name } = withName(row);
      return [
        { groupId: id, membershipId, kindergartenId, name, leftOn: validTo, reason: endReason || null },
      ];
    });
  return {
    on,
    askedOn,
    office,
    roster: rosterOn(on),
    kindergartens: { get: version },
    groups,
    steps: recorded(history.steps, (step) => step.doneOn <= on),
    documents: recorded(history.documents, (paper) => paper.dated <= on),
    departures: new Map(groups.map(({ id }) => [id, departures(id)])),
    waivers: history.waivers,
    bodies: bodiesOn(history, on),
    indicators: history.indicators,
    trainings: history.trainings,
    registers: history.registers,
    evaluations: history.evaluations,
    postings: history.postingsByPlace,
    inspections: history.inspections,
    funds: history.funds,
    ...regularFacts(history, askedOn),
  };
}

/** The bodies of a day, with who sat in them then and before; those of a group end with it. */
function bodiesOn({ bodies, groupsById }: IndexedHistory, on: IsoDate): Bodies {
  const ofOffices: BodyFacts[] = [];
  const ofGroups = new Map<number, BodyFacts[]>();
  for (const { validFrom, validTo, seats, ...body } of bodies) {
    const group = body.groupId === null ? undefined : groupsById.get(body.groupId);
    if (!holdsOn(period({ validFrom, validTo }), on) || (group && !holdsOn(period(group), on))) continue;
    const facts: BodyFacts = {
      ...body,
      seats: seats
        .filter((seat) => seat.validFrom <= on)
        .map(({ validFrom: _from, validTo: to, ...seat }) => ({
          ...seat,
          endedOn: to !== null && to <= on ? to : null,
        })),
    };
    const { groupId } = body;
    if (groupId === null) ofOffices.push(facts);
    else ofGroups.set(groupId, [...(ofGroups.get(groupId) ?? []), facts]);
  }
  return { ofOffices, ofGroups };
}
