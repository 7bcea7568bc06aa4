import { corrupt, type Reading, readingFailure, tooLarge } from '../reading.ts';
import type { CellContent } from '../sheet.ts';
import { type CellType, cellType, parseNumber } from './cell-values.ts';
import { dateToSerial, serialToDate } from './serial-dates.ts';
import type { SharedStrings } from './shared-strings.ts';
import type { CellFormat } from './styles.ts';
import { resolveEscapes } from './xml-text.ts';

/** What cells refer to. */
export interface RowContext {
  readonly reading: Reading;
  readonly sheet: string;
  readonly formats: readonly CellFormat[];
  /** Undefined where the workbook has no shared strings part. */
  readonly strings: SharedStrings | undefined;
  readonly date1904: boolean;
}

/** Knows the address of the cell being read, for messages. */
interface Addressed {
  address(): string;
}

/** What the values of a sheet's cells mean. Every method gives undefined for a cell that is blank after all. */
export class CellContents {
  readonly #context: RowContext;
  /** UTF-16 units of the texts given since the row began, and before. */
  #length = 0;
  #before = 0;

  constructor(context: RowContext) {
    this.#context = context;
  }

  /** Says that a row begins: the length of its texts is bounded together. */
  startRow(): void {
    this.#before += this.#length;
    this.#length = 0;
    const { reading, sheet } = this.#context;
    const { sheetTextLength } = reading.limits;
    if (this.#before > sheetTextLength) {
      throw tooLarge(reading, `工作表“${sheet}”的文字总量`, `${sheetTextLength} 字`);
    }
  }

  /** Counts a text of the row; a failure where the row has too many. */
  count(text: string): void {
    this.#length += text.length;
    const { reading, sheet } = this.#context;
    const { rowTextLength } = reading.limits;
    if (this.#length > rowTextLength) {
      throw tooLarge(reading, `工作表“${sheet}”里一行的文字总量`, `${rowTextLength} 字`);
    }
  }

  /** A number: a date where its format says so, and it can be one. */
  numeric(value: number, format: CellFormat): CellContent {
    if (format.isDate) {
      const date = serialToDate(value, this.#context.date1904);
      if (date !== undefined) return { type: 'date', value: date, serial: value };
    }
    return { type: 'number', value };
  }

  /** The shared text of this index; a failure where the file has none. */
  shared(index: number, cell: Addressed): CellContent | undefined {
    const { strings, reading, sheet } = this.#context;
    if (!strings) throw readingFailure(reading, 'workbook-part-missing', { part: 'xl/sharedStrings.xml' });
    const content = strings.content(index);
    if (!content) throw corrupt(reading, `工作表“${sheet}”的单元格 ${cell.address()} 指向不存在的文字`);
    this.count(content.value);
    return content.value === '' ? undefined : content;
  }

  /** Any value that was taken as text. */
  ofText(type: CellType, text: string, format: CellFormat, cell: Addressed): CellContent | undefined {
    if (text === '') return undefined;
    if (type === cellType.shared) return this.shared(parseNumber(text) ?? -1, cell);
    this.count(text);
    switch (type) {
      case cellType.boolean:
        return { type: 'boolean', value: text.trim() === '1' || text.trim() === 'true' };
      case cellType.error:
        return { type: 'error', value: text.trim() };
      case cellType.isoDate:
        return this.#isoDate(text.trim());
      case cellType.number: {
        const value = parseNumber(text);
        if (value !== undefined) return this.numeric(value, format);
        // Against the rules, but some exporters put words into cells of no type.
        return text.trim() === '' ? undefined : { type: 'text', value: resolveEscapes(text) };
      }
      default:
        return { type: 'text', value: resolveEscapes(text) };
    }
  }

  #isoDate(text: string): CellContent {
    const { date1904 } = this.#context;
    const serial = dateToSerial(text, date1904);
    const date = serial === undefined ? undefined : serialToDate(serial, date1904);
    if (serial === undefined || date === undefined) return { type: 'text', value: text };
    return { type: 'date', value: date, serial };
  }
}
