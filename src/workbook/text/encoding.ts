import { isUtf8 } from 'node:buffer';

/** Encodings in which tables come as text; GB18030 holds GBK and GB2312. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** What a scan over all bytes of a text found. */
export interface EncodingFound {
  /** Undefined where the bytes are whole in none. */
  readonly encoding: TextEncoding | undefined;
  /** Bytes of the byte order mark. */
  readonly mark: number;
  /** Another encoding has something for it, too. */
  readonly doubtful: boolean;
  /** Line (from 1) of the first byte that is none in the likeliest encoding; 0 where all are. */
  readonly brokenLine: number;
  /** Line of the first U+FFFD, which an earlier conversion left where a character was lost; 0 where there is none. */
  readonly lostLine: number;
  /** NUL characters among the text. */
  readonly nuls: number;
}

/** The mark that the text begins with. */
export function byteOrderMark(head: Uint8Array): { encoding: TextEncoding; mark: number } | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', mark: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', mark: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', mark: 2 };
  return undefined;
}

/**
 * UTF-16 without its mark, known by its line ends, separators and digits, each with a zero beside it, mostly on the
 * same side; what is decoded must be text.
 */
export function unmarkedUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  let evenZeros = 0;
  let oddZeros = 0;
  for (let at = 0; at + 1 < head.length; at += 2) {
    if (head[at] === 0) evenZeros++;
    if (head[at + 1] === 0) oddZeros++;
  }
  // Some characters of their own, such as 一 (4E00), have their zero on the other side.
  if (evenZeros === oddZeros) return undefined;
  const encoding = evenZeros > oddZeros ? 'utf-16be' : 'utf-16le';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(head.subarray(0, head.length & ~1), {
      stream: true,
    });
    return /[\n\r\t,;|]/.test(text) && !/[\0-\x08\x0e-\x1f\x7f\ufffe\uffff]/.test(text)
      ? encoding
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Decides the encoding of a text on all of its bytes, given piece by piece. Whole UTF-8 is UTF-8. Other bytes are
 * GB18030 where they are whole in it and do not look like UTF-8 with damage, or in part: Chinese in UTF-8 is nearly
 * all sequences of three bytes, which Chinese in GB18030 forms by accident only.
 */
export class EncodingScan {
  readonly #fixed: { encoding: TextEncoding; mark: number } | undefined;
  readonly #utf8 = new Utf8Scan();
  readonly #gb18030 = new Gb18030Scan();
  readonly #utf16: Utf16Scan | undefined;
  #lost: LostScan;
  #nuls = 0;
  #first = true;

  /** @param head beginning of the text, `headBytes` or all of it */
  constructor(head: Uint8Array) {
    const marked = byteOrderMark(head);
    const unmarked = marked ? undefined : unmarkedUtf16(head);
    this.#fixed = marked ?? (unmarked ? { encoding: unmarked, mark: 0 } : undefined);
    const { encoding } = this.#fixed ?? {};
    this.#utf16 =
      encoding === 'utf-16le' || encoding === 'utf-16be' ? new Utf16Scan(encoding === 'utf-16le') : undefined;
    this.#lost = new LostScan();
  }

  /** Takes in the next piece of the text, which may be cut anywhere. */
  add(piece: Buffer): void {
    const bytes = this.#first ? piece.subarray(this.#fixed?.mark ?? 0) : piece;
    this.#first = false;
    if (this.#utf16) {
      this.#utf16.add(bytes);
      return;
    }
    const { line } = this.#utf8;
    this.#utf8.add(bytes);
    if (this.#fixed === undefined) this.#gb18030.add(bytes, line);
    this.#lost.add(bytes, line);
    for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0, at + 1)) this.#nuls++;
  }

  /** Call once, after the last piece. */
  finish(): EncodingFound {
    const mark = this.#fixed?.mark ?? 0;
    if (this.#utf16) {
      const { encoding } = this.#fixed!;
      const brokenLine = this.#utf16.finish();
      const { lostLine, nuls } = this.#utf16;
      return { encoding, mark, doubtful: false, brokenLine, lostLine, nuls };
    }
    const gbBroken = this.#gb18030.finish(this.#utf8.line);
    this.#utf8.finish();
    const { brokenLine: utf8Broken, certainLine } = this.#utf8;
    const found = { mark, lostLine: this.#lost.line, nuls: this.#nuls, brokenLine: 0 };
    if (utf8Broken === 0) {
      // As UTF-8 such a text has letters of other scripts, and not one Chinese character.
      const other = this.#fixed === undefined && gbBroken === 0 && this.#utf8.onlyPairs;
      return { ...found, encoding: other ? 'gb18030' : 'utf-8', doubtful: other };
    }
    const { share } = this.#utf8;
    if (this.#fixed !== undefined || share > 0.5) {
      return { ...found, encoding: 'utf-8', doubtful: false, brokenLine: utf8Broken };
    }
    // Lines of both kinds: two files were put together.
    const broken = certainLine || gbBroken;
    if (broken !== 0) return { ...found, encoding: undefined, doubtful: false, brokenLine: broken };
    return { ...found, encoding: 'gb18030', doubtful: share > 0.2 };
  }
}

