import { cellAddress, columnNumber, parseRange } from '../address.ts';
import type { Reading } from '../reading.ts';
import { elementName, token, XmlCursor } from '../xlsx/xml-cursor.ts';
import { CannotPatch } from './cannot-patch.ts';
import { attributeSplice, closingStart, type Splice, withoutEncoding } from './xml-edit.ts';

/** What is to be done to the cells of one sheet. */
export interface SheetPatch {
  /** Marks by row and column; those in merged cells stand at the first cell of these. */
  readonly marks: ReadonlyMap<number, ReadonlyMap<number, string>>;
  /** Rows stand in ascending order: cells that the sheet lacks can be put in. */
  readonly ordered: boolean;
  /** The cell's format without an earlier round's mark. */
  readonly restyle: (format: number, row: number, column: number) => number;
  /** Whether any cell but the marked ones may need `restyle`. */
  readonly restyles: boolean;
  /** The format with the mark's fill. */
  readonly mark: (format: number, mark: string) => number;
  /** Relationship of the comments' drawing, put in where the sheet names none. */
  readonly drawing: { readonly id: string; readonly namespace: string } | null;
}

/** What the patching brought to light. */
export interface PatchedSheet {
  /** Formats of the marked cells before they were marked, by address. */
  readonly formats: Map<string, number>;
}

const names = {
  worksheet: elementName('worksheet'),
  dimension: elementName('dimension'),
  sheetView: elementName('sheetView'),
  col: elementName('col'),
  sheetData: elementName('sheetData'),
  row: elementName('row'),
  c: elementName('c'),
  legacyDrawing: elementName('legacyDrawing'),
};
const afterDrawing = new Set(
  [
    ...['legacyDrawingHF', 'drawingHF', 'picture', 'oleObjects', 'controls', 'webPublishItems'],
    ...['tableParts', 'extLst', 'AlternateContent'],
  ].map(elementName),
);

/**
 * Passes a worksheet part on with its marked cells in other formats, cells that it lacks made, and no tab selected.
 * Every byte not concerned goes through as it is; memory holds one chunk, and of a marked row the whole.
 */
export async function* patchSheet(
  chunks: AsyncIterable<Buffer>,
  reading: Reading,
  part: string,
  patch: SheetPatch,
  result: PatchedSheet,
): AsyncGenerator<Buffer, void> {
  const patcher = new SheetPatcher(reading, part, patch, result);
  for await (const chunk of chunks) {
    patcher.push(chunk);
    yield* patcher.take();
  }
  patcher.finish();
  yield* patcher.take();
}

/** A cell of a marked row, with what stands before the next. */
interface Segment {
  readonly column: number;
  text: Buffer[];
}

class SheetPatcher {
  readonly #cursor: XmlCursor;
  readonly #patch: SheetPatch;
  readonly #result: PatchedSheet;
  /** Marked rows still to come, in ascending order. */
  readonly #pending: number[];
  #nextPending = 0;
  #out: Buffer[] = [];
  /** Bytes of the cursor's buffer before this are written. */
  #copied = 0;
  #prefix = '';
  #rooted = false;
  #inData = false;
  #dataDepth = 0;
  #hasDrawing = false;
  #row = 0;
  #numbered = true;
  #column = 0;
  #rowFormat = -1;
  readonly #columnFormats: { from: number; to: number; format: number }[] = [];
  /** Of the marked row at hand: its opening tag, and what of it has come so far. */
  #segments: Segment[] | undefined;

  constructor(reading: Reading, part: string, patch: SheetPatch, result: PatchedSheet) {
    this.#cursor = new XmlCursor(reading, part);
    this.#patch = patch;
    this.#result = result;
    this.#pending = [...patch.marks.keys()].sort((one, other) => one - other);
  }

  push(chunk: Buffer): void {
    const cursor = this.#cursor;
    this.#copy(cursor.position);
    cursor.push(this.#rooted ? chunk : withoutEncoding(chunk));
    this.#copied = 0;
    this.#drain();
  }

  finish(): void {
    this.#cursor.finish();
    this.#drain();
    this.#copy(this.#cursor.limit);
  }

  take(): Buffer[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }

  #drain(): void {
    const cursor = this.#cursor;
    for (;;) {
      const kind = cursor.next();
      if (kind === token.needMore || kind === token.finished) return;
      if (kind === token.opened) this.#opened();
      else if (kind === token.closed) this.#closed();
    }
  }

