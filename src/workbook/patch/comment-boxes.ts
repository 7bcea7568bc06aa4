import { parseRange } from '../address.ts';

const namespaces =
  'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"';

const shapeType = `<v:shapetype ${namespaces} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`;

/** Shapes of one drawing are numbered in blocks of so many. */
const block = 1024;

/** Columns and rows that a box covers. */
const boxSize = { columns: 4, rows: 9 };
const lastColumn = 16_383;
const lastRow = 1_048_575;

/**
 * The drawing (`vmlDrawing`) in which the boxes of comments stand, as text: programs write it as they please, not
 * always as XML, so it is searched and added to, never parsed. All that is added is ASCII: read and written as Latin-1
 * the rest stays byte for byte.
 */
export class CommentBoxes {
  #text: string;

  /** @param text of the sender's drawing; null makes one */
  constructor(text: string | null) {
    this.#text = text ?? `<xml ${namespaces}><o:shapelayout v:ext="edit"></o:shapelayout></xml>`;
  }

  /** Highest block of shape numbers that the drawing lays claim to. */
  get highestBlock(): number {
    let highest = 0;
    for (const [, , list = ''] of this.#text.matchAll(
      /<(\w+:)?idmap\b[^>]*?\bdata\s*=\s*["']([^"']*)["']/g,
    )) {
      for (const each of list.split(',')) highest = Math.max(highest, Number(each) || 0);
    }
    for (const [, number] of this.#text.matchAll(/_x0000_s(\d+)/g)) {
      highest = Math.max(highest, Math.floor(Number(number) / block));
    }
    return highest;
  }

  /** Takes the boxes of these cells away. */
  remove(cells: readonly string[]): void {
    const gone = new Set(cells.map((cell) => positionOf(cell).join(' ')));
    if (gone.size === 0) return;
    this.#text = this.#text.replace(/<(\w+:)?shape\b[^>]*[^/]>[\s\S]*?<\/(?:\w+:)?shape>\s*/g, (shape) => {
      if (!/ObjectType\s*=\s*["']Note["']/.test(shape)) return shape;
      const row = /<(?:\w+:)?Row>\s*(\d+)\s*</.exec(shape)?.[1];
      const column = /<(?:\w+:)?Column>\s*(\d+)\s*</.exec(shape)?.[1];
      return gone.has(`${row} ${column}`) ? '' : shape;
    });
  }

  /**
   * Puts boxes for these cells in, hidden until pointed at.
   * @param firstBlock free blocks of shape numbers begin here
   * @returns the blocks used; undefined where the drawing has no end to put them before
   */
  add(cells: readonly string[], firstBlock: number): number | undefined {
    if (cells.length === 0) return 0;
    const end = this.#text.lastIndexOf('</xml>');
    if (end < 0) return undefined;
    const type = /id\s*=\s*["']_x0000_t202["']/.test(this.#text) ? '' : shapeType;
    const shapes = cells.map((cell, index) => boxXml(cell, firstBlock * block + 1 + index, index + 1));
    this.#text = `${this.#text.slice(0, end)}${type}${shapes.join('')}${this.#text.slice(end)}`;
    const blocks = Math.floor(cells.length / block) + 1;
    this.#claim(Array.from({ length: blocks }, (_, index) => firstBlock + index).join(','));
    return blocks;
  }

  get text(): string {
    return this.#text;
  }

  #claim(blocks: string): void {
    const known = /(<(?:\w+:)?idmap\b[^>]*?\bdata\s*=\s*["'])([^"']*)/;
    if (known.test(this.#text)) {
      this.#text = this.#text.replace(known, (_, start: string, list: string) =>
        list.trim() === '' ? `${start}${blocks}` : `${start}${list},${blocks}`,
      );
      return;
    }
    const map = `<o:idmap ${namespaces} v:ext="edit" data="${blocks}"/>`;
    this.#text = this.#text.replace(/(<(?:\w+:)?shapelayout\b[^>]*[^/])>/, `$1>${map}`);
  }
}

/** Row and column, counted from 0. */
function positionOf(cell: string): [number, number] {
  const range = parseRange(cell);
  return [(range?.top ?? 1) - 1, (range?.left ?? 1) - 1];
}

function boxXml(cell: string, number: number, order: number): string {
  const [row, column] = positionOf(cell);
  const left = Math.min(column + 1, lastColumn - boxSize.columns);
  const top = Math.max(0, Math.min(row - 1, lastRow - boxSize.rows));
  const anchor = [left, 15, top, 2, left + boxSize.columns, 15, top + boxSize.rows, 4].join(', ');
  return `<v:shape ${namespaces} id="_x0000_s${number}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;margin-top:2pt;width:220pt;height:120pt;z-index:${order};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`;
}
