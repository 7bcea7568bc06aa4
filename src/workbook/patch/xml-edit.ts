import type { Reading } from '../reading.ts';
import { type Token, token, XmlCursor } from '../xlsx/xml-cursor.ts';

/** A stretch of bytes to be replaced. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Steps through a part that is held whole, so that the cursor's positions are the part's. */
export function scanXml(
  bytes: Buffer,
  reading: Reading,
  part: string,
  visit: (cursor: XmlCursor, kind: Token) => void,
): void {
  const cursor = new XmlCursor(reading, part);
  cursor.push(bytes);
  cursor.finish();
  for (let kind = cursor.next(); kind !== token.finished; kind = cursor.next()) visit(cursor, kind);
}

/** Where the closing tag just read begins. */
export function closingStart(cursor: XmlCursor): number {
  return cursor.bytes.lastIndexOf(0x3c, cursor.position - 1);
}

/** Sets an attribute of the element just opened. `text` needs no escaping: numbers and the like. */
export function attributeSplice(cursor: XmlCursor, name: string, text: string): Splice {
  const index = cursor.attribute(name);
  if (index >= 0) return { from: cursor.valueStart(index), to: cursor.valueEnd(index), text };
  const at = cursor.position - (cursor.empty ? 2 : 1);
  return { from: at, to: at, text: ` ${name}="${text}"` };
}

/** The bytes with the stretches replaced; those at one place in the order given. */
export function applySplices(bytes: Buffer, splices: readonly Splice[]): Buffer {
  const ordered = [...splices].sort((one, other) => one.from - other.from || one.to - other.to);
  const pieces: Buffer[] = [];
  let at = 0;
  for (const { from, to, text } of ordered) {
    // Inside a stretch that is already gone.
    if (from < at) continue;
    pieces.push(bytes.subarray(at, from), Buffer.from(text));
    at = to;
  }
  pieces.push(bytes.subarray(at));
  return Buffer.concat(pieces);
}

/** A text as element content or attribute value, free of characters that XML forbids. */
export function xmlText(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '')
    .replace(/[&<>"\r]/g, (sign) => escapes[sign] ?? sign);
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The part is passed on as UTF-8, whatever it was: its declaration may say nothing else. */
export function withoutEncoding(head: Buffer): Buffer {
  const declaration = /^<\?xml[^>]*\?>/.exec(head.toString('latin1', 0, 256))?.[0];
  if (!declaration || !/encoding\s*=\s*["'](?!utf-?8["'])/i.test(declaration)) return head;
  const utf8 = declaration.replace(/(encoding\s*=\s*["'])[^"']*/, '$1UTF-8');
  return Buffer.concat([Buffer.from(utf8, 'latin1'), head.subarray(declaration.length)]);
}
