import { columnNumber, parseRange } from '../address.ts';
import { corrupt, type Reading, tooLarge } from '../reading.ts';
import type { CellRange } from '../sheet.ts';
import type { ZipContainer, ZipEntry } from '../zip.ts';
import { feedPart } from './scan-part.ts';
import { elementName, token, type XmlCursor } from './xml-cursor.ts';

/** What must be known of a sheet before its rows are read, although much of it stands after them. */
export interface SheetOutline {
  readonly merges: readonly CellRange[];
  readonly hiddenColumns: readonly { readonly from: number; readonly to: number }[];
  /** Whether the rows stand in ascending order, each number once. */
  readonly ordered: boolean;
  /** The highest row number seen; 0 without rows. */
  readonly lastRow: number;
}

const worksheetElement = elementName('worksheet');
const sheetDataElement = elementName('sheetData');
const rowElement = elementName('row');
const cellElement = elementName('c');
const colElement = elementName('col');
const mergeCellElement = elementName('mergeCell');
/** Last bytes of what ends the skipping of rows, each rare among cells. */
const rowWord = Buffer.from('row');
const dataWord = Buffer.from('Data');
const bang = Buffer.from('!');

/**
 * The first scan of a sheet part. Among the rows it only jumps from one opening tag to the next with the
 * runtime's byte search, so that it costs little more than unpacking. The part is unpacked to its end and its
 * checksum compared, so damage is found here and not halfway through an import.
 */
export async function readOutline(zip: ZipContainer, entry: ZipEntry): Promise<SheetOutline> {
  const scan = new OutlineScan(zip.reading, entry.name);
  await feedPart(zip, entry, (cursor) => scan.drain(cursor));
  return scan;
}

/** The scan itself, fed by a cursor: `drain` reads as far as the bytes go. */
export class OutlineScan implements SheetOutline {
  readonly merges: CellRange[] = [];
  readonly hiddenColumns: { from: number; to: number }[] = [];
  ordered = true;
  readonly #reading: Reading;
  readonly #part: string;
  #rooted = false;
  #inRows = false;
  #rowsDepth = 0;
  #rowNeedle = Buffer.alloc(0);
  #endNeedle = Buffer.alloc(0);
  readonly #declarationNeedle = Buffer.from('<!');
  lastRow = 0;
  /** A row without a number was opened: its first cell may tell. */
  #unnumbered = false;

  constructor(reading: Reading, part: string) {
    this.#reading = reading;
    this.#part = part;
  }

