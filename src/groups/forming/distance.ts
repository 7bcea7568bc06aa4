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
}

const estimates = {
  community: 'sameCommunity',
  town: 'sameTown',
  district: 'sameDistrict',
  elsewhere: 'elsewhere',
} as const;

/**
 * Distances between kindergartens: as the office's sheet gives them (the mean where it gives both ways), else the
 * great circle between positions, else an estimate from the places they share. Symmetric, in whole millimetres.
 */
export function distances({
  positions,
  given,
  fallback,
}: DistanceSources): (a: Kindergarten, b: Kindergarten) => Distance {
  const listed = new Map<string, number[]>();
  const key = (one: number, other: number) => (one < other ? `${one} ${other}` : `${other} ${one}`);
  for (const [from, to, millimetres] of given?.entries ?? []) {
    const ways = listed.get(key(from, to)) ?? [];
    ways.push(millimetres);
    listed.set(key(from, to), ways);
  }
  return (a, b) => {
    const ways = listed.size === 0 ? undefined : listed.get(key(a.id, b.id));
    if (ways) {
      const sum = ways.reduce((total, each) => total + each, 0);
      return { millimetres: Math.round(sum / ways.length), basis: 'matrix' };
    }
    const [from, to] = [positions.get(a.id), positions.get(b.id)];
    if (from && to) return { millimetres: greatCircleMillimetres(from, to), basis: 'coordinates' };
    const shared = sharedPlace(a, b);
    return { millimetres: Math.round(fallback[estimates[shared]] * 1000), basis: 'administrative', shared };
  };
}
