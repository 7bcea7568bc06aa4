import { type Colour, inkOn } from './colours.ts';
import { letterSize, type MapLayout, type Mark } from './layout.ts';
import { coordinates, escaped, rounded } from './markup.ts';

interface DrawingWords {
  /** What is said of a mark when the pointer rests on it. */
  describe(mark: Mark): string;
}

export interface DrawingOptions extends DrawingWords {
  /** Highest magnification whose names are put in; names from 2 on carry the class `z2`, `z4` … */
  readonly zoom: number;
  /** The white rim of names as strokes of their own, for programs that know no `paint-order`. */
  readonly rims: boolean;
}

const grey = '#555';

/**
 * The map itself as SVG elements, without the `svg` around them: frame, names of districts, lines, marks with names,
 * scale bar, north arrow. Each mark is a group of its own at its place, so that a page can keep its size when zooming.
 */
export function drawMap(layout: MapLayout, options: DrawingOptions): string {
  const { frame, colours } = layout;
  const colourOf = (group: number): string => colours[group - 1] ?? grey;
  return [
    `<rect class="frame" x="${rounded(frame.left)}" y="${rounded(frame.top)}" width="${rounded(frame.width)}" height="${rounded(frame.height)}" fill="#fcfcfa" stroke="#999" stroke-width="1"/>`,
    '<g class="districts" fill="#c9c9c4" font-size="24" text-anchor="middle">',
    ...layout.districts.map(
      ({ name, at }) => `<text x="${rounded(at.x)}" y="${rounded(at.y)}">${escaped(name)}</text>`,
    ),
    '</g>',
    '<g class="lines" fill="none" stroke-width="1.2" stroke-opacity="0.65">',
    ...linePaths(layout).map(
      ([group, path]) =>
        `<path data-g="${group}" stroke="${colourOf(group)}" vector-effect="non-scaling-stroke" d="${path}"/>`,
    ),
    '</g>',
    `<g class="marks" font-size="${letterSize}" fill="#222">`,
    ...layout.marks.map((mark) => drawMark(mark, colours[mark.group - 1], options)),
    '</g>',
    drawScale(layout),
    drawNorth(layout),
  ].join('\n');
}

function linePaths({ lines }: MapLayout): [group: number, path: string][] {
  const paths = new Map<number, string[]>();
  for (const { group, from, to } of lines) {
    const own = paths.get(group) ?? [];
    paths.set(group, own);
    own.push(`M${coordinates(from)}L${coordinates(to)}`);
  }
  return [...paths].map(([group, parts]) => [group, parts.join('')]);
}

function drawMark(mark: Mark, colour: Colour | undefined, options: DrawingOptions): string {
  const { id, at, group, role, label } = mark;
  const name = label && label.zoom <= options.zoom ? drawLabel(label, role === 'lead', options.rims) : '';
  return `<g class="m ${role}" data-k="${id}" data-g="${group}" transform="translate(${coordinates(at)})">${shapeOf(mark, colour)}${name}<title>${escaped(options.describe(mark))}</title></g>`;
}

/** The role shows in the form too, so that the map can be read without its colours. */
function shapeOf({ role, radius, group }: Mark, colour: Colour | undefined): string {
  const r = rounded(radius);
  const side = rounded(radius * 2);
  switch (role) {
    case 'lead': {
      const ink = inkOn(colour ?? '#332288');
      const half = group > 99 ? radius * 1.4 : radius;
      return `<rect x="-${rounded(half)}" y="-${r}" width="${rounded(half * 2)}" height="${side}" rx="2" fill="${colour}" stroke="#fff"/><text class="n" y="${rounded(radius * 0.45)}" text-anchor="middle" font-size="${rounded(radius * 1.3)}" font-weight="bold" fill="${ink}">${group}</text>`;
    }
    case 'idle-lead':
      return `<rect x="-${r}" y="-${r}" width="${side}" height="${side}" rx="2" fill="#fff" stroke="${grey}" stroke-width="1.5"/>`;
    case 'member':
      return `<circle r="${r}" fill="${colour ?? grey}" stroke="#fff" stroke-width="0.8"/>`;
    case 'unplaced':
      return `<path d="M0 -${rounded(radius)}L${rounded(radius)} 0L0 ${rounded(radius)}L-${rounded(radius)} 0Z" fill="#fff" stroke="#000" stroke-width="1.3"/>`;
  }
}

function drawLabel(label: NonNullable<Mark['label']>, bold: boolean, rims: boolean): string {
  const { side, dx, dy, zoom, text } = label;
  const place = `${zoom > 1 ? ` class="z${zoom}"` : ''} x="${rounded(dx * letterSize)}" y="${rounded(dy * letterSize)}"${side === 'start' ? '' : ` text-anchor="${side}"`}${bold ? ' font-weight="bold"' : ''}`;
  const rim = rims
    ? `<text${place} fill="none" stroke="#fff" stroke-width="2.5" stroke-linejoin="round">${escaped(text)}</text>`
    : '';
  return `${rim}<text${place}>${escaped(text)}</text>`;
}

function drawScale({ frame, scale }: MapLayout): string {
  const x = frame.left + 14;
  const y = frame.top + frame.height - 14;
  return [
    '<g class="scale" stroke="#222" fill="none" stroke-width="1.5">',
    `<path class="bar" d="M${rounded(x)} ${rounded(y - 5)}V${rounded(y)}H${rounded(x + scale.length)}V${rounded(y - 5)}"/>`,
    `<text class="length" x="${rounded(x + scale.length / 2)}" y="${rounded(y - 6)}" text-anchor="middle" font-size="11" fill="#222" stroke="none">${escaped(scale.text)}</text>`,
    '</g>',
  ].join('');
}

function drawNorth({ frame }: MapLayout): string {
  const x = rounded(frame.left + frame.width - 20);
  const y = rounded(frame.top + 14);
  return `<g class="north" transform="translate(${x} ${y})"><path d="M0 0L6 18L0 14L-6 18Z" fill="#222"/><text y="30" text-anchor="middle" font-size="11" fill="#222">北</text></g>`;
}
