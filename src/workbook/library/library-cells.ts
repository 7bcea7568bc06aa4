import type { CellObject, WorkSheet } from '@e965/xlsx';
import type { Cell, CellContent, Row } from '../sheet.ts';
import { isDateFormat } from '../xlsx/number-formats.ts';
import { serialToDate } from '../xlsx/serial-dates.ts';
import { type LibraryLimits, RefusalError } from './process-protocol.ts';

/** Errors by the number that a BIFF cell holds ([MS-XLS] 2.5.10). */
const errors: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
  43: '#GETTING_DATA',
};

const dateFormats = new Map<string, boolean>();
const mostFormats = 10_000;

function isDate(format: string): boolean {
  let known = dateFormats.get(format);
  if (known === undefined) {
    if (dateFormats.size >= mostFormats) dateFormats.clear();
    known = isDateFormat(format);
    dateFormats.set(format, known);
  }
  return known;
}

/** Turns the library's cells into the ones that every format gives. */
export class LibraryCells {
  readonly #limits: LibraryLimits;
  readonly #date1904: boolean;

  constructor(limits: LibraryLimits, date1904: boolean) {
    this.#limits = limits;
    this.#date1904 = date1904;
  }

  /** One row of a sheet read densely (`index` from 0); undefined where it has no cell. */
  row(sheet: WorkSheet, index: number): Row | undefined {
    const objects: readonly (CellObject | undefined)[] | undefined = sheet['!data']?.[index];
    if (!objects) return undefined;
    const number = index + 1;
    const { rows, columns } = this.#limits;
    if (number > rows) throw new RefusalError('workbook-too-large', { what: '行数', limit: `${rows} 行` });
    const cells: Cell[] = [];
    // Far fewer cells than columns may be there.
    for (const key in objects) {
      const object = objects[key];
      const column = Number(key) + 1;
      if (!object || !(column >= 1)) continue;
      if (column > columns) {
        throw new RefusalError('workbook-too-large', { what: '列数', limit: `${columns} 列` });
      }
      const cell = this.#cell(object, number, column);
      if (cell) cells.push(cell);
    }
    if (cells.length === 0) return undefined;
    return { number, cells, hidden: sheet['!rows']?.[index]?.hidden === true };
  }

  #cell(object: CellObject, row: number, column: number): Cell | undefined {
    const format = typeof object.z === 'string' && object.z !== '' ? object.z : 'General';
    const content = this.#content(object, format);
    const formula = object.f;
    if (formula === undefined) return content && { row, column, content, format };
    this.#bound(formula);
    if (content) return { row, column, content, format, formula };
    // An empty text is a result; no value at all is none.
    if (object.v !== undefined && object.v !== null) return undefined;
    return { row, column, content: { type: 'text', value: '' }, format, formula, formulaOnly: true };
  }

  #content(object: CellObject, format: string): CellContent | undefined {
    const { v: value } = object;
    switch (object.t) {
      case 'n': {
        if (typeof value !== 'number') return undefined;
        // The library's own sign for what a workbook cannot hold.
        if (!Number.isFinite(value)) return { type: 'error', value: '#NUM!' };
        if (isDate(format)) {
          const date = serialToDate(value, this.#date1904);
          if (date !== undefined) return { type: 'date', value: date, serial: value };
        }
        return { type: 'number', value: value + 0 };
      }
      case 'b':
        return { type: 'boolean', value: value === true };
      case 'e':
        return { type: 'error', value: errors[Number(value)] ?? '#N/A' };
      case 's': {
        const text = String(value ?? '');
        if (text === '') return undefined;
        this.#bound(text);
        return { type: 'text', value: text };
      }
      default:
        return undefined;
    }
  }

  #bound(text: string): void {
    const { textLength } = this.#limits;
    if (text.length > textLength) {
      throw new RefusalError('workbook-too-large', { what: '单元格里的文字长度', limit: `${textLength} 字` });
    }
  }
}
