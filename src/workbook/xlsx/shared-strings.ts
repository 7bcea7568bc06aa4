import { corrupt, sizeWords, tooLarge } from '../reading.ts';
import type { CellContent } from '../sheet.ts';
import type { ZipContainer, ZipEntry } from '../zip.ts';
import { scanPart } from './scan-part.ts';
import { elementName, token, type XmlCursor } from './xml-cursor.ts';
import { resolveEscapes, textClass, textFlag, textStop } from './xml-text.ts';

const siElement = elementName('si');
const tElement = elementName('t');
const phoneticElement = elementName('rPh');

const slabBits = 20;
const slabBytes = 1 << slabBits;
const wideBit = 0x8000_0000;
const cacheSize = 1 << 14;

/**
 * The workbook's shared texts as UTF-8 in slabs of one megabyte: a string is made only when a cell asks for it,
 * so that a million of them cost their bytes and eight more each. Texts asked for again are mostly found in a
 * cache of fixed size, each index at one place.
 */
export class SharedStrings {
  count = 0;
  /** Bytes of the longest text. */
  longest = 0;
  readonly #slabs: Buffer[] = [];
  /** Address of each text: slab × 2²⁰ + offset. */
  #starts = new Uint32Array(1024);
  /** Byte length; the top bit says that it is not all ASCII. */
  #lengths = new Uint32Array(1024);
  #slab: Buffer = Buffer.alloc(0);
  #slabNumber = -1;
  #used = 0;
  #itemStart = 0;
  /** Asked for last at each place: only what is asked for twice is kept, or texts that stand once would outlive their row. */
  readonly #askedIndex = new Int32Array(cacheSize).fill(-1);
  readonly #cachedIndex = new Int32Array(cacheSize).fill(-1);
  readonly #cached: CellContent[] = new Array(cacheSize);

