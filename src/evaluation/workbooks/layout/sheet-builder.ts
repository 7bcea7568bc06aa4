import { columnPoints, countLines, innerWidth } from '../../../tables/text-layout.ts';
import type { CellRange } from '../../../workbook/sheet.ts';
import type { BookCell, BookPicture, BookRow, BookSheet, ColourRule, InputCheck } from '../book/book.ts';
import type { StyleName } from '../book/styles.ts';

/** A piece of a row: one cell, or several merged. */
export interface Piece extends BookCell {
  /** Columns that it takes; 1 without. */
  readonly span?: number;
}

/** Points of a line of 10.5-point text, and blank points in a cell. */
const linePoints = 14.5;
const padding = 5;
const highest = 409;
/** A little less than the column is wide: fonts differ between machines. */
const dependable = 0.94;

/** Points of a sheet of paper, and of its margins. */
const a4 = { short: 595.3, long: 841.9 };
const sides = 72;
const ends = 94;
/** How much smaller a sheet may be printed so that a few last rows need no page of their own. */
const squeezed = 1.2;

/**
 * How much a page holds, to how much it should: where the font that columns are measured by is another one, they are up
 * to a fifth wider, and the sheet fitted to the page's width is as much smaller.
 */
const pageVariants = [0.95, 1, 1.05, 1.1, 1.15, 1.2, 1.25];
/** Of the scale at which the columns should just fit: at this one they do everywhere. */
const sureWidth = 0.83;

/** Puts a sheet together row by row, and sees that wrapped text has the height it needs. */
export class SheetBuilder {
  readonly #rows: { height: number; cells: (BookCell | undefined)[] }[] = [];
  readonly #merges: CellRange[] = [];
  readonly checks: InputCheck[] = [];
  readonly colours: ColourRule[] = [];
  readonly links: { cell: string; sheet: string }[] = [];
  readonly pictures: BookPicture[] = [];
  readonly widths: readonly number[];

  constructor(widths: readonly number[]) {
    this.widths = widths;
  }

  get columns(): number {
    return this.widths.length;
  }

  /** Number of the row that comes next. */
  get next(): number {
    return this.#rows.length + 1;
  }

  /**
   * Adds a row and gives its number.
   * @param least points that it is high at least
   */
  add(pieces: readonly Piece[], least = 20): number {
    const row = this.next;
    const cells: (BookCell | undefined)[] = [];
    let height = least;
    for (const { span = 1, ...cell } of pieces) {
      const column = cells.length + 1;
      height = Math.max(height, this.#heightOf(cell, column, span));
      cells.push(cell);
      for (let more = 1; more < span; more += 1) cells.push({ style: cell.style });
      if (span > 1) this.merge({ top: row, left: column, bottom: row, right: column + span - 1 });
    }
    this.#rows.push({ height: Math.min(highest, Math.round(height * 2) / 2), cells });
    return row;
  }

  /** A row that one text takes. */
  line(style: StyleName, value: string, least?: number): number {
    return this.add([{ style, value, span: this.columns }], least);
  }

  merge(range: CellRange): void {
    this.#merges.push(range);
  }

  /** Merges cells of a column, and gives their rows the height that the text of the first one needs. */
  mergeDown(column: number, from: number, to: number): void {
    if (to <= from) return;
    this.merge({ top: from, left: column, bottom: to, right: column });
    const cell = this.#rows[from - 1]?.cells[column - 1];
    const rows = this.#rows.slice(from - 1, to);
    const missing =
      (cell ? this.#heightOf(cell, column, 1) : 0) - rows.reduce((sum, row) => sum + row.height, 0);
    // Only the first of merged cells holds anything.
    for (const { cells } of rows.slice(1)) {
      const covered = cells[column - 1];
      if (covered) cells[column - 1] = { style: covered.style };
    }
    if (missing > 0) for (const row of rows) row.height += Math.ceil(missing / rows.length);
  }

  #heightOf({ value, style }: BookCell, column: number, span: number): number {
    if (typeof value !== 'string' || value === '') return 0;
    const size =
      style === 'title' ? 20 : style === 'remark' || style === 'small' || style === 'factText' ? 9 : 10.5;
    const width = innerWidth(...this.widths.slice(column - 1, column - 1 + span)) * dependable;
    return countLines(value, width / size) * linePoints * (size / 10.5) + padding;
  }

  /** Whether a page ends between rows, where each holds so many points. */
  #isSplit(rows: { from: number; to: number } | undefined, page: number, repeated: number): boolean {
    let left = page;
    for (const [index, { height }] of this.#rows.entries()) {
      const isTurned = height > left;
      if (isTurned) left = page - repeated;
      left -= height;
      if (isTurned && rows && index + 1 > rows.from && index + 1 <= rows.to) return true;
    }
    return false;
  }

  build(
    name: string,
    print: {
      isLandscape: boolean;
      heading?: { from: number; to: number };
      isOnePage?: boolean;
      /** Rows that stand on one page. */
      together?: { from: number; to: number };
    },
  ): BookSheet {
    const rows: readonly BookRow[] = this.#rows;
    const height = rows.reduce((sum, row) => sum + row.height, 0);
    const [wide, tall] = print.isLandscape ? [a4.long, a4.short] : [a4.short, a4.long];
    // Made smaller to fit the width, the page holds more rows.
    const scale = Math.min(1, (wide - sides) / columnPoints(...this.widths));
    const page = ((tall - ends) / scale) * squeezed;
    const pages = print.isOnePage ? 1 : Math.max(1, Math.ceil(height / page));
    const repeated = print.heading ? rows[print.heading.from - 1]!.height : 0;
    const isSplit = (part: number) => this.#isSplit(print.together, (page / squeezed) * part, repeated);
    const pageEnd =
      print.together && pages > 1 && pageVariants.some(isSplit)
        ? { before: print.together.from, scale: Math.floor(scale * sureWidth * 100) }
        : null;
    return {
      name,
      widths: this.widths,
      rows,
      merges: this.#merges,
      checks: this.checks,
      colours: this.colours,
      isLandscape: print.isLandscape,
      heading: print.heading ?? null,
      pages,
      pageEnd,
      pictures: this.pictures,
      links: this.links,
    };
  }
}
