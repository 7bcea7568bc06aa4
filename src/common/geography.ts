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
