import type { CellRange } from '../../../workbook/sheet.ts';
import { type CellSource, Evaluator } from '../formula/evaluate.ts';
import type { Value } from '../formula/operate.ts';
import type { StyleName } from './styles.ts';

/** A cell of a workbook that is about to be made. */
export interface BookCell {
  readonly style: StyleName;
  readonly value?: string | number | undefined;
  /** Without `=`; its result is worked out when the workbook is written. */
  readonly formula?: string | undefined;
}

export interface BookRow {
  /** Points. */
  readonly height: number;
  /** From column A on; undefined where there is no cell. */
  readonly cells: readonly (BookCell | undefined)[];
}

/** What may be typed into cells; the program that shows them refuses anything else. */
export type InputCheck = { readonly cells: string; readonly prompt: string; readonly error: string } & (
  | { readonly kind: 'decimal' | 'whole'; readonly least: number; readonly most: number }
  | { readonly kind: 'list'; readonly choices: readonly string[] }
);

/** Colours that follow from what is in the cells; `formula` is written for the first of them. */
export interface ColourRule {
  readonly cells: string;
  readonly formula: string;
  readonly colour: 'wrong' | 'blank' | 'good' | 'middling';
}

/** A picture, in pixels, its corner at a cell. */
export interface BookPicture {
  readonly png: Uint8Array;
  readonly row: number;
  readonly column: number;
  readonly width: number;
  readonly height: number;
  readonly title: string;
}

export interface BookSheet {
  readonly name: string;
  /** Half Chinese characters of 10.5 points. */
  readonly widths: readonly number[];
  readonly rows: readonly BookRow[];
  readonly merges: readonly CellRange[];
  readonly checks: readonly InputCheck[];
  readonly colours: readonly ColourRule[];
  readonly isLandscape: boolean;
  /** Rows that are repeated on each printed page and stay in sight on the screen; 1-based. */
  readonly heading: { readonly from: number; readonly to: number } | null;
  /** Printed pages, at most. */
  readonly pages: number;
  /**
   * A page ends before a row (1-based), at so many per cent of the size: programs heed no such end where a sheet is
   * fitted to pages. Null where it falls well by itself.
   */
  readonly pageEnd: { readonly before: number; readonly scale: number } | null;
  readonly pictures: readonly BookPicture[];
  readonly links: readonly { readonly cell: string; readonly sheet: string }[];
}

/** A workbook as a value: what stands in which cell, and nothing of files. */
export interface Book {
  readonly title: string;
  readonly sheets: readonly BookSheet[];
}

/** A book's cells as a spreadsheet program finds them. */
function bookSource(book: Book): CellSource {
  const sheets = new Map(book.sheets.map((sheet) => [sheet.name, sheet]));
  const at = (sheet: string, row: number, column: number) =>
    sheets.get(sheet)?.rows[row - 1]?.cells[column - 1];
  return {
    formula: (sheet, row, column) => at(sheet, row, column)?.formula,
    value(sheet, row, column): Value {
      if (!sheets.has(sheet)) return { error: '#REF!' };
      const value = at(sheet, row, column)?.value;
      return value === undefined || value === '' ? null : value;
    },
  };
}

/** Computes the formulas of a book. */
export function bookEvaluator(book: Book): Evaluator {
  return new Evaluator(bookSource(book));
}
