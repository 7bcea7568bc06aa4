import type { Cell } from '../document.ts';
import { characterWidth } from '../text-width.ts';

/** Texts up to so many characters stand on one line where the table has room. */
const mostOnOneLine = 9;
/** A column of longer texts is at least so many characters wide. */
const leastOfLong = 6;

interface Placed {
  readonly column: number;
  readonly columns: number;
  readonly isBelow: boolean;
  readonly cell: Cell;
}

const textOf = ({ inlines }: Cell) =>
  inlines.map((inline) => (typeof inline === 'string' ? inline : inline.text)).join('');

/** What each column needs so that no heading, number or short text in it breaks; in twips. */
export function neededWidths(
  rows: readonly (readonly Placed[])[],
  count: number,
  { character, margins, isWesternOwn }: { character: number; margins: number; isWesternOwn: boolean },
): number[] {
  const needed = Array.from({ length: count }, () => 1);
  for (const { column, columns, isBelow, cell } of rows.flat()) {
    if (columns > 1 || isBelow) continue;
    for (const line of textOf(cell).split('\n')) {
      const width = characterWidth(line, isWesternOwn);
      needed[column] = Math.max(needed[column] ?? 1, width > mostOnOneLine ? leastOfLong : width);
    }
  }
  // A little more than counted: programs round, and signs are not all as wide as the font's.
  return needed.map((width) => Math.ceil((width + 0.2) * character) + margins);
}

/**
 * Widths that are as near to the wanted ones as what columns need lets them: a column that is too narrow takes from
 * those that have more than they need, each by what it has to spare. The sum stays; where there is too little for
 * all, the wanted ones stand.
 */
export function fitWidths(wanted: readonly number[], needed: readonly number[]): number[] {
  const whole = wanted.reduce((sum, width) => sum + width, 0);
  const short = wanted.map((width, column) => Math.max(0, (needed[column] ?? 0) - width));
  const spare = wanted.map((width, column) => Math.max(0, width - (needed[column] ?? 0)));
  const missing = short.reduce((sum, each) => sum + each, 0);
  const room = spare.reduce((sum, each) => sum + each, 0);
  if (missing === 0 || missing > room) return [...wanted];
  const fitted = wanted.map((width, column) =>
    Math.floor(width + (short[column] ?? 0) - ((spare[column] ?? 0) * missing) / room),
  );
  // What rounding left over goes to the widest.
  const left = whole - fitted.reduce((sum, width) => sum + width, 0);
  const widest = fitted.indexOf(Math.max(...fitted));
  return fitted.map((width, column) => (column === widest ? width + left : width));
}
