import type { Finding } from '../findings/finding.ts';
import type { ReadValue } from './read-cell.ts';
import type { FieldValue, TableRecord } from './record.ts';

/** A column of the header at hand: its field, and its place among the reads of a row. */
export interface ReadColumn {
  readonly field: { readonly key: string };
  readonly index: number;
}

/**
 * A row of a list. Where its values stood and how they were written is worked out only when it is asked: of nearly
 * every row nobody does.
 */
export class ListRecord implements TableRecord {
  readonly row: number;
  readonly values: Readonly<Record<string, FieldValue | undefined>>;
  readonly findings: readonly Finding[];
  /** Values stand in other cells than the row and the columns of the table's first header say. */
  readonly standsElsewhere: boolean;
  readonly #columns: readonly ReadColumn[];
  readonly #reads: readonly (ReadValue | undefined)[];

  /** `reads` by `index` of the columns. */
  constructor(
    row: number,
    values: Readonly<Record<string, FieldValue | undefined>>,
    findings: readonly Finding[],
    columns: readonly ReadColumn[],
    reads: readonly (ReadValue | undefined)[],
    standsElsewhere: boolean,
  ) {
    this.row = row;
    this.values = values;
    this.findings = findings;
    this.#columns = columns;
    this.#reads = reads;
    this.standsElsewhere = standsElsewhere;
  }

  get cells(): Readonly<Record<string, string>> {
    const cells: Record<string, string> = {};
    for (const { field, index } of this.#columns) {
      const read = this.#reads[index];
      if (read) cells[field.key] = read.address;
    }
    return cells;
  }

  get raw(): Readonly<Record<string, string>> {
    const raw: Record<string, string> = {};
    for (const { field, index } of this.#columns) {
      const text = this.#reads[index]?.raw ?? '';
      if (text !== '') raw[field.key] = text;
    }
    return raw;
  }

  /** The cell of one field, without the others. */
  addressOf(key: string): string | undefined {
    return this.#read(key)?.address;
  }

  /** The text of one field's cell, without the others; undefined where it is blank. */
  rawOf(key: string): string | undefined {
    return this.#read(key)?.raw || undefined;
  }

  #read(key: string): ReadValue | undefined {
    const column = this.#columns.find(({ field }) => field.key === key);
    return column && this.#reads[column.index];
  }
}

/** The cell of one field of a record: `C5`; undefined where its column is not known. */
export function addressOf(record: TableRecord, key: string): string | undefined {
  return record instanceof ListRecord ? record.addressOf(key) : record.cells[key];
}

/** The text of one field's cell before it was understood; undefined where it is blank. */
export function rawOf(record: TableRecord, key: string): string | undefined {
  return record instanceof ListRecord ? record.rawOf(key) : record.raw[key];
}
