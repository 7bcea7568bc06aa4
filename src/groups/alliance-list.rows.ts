import { maskPhones } from '../common/masking.ts';
import { cityItself, type Office } from '../ledger/office.ts';
import type { Kindergarten } from '../roster/kindergarten.ts';
import type { ListRow } from '../tables/render-list.ts';
import type { Group, Member } from './group.ts';

/** What the list of groups rests on, all of one date. */
export interface AllianceFacts {
  readonly groups: readonly Group[];
  /** In the order of the roster. */
  readonly kindergartens: readonly Kindergarten[];
  /** In the order of the office tree. */
  readonly offices: readonly Office[];
}

/** A row of the list, with whose it is. */
export interface AllianceListRow extends ListRow {
  /** The member's id in the ledger; null where the row names a lead only. */
  readonly memberId: number | null;
}

/**
 * The list of groups (联盟名单), one member a row, in the order of office, lead and position; a group without members
 * has one row. Facts of the lead stand on each of its rows and are merged when printed.
 */
export function allianceRows(
  { groups, kindergartens, offices }: AllianceFacts,
  masked: boolean,
): AllianceListRow[] {
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
        memberId: member?.kindergartenId ?? null,
      }));
    });
}

/** 办园性质 in the list, which has no column for 普惠: an inclusive private kindergarten says so here. */
function listedOwnership(kindergarten: Pick<Kindergarten, 'ownership' | 'inclusive'>): string | null {
  return kindergarten.ownership === '民办' && kindergarten.inclusive === true
    ? '普惠性民办'
    : kindergarten.ownership;
}
