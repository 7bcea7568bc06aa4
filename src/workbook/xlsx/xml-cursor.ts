import { corrupt, hostile, type Reading, tooLarge } from '../reading.ts';
import { resolveEntities, textClass, textFlag, textStop } from './xml-text.ts';

/** What `next()` found. Numbers, since it is called some twenty million times for a large sheet. */
export const token = { needMore: 0, opened: 1, closed: 2, text: 3, finished: 4 } as const;
export type Token = (typeof token)[keyof typeof token];

const lessThan = 0x3c;
const greaterThan = 0x3e;
const slash = 0x2f;
const bang = 0x21;
const question = 0x3f;
const equals = 0x3d;
const colon = 0x3a;
const doubleQuote = 0x22;
const singleQuote = 0x27;
const blank = new Uint8Array(256);
for (const byte of [0x20, 0x09, 0x0a, 0x0d]) blank[byte] = 1;

/** Bytes that end a name inside a tag. */
const nameEnd = new Uint8Array(256);
for (const byte of [0x20, 0x09, 0x0a, 0x0d, slash, greaterThan, equals, lessThan]) nameEnd[byte] = 1;

const commentOpen = Buffer.from('<!--');
const commentClose = Buffer.from('-->');
const cdataOpen = Buffer.from('<![CDATA[');
const cdataClose = Buffer.from(']]>');
const doctypeOpen = Buffer.from('<!DOCTYPE');
const instructionClose = Buffer.from('?>');
const declarations = [commentOpen, cdataOpen, doctypeOpen];

/** An element's local name as the cursor gives it: a 32-bit hash of its bytes, compared as one number. */
export function elementName(name: string): number {
  let hash = 0;
  for (const byte of Buffer.from(name)) hash = (Math.imul(hash, 31) + byte) | 0;
  return hash;
}

/**
 * Reads UTF-8 XML byte by byte as it comes in: no tree, no events, no strings but those asked for. A token that
 * the end of a chunk cuts waits, whole, for the next one, so that cuts can fall anywhere. Prefixes are ignored,
 * comments and processing instructions skipped; a document type is refused, since nothing in a workbook needs
 * one. Positions (`start`, `end`, attribute bounds) are into `bytes`, and hold until the next `next()` or `push()`.
 */
export class XmlCursor {
  bytes: Buffer;
  /** Next byte to read, and the end of what has come in. */
  position = 0;
  limit = 0;
  /** Of a text: its bounds, whether it is CDATA, and its `textFlag`s. Of an opening tag, `start` is its `<`. */
  start = 0;
  end = 0;
  flags = 0;
  cdata = false;
  /** Of an element: hash of its local name, and whether it closes itself (no `closed` follows then). */
  name = 0;
  empty = false;
  /** Length of the last element's prefix with its colon. */
  prefixBytes = 0;
  /** Elements now open. */
  depth = 0;
  /** Elements of any name met so far: none means that this was no XML. */
  seen = 0;
  attributes = 0;
  /** Four numbers for each attribute: bounds of its full name, bounds of its value. */
  readonly #bounds: number[] = [];
  readonly #reading: Reading;
  readonly #part: string;
  readonly #longest: number;
  #final = false;

  constructor(reading: Reading, part: string) {
    this.#reading = reading;
    this.#part = part;
    // A character costs at most ten bytes as an entity; tags and comments get a share of their own.
    this.#longest = reading.limits.textLength * 10 + 1024 * 1024;
    this.bytes = Buffer.allocUnsafe(256 * 1024);
  }

