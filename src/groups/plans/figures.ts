import type { Sector } from '../../policy/parameters.ts';
import type { DistanceBasis, Named } from '../plan.ts';
import type { Grouping, GroupingGroup, GroupingMember } from './grouping.ts';

/** Distances from members to their leads, in millimetres; null where there is none. */
export interface DistanceFigures {
  readonly measured: number;
  readonly total: number;
  readonly mean: number | null;
  readonly median: number | null;
  readonly longest: number | null;
  /** Whose is the longest. */
  readonly farthest: { readonly member: Named; readonly lead: Named } | null;
}

/** How many kindergartens of each kind, leads counted; `unknown` where 办园性质 is not known. */
type SectorCounts = Readonly<Record<Sector | 'unknown', number>>;

interface GroupFigures {
  readonly groupId: number | null;
  readonly lead: Named | null;
  readonly members: number;
  readonly distance: DistanceFigures;
  readonly sectors: SectorCounts;
}

/** What a grouping comes to: how far, how even, how mixed (距离、园数、公办民办搭配). */
export interface GroupingFigures {
  readonly groups: number;
  readonly members: number;
  readonly unassigned: number;
  /** Members of the smallest, the largest and the average group; null without groups. */
  readonly size: { readonly least: number; readonly most: number; readonly mean: number } | null;
  /** How many groups have so many members, by rising size. */
  readonly sizes: readonly { readonly members: number; readonly groups: number }[];
  readonly distance: DistanceFigures;
  /** Members by what their distance rests on. */
  readonly bases: Readonly<Record<DistanceBasis, number>>;
  readonly sectors: SectorCounts;
  /** Groups in which both public and private kindergartens stand. */
  readonly mixed: number;
  readonly perGroup: readonly GroupFigures[];
}

/** Middle value of sorted numbers: the mean of the two middle ones where their number is even, to whole units. */
function medianOf(sorted: readonly number[]): number | null {
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half];
  if (upper === undefined) return null;
  const lower = sorted[half - 1];
  return sorted.length % 2 === 1 || lower === undefined ? upper : Math.round((lower + upper) / 2);
}

/** How far members are from their leads. */
export function distanceFigures(groups: readonly GroupingGroup[]): DistanceFigures {
  const pairs = groups.flatMap(({ lead, members }) =>
    lead
      ? members.flatMap((member) =>
          member.distance ? [{ lead, member, millimetres: member.distance.millimetres }] : [],
        )
      : [],
  );
  const sorted = pairs.map(({ millimetres }) => millimetres).sort((one, other) => one - other);
  const total = sorted.reduce((sum, each) => sum + each, 0);
  const longest = sorted.at(-1) ?? null;
  const farthest = pairs.find(({ millimetres }) => millimetres === longest);
  const named = ({ id, name }: Named) => ({ id, name });
  return {
    measured: sorted.length,
    total,
    mean: sorted.length === 0 ? null : Math.round(total / sorted.length),
    median: medianOf(sorted),
    longest,
    farthest: farthest ? { member: named(farthest.member), lead: named(farthest.lead) } : null,
  };
}

function countSectors(
  ids: readonly number[],
  sectorOf: (id: number) => Sector | null,
): Record<keyof SectorCounts, number> {
  const counts = { public: 0, private: 0, joint: 0, unknown: 0 };
  for (const id of ids) counts[sectorOf(id) ?? 'unknown'] += 1;
  return counts;
}

const idsOf = ({ lead, members }: GroupingGroup) => [
  ...(lead ? [lead.id] : []),
  ...members.map(({ id }) => id),
];

/** @param sectorOf who runs a kindergarten, by ledger id; null where that is not known */
export function figuresOfGrouping(
  { groups, unassigned }: Grouping,
  sectorOf: (id: number) => Sector | null,
): GroupingFigures {
  const counts = groups.map(({ members }) => members.length);
  const members = counts.reduce((sum, each) => sum + each, 0);
  const bases = { coordinates: 0, matrix: 0, administrative: 0 };
  for (const each of groups.flatMap((group): readonly GroupingMember[] => group.members)) {
    if (each.distance) bases[each.distance.basis] += 1;
  }
  const perGroup = groups.map((group) => ({
    groupId: group.groupId,
    lead: group.lead,
    members: group.members.length,
    distance: distanceFigures([group]),
    sectors: countSectors(idsOf(group), sectorOf),
  }));
  const sizes = new Map<number, number>();
  for (const count of counts) sizes.set(count, (sizes.get(count) ?? 0) + 1);
  return {
    groups: groups.length,
    members,
    unassigned: unassigned.length,
    size:
      groups.length === 0
        ? null
        : { least: Math.min(...counts), most: Math.max(...counts), mean: members / groups.length },
    sizes: [...sizes]
      .sort(([one], [other]) => one - other)
      .map(([size, number]) => ({ members: size, groups: number })),
    distance: distanceFigures(groups),
    bases,
    sectors: countSectors(groups.flatMap(idsOf), sectorOf),
    mixed: perGroup.filter(({ sectors }) => sectors.public > 0 && sectors.private > 0).length,
    perGroup,
  };
}