/** Line of a place in a piece that begins in line `line`. */
function lineAt(bytes: Buffer, at: number, line: number): number {
  let found = line;
  for (let end = bytes.indexOf(0x0a); end >= 0 && end < at; end = bytes.indexOf(0x0a, end + 1)) found++;
  return found;
}

function endOfLine(bytes: Buffer, from: number): number {
  const at = bytes.indexOf(0x0a, from);
  return at < 0 ? bytes.length : at;
}

/** Sequences that make a line certain to be UTF-8, if nothing else above ASCII stands in it. */
const certainSequences = 4;
/** Bytes above ASCII from which the share of UTF-8 among them is known well enough. */
const enoughWide = 256 * 1024;

class Utf8Scan {
  /** Beginning of a character that the end of the last piece cut. */
  #rest: Buffer = Buffer.alloc(0);
  /** Line that has been reached. */
  line = 1;
  /** Line of the first broken byte, 0 where there is none. */
  brokenLine = 0;
  /** First line that can only be UTF-8. */
  certainLine = 0;
  /** Bytes above ASCII, and those of them in whole sequences of three or four; and of this line. */
  #wide = 0;
  #whole = 0;
  #wideOfLine = 0;
  #wholeOfLine = 0;
  /** The line under way is passed over. */
  #passing = false;

  add(piece: Buffer): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, piece]) : piece;
    const end = cutSequence(bytes);
    // A copy: the piece's memory may be used again.
    this.#rest = Buffer.from(bytes.subarray(end));
    this.#take(bytes.subarray(0, end));
  }

  finish(): void {
    this.#take(this.#rest);
    this.#endLine();
  }

  get share(): number {
    return this.#wide === 0 ? 1 : this.#whole / this.#wide;
  }

  get onlyPairs(): boolean {
    return this.#wide > 0 && this.#whole === 0;
  }

  #take(bytes: Buffer): void {
    const enough = this.#wide > enoughWide;
    // Lines that are certain have been seen by then, if there are any.
    if (enough && this.brokenLine === 0 && isUtf8(bytes)) {
      this.line += lineEnds(bytes);
      return;
    }
    let at = 0;
    if (enough && this.#passing) {
      at = endOfLine(bytes, 0);
      this.#passing = at === bytes.length;
    }
    while (at < bytes.length) {
      const byte = bytes[at]!;
      if (byte < 0x80) {
        if (byte === 0x0a) this.#endLine();
        at++;
        continue;
      }
      const length = sequenceLength(bytes, at);
      if (length > 0) {
        this.#wideOfLine += length;
        if (length >= 3) this.#wholeOfLine += length;
        at += length;
        continue;
      }
      if (this.brokenLine === 0) this.brokenLine = this.line;
      this.#wideOfLine++;
      at++;
      // The rest of this line decides nothing any more.
      if (enough) {
        at = endOfLine(bytes, at);
        this.#passing = at === bytes.length;
      }
    }
  }

  #endLine(): void {
    const whole = this.#wholeOfLine;
    if (this.certainLine === 0 && whole >= certainSequences * 3 && whole === this.#wideOfLine) {
      this.certainLine = this.line;
    }
    this.#wide += this.#wideOfLine;
    this.#whole += whole;
    this.#wideOfLine = 0;
    this.#wholeOfLine = 0;
    this.line++;
  }
}

