import type { Position } from '../../common/geography.ts';
import type { Points } from './lead-grid.ts';

/** Mean radius of the Earth (IUGG) in millimetres, a little less, so that rounding never makes a pair too far. */
const radius = 6_371_008_800 * (1 - 1e-9);

/**
 * Places the positions of the Earth on a plane in millimetres, such that no great-circle distance is less than the
 * difference of x or of y (what a `LargeProblem` asks for): y is the latitude on its meridian; x the longitude on the
 * parallel farthest from the equator, shortened by what the chord of the widest difference is shorter than its arc.
 */
export function onAPlane(
  members: readonly Position[],
  leads: readonly Position[],
): { members: Points; leads: Points } {
  const radians = Math.PI / 180;
  let [west, east, steepest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const { longitude, latitude } of [...members, ...leads]) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    steepest = Math.max(steepest, Math.abs(latitude));
  }
  const half = ((east - west) * radians) / 2;
  // More than half way round, the shorter way may be the other one: then latitude alone has to serve.
  const chord = half > Math.PI / 2 ? 0 : half > 0 ? Math.sin(half) / half : 1;
  const parallel = radius * Math.cos(steepest * radians) * chord;
  const place = (positions: readonly Position[]): Points => ({
    x: Float64Array.from(positions, ({ longitude }) => (longitude - west) * radians * parallel),
    y: Float64Array.from(positions, ({ latitude }) => latitude * radians * radius),
  });
  return { members: place(members), leads: place(leads) };
}
