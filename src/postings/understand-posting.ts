import { type ActivityWorld, membersOf } from '../activities/activity-world.ts';
import { findOrAddPerson } from '../committees/committees.store.ts';
import { personName, unitOf } from '../committees/unit.ts';
import { daysBetween, type IsoDate } from '../common/dates.ts';
import type { FindingCode } from '../findings/catalogue.ts';
import type { Parameters } from '../findings/finding.ts';
import type { Group } from '../groups/group.ts';
import { lookUpGroup } from '../groups/group-reference.ts';
import { placeTiers, postingKinds, postingRanks } from '../policy/posting/posting.ts';
import { nameKey } from '../roster/names.ts';
import { findKindergarten } from '../roster/roster.store.ts';
import { daysText } from '../tables/fields/days.ts';
import type { NewPosting, Posting } from './posting.ts';
import { kindMeant, rankMeant, tierMeant } from './posting-words.ts';
import { listPostings } from './postings.store.ts';

/** A posting in a clerk's words; dates are read already. */
export interface SaidPosting {
  readonly person: string;
  readonly unit?: string | undefined;
  readonly rank?: string | undefined;
  readonly postingKind: string;
  readonly origin?: string | undefined;
  readonly originTier?: string | undefined;
  readonly destination: string;
  readonly destinationTier?: string | undefined;
  readonly destinationPoor?: boolean | undefined;
  readonly from: IsoDate;
  readonly to?: IsoDate | undefined;
  readonly days?: number | undefined;
  readonly group?: string | undefined;
  readonly endReason?: string | undefined;
  readonly note?: string | undefined;
}

interface Problem {
  readonly code: FindingCode;
  readonly field: keyof SaidPosting;
  readonly parameters: Parameters;
}

/** A posting understood, its person still by name. */
export interface UnderstoodPosting extends Omit<NewPosting, 'personId' | 'origin'> {
  readonly name: string;
  readonly unit: string;
  readonly destinationName: string;
}

export interface Understanding {
  /** Null where an error among the problems forbids it. */
  readonly posting: UnderstoodPosting | null;
  readonly problems: readonly Problem[];
}

const known = (names: Readonly<Record<string, string>>) => Object.values(names).join('、');

/** Reads what a clerk says of a posting; everything there is to say about it is collected. */
export function understandPosting(said: SaidPosting, world: ActivityWorld): Understanding {
  const problems: Problem[] = [];
  const report = (code: FindingCode, field: keyof SaidPosting, parameters: Parameters) => {
    problems.push({ code, field, parameters });
    return undefined;
  };
  const word = <T>(
    field: 'postingKind' | 'rank' | 'originTier' | 'destinationTier',
    label: string,
    read: (text: string) => T | undefined,
    names: Readonly<Record<string, string>>,
  ): T | null => {
    const text = said[field];
    if (text === undefined) return null;
    const value = read(text);
    if (value === undefined)
      report('posting-word', field, { field: label, value: text, known: known(names) });
    return value ?? null;
  };
  const kind = word('postingKind', '派驻类型', kindMeant, postingKinds);
  const rank = word('rank', '人员身份', rankMeant, postingRanks);
  const originTier = word('originTier', '派出园层级', tierMeant, placeTiers);
  const destinationTier = word('destinationTier', '派驻园层级', tierMeant, placeTiers);

  const on = said.from;
  const named =
    said.group === undefined || world.isOwnOffice(said.group)
      ? undefined
      : lookUpGroup(world.groupsOn(on), said.group);
  if (named?.code !== undefined) report(named.code, 'group', named.parameters);
  const within = named?.group ?? null;
  const place = (field: 'origin' | 'destination', text: string) => {
    const found = world.kindergarten(text, within, on);
    if ('memberId' in found) return found.memberId;
    if (found.kindergarten) return found.kindergarten.id;
    report(found.code, field, found.parameters);
    return undefined;
  };
  const nameOf = (id: number) => findKindergarten(world.ledger, id, on)?.name ?? `#${id}`;
  const destinationId = place('destination', said.destination);
  let originId = said.origin === undefined ? null : (place('origin', said.origin) ?? null);
  const person = personName(said.person);
  let unit = said.unit === undefined ? undefined : unitOf(said.unit);
  if (unit !== undefined) {
    const own = world.kindergarten(unit, within, on);
    const id = 'memberId' in own ? own.memberId : own.kindergarten?.id;
    // Whoever belongs to a kindergarten comes from there; the unit goes by the kindergarten's own name.
    if (id !== undefined && (nameKey(nameOf(id)) === nameKey(unit) || id === originId)) {
      unit = nameOf(id);
      if (said.origin === undefined) originId = id;
    }
  } else if (originId !== null) unit = nameOf(originId);
  else if (said.origin === undefined) report('posting-person', 'person', { value: said.person });

  const { from, to } = said;
  const name = person;
  if (to !== undefined && to < from) report('posting-reversed', 'to', { name, from, to });
  const span = to === undefined ? null : daysBetween(from, to) + 1;
  if (said.days !== undefined && to !== undefined && span !== null && span > 0 && said.days > span) {
    report('posting-days', 'days', { name, from, to, span, value: said.days });
  }
  if (destinationId !== undefined && destinationId === originId) {
    report('posting-same-place', 'destination', { name, value: nameOf(destinationId) });
  }
  const refused = problems.length > 0;
  if (refused || kind === null || destinationId === undefined || unit === undefined) {
    return { posting: null, problems };
  }
  const groups = world.groupsOn(on);
  const group = within ?? onlyGroupOf(groups, originId, destinationId);
  const outside = whyOutside(group, within !== null, { originId, destinationId, from, to }, world);
  if (outside !== null) {
    report('posting-outside-group', within === null ? 'destination' : 'group', {
      name,
      days: daysText(from, to ?? null),
      origin: originId === null ? '外单位' : nameOf(originId),
      destination: nameOf(destinationId),
      reason: outside,
    });
  }
  return {
    problems,
    posting: {
      name,
      unit,
      destinationName: nameOf(destinationId),
      groupId: group?.id ?? null,
      kind,
      rank,
      originId,
      destinationId,
      originTier,
      destinationTier,
      destinationPoor: said.destinationPoor ?? null,
      from,
      to: to ?? null,
      days: said.days ?? null,
      endReason: said.endReason ?? null,
      note: said.note ?? null,
    },
  };
}

