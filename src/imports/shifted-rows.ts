import type { FieldChange } from '../tables/import-target.ts';
import { addressOf } from '../tables/list-record.ts';
import type { FieldValue, TableRecord } from '../tables/record.ts';

/** When rows count as shifted: each row on end has what the ledger has for the kindergarten of a row beside it. */
const rowRules = {
  /** Fewest rows on end. */
  rows: 4,
  /** Fewest fields of each of them that are the neighbour's, and their least share of the row's changes. */
  fields: 2,
  share: 0.6,
  /** Fewest different values in each of two such fields over the stretch: zeros are like any zeros. */
  values: 3,
  /** Rows on end that are enough for one field of words, where all of them are different: phones, people. */
  wordRows: 5,
} as const;

const samplesKept = 3;
const valuesKept = 8;

interface RowSample {
  readonly cell: string;
  readonly field: string;
  readonly after: FieldValue;
  readonly before: FieldValue | null;
  /** The row of the kindergarten that has the value in the ledger. */
  readonly neighbour: number;
}

/** A stretch of rows whose values are those of the next row's kindergarten, or of the one's before. */
export interface ShiftedRows {
  readonly side: 'next' | 'previous';
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly fields: readonly string[];
  readonly samples: readonly RowSample[];
}

interface SeenRow {
  readonly record: TableRecord;
  readonly taken: readonly FieldChange[];
  readonly known: Readonly<Record<string, FieldValue | null>>;
}

/** A stretch that may still go on. */
class Stretch {
  #rows = 0;
  #from = 0;
  #to = 0;
  readonly #values = new Map<string, Set<FieldValue>>();
  readonly #samples: RowSample[] = [];

  add(row: SeenRow, neighbour: SeenRow, carried: readonly FieldChange[]): void {
    this.#rows += 1;
    this.#from ||= row.record.row;
    this.#to = row.record.row;
    const [most] = [...carried].sort((one, other) => telling(other) - telling(one));
    for (const { field, after } of carried) {
      const values = this.#values.get(field) ?? new Set();
      this.#values.set(field, values);
      if (values.size < valuesKept && after !== null) values.add(after);
    }
    if (!most || most.after === null || this.#samples.length >= samplesKept) return;
    const { field, before, after } = most;
    const cell = addressOf(row.record, field) ?? `第 ${row.record.row} 行`;
    this.#samples.push({ cell, field, after, before, neighbour: neighbour.record.row });
  }

  /** The stretch, where it is long and varied enough; `words` for one of a single field. */
  found(side: ShiftedRows['side'], words: boolean): ShiftedRows | undefined {
    const least = words ? rowRules.wordRows : rowRules.rows;
    if (this.#rows < least) return undefined;
    const sizes = [...this.#values.values()].map(({ size }) => size);
    const varied = sizes.filter((size) => size >= rowRules.values).length >= rowRules.fields;
    if (words ? (sizes[0] ?? 0) < Math.min(this.#rows, valuesKept) : !varied) return undefined;
    const fields = [...this.#values.keys()];
    return { side, from: this.#from, to: this.#to, rows: this.#rows, fields, samples: this.#samples };
  }
}

/** Texts of some length are hardly ever the neighbour's by chance; yes and no nearly always. */
const telling = ({ after }: FieldChange) =>
  typeof after === 'string' ? 10 + after.length : typeof after === 'number' ? 1 : 0;

/**
 * Watches the changes of one table for rows that slipped against the column of names: every kindergarten gets the
 * next one's children, principal, phone. Only the row before is kept.
 */
export class RowShiftWatch {
  #before: SeenRow | undefined;
  #found: ShiftedRows | undefined;
  readonly #open = new Map<string, Stretch>();

  /** One row: the changes it brings, and what the ledger had in the record's fields. */
  take(
    record: TableRecord,
    taken: readonly FieldChange[],
    known: Readonly<Record<string, FieldValue | null>>,
  ): void {
    const row = { record, taken, known };
    const before = this.#before;
    this.#before = row;
    if (!before) return;
    this.#compare('next', before, row);
    this.#compare('previous', row, before);
  }

  /** The longest stretch that looks shifted. */
  shifted(): ShiftedRows | undefined {
    for (const key of [...this.#open.keys()]) this.#close(key);
    return this.#found;
  }

  #compare(side: ShiftedRows['side'], row: SeenRow, neighbour: SeenRow): void {
    const changes = row.taken.filter(
      ({ field, after }) => after !== null && typeof after !== 'boolean' && known(neighbour, field) !== null,
    );
    const carried = changes.filter(({ field, after }) => isSame(after, known(neighbour, field)));
    const many = carried.length >= rowRules.fields && carried.length >= changes.length * rowRules.share;
    this.#follow(side, many ? carried : [], row, neighbour);
    const words = new Set(carried.filter(({ after }) => typeof after === 'string').map(({ field }) => field));
    for (const field of new Set([...words, ...this.#wordFields(side)])) {
      const own = words.has(field) ? carried.filter((each) => each.field === field) : [];
      this.#follow(`${side}\0${field}`, own, row, neighbour);
    }
  }

  #wordFields(side: ShiftedRows['side']): string[] {
    return [...this.#open.keys()].flatMap((key) => {
      const [at, field] = key.split('\0');
      return at === side && field !== undefined ? [field] : [];
    });
  }

  #follow(key: string, carried: readonly FieldChange[], row: SeenRow, neighbour: SeenRow): void {
    if (carried.length === 0) {
      this.#close(key);
      return;
    }
    const stretch = this.#open.get(key) ?? new Stretch();
    this.#open.set(key, stretch);
    stretch.add(row, neighbour, carried);
  }

  #close(key: string): void {
    const [side, field] = key.split('\0') as [ShiftedRows['side'], string | undefined];
    const found = this.#open.get(key)?.found(side, field !== undefined);
    this.#open.delete(key);
    if (!found) return;
    const isMore =
      !this.#found ||
      found.rows > this.#found.rows ||
      (found.rows === this.#found.rows && found.fields.length > this.#found.fields.length);
    if (isMore) this.#found = found;
  }
}

const known = ({ known: values }: SeenRow, field: string) => values[field] ?? null;

const plain = (text: string) => text.normalize('NFKC').replace(/\s+/gu, '');

function isSame(one: FieldValue | null, other: FieldValue | null): boolean {
  if (typeof one === 'string' && typeof other === 'string') return plain(one) === plain(other);
  return one !== null && one === other;
}