  drain(cursor: XmlCursor): void {
    for (;;) {
      if (this.#inRows && !this.#skipRows(cursor)) {
        if (!cursor.ended) return;
        throw corrupt(this.#reading, `部件“${this.#part}”不完整`);
      }
      const kind = cursor.next();
      if (kind === token.needMore || kind === token.finished) return;
      if (kind === token.opened) this.#open(cursor);
    }
  }

  #open(cursor: XmlCursor): void {
    const { name } = cursor;
    if (!this.#rooted) {
      if (name !== worksheetElement) throw corrupt(this.#reading, `部件“${this.#part}”的内容不对`);
      this.#rooted = true;
    } else if (name === sheetDataElement && cursor.depth === 2 && !cursor.empty) {
      // Programs differ in which of two they show.
      if (this.#rowsDepth > 0) throw corrupt(this.#reading, `部件“${this.#part}”里有两段行数据`);
      this.#inRows = true;
      this.#rowsDepth = cursor.depth;
      this.#rowNeedle = Buffer.from(`<${cursor.prefix()}row`);
      this.#endNeedle = Buffer.from(`</${cursor.prefix()}sheetData`);
    } else if (name === colElement && cursor.isTrue('hidden')) {
      this.#hideColumns(cursor);
    } else if (name === mergeCellElement) {
      const range = parseRange(cursor.value('ref') ?? '');
      if (range) this.merges.push(range);
      const { merges } = this.#reading.limits;
      if (this.merges.length > merges) throw tooLarge(this.#reading, '合并单元格数', `${merges} 处`);
    }
  }

  #hideColumns(cursor: XmlCursor): void {
    const from = Number(cursor.value('min'));
    const to = Number(cursor.value('max'));
    const { columns } = this.#reading.limits;
    if (!(from >= 1 && to >= from)) return;
    this.hiddenColumns.push({ from, to: Math.min(to, columns) });
    if (this.hiddenColumns.length > columns) throw tooLarge(this.#reading, '列数', `${columns} 列`);
  }

  /** Jumps through the rows at hand; true once their end tag is the next token. */
  #skipRows(cursor: XmlCursor): boolean {
    let end = -1;
    let declaration = -1;
    let row = -1;
    for (;;) {
      if (this.#unnumbered && !this.#numberByCell(cursor)) return false;
      const { position } = cursor;
      if (declaration < position) declaration = findTag(cursor, bang, this.#declarationNeedle);
      if (end < position) end = findTag(cursor, dataWord, this.#endNeedle);
      if (row < position) row = findTag(cursor, rowWord, this.#rowNeedle);
      if (declaration < row && declaration < end) {
        cursor.position = declaration;
        if (!cursor.skipDeclaration()) return false;
      } else if (row < end) {
        cursor.position = row;
        if (cursor.next() === token.needMore) return false;
        if (cursor.name === rowElement) this.#row(cursor);
        cursor.depth = this.#rowsDepth;
      } else if (end < Number.POSITIVE_INFINITY) {
        cursor.position = end;
        cursor.depth = this.#rowsDepth;
        this.#inRows = false;
        return true;
      } else {
        // Keep what may be the beginning of a needle, and of a declaration.
        const kept = Math.max(this.#endNeedle.length, '<![CDATA['.length);
        cursor.position = Math.max(cursor.position, cursor.limit - kept);
        return false;
      }
    }
  }

  #row(cursor: XmlCursor): void {
    const index = cursor.attribute('r');
    if (index >= 0) this.#number(Number(cursor.valueAt(index)));
    else if (cursor.empty) this.#number(this.lastRow + 1);
    else this.#unnumbered = true;
  }

  /** Takes the row's number from its first cell, if that has an address; false where more bytes are needed. */
  #numberByCell(cursor: XmlCursor): boolean {
    for (;;) {
      const kind = cursor.next();
      if (kind === token.needMore || kind === token.finished) return false;
      const isCell = kind === token.opened && cursor.name === cellElement;
      if (!isCell && !(kind === token.closed && cursor.name === rowElement)) continue;
      const row = isCell ? rowOfAddress(cursor.value('r') ?? '') : 0;
      this.#number(row > 0 ? row : this.lastRow + 1);
      this.#unnumbered = false;
      cursor.depth = this.#rowsDepth;
      return true;
    }
  }

  #number(row: number): void {
    if (row <= this.lastRow) this.ordered = false;
    else this.lastRow = row;
  }
}

/** `AB12` → 12; 0 where the text is no address. */
function rowOfAddress(address: string): number {
  const match = /^([A-Za-z]{1,3})(\d{1,7})$/.exec(address);
  return match && columnNumber(match[1]!) > 0 ? Number(match[2]) : 0;
}

/**
 * Where the next `needle` stands whose last bytes are `rare`: the runtime's search for a short rare word is several
 * times faster than for one that begins with `<`, which every few bytes have. Infinity where none is at hand.
 */
function findTag(cursor: XmlCursor, rare: Buffer, needle: Buffer): number {
  const { bytes, limit, position } = cursor;
  const before = needle.length - rare.length;
  for (let at = bytes.indexOf(rare, position); at >= 0 && at + rare.length < limit; ) {
    const start = at - before;
    let same = 0;
    while (same < before && bytes[start + same] === needle[same]) same++;
    if (same === before && start >= position) return start;
    at = bytes.indexOf(rare, at + 1);
  }
  return Number.POSITIVE_INFINITY;
}
