import type { Cell, CellRange, Row, Sheet } from '../workbook/sheet.ts';
import { compactText, contentText, startsVisibly } from './fields/cell-text.ts';

/** Some rows of a sheet by position, with their merges: blank cells are not there. */
export interface Grid {
  readonly lastRow: number;
  readonly lastColumn: number;
  /** The cell itself; undefined where it is blank. */
  cell(row: number, column: number): Cell | undefined;
  /** Its text; empty where it is blank. */
  text(row: number, column: number): string;
  mergeAt(row: number, column: number): CellRange | undefined;
  /** Cells that are not blank, row by row. */
  readonly rows: readonly Row[];
}

/** Whether nothing can be read in the cell: neither content nor a formula that still has to be calculated. */
export function isBlankCell(cell: Cell): boolean {
  if (cell.content.type !== 'text' || cell.formulaOnly) return false;
  return !startsVisibly(cell.content.value) && compactText(cell.content.value) === '';
}

/** Columns beyond this are decoration, not tables. */
const widest = 1_024;
const keyOf = (row: number, column: number) => row * 16_385 + column;

/** Rows and merges as a grid; merges that do not touch the rows are left out. */
export function makeGrid(rows: readonly Row[], merges: readonly CellRange[]): Grid {
  const cells = new Map<number, Cell>();
  const kept: Row[] = [];
  let lastColumn = 0;
  for (const row of rows) {
    const filled = row.cells.filter((cell) => cell.column <= widest && !isBlankCell(cell));
    for (const cell of filled) {
      cells.set(keyOf(cell.row, cell.column), cell);
      lastColumn = Math.max(lastColumn, cell.column);
    }
    if (filled.length > 0) kept.push({ ...row, cells: filled });
  }
  const top = rows[0]?.number ?? 1;
  const lastRow = rows.at(-1)?.number ?? 0;
  const merged = new Map<number, CellRange>();
  for (const merge of merges) {
    if (merge.bottom < top || merge.top > lastRow) continue;
    for (let row = Math.max(merge.top, top); row <= Math.min(merge.bottom, lastRow); row++) {
      for (let column = merge.left; column <= Math.min(merge.right, widest); column++) {
        merged.set(keyOf(row, column), merge);
      }
    }
  }
  const cell = (row: number, column: number) => cells.get(keyOf(row, column));
  return {
    rows: kept,
    lastRow,
    lastColumn,
    cell,
    text: (row, column) => {
      const found = cell(row, column);
      return found ? contentText(found.content) : '';
    },
    mergeAt: (row, column) => merged.get(keyOf(row, column)),
  };
}

/** Rows `from`..`to` of a sheet as a grid. */
export async function readGrid(sheet: Sheet, from: number, to: number): Promise<Grid> {
  return makeGrid(await sheet.window(from, to), sheet.merges);
}
