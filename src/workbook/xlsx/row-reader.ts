import { cellAddress } from '../address.ts';
import { corrupt, tooLarge } from '../reading.ts';
import type { Cell, CellContent, Row } from '../sheet.ts';
import { CellContents, type RowContext } from './cell-content.ts';
import { type CellType, cellType, parsePlainNumber } from './cell-values.ts';
import { type PlainCell, readPlainCell } from './plain-cell.ts';
import { type CellFormat, generalFormat } from './styles.ts';
import { elementName, token, type XmlCursor } from './xml-cursor.ts';

const sheetDataElement = elementName('sheetData');
const rowElement = elementName('row');
const cellElement = elementName('c');
const valueElement = elementName('v');
const formulaElement = elementName('f');
const inlineElement = elementName('is');
const runElement = elementName('r');
const textElement = elementName('t');

/** Where the reader stands. */
const place = {
  outside: 0,
  rows: 1,
  row: 2,
  cell: 3,
  value: 4,
  formula: 5,
  inline: 6,
  run: 7,
  text: 8,
} as const;
type PlaceNumber = (typeof place)[keyof typeof place];

const slash = 0x2f;
/** Texts of shared formulas that are remembered for the cells that only point to them. */
const mostSharedFormulas = 10_000;

/**
 * Turns the tokens of a sheet part into rows, in the order of the file. Everything it holds fits between two
 * tokens, so the bytes may come in any pieces. Rows outside `first`..`last` are passed over.
 */
export class RowReader {
  readonly #cursor: XmlCursor;
  readonly #context: RowContext;
  readonly #contents: CellContents;
  readonly #first: number;
  readonly #last: number;
  #place: PlaceNumber = place.outside;
  /** Depth below which an element is passed over; 0 while none is. */
  #skipUntil = 0;

  #lastRow = 0;
  #row = 0;
  /** The row states no number: its first cell may. */
  #unnumbered = false;
  #hidden = false;
  #cells: Cell[] = [];
  readonly #plain: PlainCell = { column: 0, style: 0, shared: false, value: 0 };
  #column = 0;
  #sorted = true;

  #type: CellType = cellType.number;
  #format: CellFormat = generalFormat;
  /** Value that was read straight from the bytes; NaN where it was not. */
  #number = Number.NaN;
  #text: string | undefined;
  /** The text being read stands in a run of a rich text. */
  #inRun = false;
  #hasValue = false;
  #formula: string | undefined;
  #sharedIndex = -1;
  readonly #sharedFormulas = new Map<number, { text: string; row: number; column: number }>();

  constructor(cursor: XmlCursor, context: RowContext, first = 1, last = Number.POSITIVE_INFINITY) {
    this.#cursor = cursor;
    this.#context = context;
    this.#contents = new CellContents(context);
    this.#first = first;
    this.#last = last;
  }

