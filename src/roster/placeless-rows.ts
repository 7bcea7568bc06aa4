import type { ImportRun } from '../tables/import-target.ts';
import { addressOf } from '../tables/list-record.ts';
import type { TableRecord } from '../tables/record.ts';

/** Kindergartens named in the warning. */
const named = 5;

/** Counts the rows of one table whose kindergarten is in no district, for a single warning. */
export class PlacelessRows {
  #count = 0;
  #first: TableRecord | undefined;
  #names: string[] = [];

  clear(): void {
    this.#count = 0;
    this.#first = undefined;
    this.#names = [];
  }

  add(record: TableRecord, name: string): void {
    this.#count += 1;
    this.#first ??= record;
    if (this.#names.length < named) {
      this.#names.push(`${addressOf(record, 'name') ?? `第 ${record.row} 行`}“${name}”`);
    }
  }

  /** Reports `district-missing` once, at the first of them. */
  report(run: ImportRun): void {
    if (!this.#first) return;
    const names = this.#names.join('、') + (this.#count > named ? ' 等' : '');
    run.report('district-missing', this.#first, 'district', { count: this.#count, names });
  }
}
