import type { Position } from '../../../common/geography.ts';

/** A rectangle on paper, in the units of the drawing. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Degrees to paper: north is up, and a kilometre is equally long to every side. */
export interface Projection {
  project(position: Position): Point;
  /** How many metres one unit of the drawing stands for. */
  readonly metresPerUnit: number;
}

/** Metres of one degree of latitude on the sphere of the mean radius (IUGG). */
const degree = (6_371_008.8 * Math.PI) / 180;

/** No map shows less ground than this, so that kindergartens at one place do not come out as an endless zoom. */
const leastSpan = 400;

/**
 * The equirectangular projection whose standard parallel is the middle latitude: over a city or a county it is out
 * by less than the width of a line. Fits all positions into the frame, centred.
 */
export function projectionFor(positions: readonly Position[], frame: Frame): Projection {
  let [west, east, south, north] = [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const { longitude, latitude } of positions) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  if (positions.length === 0) [west, east, south, north] = [0, 0, 0, 0];
  const centre = { longitude: (west + east) / 2, latitude: (south + north) / 2 };
  const shrink = Math.cos((centre.latitude * Math.PI) / 180);
  const metresPerUnit = Math.max(
    ((east - west) * degree * shrink) / frame.width,
    ((north - south) * degree) / frame.height,
    leastSpan / Math.min(frame.width, frame.height),
  );
  return {
    metresPerUnit,
    project: ({ longitude, latitude }) => ({
      x: frame.left + frame.width / 2 + ((longitude - centre.longitude) * degree * shrink) / metresPerUnit,
      y: frame.top + frame.height / 2 - ((latitude - centre.latitude) * degree) / metresPerUnit,
    }),
  };
}

export interface ScaleBar {
  readonly metres: number;
  /** Units of the drawing. */
  readonly length: number;
  /** 500 米, 2 公里. */
  readonly text: string;
}

/** The longest bar of 1, 2 or 5 × 10ⁿ metres that is no longer than `most` units. */
export function scaleBar({ metresPerUnit }: Projection, most: number): ScaleBar {
  const room = metresPerUnit * most;
  const power = 10 ** Math.floor(Math.log10(room));
  const metres = ([5, 2, 1].find((step) => step * power <= room) ?? 1) * power;
  return {
    metres,
    length: metres / metresPerUnit,
    text: metres >= 1000 ? `${metres / 1000} 公里` : `${metres} 米`,
  };
}
