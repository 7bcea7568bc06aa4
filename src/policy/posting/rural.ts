import type { PlaceTier } from './posting.ts';

/** Whether a posting counts as rural experience; null where a tier is lacking that would decide it. */
export interface RuralReading {
  /** 乡镇以下 with the township. */
  readonly withTown: boolean | null;
  /** 乡镇以下 below the township only. */
  readonly withoutTown: boolean | null;
}

/**
 * A posting from a city lead to a kindergarten of a designated poor county, or of 乡镇以下; from a county lead to 乡镇
 * 及以下, which names the township itself (both readings agree there). From anywhere lower it never counts.
 */
export function ruralReading({
  originTier,
  destinationTier,
  destinationPoor,
}: {
  readonly originTier: PlaceTier | null;
  readonly destinationTier: PlaceTier | null;
  readonly destinationPoor: boolean | null;
}): RuralReading {
  if (originTier === 'town' || originTier === 'village') return { withTown: false, withoutTown: false };
  const isVillage = destinationTier === null ? null : destinationTier === 'village';
  const isTown =
    destinationTier === null ? null : destinationTier === 'town' || destinationTier === 'village';
  if (originTier === 'county') return { withTown: isTown, withoutTown: isTown };
  const either = (one: boolean | null, other: boolean | null) =>
    one === true || other === true ? true : one === null || other === null ? null : false;
  // Nobody says 不是贫困县 of a kindergarten in the city: without a word it is none, once its tier is known.
  const poor = destinationPoor ?? (destinationTier === null ? null : false);
  const city = { withTown: either(poor, isTown), withoutTown: either(poor, isVillage) };
  if (originTier === 'city') return city;
  // Origin not known: decided only where city and county say the same.
  const agree = (asCity: boolean | null, asCounty: boolean | null) => (asCity === asCounty ? asCity : null);
  return {
    withTown: agree(city.withTown, isTown),
    withoutTown: agree(city.withoutTown, isTown),
  };
}
