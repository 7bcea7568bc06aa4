import type { Cell, CellRange, Sheet } from '../sheet.ts';

/** How a sheet is laid out on paper: A4, as wide as a page where that stays readable. */
export interface SheetLayout {
  /** Widths in characters, by column. */
  readonly widths: ReadonlyMap<number, number>;
  readonly orientation: 'portrait' | 'landscape';
  /** Percent of the natural size, where a page is too narrow at the smallest readable one; else fitted. */
  readonly scale: number | null;
}

/** Widths of columns in characters. */
const width = { least: 6, most: 36, narrowest: 12 } as const;
/** Characters of 11 points that a page of A4 takes in its natural size. */
const page = { portrait: 92, landscape: 138 } as const;
/** Percent below which print is too small to read. */
const leastScale = 60;
/** Points a line of 11-point text takes, and those above and below it. */
const line = { points: 15, margin: 4 } as const;
/** Excel's own bound is 409. */
const tallestRow = 400;

/** Characters of a text's longest line; a Chinese character takes two. */
function columnsOf(text: string, most: number): number {
  const wide = (each: string) =>
    [...each.slice(0, most)].reduce((sum, sign) => sum + (sign <= '~' ? 1 : 2), 0);
  return Math.max(...text.split('\n').map(wide));
}

/** Lines that a text takes in so many characters. */
function linesOf(text: string, wide: number): number {
  const room = Math.max(2, wide - 1);
  return text
    .split('\n')
    .reduce((sum, each) => sum + Math.max(1, Math.ceil(columnsOf(each, 10_000) / room)), 0);
}

/** Finds the width of each column and how the sheet goes on paper, from its cells seen one by one. */
export class LayoutFinder {
  readonly #merged = new Map<string, CellRange>();
  /** Widths that texts would like; they can be wrapped. */
  readonly #texts = new Map<number, number>();
  /** Widths that numbers need. */
  readonly #numbers = new Map<number, number>();

  constructor(merges: Sheet['merges']) {
    for (const range of merges) this.#merged.set(`${range.top}|${range.left}`, range);
  }

  see(cell: Cell): void {
    const merged = this.#merged.get(`${cell.row}|${cell.column}`);
    const spread = merged !== undefined && merged.right > merged.left;
    // What goes over several columns makes none of them wide.
    const wanted = spread ? width.least : columnsOf(String(cell.content.value), width.most) + 2;
    const wide = Math.min(width.most, Math.max(width.least, wanted));
    const kind = cell.content.type === 'number' || cell.content.type === 'date' ? this.#numbers : this.#texts;
    if (wide > (kind.get(cell.column) ?? 0)) kind.set(cell.column, wide);
  }

  layout(): SheetLayout {
    const columns = [...new Set([...this.#texts.keys(), ...this.#numbers.keys()])];
    const capped = (cap: number) =>
      new Map(
        columns.map((column) => [
          column,
          Math.max(Math.min(cap, this.#texts.get(column) ?? 0), this.#numbers.get(column) ?? width.least),
        ]),
      );
    const sum = (widths: ReadonlyMap<number, number>) =>
      [...widths.values()].reduce((all, each) => all + each, 0);
    const readable = (page.landscape * 100) / leastScale;
    let cap: number = width.most;
    while (cap > width.narrowest && sum(capped(cap)) > readable) cap -= 2;
    const widths = capped(cap);
    const total = sum(widths);
    return {
      widths,
      orientation: total <= page.portrait * 1.2 ? 'portrait' : 'landscape',
      scale: total > readable ? leastScale : null,
    };
  }
}

/** Heights of rows that hold wrapped text: merged cells, which no program fits by itself, count as well. */
export class RowHeights {
  readonly #merged = new Map<string, CellRange>();
  readonly #widths: ReadonlyMap<number, number>;
  /** Points that rows further down need for a cell that began above them. */
  readonly #owed = new Map<number, number>();

  constructor(merges: Sheet['merges'], widths: ReadonlyMap<number, number>) {
    for (const range of merges) this.#merged.set(`${range.top}|${range.left}`, range);
    this.#widths = widths;
  }

  /** Points of a row; undefined where one line is enough. Rows are asked for from the top down. */
  heightOf(row: number, cells: readonly Cell[]): number | undefined {
    let lines = 1;
    let least = 0;
    for (const { column, content } of cells) {
      const range = this.#merged.get(`${row}|${column}`);
      const needed = linesOf(String(content.value), this.#widthOf(range ?? { left: column, right: column }));
      if (!range || range.bottom === range.top) lines = Math.max(lines, needed);
      else if (needed > 1) least = Math.max(least, this.#share(range, needed * line.points + line.margin));
    }
    const own = lines > 1 ? lines * line.points + line.margin : 0;
    const height = Math.max(own, least, this.#owed.get(row) ?? 0);
    this.#owed.delete(row);
    return height === 0 ? undefined : Math.min(tallestRow, height);
  }

  /** Rows before `row` that are not in the file but needed by a cell above, with their points. */
  missingBefore(row: number): [number, number][] {
    const missing = [...this.#owed].filter(([each]) => each < row).sort(([one], [other]) => one - other);
    for (const [each] of missing) this.#owed.delete(each);
    return missing;
  }

  #share({ top, bottom }: CellRange, points: number): number {
    const share = Math.ceil(points / (bottom - top + 1));
    if (share <= line.points) return 0;
    for (let row = top + 1; row <= Math.min(bottom, top + tallestRow); row += 1) {
      this.#owed.set(row, Math.max(this.#owed.get(row) ?? 0, share));
    }
    return share;
  }

  #widthOf({ left, right }: Pick<CellRange, 'left' | 'right'>): number {
    let sum = 0;
    for (let column = left; column <= Math.min(right, left + 100); column += 1) {
      sum += this.#widths.get(column) ?? 9;
    }
    return sum;
  }
}
