import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { cellAddress } from '../workbook/address.ts';
import { columnLabel } from './compiled.ts';
import type { ColumnDefinition, ListDefinition } from './definition.ts';
import type { ListRecord } from './list-record.ts';

interface Marks {
  yes: number;
  blank: number;
  /** A no, or what is neither. */
  other: boolean;
}

/**
 * Watches the yes/no columns of a list: one in which √ stands here and there and nothing else leaves open what its
 * blanks mean.
 */
export class MarkedColumns {
  readonly #columns: readonly ColumnDefinition[];
  readonly #marks = new Map<string, Marks>();

  constructor(definition: ListDefinition) {
    this.#columns = definition.columns.filter(({ type }) => type === 'yesNo');
  }

  count(record: ListRecord): void {
    for (const { key } of this.#columns) {
      if (record.addressOf(key) === undefined) continue;
      const marks = this.#marks.get(key) ?? { yes: 0, blank: 0, other: false };
      const value = record.values[key];
      if (value === true) marks.yes += 1;
      else if (value === undefined && record.rawOf(key) === undefined) marks.blank += 1;
      else marks.other = true;
      this.#marks.set(key, marks);
    }
  }

  /** One notice for each such column, at its heading. */
  findings(sheet: string, columns: Readonly<Record<string, number>>, headerRow: number): Finding[] {
    return this.#columns.flatMap((column) => {
      const marks = this.#marks.get(column.key);
      const at = columns[column.key];
      if (!marks || at === undefined || marks.other || marks.yes === 0 || marks.blank === 0) return [];
      const parameters = { field: columnLabel(column), yes: marks.yes, blank: marks.blank };
      return [makeFinding('yes-no-blank', parameters, { sheet, cell: cellAddress(headerRow, at) })];
    });
  }
}
