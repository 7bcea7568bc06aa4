import { cellAddress, parseRange } from '../address.ts';
import type { CellRange } from '../sheet.ts';
import type { CellPlace } from './added-sheet.ts';

/** A cell to be filled; with a comment where it has a text. */
export interface CellMark extends CellPlace {
  /** ARGB of the fill. */
  readonly fill: string;
  readonly comment: string | null;
}

/** Of each cell that lies in merged cells, the first of these. */
export function findMasters(cells: readonly string[], merges: readonly CellRange[]): Map<string, string> {
  const masters = new Map<string, string>();
  if (merges.length === 0) return masters;
  const rows = new Map<number, { cell: string; column: number }[]>();
  for (const cell of cells) {
    const at = parseRange(cell);
    if (at) rows.set(at.top, [...(rows.get(at.top) ?? []), { cell, column: at.left }]);
  }
  const numbers = [...rows.keys()].sort((one, other) => one - other);
  for (const { top, left, bottom, right } of merges) {
    for (let index = firstFrom(numbers, top); (numbers[index] ?? bottom + 1) <= bottom; index += 1) {
      for (const { cell, column } of rows.get(numbers[index]!)!) {
        if (column >= left && column <= right) masters.set(cell, cellAddress(top, left));
      }
    }
  }
  return masters;
}

/** Index of the first of the ascending numbers that is not below `least`. */
function firstFrom(numbers: readonly number[], least: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The marks at the cells where they can be seen: of merged cells the first. Several of one cell are put together. */
export function mergedPlaces(marks: readonly CellMark[], masters: ReadonlyMap<string, string>): CellMark[] {
  const places = new Map<string, CellMark>();
  for (const mark of marks) {
    if (!parseRange(mark.cell)) continue;
    const cell = masters.get(mark.cell) ?? mark.cell;
    const known = places.get(cell);
    const comment = [known?.comment, mark.comment].filter((text) => text).join('\n\n') || null;
    places.set(cell, { ...mark, fill: known?.fill ?? mark.fill, cell, comment });
  }
  return [...places.values()];
}

export function marksByRow(marks: readonly CellMark[]): Map<number, Map<number, string>> {
  const rows = new Map<number, Map<number, string>>();
  for (const { cell, fill } of marks) {
    const { top, left } = parseRange(cell)!;
    const row = rows.get(top) ?? new Map<number, string>();
    row.set(left, fill);
    rows.set(top, row);
  }
  return rows;
}
