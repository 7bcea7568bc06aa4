import { type FindingCode, makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { columnLabel } from '../tables/compiled.ts';
import type { ListDefinition } from '../tables/definition.ts';
import type { Dictionaries } from '../tables/dictionary.ts';
import type { FieldChange } from '../tables/import-target.ts';
import type { FieldValue, TableLocation, TableRecord } from '../tables/record.ts';
import { cellAddress, columnLetters } from '../workbook/address.ts';
import { KindWatch } from './mixed-kinds.ts';
import { ShiftWatch } from './shifted-columns.ts';
import { RowShiftWatch } from './shifted-rows.ts';

/** Watches a list while its rows are taken, for columns, and rows, that stand where another should. */
export class TableWatch {
  readonly #definition: ListDefinition;
  readonly #location: TableLocation;
  readonly #shifts = new ShiftWatch();
  readonly #rows = new RowShiftWatch();
  readonly #kinds: KindWatch;

  constructor(definition: ListDefinition, location: TableLocation, dictionaries: Dictionaries) {
    this.#definition = definition;
    this.#location = location;
    this.#kinds = new KindWatch(definition, location.columns, dictionaries);
  }

  /** Every record of the table, whatever became of it. */
  record(record: TableRecord): void {
    this.#kinds.take(record);
  }

  /** A record that changes what the ledger had. */
  changes(
    record: TableRecord,
    taken: readonly FieldChange[],
    known: Readonly<Record<string, FieldValue | null>>,
  ): void {
    this.#shifts.take(record, taken, known);
    this.#rows.take(record, taken, known);
  }

  /**
   * One finding for each column that looks shifted, and one for rows that do: as errors, upon which the table is not to be taken, or, where the
   * clerk said that all is as it should be, as warnings.
   */
  findings(accepted: boolean): Finding[] {
    const shifted = this.#shifts.shifted().map(({ field, from, rows, changed, samples }) => {
      const examples = samples
        .map(({ cell, after, before, other }) => {
          const had = before === null ? '' : `“${this.#label(field)}”是 ${say(before)}、`;
          return `${cell} 填 ${say(after)}（台账里${had}“${this.#label(from)}”是 ${say(other)}）`;
        })
        .join('；');
      return this.#finding(accepted ? 'columns-shifted-accepted' : 'columns-shifted', field, {
        column: this.#column(field),
        other: this.#column(from),
        rows,
        changed,
        examples,
      });
    });
    const said = new Set(this.#shifts.shifted().map(({ field }) => field));
    const mixed = this.#kinds
      .mixed()
      .filter(({ field }) => !said.has(field))
      .map(({ field, kind, rows, samples }) =>
        this.#finding(accepted ? 'columns-mixed-accepted' : 'columns-mixed', field, {
          column: this.#column(field),
          other: this.#column(kind),
          rows,
          examples: samples.map(({ cell, value }) => `${cell} 填“${value}”`).join('；'),
        }),
      );
    return [...this.#shiftedRows(accepted), ...shifted, ...mixed];
  }

  #shiftedRows(accepted: boolean): Finding[] {
    const found = this.#rows.shifted();
    if (!found) return [];
    const examples = found.samples
      .map(({ cell, field, after, before, neighbour }) => {
        const own = before === null ? '' : `，本园是 ${say(before)}`;
        return `${cell} 填 ${say(after)}（台账里是第 ${neighbour} 行那所园的“${this.#label(field)}”${own}）`;
      })
      .join('；');
    const parameters = {
      from: found.from,
      to: found.to,
      rows: found.rows,
      side: found.side === 'next' ? '下' : '上',
      columns: found.fields.map((field) => `“${this.#label(field)}”`).join('、'),
      examples,
    };
    const cell = cellAddress(found.from, this.#location.columns[found.fields[0] ?? ''] ?? 1);
    const code = accepted ? 'rows-shifted-accepted' : 'rows-shifted';
    return [makeFinding(code, parameters, { sheet: this.#location.sheet, cell })];
  }

  #finding(code: FindingCode, field: string, parameters: Record<string, string | number>): Finding {
    const column = this.#location.columns[field];
    const cell = column === undefined ? undefined : cellAddress(this.#location.headerBottom, column);
    return makeFinding(code, parameters, { sheet: this.#location.sheet, cell });
  }

  #label(field: string): string {
    const column = this.#definition.columns.find(({ key }) => key === field);
    return column ? columnLabel(column) : field;
  }

  /** `“班级数”（O 列）` */
  #column(field: string): string {
    const column = this.#location.columns[field];
    const letters = column === undefined ? '表里没有这一列' : `${columnLetters(column)} 列`;
    return `“${this.#label(field)}”（${letters}）`;
  }
}

const say = (value: FieldValue) => (value === true ? '是' : value === false ? '否' : String(value));
