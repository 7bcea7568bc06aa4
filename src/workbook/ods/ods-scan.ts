import { cellAddress } from '../address.ts';
import { corrupt, type Reading, tooLarge } from '../reading.ts';
import type { Cell, CellContent, CellRange, Row } from '../sheet.ts';
import { isDateFormat } from '../xlsx/number-formats.ts';
import { dateToSerial, serialToDate } from '../xlsx/serial-dates.ts';
import { elementName, token, type XmlCursor } from '../xlsx/xml-cursor.ts';
import { excelFormula } from './formula.ts';
import type { NumberStyles } from './number-styles.ts';
import { ParagraphText } from './paragraph-text.ts';

/** A table as the scan has seen it so far. */
export interface OdsTable {
  readonly name: string;
  readonly hidden: boolean;
  readonly merges: CellRange[];
  readonly hiddenColumns: { from: number; to: number }[];
}

/** A row, and how many equal ones follow it. */
export interface RepeatedRow {
  readonly table: number;
  readonly row: Row;
  readonly repeated: number;
}

const automaticStyles = elementName('automatic-styles');
const spreadsheet = elementName('spreadsheet');
const tableElement = elementName('table');
const nullDate = elementName('null-date');
const columnElement = elementName('table-column');
const rowElement = elementName('table-row');
const cellElement = elementName('table-cell');
const coveredElement = elementName('covered-table-cell');
const paragraphs = new Set(['p', 'h'].map(elementName));
/** Elements that only hold others: columns, rows, calculation settings. */
const groups = new Set(
  [
    'table-columns',
    'table-header-columns',
    'table-column-group',
    'table-rows',
    'table-header-rows',
    'table-row-group',
    'calculation-settings',
  ].map(elementName),
);
const errorText = /^(?:#[A-Z0-9/]+[!?]?|#N\/A|Err:\d+)$/;

/** As many as the largest .xlsx may hold; repetitions make more out of a few bytes. */
const mostCells = 50_000_000;

const place = { outside: 0, styles: 1, spreadsheet: 2, table: 3, row: 4, cell: 5, paragraph: 6 } as const;
type Place = (typeof place)[keyof typeof place];

/**
 * Reads the content part of an OpenDocument table, fed by a cursor in pieces of any size: tables, merges and hidden
 * columns as it goes, and the rows that have a cell. Repetitions are told, not carried out.
 */
export class OdsScan {
  readonly tables: OdsTable[] = [];
  rows: RepeatedRow[] = [];
  readonly #reading: Reading;
  readonly #styles: NumberStyles;
  #place: Place = place.outside;
  /** Depth below which an element is passed over; 0 while none is. */
  #skipUntil = 0;
  #date1904 = false;

  #defaultStyles: { readonly from: number; readonly to: number; readonly style: string }[] = [];
  #columns = 0;
  #row = 0;
  #rowsRepeated = 1;
  #rowStyle: string | undefined;
  #hidden = false;
  #cells: Cell[] = [];
  /** Cells of all tables, each as often as it is repeated. */
  #carried = 0;
  /** Their text. */
  #carriedText = 0;
  #column = 0;

  #format = 'General';
  #type: string | undefined;
  #value: string | undefined;
  #isError = false;
  #formula: string | undefined;
  #columnsRepeated = 1;
  readonly #text: ParagraphText;

  /** @param styles those of the styles part; the content's own are added */
  constructor(reading: Reading, styles: NumberStyles) {
    this.#reading = reading;
    this.#styles = styles;
    this.#text = new ParagraphText(reading);
  }

  /** Reads as far as the bytes go. */
  drain(cursor: XmlCursor): void {
    for (;;) {
      const kind = cursor.next();
      if (kind === token.needMore || kind === token.finished) return;
      if (this.#skipUntil > 0) {
        if (kind === token.closed && cursor.depth < this.#skipUntil) this.#skipUntil = 0;
      } else if (this.#place === place.styles) {
        if (kind === token.closed && cursor.name === automaticStyles) this.#place = place.outside;
        else this.#styles.visit(cursor, kind);
        if (this.#styles.overfull) throw tooLarge(this.#reading, '单元格样式数', '131072 种');
      } else if (kind === token.opened) {
        this.#open(cursor);
      } else if (kind === token.closed) {
        this.#close(cursor);
      } else if (this.#place === place.paragraph) {
        this.#text.append(cursor.text());
      }
    }
  }

  #open(cursor: XmlCursor): void {
    if (this.#opens(cursor)) return;
    if (this.#place !== place.outside && !cursor.empty && !groups.has(cursor.name)) {
      this.#skipUntil = cursor.depth;
    }
  }

  /** Takes the element where it belongs here; false for any other, which is passed over with all that is in it. */
  #opens(cursor: XmlCursor): boolean {
    const { name, empty } = cursor;
    switch (this.#place) {
      case place.outside:
        if (name === automaticStyles && !empty) this.#place = place.styles;
        else if (name === spreadsheet && !empty) this.#place = place.spreadsheet;
        return true;
      case place.spreadsheet:
        if (name === tableElement) this.#openTable(cursor);
        else if (name === nullDate) this.#date1904 = cursor.value('table:date-value') === '1904-01-01';
        return name === tableElement;
      case place.table:
        if (name === columnElement) this.#addColumns(cursor);
        else if (name === rowElement) this.#openRow(cursor);
        return name === columnElement || name === rowElement;
      case place.row: {
        const isCell = name === cellElement || name === coveredElement;
        if (isCell) this.#openCell(cursor);
        return isCell;
      }
      case place.cell:
        if (!paragraphs.has(name)) return false;
        this.#text.begin();
        if (empty) this.#text.end();
        else this.#place = place.paragraph;
        return true;
      default:
        return this.#text.open(cursor);
    }
  }

  #close(cursor: XmlCursor): void {
    const { name } = cursor;
    if (this.#place === place.paragraph) {
      if (!paragraphs.has(name)) return;
      this.#text.end();
      this.#place = place.cell;
    } else if (this.#place === place.cell) {
      this.#closeCell();
      this.#place = place.row;
    } else if (this.#place === place.row) {
      this.#closeRow();
      this.#place = place.table;
    } else if (this.#place === place.table && name === tableElement) {
      this.#place = place.spreadsheet;
    } else if (this.#place === place.spreadsheet && name === spreadsheet) {
      this.#place = place.outside;
    }
  }

  #openTable(cursor: XmlCursor): void {
    const { sheets } = this.#reading.limits;
    const hidden = this.#styles.hidesTable(cursor.value('table:style-name'));
    this.tables.push({ name: cursor.value('table:name') ?? '', hidden, merges: [], hiddenColumns: [] });
    if (this.tables.length > sheets) throw tooLarge(this.#reading, '工作表数', `${sheets} 个`);
    this.#defaultStyles = [];
    this.#columns = 0;
    this.#row = 0;
    if (!cursor.empty) this.#place = place.table;
  }

  #addColumns(cursor: XmlCursor): void {
    const { columns } = this.#reading.limits;
    const from = this.#columns + 1;
    const repeated = this.#repetition(cursor, 'table:number-columns-repeated');
    this.#columns = Math.min(columns, this.#columns + repeated);
    const to = this.#columns;
    if (to < from) return;
    const style = cursor.value('table:default-cell-style-name');
    if (style !== undefined) this.#defaultStyles.push({ from, to, style });
    if (isHidden(cursor)) {
      const { hiddenColumns } = this.#table();
      const last = hiddenColumns.at(-1);
      if (last?.to === from - 1) last.to = to;
      else hiddenColumns.push({ from, to });
    }
    if (!cursor.empty) this.#skipUntil = cursor.depth;
  }

  #table(): OdsTable {
    return this.tables.at(-1)!;
  }

  #openRow(cursor: XmlCursor): void {
    this.#row++;
    this.#rowsRepeated = this.#repetition(cursor, 'table:number-rows-repeated');
    this.#rowStyle = cursor.value('table:default-cell-style-name');
    this.#hidden = isHidden(cursor);
    this.#cells = [];
    this.#column = 0;
    if (cursor.empty) this.#closeRow();
    else this.#place = place.row;
  }

  #closeRow(): void {
    const repeated = this.#rowsRepeated;
    const number = this.#row;
    this.#row += repeated - 1;
    if (this.#cells.length === 0) return;
    const { rows } = this.#reading.limits;
    if (this.#row > rows) {
      throw tooLarge(this.#reading, `工作表“${this.#table().name}”的行数`, `${rows} 行`);
    }
    this.#bound(repeated);
    const row = { number, cells: this.#cells, hidden: this.#hidden };
    this.rows.push({ table: this.tables.length - 1, row, repeated });
  }

  /** What repetitions make of the row, and of all tables together. */
  #bound(repeated: number): void {
    const { rowTextLength, sheetTextLength } = this.#reading.limits;
    this.#carried += this.#cells.length * repeated;
    if (this.#carried > mostCells) throw tooLarge(this.#reading, '单元格数', `${mostCells} 个`);
    let length = 0;
    for (const { content } of this.#cells) if (content.type === 'text') length += content.value.length;
    const { name } = this.#table();
    if (length > rowTextLength) {
      throw tooLarge(this.#reading, `工作表“${name}”里一行的文字总量`, `${rowTextLength} 字`);
    }
    this.#carriedText += length * repeated;
    if (this.#carriedText > sheetTextLength) {
      throw tooLarge(this.#reading, `工作表“${name}”的文字总量`, `${sheetTextLength} 字`);
    }
  }

  #openCell(cursor: XmlCursor): void {
    this.#column++;
    this.#columnsRepeated = this.#repetition(cursor, 'table:number-columns-repeated');
    if (cursor.name === cellElement) this.#addMerge(cursor);
    const type = cursor.value('office:value-type');
    this.#type = type;
    this.#formula = cursor.value('table:formula');
    // A styled cell without content, which rows have by the thousand, ends here.
    if (type === undefined && this.#formula === undefined && cursor.empty) {
      this.#column += this.#columnsRepeated - 1;
      return;
    }
    this.#isError = cursor.value('calcext:value-type') === 'error';
    this.#value = cursor.value(valueAttributes[type ?? ''] ?? 'office:value');
    const style = cursor.value('table:style-name') ?? this.#rowStyle ?? this.#columnStyle(this.#column);
    this.#format = this.#styles.code(style);
    this.#text.clear();
    if (cursor.empty) this.#closeCell();
    else this.#place = place.cell;
  }

  #columnStyle(column: number): string | undefined {
    return this.#defaultStyles.find(({ from, to }) => from <= column && column <= to)?.style;
  }

  #addMerge(cursor: XmlCursor): void {
    const across = this.#repetition(cursor, 'table:number-columns-spanned');
    const down = this.#repetition(cursor, 'table:number-rows-spanned');
    if (across === 1 && down === 1) return;
    const { merges } = this.#table();
    const { merges: most } = this.#reading.limits;
    merges.push({
      top: this.#row,
      left: this.#column,
      bottom: this.#row + down - 1,
      right: this.#column + across - 1,
    });
    if (merges.length > most) throw tooLarge(this.#reading, '合并单元格数', `${most} 处`);
  }

  #closeCell(): void {
    const content = this.#content();
    const formula = this.#formula === undefined ? undefined : excelFormula(this.#formula);
    const first = this.#column;
    this.#column += this.#columnsRepeated - 1;
    const isUnknown = formula !== undefined && !content && this.#type === undefined;
    if (!content && !isUnknown) return;
    const { columns, textLength } = this.#reading.limits;
    if (this.#column > columns) {
      throw tooLarge(this.#reading, `工作表“${this.#table().name}”的列数`, `${columns} 列`);
    }
    if ((formula?.length ?? 0) > textLength) {
      const where = cellAddress(this.#row, first);
      throw tooLarge(this.#reading, `单元格 ${where} 的公式长度`, `${textLength} 字`);
    }
    for (let column = first; column <= this.#column; column++) {
      const cell = { row: this.#row, column, format: this.#format };
      if (formula === undefined) this.#cells.push({ ...cell, content: content! });
      else if (content) this.#cells.push({ ...cell, content, formula });
      else {
        const nothing = { type: 'text', value: '' } as const;
        this.#cells.push({ ...cell, content: nothing, formula, formulaOnly: true });
      }
    }
  }

  /** The cell's content; undefined where it is blank. */
  #content(): CellContent | undefined {
    const words = this.#text.value;
    const isFailed = this.#isError || (this.#formula !== undefined && errorText.test(words));
    if (isFailed && words !== '') return { type: 'error', value: words };
    const value = this.#value;
    switch (this.#type) {
      case 'float':
        // LibreOffice writes a truth value so, unless the cell has a format for them.
        if ((words === 'TRUE' && value === '1') || (words === 'FALSE' && value === '0')) {
          return { type: 'boolean', value: value === '1' };
        }
        return this.#number(Number(value ?? Number.NaN), words);
      case 'percentage':
      case 'currency':
        return this.#number(Number(value ?? Number.NaN), words);
      case 'time':
        return this.#number(daysOf(value ?? ''), words);
      case 'boolean':
        return { type: 'boolean', value: value === 'true' };
      case 'date': {
        const serial = dateToSerial(value ?? '', this.#date1904);
        const date = serial === undefined ? undefined : serialToDate(serial, this.#date1904);
        if (serial !== undefined && date !== undefined) return { type: 'date', value: date, serial };
        // Before the first day that a table can count from.
        return textContent(words === '' ? (value ?? '') : words);
      }
      default:
        return textContent(value === undefined || value === '' ? words : value);
    }
  }

  #number(value: number, words: string): CellContent | undefined {
    if (!Number.isFinite(value)) return textContent(words);
    if (isDateFormat(this.#format)) {
      const date = serialToDate(value, this.#date1904);
      if (date !== undefined) return { type: 'date', value: date, serial: value };
    }
    return { type: 'number', value: value + 0 };
  }

  /** A count of at least 1. */
  #repetition(cursor: XmlCursor, attribute: string): number {
    const text = cursor.value(attribute);
    if (text === undefined) return 1;
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1 || value > 0x7fff_ffff) {
      throw corrupt(this.#reading, `工作表“${this.#table().name}”里有不对的重复次数`);
    }
    return value;
  }
}

const valueAttributes: Readonly<Record<string, string>> = {
  date: 'office:date-value',
  time: 'office:time-value',
  boolean: 'office:boolean-value',
  string: 'office:string-value',
};

function textContent(value: string): CellContent | undefined {
  return value === '' ? undefined : { type: 'text', value };
}

function isHidden(cursor: XmlCursor): boolean {
  const visibility = cursor.value('table:visibility');
  return visibility === 'collapse' || visibility === 'filter';
}

/** `PT08H30M00S` as a share of a day; NaN where the text is no duration. */
function daysOf(duration: string): number {
  const match = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/.exec(duration);
  if (!match) return Number.NaN;
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0'] = match;
  const total =
    Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'));
  return (sign === '-' ? -total : total) / 86_400;
}
