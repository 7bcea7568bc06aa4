/** Mean radius of the Earth (IUGG), in metres. */
const earthRadius = 6_371_008.8;

/** Degrees of longitude and latitude. */
export interface Position {
  readonly longitude: number;
  readonly latitude: number;
}

/**
 * Great-circle distance (haversine) in whole millimetres, so that sums are exact and ties are real ties.
 * Symmetric; 0 for equal positions.
 */
export function greatCircleMillimetres(from: Position, to: Position): number {
  const radians = Math.PI / 180;
  const halfLatitude = Math.sin(((to.latitude - from.latitude) * radians) / 2);
  const halfLongitude = Math.sin(((to.longitude - from.longitude) * radians) / 2);
  const squared =
    halfLatitude * halfLatitude +
    Math.cos(from.latitude * radians) * Math.cos(to.latitude * radians) * halfLongitude * halfLongitude;
  return Math.round(2 * earthRadius * 1000 * Math.asin(Math.min(1, Math.sqrt(squared))));
}

/** The box in which China lies, in degrees. */
const china = { west: 73, east: 135.1, south: 3.8, north: 53.6 } as const;

export function isInChina({ longitude, latitude }: Position): boolean {
  return (
    longitude >= china.west && longitude <= china.east && latitude >= china.south && latitude <= china.north
  );
}

/** Metres from the middle of an office's kindergartens within which nothing is called far. */
const nearEnough = 100_000;
/** Beyond so many times the usual distance from the middle a position is called far. */
const usualTimes = 6;

const median = (values: readonly number[]) =>
  [...values].sort((one, other) => one - other)[(values.length - 1) >> 1] ?? 0;

/**
 * Tells of a position how many millimetres it lies from the middle (median) of the others, where that is much farther
 * than they do; undefined where it is not, or where there are fewer than three to go by.
 */
export function farFrom(others: readonly Position[]): (position: Position) => number | undefined {
  const middle = {
    longitude: median(others.map((each) => each.longitude)),
    latitude: median(others.map((each) => each.latitude)),
  };
  const usual = median(others.map((each) => greatCircleMillimetres(middle, each)));
  const limit = Math.max(nearEnough * 1000, usual * usualTimes);
  return (position) => {
    if (others.length < 3) return undefined;
    const distance = greatCircleMillimetres(middle, position);
    return distance > limit ? distance : undefined;
  };
}