  /** Reads as far as the bytes go, appending finished rows to `rows`; true once no further row is wanted. */
  read(rows: Row[]): boolean {
    const cursor = this.#cursor;
    for (;;) {
      if (this.#place === place.row && this.#skipUntil === 0 && !this.#unnumbered) this.#takePlainCells();
      const kind = cursor.next();
      switch (kind) {
        case token.needMore:
          return false;
        case token.finished:
          return true;
        case token.text:
          if (this.#place >= place.value && this.#skipUntil === 0) this.#takeText();
          break;
        case token.opened:
          if (this.#skipUntil === 0 && this.#open(rows)) return true;
          break;
        default:
          if (this.#skipUntil > 0) {
            if (cursor.depth < this.#skipUntil) this.#skipUntil = 0;
          } else if (this.#close(rows)) {
            return true;
          }
      }
    }
  }

  #open(rows: Row[]): boolean {
    const cursor = this.#cursor;
    const { name, empty } = cursor;
    switch (this.#place) {
      case place.outside:
        if (name === sheetDataElement && cursor.depth === (empty ? 1 : 2)) {
          if (empty) return true;
          this.#place = place.rows;
        }
        return false;
      case place.rows:
        if (name === rowElement) return this.#openRow(rows);
        break;
      case place.row:
        if (name === cellElement) {
          this.#openCell();
          if (empty) this.#closeCell();
          else this.#place = place.cell;
          return false;
        }
        break;
      case place.cell:
        if (name === valueElement) {
          this.#hasValue = true;
          if (!empty) this.#place = place.value;
          return false;
        }
        if (name === formulaElement) {
          this.#openFormula();
          return false;
        }
        if (name === inlineElement) {
          this.#hasValue = true;
          this.#type = cellType.inline;
          if (!empty) this.#place = place.inline;
          return false;
        }
        break;
      case place.inline:
      case place.run:
        if (name === textElement && !empty) {
          this.#inRun = this.#place === place.run;
          this.#place = place.text;
          return false;
        }
        if (name === runElement && this.#place === place.inline) {
          if (!empty) this.#place = place.run;
          return false;
        }
        break;
    }
    // Extensions, phonetic guides, run properties: nothing in them is content.
    if (!empty) this.#skipUntil = cursor.depth;
    return false;
  }

  #close(rows: Row[]): boolean {
    switch (this.#place) {
      case place.rows:
        return true;
      case place.row:
        this.#closeRow(rows);
        this.#place = place.rows;
        return false;
      case place.cell:
        this.#closeCell();
        this.#place = place.row;
        return false;
      case place.value:
      case place.formula:
      case place.inline:
        this.#place = place.cell;
        return false;
      case place.run:
        this.#place = place.inline;
        return false;
      case place.text:
        this.#place = this.#inRun ? place.run : place.inline;
        return false;
      default:
        return false;
    }
  }

  /** True where this row and all after it lie behind the last one wanted. */
  #openRow(rows: Row[]): boolean {
    const cursor = this.#cursor;
    this.#contents.startRow();
    this.#cells = [];
    this.#column = 0;
    this.#sorted = true;
    this.#hidden = cursor.isTrue('hidden');
    const index = cursor.attribute('r');
    this.#unnumbered = index < 0;
    this.#row =
      index < 0
        ? this.#lastRow + 1
        : parsePlainNumber(cursor.bytes, cursor.valueStart(index), cursor.valueEnd(index));
    this.#checkRow();
    if (!this.#unnumbered) {
      if (this.#row > this.#last) return true;
      if (this.#row < this.#first) {
        this.#lastRow = this.#row;
        if (!cursor.empty) this.#skipUntil = cursor.depth;
        return false;
      }
    }
    if (cursor.empty) this.#closeRow(rows);
    else this.#place = place.row;
    return false;
  }

  #checkRow(): void {
    const { reading, sheet } = this.#context;
    if (!(this.#row >= 1) || !Number.isInteger(this.#row))
      throw corrupt(reading, `工作表“${sheet}”有一行的行号不对`);
    if (this.#row > reading.limits.rows)
      throw tooLarge(reading, `工作表“${sheet}”的行数`, `${reading.limits.rows} 行`);
  }

  #closeRow(rows: Row[]): void {
    const number = this.#row;
    this.#lastRow = number;
    const cells = this.#sorted ? this.#cells : inColumnOrder(this.#cells);
    if (cells.length === 0 || number < this.#first || number > this.#last) return;
    rows.push({ number, cells, hidden: this.#hidden });
  }

  /** Cells in the usual form, as many as follow each other; the cursor goes on behind them. */
  #takePlainCells(): void {
    const cursor = this.#cursor;
    const plain = this.#plain;
    const { formats, reading } = this.#context;
    for (;;) {
      const end = readPlainCell(cursor.bytes, cursor.position, cursor.limit, plain);
      if (end < 0) return;
      const column = plain.column === 0 ? this.#column + 1 : plain.column;
      // Left to the way that tells of it.
      if (column > reading.limits.columns) return;
      cursor.position = end;
      if (column <= this.#column) this.#step();
      this.#column = column;
      if (Number.isNaN(plain.value)) continue;
      this.#format = formats[plain.style] ?? generalFormat;
      const content = plain.shared
        ? this.#contents.shared(plain.value, this)
        : this.#contents.numeric(plain.value, this.#format);
      if (content) this.#cells.push({ row: this.#row, column, content, format: this.#format.code });
    }
  }

  #openCell(): void {
    const cursor = this.#cursor;
    const { bytes } = cursor;
    let column = 0;
    this.#type = cellType.number;
    this.#format = this.#context.formats[0] ?? generalFormat;
    for (let index = 0; index < cursor.attributes; index++) {
      const nameStart = cursor.nameStart(index);
      if (cursor.nameEnd(index) - nameStart !== 1) continue;
      const start = cursor.valueStart(index);
      const end = cursor.valueEnd(index);
      switch (bytes[nameStart]) {
        case 0x72: // r
          column = this.#address(start, end);
          break;
        case 0x73: // s
          this.#format = this.#context.formats[parsePlainNumber(bytes, start, end)] ?? generalFormat;
          break;
        case 0x74: // t
          this.#type = typeOf(bytes, start, end);
          break;
      }
    }
    if (column === 0) column = this.#column + 1;
    if (column <= this.#column) this.#step();
    this.#column = column;
    this.#unnumbered = false;
    const { reading, sheet } = this.#context;
    if (column > reading.limits.columns) {
      throw tooLarge(reading, `工作表“${sheet}”的列数`, `${reading.limits.columns} 列`);
    }
    this.#number = Number.NaN;
    this.#text = undefined;
    this.#hasValue = false;
    this.#formula = undefined;
    this.#sharedIndex = -1;
  }

  /** The next cell stands before the last one. Cells for the same places over and over must not pile up. */
  #step(): void {
    this.#sorted = false;
    if (this.#cells.length > 2 * this.#context.reading.limits.columns)
      this.#cells = inColumnOrder(this.#cells);
  }

  /** Column of an `AB12`; its row counts only where the row element states none. */
  #address(start: number, end: number): number {
    const { bytes } = this.#cursor;
    let column = 0;
    let at = start;
    for (; at < end; at++) {
      const letter = (bytes[at]! & 0xdf) - 64;
      if (letter < 1 || letter > 26) break;
      column = column * 26 + letter;
    }
    if (this.#unnumbered) {
      const row = parsePlainNumber(bytes, at, end);
      if (row >= 1) {
        this.#row = row;
        this.#checkRow();
      }
    }
    return column;
  }

  #openFormula(): void {
    const cursor = this.#cursor;
    this.#formula = '';
    if (cursor.attributes > 0 && cursor.value('t') === 'shared') {
      this.#sharedIndex = Number(cursor.value('si') ?? -1);
    }
    if (!cursor.empty) this.#place = place.formula;
  }

  #takeText(): void {
    const cursor = this.#cursor;
    if (this.#place === place.value) {
      const type = this.#type;
      // The common case: digits with the closing tag right behind them become a number without a string.
      if (
        (type === cellType.number || type === cellType.shared) &&
        this.#text === undefined &&
        cursor.flags === 0 &&
        cursor.end + 1 < cursor.limit &&
        cursor.bytes[cursor.end + 1] === slash
      ) {
        this.#number = parsePlainNumber(cursor.bytes, cursor.start, cursor.end);
        if (!Number.isNaN(this.#number)) return;
      }
      this.#text = this.#joined(this.#text, cursor.text());
    } else if (this.#place === place.formula) {
      this.#formula = this.#joined(this.#formula, cursor.text());
    } else if (this.#place === place.text) {
      this.#text = this.#joined(this.#text, cursor.text());
    }
  }

  #joined(before: string | undefined, more: string): string {
    const text = before ? before + more : more;
    const { reading } = this.#context;
    if (text.length > reading.limits.textLength) {
      throw tooLarge(reading, `单元格 ${this.address()} 的文字长度`, `${reading.limits.textLength} 字`);
    }
    return text;
  }

  /** Of the cell being read, for messages. */
  address(): string {
    return cellAddress(this.#row, this.#column);
  }

  #closeCell(): void {
    const content = this.#content();
    const row = this.#row;
    const column = this.#column;
    const format = this.#format.code;
    if (this.#formula === undefined) {
      if (content) this.#cells.push({ row, column, content, format });
      return;
    }
    const written = this.#formulaWritten();
    this.#contents.count(written.formula);
    if (content) {
      this.#cells.push({ row, column, content, format, ...written });
    } else if (!this.#hasResult()) {
      const nothing = { type: 'text', value: '' } as const;
      this.#cells.push({ row, column, content: nothing, format, ...written, formulaOnly: true });
    }
  }

  /** Whether the formula's result is known to be the empty text, and not merely missing. */
  #hasResult(): boolean {
    return this.#hasValue && this.#type === cellType.formulaText;
  }

  /** The formula as written; of a shared one, as its first cell has it, and which cell that is. */
  #formulaWritten(): Pick<Cell, 'formulaFrom'> & { formula: string } {
    const formula = this.#formula ?? '';
    if (this.#sharedIndex < 0) return { formula };
    if (formula === '') {
      const first = this.#sharedFormulas.get(this.#sharedIndex);
      if (!first) return { formula };
      const { text, row, column } = first;
      return { formula: text, formulaFrom: { row, column } };
    }
    if (this.#sharedFormulas.size < mostSharedFormulas) {
      this.#sharedFormulas.set(this.#sharedIndex, { text: formula, row: this.#row, column: this.#column });
    }
    return { formula };
  }

  /** The cell's content; undefined where it is blank. */
  #content(): CellContent | undefined {
    if (!this.#hasValue) return undefined;
    const number = this.#number;
    if (Number.isNaN(number)) return this.#contents.ofText(this.#type, this.#text ?? '', this.#format, this);
    return this.#type === cellType.shared
      ? this.#contents.shared(number, this)
      : this.#contents.numeric(number, this.#format);
  }
}

/** Cells by column; of two for one place the later one stands. */
export function inColumnOrder(cells: readonly Cell[]): Cell[] {
  const byColumn = new Map(cells.map((cell) => [cell.column, cell]));
  return [...byColumn.values()].sort((one, other) => one.column - other.column);
}

function typeOf(bytes: Uint8Array, start: number, end: number): CellType {
  const first = bytes[start];
  if (first === 0x73) return end - start === 1 ? cellType.shared : cellType.formulaText;
  if (first === 0x69) return cellType.inline;
  if (first === 0x62) return cellType.boolean;
  if (first === 0x65) return cellType.error;
  if (first === 0x64) return cellType.isoDate;
  return cellType.number;
}
