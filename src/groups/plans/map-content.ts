import type { CoordinateSystem } from '../../common/coordinate-systems.ts';
import { chineseDate } from '../../common/dates.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Kindergarten } from '../../roster/kindergarten.ts';
import { positionsOf } from '../forming/positions.ts';
import type { Named, Reasoned } from '../plan.ts';
import type { Grouping } from './grouping.ts';
import type { MapContent, MapPlace } from './map/layout.ts';
import { distanceText } from './words.ts';

export interface MapFacts {
  readonly policy: Policy;
  /** 云溪市教育局 */
  readonly office: string;
  readonly kindergartens: ReadonlyMap<number, Kindergarten>;
  /** In which the roster's coordinates are. */
  readonly crs: CoordinateSystem;
}

/** A grouping as it is drawn: with coordinates from the roster of its day, and its figures under the title. */
export function mapContent(grouping: Grouping, { policy, office, kindergartens, crs }: MapFacts): MapContent {
  // As plans use coordinates: in one system, and without those that cannot well be right.
  const { positions, doubted } = positionsOf([...kindergartens.values()], crs);
  const doubts = new Map(doubted.map(({ kindergarten, reason }) => [kindergarten.id, reason]));
  const { names } = policy;
  const placeOf = ({ id, name }: Named): MapPlace => {
    const known = kindergartens.get(id);
    return {
      ...{ id, name, district: known?.district ?? null },
      ...(positions.get(id) ?? { longitude: null, latitude: null }),
      ...(doubts.has(id) ? { doubt: doubts.get(id) ?? '' } : {}),
    };
  };
  const reasoned = (items: readonly Reasoned[]) =>
    items.map((each) => ({ place: placeOf(each), reason: each.reason }));
  const members = grouping.groups.flatMap((group) => group.members);
  const total = members.reduce((sum, { distance }) => sum + (distance?.millimetres ?? 0), 0);
  const estimated = members.filter(({ distance }) => distance?.basis === 'administrative').length;
  const tier = policy.tiers.find(({ id }) => id === grouping.tier)?.name;
  return {
    title: `${grouping.plan === null ? `${names.kind}现状` : `组建方案 ${grouping.plan} `}分布图`,
    remarks: [
      [office, `《${policy.title}》`, tier, `按${chineseDate(grouping.on)}的情况`]
        .filter((part) => part !== undefined && part !== '')
        .join('　'),
      `${names.kind} ${grouping.groups.length} 个，${names.member} ${members.length} 所，距离合计 ${distanceText(total)}${estimated > 0 ? `（其中 ${estimated} 所为估算）` : ''}${grouping.unassigned.length > 0 ? `，没有编入 ${grouping.unassigned.length} 所` : ''}`,
    ],
    names,
    groups: grouping.groups.map((group) => ({
      lead: group.lead && placeOf(group.lead),
      members: group.members.map((member) => ({
        ...placeOf(member),
        millimetres: member.distance?.millimetres ?? null,
      })),
    })),
    unplaced: reasoned([...grouping.unassigned, ...grouping.undetermined]),
    idleLeads: reasoned(grouping.leadsWithoutGroup),
  };
}
