import { textWidth } from '../../../common/text-width.ts';
import type { Frame, Point } from './projection.ts';

/** Something on the map that bears a name. */
export interface Named {
  readonly at: Point;
  readonly text: string;
  /** Half the width of its mark. */
  readonly radius: number;
}

/** Where a name stands beside its mark, in ems from the mark's middle to the name's anchor on the baseline. */
export interface Label {
  readonly side: 'start' | 'middle' | 'end';
  readonly dx: number;
  readonly dy: number;
  /** The name has room from this magnification on. */
  readonly zoom: number;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Which boxes are taken: those of a cell of the grid are looked at only. */
class Taken {
  readonly #cells = new Map<string, Box[]>();
  readonly #size: number;
  constructor(size: number) {
    this.#size = size;
  }

  *#cellsOf({ left, top, right, bottom }: Box): Generator<string> {
    for (let x = Math.floor(left / this.#size); x <= Math.floor(right / this.#size); x += 1) {
      for (let y = Math.floor(top / this.#size); y <= Math.floor(bottom / this.#size); y += 1)
        yield `${x} ${y}`;
    }
  }

  take(box: Box): void {
    for (const cell of this.#cellsOf(box)) {
      const boxes = this.#cells.get(cell);
      if (boxes) boxes.push(box);
      else this.#cells.set(cell, [box]);
    }
  }

  isFree(box: Box): boolean {
    for (const cell of this.#cellsOf(box)) {
      for (const other of this.#cells.get(cell) ?? []) {
        const apart =
          other.right <= box.left ||
          other.left >= box.right ||
          other.bottom <= box.top ||
          other.top >= box.bottom;
        if (!apart) return false;
      }
    }
    return true;
  }
}

type Direction = readonly [side: Label['side'], x: -1 | 0 | 1, y: -1 | 0 | 1];

/** Tried in this order: beside the mark first, as maps are read. */
const directions: readonly Direction[] = [
  ['start', 1, 0],
  ['end', -1, 0],
  ['middle', 0, -1],
  ['middle', 0, 1],
  ['start', 1, -1],
  ['start', 1, 1],
  ['end', -1, -1],
  ['end', -1, 1],
];

/** Ems of a text: a Chinese character is one wide. */
export const ems = (text: string) => textWidth(text, true) / 2;

/**
 * Puts names beside their marks so that no name covers another name or a mark, the first of the list first. A name
 * without room gets it at a higher magnification, where marks lie farther apart while names keep their size;
 * undefined where it has none even then.
 * @param frame names stay within it
 * @param kept free of names at the first magnification
 * @param size of the letters, in units of the drawing
 */
export function placeLabels(
  named: readonly Named[],
  {
    frame,
    size,
    zooms,
    kept,
  }: { frame: Frame; size: number; zooms: readonly number[]; kept: readonly Frame[] },
): (Label | undefined)[] {
  const placed: ({ direction: Direction; zoom: number } | undefined)[] = named.map(() => undefined);
  for (const zoom of zooms) {
    const taken = new Taken(size * 6);
    const magnified = named.map(({ at, ...each }) => ({ ...each, at: { x: at.x * zoom, y: at.y * zoom } }));
    for (const { at, radius } of magnified) {
      taken.take({ left: at.x - radius, right: at.x + radius, top: at.y - radius, bottom: at.y + radius });
    }
    if (zoom === 1) {
      for (const { left, top, width, height } of kept) {
        taken.take({ left, top, right: left + width, bottom: top + height });
      }
    }
    const fits = (box: Box) =>
      box.left >= frame.left * zoom &&
      box.right <= (frame.left + frame.width) * zoom &&
      box.top >= frame.top * zoom &&
      box.bottom <= (frame.top + frame.height) * zoom &&
      taken.isFree(box);
    for (const [index, each] of magnified.entries()) {
      const earlier = placed[index];
      if (earlier) taken.take(boxBeside(each, earlier.direction, size));
    }
    for (const [index, each] of magnified.entries()) {
      if (placed[index]) continue;
      const direction = directions.find((candidate) => fits(boxBeside(each, candidate, size)));
      if (!direction) continue;
      placed[index] = { direction, zoom };
      taken.take(boxBeside(each, direction, size));
    }
  }
  return named.map(({ radius }, index) => {
    const own = placed[index];
    if (!own) return undefined;
    const { aside, below } = offset(radius, own.direction, size);
    return { side: own.direction[0], dx: aside / size, dy: below / size + drop, zoom: own.zoom };
  });
}

/** Baseline of a line of Chinese text under its middle, in ems. */
const drop = 0.35;
const gap = 0.2;
const lineHeight = 1.1;

/** From the middle of the mark to where the name begins, ends or has its middle; units of the drawing. */
function offset(radius: number, [, right, down]: Direction, size: number) {
  return {
    // On a slant the name begins over the side of the mark.
    aside: right * (down === 0 ? radius + gap * size : radius * 0.7),
    below: down * (radius + (lineHeight * size) / 2),
  };
}

function boxBeside({ at, text, radius }: Named, direction: Direction, size: number): Box {
  const width = ems(text) * size;
  const height = lineHeight * size;
  const { aside, below } = offset(radius, direction, size);
  const anchor = at.x + aside;
  const [side] = direction;
  const left = side === 'start' ? anchor : side === 'end' ? anchor - width : anchor - width / 2;
  const top = at.y + below - height / 2;
  return { left, right: left + width, top, bottom: top + height };
}