  #opened(): void {
    const cursor = this.#cursor;
    const { name } = cursor;
    const depth = cursor.depth - (cursor.empty ? 0 : 1);
    if (!this.#rooted) {
      this.#rooted = true;
      this.#prefix = cursor.prefix();
    } else if (this.#inData) {
      if (name === names.c && depth === this.#dataDepth + 1) this.#cell();
      else if (name === names.row && depth === this.#dataDepth) this.#openRow();
    } else if (depth === 1 && afterDrawing.has(name)) {
      this.#insertDrawing(cursor.start);
    } else if (depth === 1 && name === names.sheetData) {
      this.#openData();
    } else if (depth === 1 && name === names.dimension) {
      this.#widenDimension();
    } else if (depth === 1 && name === names.legacyDrawing) {
      this.#hasDrawing = true;
    } else if (name === names.sheetView && cursor.isTrue('tabSelected')) {
      this.#splice(attributeSplice(cursor, 'tabSelected', '0'));
    } else if (name === names.col) {
      const [from, to, format] = [cursor.value('min'), cursor.value('max'), cursor.value('style')].map(
        Number,
      );
      if (format! > 0) this.#columnFormats.push({ from: from!, to: to!, format: format! });
    }
  }

  #closed(): void {
    const cursor = this.#cursor;
    if (this.#inData && cursor.name === names.row && cursor.depth === this.#dataDepth) {
      if (this.#segments) this.#closeRow(closingStart(cursor));
    } else if (this.#inData && cursor.name === names.sheetData && cursor.depth === this.#dataDepth - 1) {
      this.#copy(closingStart(cursor));
      this.#makeRowsBefore(Number.POSITIVE_INFINITY);
      this.#inData = false;
    } else if (cursor.depth === 0) {
      this.#insertDrawing(closingStart(cursor));
    }
  }

  #openData(): void {
    const cursor = this.#cursor;
    this.#dataDepth = 2;
    if (!cursor.empty) {
      this.#inData = true;
      return;
    }
    if (this.#pending.length === 0) return;
    this.#copy(cursor.position - 2);
    this.#copied = cursor.position;
    this.#emit('>');
    this.#makeRowsBefore(Number.POSITIVE_INFINITY);
    this.#emit(`</${this.#prefix}sheetData>`);
  }

  #openRow(): void {
    const cursor = this.#cursor;
    const number = cursor.value('r');
    this.#numbered = number !== undefined;
    this.#row = number === undefined ? this.#row + 1 : Number(number);
    this.#column = 0;
    const marks = this.#patch.marks.get(this.#row);
    if (this.#patch.ordered && (this.#pending[this.#nextPending] ?? Number.POSITIVE_INFINITY) <= this.#row) {
      this.#copy(cursor.start);
      this.#makeRowsBefore(this.#row);
      if (marks) this.#nextPending += 1;
    }
    if (!marks) return;
    this.#rowFormat = cursor.isTrue('customFormat') ? Number(cursor.value('s') ?? -1) : -1;
    this.#copy(cursor.start);
    const tag = cursor.bytes.toString('utf8', cursor.start, cursor.position);
    this.#copied = cursor.position;
    if (!cursor.empty) {
      this.#segments = [{ column: 0, text: [Buffer.from(tag)] }];
      return;
    }
    this.#emit(withoutSpans(tag).replace(/\/>$/, '>'));
    for (const column of sortedColumns(marks))
      this.#emit(this.#madeCell(this.#row, column, marks.get(column)!));
    this.#emit(`</${this.#prefix}row>`);
  }

