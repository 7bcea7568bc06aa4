import type { Body } from '../committees/committee.ts';
import { maskPhones } from '../common/masking.ts';
import type { Group, Member } from '../groups/group.ts';
import type { Office } from '../ledger/office.ts';
import type { Kindergarten } from '../roster/kindergarten.ts';
import type { ListRow } from '../tables/render-list.ts';
import { cityItself } from './wording.ts';

/** 所属区县 as printed: 市直 for a kindergarten of the city itself. */
function districtOf(kindergarten: Pick<Kindergarten, 'district' | 'districtLevel'>): string | null {
  return kindergarten.districtLevel === 'city' ? cityItself : kindergarten.district;
}

/** The roster (园所信息表), one kindergarten a record, in the order given. Phones masked where asked. */
export function rosterRecords(kindergartens: readonly Kindergarten[], masked: boolean) {
  return kindergartens.map((each) => ({
    code: each.code,
    creditCode: each.creditCode,
    name: each.name,
    district: districtOf(each),
    town: each.town,
    address: each.address,
    longitude: each.longitude,
    latitude: each.latitude,
    ownership: each.ownership,
    inclusive: each.inclusive,
    category: each.category,
    isNew: each.isNew,
    isWeak: each.isWeak,
    classes: each.classes,
    children: each.children,
    staff: each.staff,
    teachers: each.teachers,
    principal: each.principal,
    phone: masked && each.phone !== null ? maskPhones(each.phone) : each.phone,
    buildState: each.buildState,
    preschoolTeachers: each.preschoolTeachers,
    middleTitles: each.middleTitles,
    seniorTitles: each.seniorTitles,
  }));
}

/** The leadership group (领导小组), one seat a record, in the order of the list. Phones in it masked where asked. */
export function leadershipRecords(body: Body, masked: boolean) {
  return body.seats.map(({ role, name, unitAndPosts }) => ({
    role,
    name,
    unitAndPosts: masked ? maskPhones(unitAndPosts) : unitAndPosts,
  }));
}

/** As printed: following seats of one role share its cell, two-character names are as wide as three. */
export function leadershipRows(body: Body, masked: boolean): ListRow[] {
  let run = 0;
  return leadershipRecords(body, masked).map((record, index, all) => {
    if (index > 0 && all[index - 1]?.role !== record.role) run += 1;
    return { values: { ...record, name: padName(record.name) }, blocks: { role: run } };
  });
}

/** A two-character name with a full-width space between, so that it lines up with those of three (邓淇 → 邓　淇). */
function padName(name: string): string {
  const characters = [...name];
  return characters.length === 2 && /^\p{Script=Han}{2}$/u.test(name) ? characters.join('　') : name;
}

/** What the list of groups rests on, all of one date. */
export interface AllianceFacts {
  readonly groups: readonly Group[];
  /** In the order of the roster. */
  readonly kindergartens: readonly Kindergarten[];
  /** In the order of the office tree. */
  readonly offices: readonly Office[];
}

/**
 * The list of groups (联盟名单), one member a row, in the order of office, lead and position; a group without members
 * has one row. Facts of the lead stand on each of its rows and are merged when printed.
 */
export function allianceRows({ groups, kindergartens, offices }: AllianceFacts, masked: boolean): ListRow[] {
  const known = new Map(kindergartens.map((each, index) => [each.id, { ...each, index }]));
  const places = new Map(offices.map((office, index) => [office.id, { ...office, index }]));
  const officeOf = (group: Group) => {
    let office = places.get(group.officeId ?? known.get(group.lead?.kindergartenId ?? 0)?.districtId ?? 0);
    // The column holds a district's bureau: a town's group stands under its district.
    while (office?.level === 'town' && office.parentId !== null) office = places.get(office.parentId);
    return office;
  };
  const side = (member: Member | null | undefined, prefix: 'lead' | 'member') => {
    const facts = member ? known.get(member.kindergartenId) : undefined;
    const responsible = member?.responsible ?? facts?.principal ?? null;
    return {
      [`${prefix}Name`]: member?.name ?? null,
      [`${prefix}Category`]: facts?.category ?? null,
      [`${prefix}Ownership`]: facts ? listedOwnership(facts) : null,
      // Some offices write a phone beside the name.
      [`${prefix}Responsible`]: masked && responsible !== null ? maskPhones(responsible) : responsible,
    };
  };
  const last = Number.MAX_SAFE_INTEGER;
  return groups
    .map((group) => ({
      group,
      office: officeOf(group),
      lead: known.get(group.lead?.kindergartenId ?? 0)?.index ?? last,
    }))
    .sort(
      (a, b) =>
        (a.office?.index ?? last) - (b.office?.index ?? last) || a.lead - b.lead || a.group.id - b.group.id,
    )
    .flatMap(({ group, office }) => {
      const members = group.members.length > 0 ? group.members : [undefined];
      return members.map((member) => ({
        values: {
          office: office ? (office.level === 'city' ? cityItself : office.name) : null,
          ...side(group.lead, 'lead'),
          ...side(member, 'member'),
        },
        blocks: { office: group.id, lead: group.id },
      }));
    });
}

/** 办园性质 in the list, which has no column for 普惠: an inclusive private kindergarten says so here. */
function listedOwnership(kindergarten: Pick<Kindergarten, 'ownership' | 'inclusive'>): string | null {
  return kindergarten.ownership === '民办' && kindergarten.inclusive === true
    ? '普惠性民办'
    : kindergarten.ownership;
}
