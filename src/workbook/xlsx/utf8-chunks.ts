import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { corrupt, type Reading } from '../reading.ts';

/**
 * Passes XML on as UTF-8, whatever it is written in: almost always it is UTF-8 already and goes through as it
 * is, without its byte order mark. UTF-16 is known by its mark or its zeros, anything else by its declaration.
 * Bytes that are no text in their encoding are refused: somebody's name would come out as another one.
 */
export async function* utf8Chunks(
  chunks: AsyncIterable<Buffer>,
  reading: Reading,
  part: string,
): AsyncGenerator<Buffer, void> {
  let head: Buffer | undefined;
  let decoding: Decoding | undefined;
  const take = (chunk: Buffer, final: boolean): Buffer => {
    const text = decoding!(chunk, final);
    if (text === undefined) throw corrupt(reading, `部件“${part}”里有乱码，编码不对`);
    return text;
  };
  for await (const chunk of chunks) {
    if (decoding) {
      yield take(chunk, false);
      continue;
    }
    head = head ? Buffer.concat([head, chunk]) : chunk;
    if (head.length < declarationBytes) continue;
    decoding = decodingOf(head, reading, part);
    yield take(withoutMark(head), false);
    head = undefined;
  }
  if (!decoding && head) {
    decoding = decodingOf(head, reading, part);
    yield take(withoutMark(head), false);
  }
  if (decoding) yield take(Buffer.alloc(0), true);
}

/** Gives a chunk as UTF-8; undefined where it is no text. `final` says that it was the last one. */
type Decoding = (chunk: Buffer, final: boolean) => Buffer | undefined;

function decodingOf(head: Buffer, reading: Reading, part: string): Decoding {
  const decoder = decoderFor(head, reading, part);
  if (!decoder) return checkedUtf8();
  return (chunk, final) => {
    try {
      return Buffer.from(decoder.decode(chunk, { stream: !final }));
    } catch {
      return undefined;
    }
  };
}

/** The chunks themselves, looked at; a character that the end of a chunk cuts is looked at with the next one. */
function checkedUtf8(): Decoding {
  let rest = Buffer.alloc(0);
  return (chunk, final) => {
    let from = 0;
    if (rest.length > 0) {
      // Three bytes at most are wanting.
      while (from < chunk.length && from < 3 && (chunk[from]! & 0xc0) === 0x80) from++;
      const seam = Buffer.concat([rest, chunk.subarray(0, from)]);
      const isCutAgain = from === chunk.length && !final && cutBytes(seam) === seam.length;
      rest = isCutAgain ? seam : Buffer.alloc(0);
      if (isCutAgain) return chunk;
      if (!isUtf8(seam)) return undefined;
    }
    const whole = chunk.length - (final ? 0 : cutBytes(chunk.subarray(from)));
    rest = Buffer.from(chunk.subarray(whole));
    return isUtf8(chunk.subarray(from, whole)) ? chunk : undefined;
  };
}

/** Bytes at the end that begin a character which goes on behind it: 0 to 3. */
function cutBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

/** An XML declaration fits in here, also in UTF-16. */
const declarationBytes = 256;

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function decoderFor(head: Buffer, reading: Reading, part: string): TextDecoder | undefined {
  const fatal = { fatal: true };
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le', fatal);
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be', fatal);
  if (head[0] === 0x3c && head[1] === 0) return new TextDecoder('utf-16le', fatal);
  if (head[0] === 0 && head[1] === 0x3c) return new TextDecoder('utf-16be', fatal);
  const declared = /^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(
    head.toString('latin1', 0, declarationBytes),
  )?.[1];
  // A declaration that was read byte by byte is not in UTF-16, whatever it says: some programs write such.
  if (declared === undefined || /^(?:utf-?8|us-ascii|utf-?16(?:le|be)?)$/i.test(declared)) return undefined;
  try {
    return new TextDecoder(declared, fatal);
  } catch {
    throw corrupt(reading, `部件“${part}”用了不认识的编码 ${declared}`);
  }
}
