import type { Point } from './projection.ts';

/**
 * Ten colours that people with any of the common kinds of colour blindness can tell apart, dark enough for lines on
 * white paper: Okabe and Ito's without black and yellow, then Tol's muted ones.
 */
export const palette = [
  '#0072B2',
  '#D55E00',
  '#009E73',
  '#CC79A7',
  '#E69F00',
  '#56B4E9',
  '#882255',
  '#117733',
  '#332288',
  '#999933',
] as const;

export type Colour = (typeof palette)[number];

/**
 * A colour for each group. Where there are more groups than colours, each takes the one whose nearest bearer is the
 * farthest away, so that neighbours differ; the groups' numbers tell apart what colours no longer can.
 * @param places where each group stands; null for one that is not on the map
 */
export function coloursFor(places: readonly (Point | null)[]): Colour[] {
  const bearers: Point[][] = palette.map(() => []);
  return places.map((place, index) => {
    const chosen = index < palette.length || !place ? index % palette.length : freest(bearers, place);
    if (place) bearers[chosen]?.push(place);
    return palette[chosen] as Colour;
  });
}

function freest(bearers: readonly (readonly Point[])[], { x, y }: Point): number {
  let best = 0;
  let bestSquare = -1;
  for (const [colour, points] of bearers.entries()) {
    let nearest = Number.POSITIVE_INFINITY;
    for (const point of points) {
      const square = (point.x - x) ** 2 + (point.y - y) ** 2;
      if (square < nearest) nearest = square;
    }
    if (nearest > bestSquare) [best, bestSquare] = [colour, nearest];
  }
  return best;
}

/** Black or white, whichever is easier to read on the colour (relative luminance of WCAG 2). */
export function inkOn(colour: Colour): '#000' | '#fff' {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)) as [
    number,
    number,
    number,
  ];
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) ? '#000' : '#fff';
}
