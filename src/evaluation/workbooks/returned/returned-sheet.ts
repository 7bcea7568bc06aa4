import { cellAddress } from '../../../workbook/address.ts';
import type { Cell, CellRange, Sheet } from '../../../workbook/sheet.ts';

/** A sheet that came back, held whole: ours have some hundred rows. */
export interface ReturnedSheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** By address. */
  readonly cells: ReadonlyMap<string, Cell>;
  /** Columns with a cell, by row, ascending. */
  readonly rows: ReadonlyMap<number, readonly number[]>;
  readonly hiddenRows: ReadonlySet<number>;
  readonly hiddenColumns: readonly { readonly from: number; readonly to: number }[];
  readonly merges: readonly CellRange[];
  /** Number of the last row with something in it. */
  readonly lastRow: number;
}

/** What is looked at: ours are far smaller, and what lies beyond was not made by us. */
const mostRows = 3_000;
const mostColumns = 80;

/** Reads a sheet; what lies far beyond the size of ours is left. */
export async function readReturnedSheet(sheet: Sheet): Promise<ReturnedSheet> {
  const cells = new Map<string, Cell>();
  const rows = new Map<number, number[]>();
  const hiddenRows = new Set<number>();
  let lastRow = 0;
  for await (const row of sheet.rows()) {
    if (row.number > mostRows) break;
    if (row.hidden) hiddenRows.add(row.number);
    const columns: number[] = [];
    for (const cell of row.cells) {
      if (cell.column > mostColumns) break;
      if (cell.formula === undefined && isBlank(cell)) continue;
      cells.set(cellAddress(cell.row, cell.column), cell);
      columns.push(cell.column);
    }
    if (columns.length > 0) lastRow = row.number;
    if (columns.length > 0 || row.hidden) rows.set(row.number, columns);
  }
  return {
    name: sheet.name,
    isHidden: sheet.visibility !== 'visible',
    cells,
    rows,
    hiddenRows,
    hiddenColumns: sheet.hiddenColumns,
    merges: sheet.merges,
    lastRow,
  };
}

function isBlank({ content }: Cell): boolean {
  return content.type === 'text' && content.value.trim() === '';
}

/** What a cell shows, as people would read it out. */
export function shownContent({ content }: Cell): string {
  return content.type === 'boolean' ? (content.value ? 'TRUE' : 'FALSE') : String(content.value);
}
