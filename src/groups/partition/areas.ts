import type { Office } from '../../ledger/office.ts';
import type { Kindergarten } from '../../roster/kindergarten.ts';
import type { Unplaced } from '../forming/proposal.ts';

/** A part of the office's area that no district (学区) reaches out of: 区县, or 镇街. */
export interface Area {
  readonly officeId: number;
  readonly name: string;
  readonly kindergartens: readonly Kindergarten[];
}

/**
 * Kindergartens by the area they lie in, areas in the order of the offices. One that hangs on the city itself
 * (市直) lies in the district of its town.
 * @param elsewhere areas that somebody goes to instead, by ledger id: pinned by the clerk
 */
export function areasOf(
  kindergartens: readonly Kindergarten[],
  within: 'district' | 'town',
  offices: readonly Office[],
  elsewhere: ReadonlyMap<number, number> = new Map(),
): { readonly areas: readonly Area[]; readonly undetermined: readonly Unplaced[] } {
  const byId = new Map(offices.map((office) => [office.id, office]));
  const members = new Map<number, Kindergarten[]>();
  const undetermined: Unplaced[] = [];
  for (const kindergarten of kindergartens) {
    const officeId = elsewhere.get(kindergarten.id) ?? areaIdOf(kindergarten, within, byId);
    if (officeId === null) {
      const reason = within === 'town' ? '缺少所属镇街' : '缺少所属区县（市直的园要写所属镇街）';
      undetermined.push({ kindergarten, reason });
    } else members.set(officeId, [...(members.get(officeId) ?? []), kindergarten]);
  }
  const areas = offices.flatMap((office) => {
    const own = members.get(office.id);
    return own ? [{ officeId: office.id, name: office.name, kindergartens: own }] : [];
  });
  return { areas, undetermined };
}

/** The area of one kindergarten; null where the ledger does not know it. */
export function areaIdOf(
  { townId, districtId, districtLevel }: Pick<Kindergarten, 'townId' | 'districtId' | 'districtLevel'>,
  within: 'district' | 'town',
  offices: ReadonlyMap<number, Pick<Office, 'level' | 'parentId'>>,
): number | null {
  if (within === 'town') return townId;
  if (districtLevel === 'county') return districtId;
  const parent = townId === null ? null : (offices.get(townId)?.parentId ?? null);
  return parent !== null && offices.get(parent)?.level === 'county' ? parent : null;
}

/** What an area brings to the sharing out of districts. */
export interface AreaNeeds {
  readonly size: number;
  /** Who may be a centre there. */
  readonly eligible: number;
  /** Fewest districts that hold everybody and have a place for each centre that is fixed. */
  readonly fewest: number;
}

/**
 * How many districts each area gets, never more than it has who may be a centre. Without a number: the fewest. With
 * one: the next district always goes where there are most kindergartens to a district, the larger area first, once
 * everybody has the fewest; with too few for that, from none on. What is beyond all areas' possibilities is not given.
 */
export function shareDistricts(areas: readonly AreaNeeds[], count: number | null): number[] {
  const most = areas.map(({ eligible, size }) => Math.min(eligible, size));
  const fewest = areas.map((area, index) => Math.min(area.fewest, most[index] as number));
  if (count === null) return fewest;
  const isEnough = fewest.reduce((sum, each) => sum + each, 0) <= count;
  const given = isEnough ? fewest : areas.map(() => 0);
  for (let left = count - given.reduce((sum, each) => sum + each, 0); left > 0; left -= 1) {
    let best = -1;
    for (const [index, area] of areas.entries()) {
      if ((given[index] as number) >= (most[index] as number)) continue;
      const held = areas[best];
      if (!held || crowding(area, given[index] as number) > crowding(held, given[best] as number))
        best = index;
    }
    if (best === -1) break;
    given[best] = (given[best] as number) + 1;
  }
  return given;
}

/** Kindergartens to a district; where there is none yet, above all others. */
const crowding = ({ size }: AreaNeeds, districts: number) =>
  districts === 0 ? size * 1e6 : size / districts;