  /** Writes a marked row, with the cells that it lacks in their places. */
  #closeRow(at: number): void {
    this.#copy(at);
    const segments = this.#segments!;
    this.#segments = undefined;
    const marks = this.#patch.marks.get(this.#row)!;
    if (this.#patch.ordered) {
      const there = new Set(segments.map(({ column }) => column));
      for (const column of sortedColumns(marks)) {
        if (there.has(column)) continue;
        segments[0]!.text[0] = Buffer.from(withoutSpans(String(segments[0]!.text[0])));
        const next = segments.findIndex((segment) => segment.column > column);
        const made = { column, text: [Buffer.from(this.#madeCell(this.#row, column, marks.get(column)!))] };
        segments.splice(next < 0 ? segments.length : next, 0, made);
      }
    }
    for (const { text } of segments) this.#out.push(...text);
  }

  #cell(): void {
    const cursor = this.#cursor;
    const address = cursor.value('r');
    if (address === undefined) this.#column += 1;
    else {
      const [, letters = '', row] = /^([A-Za-z]*)(\d*)/.exec(address) ?? [];
      this.#column = columnNumber(letters);
      if (!this.#numbered && Number(row) !== this.#row) throw new CannotPatch('表里的行没有行号');
    }
    if (!this.#segments && !this.#patch.restyles) return;
    if (this.#segments) {
      this.#copy(cursor.start);
      this.#segments.push({ column: this.#column, text: [] });
    }
    const written = Number(cursor.value('s') ?? 0);
    const mark = this.#segments && this.#patch.marks.get(this.#row)?.get(this.#column);
    const format = this.#format(written, this.#row, this.#column, mark);
    if (format !== written) this.#splice(attributeSplice(cursor, 's', String(format)));
  }

  #format(written: number, row: number, column: number, mark: string | undefined): number {
    const own = this.#patch.restyles ? this.#patch.restyle(written, row, column) : written;
    if (mark === undefined) return own;
    this.#result.formats.set(cellAddress(row, column), own);
    return this.#patch.mark(own, mark);
  }

  #madeCell(row: number, column: number, mark: string): string {
    const ofColumn = this.#columnFormats.find(({ from, to }) => column >= from && column <= to)?.format ?? 0;
    const format = this.#format(this.#rowFormat >= 0 ? this.#rowFormat : ofColumn, row, column, mark);
    return `<${this.#prefix}c r="${cellAddress(row, column)}" s="${format}"/>`;
  }

  /** Makes the marked rows that the sheet lacks before a row. */
  #makeRowsBefore(row: number): void {
    if (!this.#patch.ordered) return;
    for (; (this.#pending[this.#nextPending] ?? Number.POSITIVE_INFINITY) < row; this.#nextPending += 1) {
      const number = this.#pending[this.#nextPending]!;
      const marks = this.#patch.marks.get(number)!;
      this.#rowFormat = -1;
      const cells = sortedColumns(marks).map((column) => this.#madeCell(number, column, marks.get(column)!));
      this.#emit(`<${this.#prefix}row r="${number}">${cells.join('')}</${this.#prefix}row>`);
    }
  }

  #insertDrawing(at: number): void {
    const { drawing } = this.#patch;
    if (this.#hasDrawing || drawing === null) return;
    this.#hasDrawing = true;
    this.#copy(at);
    this.#emit(`<${this.#prefix}legacyDrawing xmlns:r="${drawing.namespace}" r:id="${drawing.id}"/>`);
  }

  #widenDimension(): void {
    const cursor = this.#cursor;
    const range = parseRange(cursor.value('ref') ?? '');
    if (!range || this.#pending.length === 0 || !this.#patch.ordered) return;
    let { top, left, bottom, right } = range;
    for (const [row, columns] of this.#patch.marks) {
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
      for (const column of columns.keys()) {
        left = Math.min(left, column);
        right = Math.max(right, column);
      }
    }
    if (top === range.top && bottom === range.bottom && left === range.left && right === range.right) return;
    this.#splice(attributeSplice(cursor, 'ref', `${cellAddress(top, left)}:${cellAddress(bottom, right)}`));
  }

  #splice({ from, to, text }: Splice): void {
    this.#copy(from);
    this.#emit(text);
    this.#copied = to;
  }

  #copy(to: number): void {
    if (to <= this.#copied) return;
    this.#put(Buffer.from(this.#cursor.bytes.subarray(this.#copied, to)));
    this.#copied = to;
  }

  #emit(text: string): void {
    this.#put(Buffer.from(text));
  }

  #put(bytes: Buffer): void {
    const segment = this.#segments?.at(-1);
    if (segment) segment.text.push(bytes);
    else this.#out.push(bytes);
  }
}

/** The columns that a row is said to span are a hint, and wrong once a cell is made outside them. */
function withoutSpans(tag: string): string {
  return tag.replace(/\sspans\s*=\s*(?:"[^"]*"|'[^']*')/, '');
}

function sortedColumns(marks: ReadonlyMap<number, string>): number[] {
  return [...marks.keys()].sort((one, other) => one - other);
}
