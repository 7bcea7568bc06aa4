import { TextDecoder } from 'node:util';
import { corrupt, type Reading } from '../reading.ts';

/**
 * Passes XML on as UTF-8, whatever it is written in: almost always it is UTF-8 already and goes through as it
 * is, without its byte order mark. UTF-16 is known by its mark or its zeros, anything else by its declaration.
 */
export async function* utf8Chunks(
  chunks: AsyncIterable<Buffer>,
  reading: Reading,
  part: string,
): AsyncGenerator<Buffer, void> {
  let head: Buffer | undefined;
  let decoder: TextDecoder | undefined;
  let decided = false;
  for await (const chunk of chunks) {
    if (decided) {
      yield decoder ? Buffer.from(decoder.decode(chunk, { stream: true })) : chunk;
      continue;
    }
    head = head ? Buffer.concat([head, chunk]) : chunk;
    if (head.length < declarationBytes) continue;
    decided = true;
    decoder = decoderFor(head, reading, part);
    yield decoder ? Buffer.from(decoder.decode(head, { stream: true })) : withoutMark(head);
    head = undefined;
  }
  if (!decided && head) {
    decoder = decoderFor(head, reading, part);
    yield decoder ? Buffer.from(decoder.decode(head, { stream: true })) : withoutMark(head);
  }
  if (decoder) yield Buffer.from(decoder.decode());
}

/** An XML declaration fits in here, also in UTF-16. */
const declarationBytes = 256;

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function decoderFor(head: Buffer, reading: Reading, part: string): TextDecoder | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le');
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be');
  if (head[0] === 0x3c && head[1] === 0) return new TextDecoder('utf-16le');
  if (head[0] === 0 && head[1] === 0x3c) return new TextDecoder('utf-16be');
  const declared = /^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(
    head.toString('latin1', 0, declarationBytes),
  )?.[1];
  if (declared === undefined || /^(utf-?8|us-ascii)$/i.test(declared)) return undefined;
  try {
    return new TextDecoder(declared);
  } catch {
    throw corrupt(reading, `部件“${part}”用了不认识的编码 ${declared}`);
  }
}