const isIn = (group: Group, id: number | null) =>
  id === null || membersOf(group).some(({ kindergartenId }) => kindergartenId === id);

/** The standing groups that both places belong to. */
function groupsOfBoth(groups: readonly Group[], originId: number | null, destinationId: number): Group[] {
  return groups.filter(
    (group) =>
      group.state !== 'ended' &&
      group.state !== 'planned' &&
      isIn(group, originId) &&
      isIn(group, destinationId) &&
      originId !== null,
  );
}

/** The one standing group that both places belong to; null where there is none, or several. */
function onlyGroupOf(groups: readonly Group[], originId: number | null, destinationId: number): Group | null {
  const both = groupsOfBoth(groups, originId, destinationId);
  return both.length === 1 ? (both[0] ?? null) : null;
}

/** What there is to say of a posting that went to no group, though none was named; null where there is nothing. */
export function withoutGroup(
  world: ActivityWorld,
  said: Pick<SaidPosting, 'group'>,
  { name, groupId, originId, destinationId, destinationName, from }: UnderstoodPosting,
): Parameters | null {
  if (groupId !== null || said.group !== undefined) return null;
  const both = groupsOfBoth(world.groupsOn(from), originId, destinationId).map((group) => group.name);
  const reason =
    both.length > 1
      ? `两所园共同所在的有 ${both.length} 个（${both.join('、')}），看不出是哪一个`
      : '没有一个联盟在派驻开始时同时有派出园和派驻园';
  return { name, destination: destinationName, reason };
}

/** Why a posting is not the group's; null where it is, or no group is known of at all. */
function whyOutside(
  group: Group | null,
  isNamed: boolean,
  {
    originId,
    destinationId,
    from,
    to,
  }: { originId: number | null; destinationId: number; from: IsoDate; to: IsoDate | undefined },
  world: ActivityWorld,
): string | null {
  if (!group) return null;
  const begins = group.validFrom > group.cycleStart ? group.validFrom : group.cycleStart;
  if (from < begins) return `开始时“${group.name}”还没有成立（${begins}）`;
  const last = to ?? from;
  const then = world.groupsOn(last).find(({ id }) => id === group.id);
  if (then && (then.state === 'ended' || then.state === 'expired')) {
    return `结束前“${group.name}”已经${then.state === 'ended' ? '终止' : '到期'}`;
  }
  const outside = [group, ...(then ? [then] : [])].some(
    (each) => !isIn(each, originId) || !isIn(each, destinationId),
  );
  return isNamed && outside ? `有一所不是“${group.name}”的成员` : null;
}

/** Postings of the same person that share days with this one, other than `besides`. */
export function overlapping(world: ActivityWorld, posting: UnderstoodPosting, besides?: number): Posting[] {
  const { name, unit, from, to } = posting;
  return listPostings(world.ledger, { person: { name, unit }, since: from, until: to ?? undefined }).filter(
    ({ id }) => id !== besides,
  );
}

/** The posting already entered that this one is: same person, kind, first day and place. */
export function samePosting(world: ActivityWorld, posting: UnderstoodPosting): Posting | undefined {
  const { name, unit, from } = posting;
  return listPostings(world.ledger, { person: { name, unit }, since: from, until: from }).find(
    (each) =>
      each.kind === posting.kind && each.from === from && each.destinationId === posting.destinationId,
  );
}

/** The posting ready to be entered, its person entered where the ledger lacks one (inside `perform`). */
export function asNewPosting(
  world: ActivityWorld,
  { name, unit, destinationName: _, ...posting }: UnderstoodPosting,
  origin: Posting['origin'],
): NewPosting {
  return { ...posting, personId: findOrAddPerson(world.ledger, name, unit), origin };
}
