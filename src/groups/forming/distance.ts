import { greatCircleMillimetres } from '../../common/geography.ts';
import type { Kindergarten } from '../../roster/kindergarten.ts';
import type { Distance } from './proposal.ts';

/** Metres that stand for a distance where a coordinate is missing (`templates/forming.yaml`). */
export interface AdministrativeDistance {
  readonly sameTown: number;
  readonly sameDistrict: number;
  readonly elsewhere: number;
}

/** Great-circle distance where both positions are known, else an estimate from town and district. */
export function distanceBetween(
  a: Kindergarten,
  b: Kindergarten,
  fallback: AdministrativeDistance,
): Distance {
  if (a.longitude !== null && a.latitude !== null && b.longitude !== null && b.latitude !== null) {
    const from = { longitude: a.longitude, latitude: a.latitude };
    const to = { longitude: b.longitude, latitude: b.latitude };
    return { millimetres: greatCircleMillimetres(from, to), basis: 'coordinates' };
  }
  const metres =
    a.townId !== null && a.townId === b.townId
      ? fallback.sameTown
      : a.districtId !== null && a.districtId === b.districtId
        ? fallback.sameDistrict
        : fallback.elsewhere;
  return { millimetres: Math.round(metres * 1000), basis: 'administrative' };
}
