import type { CellRange } from '../sheet.ts';
import { textOfBlocks, type WordCell, type WordTable } from './blocks.ts';

/** A cell of a table at its place in the grid, 1-based, with everything that is merged into it. */
interface PlacedCell {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly cell: WordCell;
}

export interface TableGrid {
  /** The cells of each row, in column order; what shows in another cell is not there. */
  readonly rows: readonly { readonly hidden: boolean; readonly cells: readonly PlacedCell[] }[];
  readonly columns: number;
  readonly merges: readonly CellRange[];
}

interface OpenMerge {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/**
 * Lays a table out on its grid, as Word shows it: a cell that continues the one above (of the same width) or the one
 * to its left belongs to that one and its own text is not seen; one that continues nothing stands for itself.
 */
export function layOut(table: WordTable): TableGrid {
  const merges: OpenMerge[] = [];
  let above = new Map<number, OpenMerge>();
  let columns = 0;
  const rows = table.rows.map((row, index) => {
    const number = index + 1;
    const cells: PlacedCell[] = [];
    const below = new Map<number, OpenMerge>();
    let column = row.before + 1;
    let last: OpenMerge | undefined;
    for (const cell of row.cells) {
      const left = column;
      const right = column + cell.span - 1;
      column = right + 1;
      columns = Math.max(columns, right);
      if (cell.horizontal === 'continue' && last?.bottom === number && last.right === left - 1) {
        last.right = right;
        continue;
      }
      const upper = cell.vertical === 'continue' ? above.get(left) : undefined;
      if (upper && (upper.right === right || cell.horizontal === 'restart') && upper.bottom === number - 1) {
        upper.bottom = number;
        below.set(left, upper);
        // The cells that continue this one to the right continue the upper ones as well.
        last = { top: number, left, bottom: number, right };
        continue;
      }
      last = { top: number, left, bottom: number, right };
      merges.push(last);
      if (cell.vertical !== undefined) below.set(left, last);
      cells.push({ row: number, column: left, text: textOfBlocks(cell.blocks), cell });
    }
    above = below;
    return { hidden: row.hidden, cells };
  });
  return {
    rows,
    columns,
    merges: merges.filter(({ top, left, bottom, right }) => bottom > top || right > left),
  };
}
