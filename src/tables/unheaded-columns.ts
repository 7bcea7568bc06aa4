import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { cellAddress, columnLetters } from '../workbook/address.ts';
import type { Cell } from '../workbook/sheet.ts';
import { contentText } from './fields/cell-text.ts';

interface Unread {
  count: number;
  readonly cell: string;
  readonly value: string;
}

/** Watches the columns of a list that hold something and have no heading: nobody else would say that they were left out. */
export class UnheadedColumns {
  readonly #headed = new Set<number>();
  readonly #unread = new Map<number, Unread>();

  /** Columns that have a heading, whether the table knows it or not. */
  head(columns: Iterable<number>): void {
    for (const column of columns) this.#headed.add(column);
  }

  /** Counts the cells of a record's row that no column of the table claims. */
  count(cells: readonly Cell[]): void {
    for (const { row, column, content } of cells) {
      if (this.#headed.has(column)) continue;
      const known = this.#unread.get(column);
      if (known) known.count += 1;
      else {
        const value = contentText(content).slice(0, 60);
        this.#unread.set(column, { count: 1, cell: cellAddress(row, column), value });
      }
    }
  }

  /** One warning for each such column, at its first cell. */
  findings(sheet: string): Finding[] {
    return [...this.#unread]
      .sort(([one], [other]) => one - other)
      .map(([column, { count, cell, value }]) =>
        makeFinding('column-unheaded', { column: columnLetters(column), count, value }, { sheet, cell }),
      );
  }
}
