import { squeezeText } from '../../../common/text.ts';
import { cellAddress } from '../../../workbook/address.ts';
import type { BookCell, BookSheet } from '../book/book.ts';
import { isInput } from '../book/styles.ts';
import type { SheetMeaning } from '../group-book.ts';
import { type Alignment, alignRows } from './align.ts';
import { type ReturnedSheet, shownContent } from './returned-sheet.ts';

/** A sheet of ours, the one that came back for it, and where its rows and columns went. */
export interface SheetMap {
  readonly own: BookSheet;
  readonly meaning: SheetMeaning;
  readonly returned: ReturnedSheet;
  readonly rows: Alignment;
  readonly columns: Alignment;
}

/** Texts as they are compared: how they are broken and spaced does not matter. */
export function plainText(text: string): string {
  return squeezeText(text.normalize('NFKC'));
}

/** What a locked cell without a formula says; null where it says nothing to be held to. */
export function fixedText(cell: BookCell | undefined): string | null {
  if (!cell || cell.formula !== undefined || cell.value === undefined || cell.value === '') return null;
  if (isInput(cell.style) || cell.style === 'signature') return null;
  return plainText(String(cell.value));
}

/** Fills cells in which nothing is to be typed. */
export const dash = plainText('—');

/** Rows beyond the heading in which it is looked for. */
const headingSlack = 20;

export function mapSheet(own: BookSheet, meaning: SheetMeaning, returned: ReturnedSheet): SheetMap {
  const columns = alignColumns(own, meaning, returned);
  const text = (row: number, column: number): string | null => {
    const cell = returned.cells.get(cellAddress(row, column));
    return cell && cell.formula === undefined ? plainText(shownContent(cell)) : null;
  };
  const fixed = own.rows.map(({ cells }) =>
    cells.flatMap((cell, index) => {
      const said = fixedText(cell);
      return said === null || said === dash ? [] : [{ column: index + 1, said }];
    }),
  );
  const likeness = (row: number, other: number): number => {
    const parts = fixed[row - 1]!;
    if (parts.length === 0) return row === other ? 1 : 0;
    const same = parts.filter(({ column, said }) => {
      const place = columns.place(column);
      return place !== null && text(other, place) === said;
    }).length;
    return same / parts.length;
  };
  const rows = alignRows(own.rows.length, Math.max(own.rows.length, returned.lastRow), likeness);
  return { own, meaning, returned, rows, columns };
}

function alignColumns(own: BookSheet, meaning: SheetMeaning, returned: ReturnedSheet): Alignment {
  const count = own.widths.length;
  const headings = (own.rows[meaning.headingRow - 1]?.cells ?? []).map((cell) => fixedText(cell) ?? '');
  const textAt = (row: number, column: number) => {
    const cell = returned.cells.get(cellAddress(row, column));
    return cell ? plainText(shownContent(cell)) : '';
  };
  let best = { row: meaning.headingRow, same: 0 };
  const wanted = new Set(headings.filter((heading) => heading !== ''));
  for (let row = 1; row <= meaning.headingRow + headingSlack; row += 1) {
    const found = new Set((returned.rows.get(row) ?? []).map((column) => textAt(row, column)));
    const same = [...wanted].filter((heading) => found.has(heading)).length;
    if (same > best.same) best = { row, same };
  }
  const isKnown = best.same * 2 > wanted.size;
  const likeness = (column: number, other: number) => {
    if (!isKnown) return column === other ? 1 : 0;
    return headings[column - 1] === textAt(best.row, other) ? 1 : 0;
  };
  const last = Math.max(count, ...(returned.rows.get(best.row) ?? []));
  return alignRows(count, last, likeness);
}