/** Where the last character begins, if the bytes end before it does; else the end. */
function cutSequence(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** Length of the UTF-8 sequence at a byte above ASCII; 0 where it is none. */
function sequenceLength(bytes: Buffer, at: number): number {
  const byte = bytes[at]!;
  if (byte < 0xc2 || byte > 0xf4) return 0;
  const second = bytes[at + 1]!;
  if ((second & 0xc0) !== 0x80) return 0;
  if (byte < 0xe0) return 2;
  if ((bytes[at + 2]! & 0xc0) !== 0x80) return 0;
  if (byte < 0xf0) {
    // Overlong forms, and surrogates.
    return (byte === 0xe0 && second < 0xa0) || (byte === 0xed && second > 0x9f) ? 0 : 3;
  }
  if ((bytes[at + 3]! & 0xc0) !== 0x80) return 0;
  return (byte === 0xf0 && second < 0x90) || (byte === 0xf4 && second > 0x8f) ? 0 : 4;
}

class Gb18030Scan {
  #brokenLine = 0;
  /** Bytes of the character that have been seen. */
  #step = 0;

  /** @param line in which the piece begins */
  add(bytes: Buffer, line: number): void {
    if (this.#brokenLine > 0) return;
    let step = this.#step;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (step === 0) {
        if (byte < 0x80) continue;
        step = 1;
        if (byte === 0x80 || byte === 0xff) step = -1;
      } else if (step === 1) {
        if (byte >= 0x30 && byte <= 0x39) step = 2;
        else step = byte >= 0x40 && byte !== 0x7f && byte !== 0xff ? 0 : -1;
      } else if (step === 2) {
        step = byte >= 0x81 && byte <= 0xfe ? 3 : -1;
      } else {
        step = byte >= 0x30 && byte <= 0x39 ? 0 : -1;
      }
      if (step < 0) {
        this.#brokenLine = lineAt(bytes, at, line);
        return;
      }
    }
    this.#step = step;
  }

  finish(line: number): number {
    if (this.#brokenLine === 0 && this.#step !== 0) this.#brokenLine = line;
    return this.#brokenLine;
  }
}

/** Pairs of bytes: surrogates must come in twos. */
class Utf16Scan {
  readonly #low: number;
  #rest: Buffer = Buffer.alloc(0);
  #line = 1;
  #brokenLine = 0;
  lostLine = 0;
  nuls = 0;
  #high = false;

  constructor(little: boolean) {
    this.#low = little ? 0 : 1;
  }

  add(piece: Buffer): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, piece]) : piece;
    const low = this.#low;
    const even = bytes.length & ~1;
    for (let at = 0; at < even; at += 2) {
      const unit = bytes[at + low]! | (bytes[at + 1 - low]! << 8);
      const trail = (unit & 0xfc00) === 0xdc00;
      if (trail !== this.#high) this.#break();
      this.#high = (unit & 0xfc00) === 0xd800;
      if (unit === 0x0a) this.#line++;
      else if (unit === 0) this.nuls++;
      else if (unit === 0xfffd && this.lostLine === 0) this.lostLine = this.#line;
    }
    this.#rest = Buffer.from(bytes.subarray(even));
  }

  finish(): number {
    if (this.#high || this.#rest.length > 0) this.#break();
    return this.#brokenLine;
  }

  #break(): void {
    if (this.#brokenLine === 0) this.#brokenLine = this.#line;
  }
}

const lostInUtf8 = Buffer.from('\ufffd');

/** Looks for U+FFFD in a text taken as UTF-8. */
class LostScan {
  #rest: Buffer = Buffer.alloc(0);
  line = 0;

  add(piece: Buffer, line: number): void {
    if (this.line > 0) return;
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, piece]) : piece;
    const at = bytes.indexOf(lostInUtf8);
    // What is left of the last piece may hold its line ends, which are counted already.
    if (at >= 0) this.line = Math.max(1, lineAt(bytes, at, line - lineEnds(this.#rest)));
    else this.#rest = Buffer.from(bytes.subarray(Math.max(0, bytes.length - 2)));
  }
}

function lineEnds(bytes: Buffer): number {
  return lineAt(bytes, bytes.length, 0);
}