  /** The text of this index as cell content; undefined where there is none. */
  content(index: number): (CellContent & { type: 'text' }) | undefined {
    if (index >>> 0 !== index || index >= this.count) return undefined;
    const slot = index & (cacheSize - 1);
    if (this.#cachedIndex[slot] === index) return this.#cached[slot] as CellContent & { type: 'text' };
    const content = { type: 'text', value: this.#decode(index) } as const;
    if (this.#askedIndex[slot] === index) {
      this.#cachedIndex[slot] = index;
      this.#cached[slot] = content;
    } else {
      this.#askedIndex[slot] = index;
    }
    return content;
  }

  /** Adds bytes to the text being built. */
  append(bytes: Buffer, start: number, end: number): void {
    const length = end - start;
    if (this.#used + length > this.#slab.length) this.#moveOn(length);
    bytes.copy(this.#slab, this.#used, start, end);
    this.#used += length;
  }

  get pendingBytes(): number {
    return this.#used - this.#itemStart;
  }

  /** The text being built. */
  get pending(): Buffer {
    return this.#slab.subarray(this.#itemStart, this.#used);
  }

  /** Throws the text being built away, to be appended anew. */
  discard(): void {
    this.#used = this.#itemStart;
  }

  /** Closes the text being built: it gets the next index. */
  close(wide: boolean): void {
    if (this.count === this.#starts.length) {
      this.#starts = widened(this.#starts);
      this.#lengths = widened(this.#lengths);
    }
    const length = this.#used - this.#itemStart;
    this.#starts[this.count] = length === 0 ? 0 : this.#slabNumber * slabBytes + this.#itemStart;
    this.#lengths[this.count] = wide ? length + wideBit : length;
    if (length > this.longest) this.longest = length;
    this.count++;
    this.#itemStart = this.#used;
  }

  #decode(index: number): string {
    const stored = this.#lengths[index]!;
    const length = stored & ~wideBit;
    if (length === 0) return '';
    const address = this.#starts[index]!;
    const slab = this.#slabs[address >>> slabBits]!;
    const start = address & (slabBytes - 1);
    return slab.toString(stored >= wideBit ? 'utf8' : 'latin1', start, start + length);
  }

  /** Opens a slab that holds the text being built and `more` bytes; a long text gets a run of slab numbers. */
  #moveOn(more: number): void {
    const pending = this.pending;
    const needed = pending.length + more;
    const slabs = Math.max(1, Math.ceil(needed / slabBytes));
    const slab = Buffer.allocUnsafeSlow(slabs * slabBytes);
    pending.copy(slab);
    this.#slabNumber = this.#slabs.length;
    for (let each = 0; each < slabs; each++) this.#slabs.push(slab);
    this.#slab = slab;
    this.#itemStart = 0;
    this.#used = pending.length;
  }
}

function widened(values: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(values.length * 2);
  wider.set(values);
  return wider;
}

/** Reads the shared strings part: the runs of a rich text are joined, phonetic guides left out. */
export async function readSharedStrings(zip: ZipContainer, entry: ZipEntry): Promise<SharedStrings> {
  const strings = new SharedStrings();
  const builder = new TextBuilder(strings, zip);
  await scanPart(zip, entry, 'sst', (cursor, kind) => {
    builder.visit(cursor, kind);
    while (builder.takePlainItem(cursor));
  });
  return strings;
}

const plainOpen = Buffer.from('<si><t');
const plainSpace = Buffer.from(' xml:space="preserve"');
const plainClose = Buffer.from('</t></si>');

class TextBuilder {
  readonly #strings: SharedStrings;
  readonly #zip: ZipContainer;
  #inItem = false;
  #inText = false;
  /** Depth outside of the phonetic guide being skipped; 0 while none is. */
  #skipUntil = 0;
  #flags = 0;
  #bytes = 0;

  constructor(strings: SharedStrings, zip: ZipContainer) {
    this.#strings = strings;
    this.#zip = zip;
  }

  visit(cursor: XmlCursor, kind: number): void {
    if (kind === token.text) {
      if (this.#inText && this.#skipUntil === 0) this.#append(cursor);
    } else if (kind === token.opened) {
      if (this.#skipUntil > 0) return;
      if (cursor.name === siElement) {
        // It would shift the numbers of all texts behind it.
        if (this.#inItem) throw corrupt(this.#zip.reading, '共享文字表的结构不对');
        this.#inItem = true;
        this.#flags = 0;
        if (cursor.empty) this.#close();
      } else if (!this.#inItem || cursor.empty) {
        return;
      } else if (cursor.name === tElement) {
        this.#inText = true;
      } else if (cursor.name === phoneticElement) {
        this.#skipUntil = cursor.depth;
      }
    } else if (this.#skipUntil > 0) {
      if (cursor.depth < this.#skipUntil) this.#skipUntil = 0;
    } else if (cursor.name === tElement) {
      this.#inText = false;
    } else if (cursor.name === siElement) {
      this.#close();
    }
  }

  /** The short way for `<si><t>text</t></si>`, if the whole of such an item comes next and holds nothing special. */
  takePlainItem(cursor: XmlCursor): boolean {
    if (this.#inItem) return false;
    const { bytes, position, limit } = cursor;
    let at = position;
    if (!startsWith(bytes, at, plainOpen)) return false;
    at += plainOpen.length;
    if (bytes[at] === 0x20) {
      if (!startsWith(bytes, at, plainSpace)) return false;
      at += plainSpace.length;
    }
    if (bytes[at] !== 0x3e) return false;
    const start = at + 1;
    let flags = 0;
    for (at = start; at < limit; at++) {
      const kind = textClass[bytes[at]!]!;
      if (kind === textStop) break;
      flags |= kind;
    }
    const end = at + plainClose.length;
    if (end > limit || (flags & textFlag.special) !== 0 || !startsWith(bytes, at, plainClose)) return false;
    this.#flags = flags;
    this.#strings.append(bytes, start, at);
    this.#close();
    cursor.position = end;
    return true;
  }

  #append(cursor: XmlCursor): void {
    this.#flags |= cursor.flags;
    // Many runs may make one text; no character takes more than the seven bytes of an escape.
    const { textLength } = this.#zip.reading.limits;
    if (this.#strings.pendingBytes > textLength * 7) this.#tooLong();
    if ((cursor.flags & textFlag.special) === 0) {
      this.#strings.append(cursor.bytes, cursor.start, cursor.end);
    } else {
      this.#appendText(cursor.text());
    }
  }

  #appendText(text: string): void {
    const bytes = Buffer.from(text);
    // An entity may stand for any character.
    if (bytes.length !== text.length) this.#flags |= textFlag.wide;
    this.#strings.append(bytes, 0, bytes.length);
  }

  #close(): void {
    const { limits } = this.#zip.reading;
    const strings = this.#strings;
    if ((this.#flags & textFlag.underscore) !== 0 && strings.pending.includes('_x')) {
      const text = resolveEscapes(strings.pending.toString());
      strings.discard();
      this.#appendText(text);
    }
    if (strings.pendingBytes > limits.textLength && strings.pending.toString().length > limits.textLength) {
      this.#tooLong();
    }
    this.#bytes += strings.pendingBytes;
    strings.close((this.#flags & textFlag.wide) !== 0);
    this.#inItem = false;
    if (this.#strings.count > limits.sharedStrings) {
      throw tooLarge(this.#zip.reading, '不同文字的数目', `${limits.sharedStrings} 条`);
    }
    if (this.#bytes > limits.sharedStringBytes) {
      throw tooLarge(this.#zip.reading, '文字总量', sizeWords(limits.sharedStringBytes));
    }
  }

  #tooLong(): never {
    const { reading } = this.#zip;
    throw tooLarge(reading, '单元格里的文字长度', `${reading.limits.textLength} 字`);
  }
}

function startsWith(bytes: Uint8Array, at: number, expected: Uint8Array): boolean {
  for (let index = 0; index < expected.length; index++)
    if (bytes[at + index] !== expected[index]) return false;
  return true;
}
