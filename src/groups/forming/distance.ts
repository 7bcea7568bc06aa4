import { greatCircleMillimetres, type Position } from '../../common/geography.ts';
import type { Kindergarten } from '../../roster/kindergarten.ts';
import type { GivenDistances } from '../plan.ts';
import type { Distance } from './proposal.ts';
import { sharedPlace } from './shared-place.ts';

/** Metres that stand for a distance where a coordinate is missing (`templates/forming.yaml`). */
interface AdministrativeDistance {
  readonly sameCommunity: number;
  readonly sameTown: number;
  readonly sameDistrict: number;
  readonly elsewhere: number;
}

export interface DistanceSources {
  /** Where kindergartens lie, by ledger id, all in one system; those not in it have no usable coordinates. */
  readonly positions: ReadonlyMap<number, Position>;
  /** From a sheet of the office: goes before everything else. */
  readonly given?: Pick<GivenDistances, 'entries'> | null;
  readonly fallback: AdministrativeDistance;
  /** Whose distances among each other tell what is usual in their town and district; none: only `fallback` counts. */
  readonly roster?: readonly Kindergarten[];
}

/** Fewest kindergartens with coordinates in a town or district for their distances to be taken as usual there. */
const fewestLocated = 4;
/** Most of a unit that are measured among each other, spread evenly over the roster. */
const mostMeasured = 60;

/**
 * The median distance (millimetres) between the located kindergartens of each unit. A kindergarten without coordinates
 * is thus taken to lie as far from others as is usual, and gains nothing by what is not known of it.
 */
function usualDistances(
  roster: readonly Kindergarten[],
  positions: ReadonlyMap<number, Position>,
  unitOf: (each: Kindergarten) => number | null,
): Map<number, number> {
  const byUnit = new Map<number, Position[]>();
  for (const each of roster) {
    const [unit, position] = [unitOf(each), positions.get(each.id)];
    if (unit === null || !position) continue;
    const own = byUnit.get(unit);
    if (own) own.push(position);
    else byUnit.set(unit, [position]);
  }
  const usual = new Map<number, number>();
  for (const [unit, all] of byUnit) {
    if (all.length < fewestLocated) continue;
    const step = Math.max(1, all.length / mostMeasured);
    const some = Array.from(
      { length: Math.min(all.length, mostMeasured) },
      (_, index) => all[Math.floor(index * step)] as Position,
    );
    const lengths = some
      .flatMap((one, index) => some.slice(index + 1).map((other) => greatCircleMillimetres(one, other)))
      .sort((one, other) => one - other);
    usual.set(unit, lengths[Math.floor(lengths.length / 2)] as number);
  }
  return usual;
}

const estimates = {
  community: 'sameCommunity',
  town: 'sameTown',
  district: 'sameDistrict',
  elsewhere: 'elsewhere',
} as const;

/**
 * Distances between kindergartens: as the office's sheet gives them (the mean where it gives both ways), else the
 * great circle between positions, else an estimate from the places they share: what is usual there, else `fallback`. Symmetric, in whole millimetres.
 */
export function distances({
  positions,
  given,
  fallback,
  roster = [],
}: DistanceSources): (a: Kindergarten, b: Kindergarten) => Distance {
  const listed = new Map<string, number[]>();
  const key = (one: number, other: number) => (one < other ? `${one} ${other}` : `${other} ${one}`);
  for (const [from, to, millimetres] of given?.entries ?? []) {
    const ways = listed.get(key(from, to)) ?? [];
    ways.push(millimetres);
    listed.set(key(from, to), ways);
  }
  const inTowns = usualDistances(roster, positions, (each) => each.townId);
  const inDistricts = usualDistances(roster, positions, (each) => each.districtId);
  return (a, b) => {
    const ways = listed.size === 0 ? undefined : listed.get(key(a.id, b.id));
    if (ways) {
      const sum = ways.reduce((total, each) => total + each, 0);
      return { millimetres: Math.round(sum / ways.length), basis: 'matrix' };
    }
    const [from, to] = [positions.get(a.id), positions.get(b.id)];
    if (from && to) return { millimetres: greatCircleMillimetres(from, to), basis: 'coordinates' };
    const shared = sharedPlace(a, b);
    const unit = shared === 'town' ? a.townId : shared === 'district' ? a.districtId : null;
    const usual = unit === null ? undefined : (shared === 'town' ? inTowns : inDistricts).get(unit);
    const millimetres = usual ?? Math.round(fallback[estimates[shared]] * 1000);
    return { millimetres, basis: 'administrative', shared };
  };
}
