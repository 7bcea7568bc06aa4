import type { Cell, CellRange, Row } from '../workbook/sheet.ts';

/** A merge with the cell that shows in it. */
interface MergedCell {
  readonly range: CellRange;
  readonly cell: Cell | undefined;
}

/** Which merges reach over the row at hand, while rows go by from the top down. */
export interface MergeTracker {
  /** Tells the row now at hand; rows ascend. */
  move(row: Row): void;
  /** The merge whose left column is `column` and that covers the row. */
  at(column: number): MergedCell | undefined;
  /** Columns covered by the merge that begins at this cell. */
  spanOf(cell: Cell): number;
}

/** Follows the merges of a sheet; only those over several cells and below `from` matter. */
export function trackMerges(merges: readonly CellRange[], from: number): MergeTracker {
  const waiting = merges.filter((merge) => merge.bottom > from).sort((one, other) => one.top - other.top);
  let next = 0;
  let active = new Map<number, MergedCell>();
  return {
    move(row) {
      if (active.size > 0) {
        const still = [...active].filter(([, merged]) => merged.range.bottom >= row.number);
        if (still.length < active.size) active = new Map(still);
      }
      for (; next < waiting.length; next++) {
        const range = waiting[next];
        if (!range || range.top > row.number) break;
        if (range.bottom < row.number) continue;
        const cell =
          range.top === row.number ? row.cells.find(({ column }) => column === range.left) : undefined;
        active.set(range.left, { range, cell });
      }
    },
    at: (column) => active.get(column),
    spanOf(cell) {
      const merged = active.get(cell.column);
      return merged ? merged.range.right - merged.range.left + 1 : 1;
    },
  };
}