  /** Takes in the next chunk; the chunk itself may be reused afterwards. */
  push(chunk: Uint8Array): void {
    const rest = this.limit - this.position;
    if (rest > this.#longest) throw tooLarge(this.#reading, '文字长度', `${this.#longest} 字节`);
    const needed = rest + chunk.length;
    if (needed > this.bytes.length) {
      const wider = Buffer.allocUnsafe(Math.max(needed, this.bytes.length * 2));
      this.bytes.copy(wider, 0, this.position, this.limit);
      this.bytes = wider;
    } else {
      this.bytes.copyWithin(0, this.position, this.limit);
    }
    this.bytes.set(chunk, rest);
    this.position = 0;
    this.limit = needed;
  }

  /** Says that no chunk follows: `next()` then ends with `finished`, or fails on a cut document. */
  finish(): void {
    this.#final = true;
  }

  /** Whether `finish()` was called. */
  get ended(): boolean {
    return this.#final;
  }

  next(): Token {
    const { bytes, limit } = this;
    for (;;) {
      const at = this.position;
      if (at >= limit) return this.#starve();
      if (bytes[at] !== lessThan) return this.#text(at);
      if (at + 1 >= limit) return this.#starve();
      const second = bytes[at + 1]!;
      if (second === slash) return this.#closingTag(at);
      if (second === question) {
        const close = this.#find(instructionClose, at + 2);
        if (close < 0) return this.#starve();
        this.position = close + 2;
        continue;
      }
      if (second !== bang) return this.#openingTag(at);
      const found = this.#declaration(at);
      if (found >= 0) return found as Token;
    }
  }

  /** Index of the attribute of this full name (`r`, `r:id`), or −1. */
  attribute(name: string): number {
    const { bytes } = this;
    const bounds = this.#bounds;
    const { length } = name;
    for (let index = 0; index < this.attributes; index++) {
      const from = bounds[index * 4]!;
      if (bounds[index * 4 + 1]! - from !== length) continue;
      let same = 0;
      while (same < length && bytes[from + same] === name.charCodeAt(same)) same++;
      if (same === length) return index;
    }
    return -1;
  }

  /** Value of the attribute as text, entities resolved; undefined where it is not there. */
  value(name: string): string | undefined {
    const index = this.attribute(name);
    return index < 0 ? undefined : this.valueAt(index);
  }

  /** Value of the first attribute with this local name under any prefix: `id` finds `r:id`. */
  prefixedValue(local: string): string | undefined {
    for (let index = 0; index < this.attributes; index++) {
      const name = this.bytes.toString('latin1', this.#bounds[index * 4], this.#bounds[index * 4 + 1]);
      if (name.endsWith(`:${local}`)) return this.valueAt(index);
    }
    return undefined;
  }

  nameStart(index: number): number {
    return this.#bounds[index * 4]!;
  }

  nameEnd(index: number): number {
    return this.#bounds[index * 4 + 1]!;
  }

  valueStart(index: number): number {
    return this.#bounds[index * 4 + 2]!;
  }

  valueEnd(index: number): number {
    return this.#bounds[index * 4 + 3]!;
  }

  valueAt(index: number): string {
    return resolveEntities(this.bytes.toString('utf8', this.valueStart(index), this.valueEnd(index)));
  }

  /** The current text, entities resolved and line ends normalised as XML asks. */
  text(): string {
    const { flags } = this;
    if ((flags & (textFlag.wide | textFlag.special)) === 0)
      return this.bytes.toString('latin1', this.start, this.end);
    const text = this.bytes.toString('utf8', this.start, this.end);
    if ((flags & textFlag.special) === 0) return text;
    const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
    return this.cdata ? lines : resolveEntities(lines);
  }

  /** Steps over the declaration (`<!`) at `position`; false where it is not all there yet. */
  skipDeclaration(): boolean {
    return this.#declaration(this.position) !== token.needMore;
  }

  /** Prefix of the element just opened, with its colon. */
  prefix(): string {
    return this.bytes.toString('latin1', this.start + 1, this.start + 1 + this.prefixBytes);
  }

  /** Whether the value of the attribute is true as a schema boolean. */
  isTrue(name: string): boolean {
    const index = this.attribute(name);
    if (index < 0) return false;
    const from = this.valueStart(index);
    const first = this.bytes[from];
    const length = this.valueEnd(index) - from;
    return (
      (length === 1 && first === 0x31) || (length === 4 && first === 0x74) || (length === 2 && first === 0x6f)
    );
  }

  #starve(): Token {
    if (!this.#final) return token.needMore;
    if (this.position < this.limit || this.depth !== 0 || this.seen === 0) {
      throw corrupt(this.#reading, `部件“${this.#part}”不完整`);
    }
    return token.finished;
  }

  #malformed(): never {
    throw corrupt(this.#reading, `部件“${this.#part}”的内容不合 XML 规范`);
  }

  #text(at: number): Token {
    const { bytes, limit } = this;
    let flags = 0;
    let end = at;
    while (end < limit) {
      const kind = textClass[bytes[end]!]!;
      if (kind === textStop) break;
      flags |= kind;
      end++;
    }
    if (end === limit) {
      // Blanks, and zeros that some writers pad with, may follow the root.
      if (this.#final && this.depth === 0) this.position = limit;
      return this.#starve();
    }
    this.start = at;
    this.end = end;
    this.flags = flags;
    this.cdata = false;
    this.position = end;
    return token.text;
  }

  #closingTag(at: number): Token {
    const { bytes, limit } = this;
    let hash = 0;
    let byte = 0;
    let from = at + 2;
    while (from < limit) {
      byte = bytes[from]!;
      if (byte === greaterThan || blank[byte] === 1) break;
      hash = byte === colon ? 0 : (Math.imul(hash, 31) + byte) | 0;
      from++;
    }
    while (from < limit && byte !== greaterThan) {
      from++;
      byte = bytes[from]!;
    }
    if (from >= limit) return this.#starve();
    if (this.depth === 0) this.#malformed();
    this.depth--;
    this.name = hash;
    this.position = from + 1;
    return token.closed;
  }

  #openingTag(at: number): Token {
    const { bytes, limit } = this;
    const bounds = this.#bounds;
    let hash = 0;
    let prefix = 0;
    let from = at + 1;
    let byte = 0;
    while (from < limit) {
      byte = bytes[from]!;
      if (nameEnd[byte] === 1) break;
      if (byte === colon) {
        hash = 0;
        prefix = from - at;
      } else {
        hash = (Math.imul(hash, 31) + byte) | 0;
      }
      from++;
    }
    if (from >= limit) return this.#starve();
    if (from === at + 1) this.#malformed();
    let count = 0;
    for (;;) {
      while (from < limit && blank[bytes[from]!] === 1) from++;
      if (from >= limit) return this.#starve();
      byte = bytes[from]!;
      if (byte === greaterThan || byte === slash) break;
      const nameFrom = from;
      while (from < limit && nameEnd[bytes[from]!] === 0) from++;
      const nameTo = from;
      while (from < limit && blank[bytes[from]!] === 1) from++;
      if (from >= limit) return this.#starve();
      if (bytes[from] !== equals || nameTo === nameFrom) this.#malformed();
      from++;
      while (from < limit && blank[bytes[from]!] === 1) from++;
      if (from >= limit) return this.#starve();
      const quote = bytes[from]!;
      if (quote !== doubleQuote && quote !== singleQuote) this.#malformed();
      from++;
      const valueFrom = from;
      while (from < limit && bytes[from] !== quote) from++;
      if (from >= limit) return this.#starve();
      const slot = count * 4;
      bounds[slot] = nameFrom;
      bounds[slot + 1] = nameTo;
      bounds[slot + 2] = valueFrom;
      bounds[slot + 3] = from;
      count++;
      from++;
    }
    let empty = false;
    if (byte === slash) {
      from++;
      if (from >= limit) return this.#starve();
      if (bytes[from] !== greaterThan) this.#malformed();
      empty = true;
    }
    this.start = at;
    this.attributes = count;
    this.name = hash;
    this.prefixBytes = prefix;
    this.empty = empty;
    this.seen++;
    if (!empty) this.depth++;
    this.position = from + 1;
    return token.opened;
  }

  /** At `<!`: a comment is skipped (−1), a CDATA section is a text, anything else is refused. */
  #declaration(at: number): Token | -1 {
    const { bytes, limit } = this;
    const have = limit - at;
    const kind = declarations.find(
      (opening) =>
        bytes.compare(opening, 0, Math.min(have, opening.length), at, at + Math.min(have, opening.length)) ===
        0,
    );
    if (kind === undefined) this.#malformed();
    if (have < kind.length) return this.#starve();
    if (kind === doctypeOpen) {
      throw hostile(this.#reading, `部件“${this.#part}”里有 DOCTYPE 声明，可能引用外部内容`);
    }
    const close = this.#find(kind === commentOpen ? commentClose : cdataClose, at + kind.length);
    if (close < 0) return this.#starve();
    this.position = close + 3;
    if (kind === commentOpen) return -1;
    this.start = at + kind.length;
    this.end = close;
    this.cdata = true;
    this.flags = 0;
    for (let each = this.start; each < close; each++) this.flags |= textClass[bytes[each]!]! & 7;
    return token.text;
  }

  #find(needle: Buffer, from: number): number {
    const found = this.bytes.indexOf(needle, from);
    return found < 0 || found + needle.length > this.limit ? -1 : found;
  }
}
