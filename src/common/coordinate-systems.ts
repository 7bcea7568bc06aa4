import loaded from 'gcoord';
import type { Position } from './geography.ts';

/** Coordinate systems in use in China: GPS, the surveyed one of most maps (高德、腾讯), and Baidu's. */
export const coordinateSystems = ['wgs84', 'gcj02', 'bd09'] as const;
export type CoordinateSystem = (typeof coordinateSystems)[number];

// The package's types put under `default` what is the module itself.
const gcoord = loaded as unknown as (typeof loaded)['default'];

const systems = { wgs84: gcoord.WGS84, gcj02: gcoord.GCJ02, bd09: gcoord.BD09 } as const;

/**
 * A position in another system, in degrees; outside China GCJ-02 is WGS-84. Back from GCJ-02 it is good to about a
 * metre, since the offset has no exact inverse.
 */
export function convertPosition(
  { longitude, latitude }: Position,
  from: CoordinateSystem,
  to: CoordinateSystem,
): Position {
  if (from === to) return { longitude, latitude };
  const [east = longitude, north = latitude] = gcoord.transform(
    [longitude, latitude],
    systems[from],
    systems[to],
  ) as number[];
  return { longitude: east, latitude: north };
}
