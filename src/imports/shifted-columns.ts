import type { FieldChange } from '../tables/import-target.ts';
import { addressOf } from '../tables/list-record.ts';
import type { FieldValue, TableRecord } from '../tables/record.ts';

/**
 * When a column counts as shifted. Single coincidences are honest (as many teachers as last year's staff), a whole
 * column of them is not.
 */
const shiftRules = {
  /** Fewest rows: fewer prove nothing. */
  rows: 5,
  /** Least share of the column's changed rows, for figures and for words. */
  figuresShare: 0.8,
  wordsShare: 0.5,
  /** Fewest different values among them: a column of zeros is like any other column of zeros. */
  figures: 4,
  words: 2,
  /** So many changed rows on end are enough, whatever stands in the rest of the column. */
  run: 20,
  /** A figure is the neighbour's also when it is near to it (at most × near) and far from its own (at least × far). */
  near: 1.3,
  far: 3,
} as const;

/** Figures of which one may honestly come to equal another that stays what it is: all teachers are of that profession. */
const mayAgree: ReadonlySet<string> = new Set([
  'staff',
  'teachers',
  'preschoolTeachers',
  'middleTitles',
  'seniorTitles',
]);

/** A row of a shifted column, for the message. */
interface ShiftSample {
  readonly cell: string;
  readonly after: FieldValue;
  readonly before: FieldValue | null;
  readonly other: FieldValue;
}

/** A column that carries what another field had in the ledger. */
export interface ShiftedColumn {
  readonly field: string;
  /** The field whose values it carries. */
  readonly from: string;
  readonly rows: number;
  /** Rows whose value of the column changes. */
  readonly changed: number;
  readonly samples: readonly ShiftSample[];
}

interface Pair {
  readonly field: string;
  readonly from: string;
  readonly kind: 'figures' | 'words' | 'marks';
  rows: number;
  /** Of them: the other field keeps its value in this very row. */
  intact: number;
  /** Of them: the other field takes this field's value in turn. */
  exchanged: number;
  readonly values: Set<FieldValue>;
  /** Number of the column's last changed row that carried, for runs. */
  last: number;
  run: number;
  runValues: Set<FieldValue>;
  isLongRun: boolean;
  readonly samples: ShiftSample[];
}

const samplesKept = 3;
const valuesKept = 8;

/** Watches the changes of one table for columns that stand in another's place. Memory does not grow with the rows. */
export class ShiftWatch {
  readonly #pairs = new Map<string, Pair>();
  readonly #changed = new Map<string, number>();

  /** One row: the changes it brings, and what the ledger had in the record's fields. */
  take(
    record: TableRecord,
    taken: readonly FieldChange[],
    known: Readonly<Record<string, FieldValue | null>>,
  ): void {
    for (const { field, before, after } of taken) {
      if (after === null) continue;
      const number = (this.#changed.get(field) ?? 0) + 1;
      this.#changed.set(field, number);
      for (const [from, other] of Object.entries(known)) {
        if (from === field || other === null || !isCarried(before, after, other)) continue;
        const pair = this.#pair(field, from, after);
        pair.rows += 1;
        const given = taken.find((each) => each.field === from)?.after ?? record.values[from];
        if (given !== undefined && given !== null && isSame(given, other)) pair.intact += 1;
        if (given !== undefined && given !== null && before !== null && isSame(given, before))
          pair.exchanged += 1;
        if (pair.values.size < valuesKept) pair.values.add(after);
        follow(pair, number, after);
        if (pair.samples.length < samplesKept) {
          const cell = addressOf(record, field) ?? `第 ${record.row} 行`;
          pair.samples.push({ cell, after, before, other });
        }
      }
    }
  }

  #pair(field: string, from: string, value: FieldValue): Pair {
    const key = `${field}\0${from}`;
    let pair = this.#pairs.get(key);
    if (!pair) {
      const kind = typeof value === 'number' ? 'figures' : typeof value === 'string' ? 'words' : 'marks';
      pair = {
        field,
        from,
        kind,
        rows: 0,
        intact: 0,
        exchanged: 0,
        values: new Set(),
        last: 0,
        run: 0,
        runValues: new Set(),
        isLongRun: false,
        samples: [],
      };
      this.#pairs.set(key, pair);
    }
    return pair;
  }

  /** The columns that look shifted, those with most rows first; each once, with the field it most resembles. */
  shifted(): ShiftedColumn[] {
    const found = [...this.#pairs.values()]
      .filter((pair) => isShifted(pair, this.#changed.get(pair.field) ?? 0))
      .sort((one, other) => other.rows - one.rows);
    const fields = new Set<string>();
    return found.flatMap(({ field, from, rows, samples }): ShiftedColumn[] => {
      if (fields.has(field)) return [];
      fields.add(field);
      return [{ field, from, rows, changed: this.#changed.get(field) ?? rows, samples }];
    });
  }
}

function follow(pair: Pair, number: number, value: FieldValue): void {
  if (pair.last === number - 1) pair.run += 1;
  else {
    pair.run = 1;
    pair.runValues = new Set();
  }
  pair.last = number;
  if (pair.runValues.size < valuesKept) pair.runValues.add(value);
  if (pair.run >= shiftRules.run && pair.runValues.size >= shiftRules.figures) pair.isLongRun = true;
}

function isShifted(pair: Pair, changed: number): boolean {
  const { rows, intact, exchanged, values, kind, field, from } = pair;
  if (rows < shiftRules.rows) return false;
  // The other column stands where it stood: figures that may agree then tell nothing.
  if (intact * 2 >= rows && mayAgree.has(field) && mayAgree.has(from)) return false;
  if (pair.isLongRun) return true;
  if (kind === 'marks') {
    // Yes and no are alike everywhere: only an exchange in both directions on every changed row is one.
    return exchanged === rows && rows === changed && values.size === 2;
  }
  if (kind === 'words') {
    const isTelling = values.size >= shiftRules.words || exchanged >= shiftRules.rows;
    return isTelling && rows >= changed * shiftRules.wordsShare;
  }
  return values.size >= shiftRules.figures && rows >= changed * shiftRules.figuresShare;
}

const plain = (text: string) => text.normalize('NFKC').replace(/\s+/gu, '');

function isSame(one: FieldValue, other: FieldValue): boolean {
  if (typeof one === 'string' && typeof other === 'string') return plain(one) === plain(other);
  return one === other;
}

const ratio = (one: number, other: number) =>
  one === 0 || other === 0 ? Number.POSITIVE_INFINITY : Math.max(one / other, other / one);

/** Whether the new value is the other field's: the same, or a figure of its size and not of the own one's. */
function isCarried(before: FieldValue | null, after: FieldValue, other: FieldValue): boolean {
  if (typeof after !== typeof other) return false;
  if (isSame(after, other)) return true;
  if (typeof after !== 'number' || typeof other !== 'number' || typeof before !== 'number') return false;
  return ratio(after, other) <= shiftRules.near && ratio(after, before) >= shiftRules.far;
}
