import { pipeline, Readable } from 'node:stream';
import zlib, { createInflateRaw, inflateRawSync } from 'node:zlib';
import { corrupt, hostile, type Reading, readingFailure, sizeWords, tooLarge } from './reading.ts';

/** One file inside the ZIP container, as its central directory states it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  /** Where the entry's local header starts in the file. */
  readonly offset: number;
  /** Where the next entry, or behind the last one the directory, starts: the bytes of this one end before. */
  readonly bound: number;
  readonly isLast: boolean;
  /** The name as the file has it. */
  readonly nameBytes: Buffer;
  /** Bit 11: the name is UTF-8. */
  readonly flags: number;
  readonly attributes: number;
  /** Date and time of the file, as MS-DOS packs them. */
  readonly time: number;
}

/** An entry as the central directory records it; its name is not yet text. */
export interface ZipRecord extends Omit<ZipEntry, 'name'> {
  readonly extra: Buffer;
  /** High byte: the system whose `attributes` these are. */
  readonly madeBy: number;
}

/** What a container is read from: an open file, or bytes in memory. */
export interface ByteSource {
  read(buffer: Buffer, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
}

/** The container behind an open file. Parts are found by name without regard to case, as OPC asks. */
export interface ZipContainer {
  readonly reading: Reading;
  readonly handle: ByteSource;
  readonly entries: ReadonlyMap<string, ZipEntry>;
  /** Lower-cased names of entries that have been read: each counts once towards the total. */
  readonly counted: Set<string>;
  unpackedTotal: number;
}

const endSignature = 0x06054b50;
const end64Signature = 0x06064b50;
const end64LocatorSignature = 0x07064b50;
const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;
const inflatedChunk = 256 * 1024;
const packedChunk = 64 * 1024;
/** Bytes of central directory that are read at all: names and extra fields of 64 KB each would add up. */
const mostDirectoryBytes = 64 * 1024 * 1024;
/** Parts of at most this unpacked size are inflated in one go. */
const atOnce = 1024 * 1024;

/** Normalises a part name: forward slashes, no leading slash, lower case. */
export function partKey(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

/** Opens the container of a document. Throws `workbook-corrupt`, `workbook-hostile` or `workbook-too-large`. */
export async function openZip(
  handle: ByteSource,
  fileBytes: number,
  reading: Reading,
): Promise<ZipContainer> {
  const entries = new Map<string, ZipEntry>();
  const starts = new Set<number>();
  for (const record of await readDirectory(handle, fileBytes, reading)) {
    // Part names of documents are ASCII; any other entry is never asked for by name.
    const name = record.nameBytes.toString('utf8');
    if (/[\\/]$/.test(name)) continue;
    const key = partKey(name);
    // Two answers to one name, or two names for the same bytes, are how a file shows each reader something else.
    if (entries.has(key)) throw hostile(reading, `部件“${name}”出现了两次`);
    if (starts.has(record.offset)) throw hostile(reading, '几个部件共用同一段数据');
    starts.add(record.offset);
    entries.set(key, { name, ...record });
  }
  return { reading, handle, entries, counted: new Set(), unpackedTotal: 0 };
}

/** Reads the central directory. Throws `workbook-corrupt` or `workbook-too-large`. */
export async function readDirectory(
  handle: ByteSource,
  fileBytes: number,
  reading: Reading,
): Promise<ZipRecord[]> {
  const tailBytes = Math.min(fileBytes, 22 + 0xffff + 20);
  const tail = await readExactly(handle, fileBytes - tailBytes, tailBytes, reading);
  let at = tail.length - 22;
  while (at >= 0 && tail.readUInt32LE(at) !== endSignature) at--;
  if (at < 0) throw corrupt(reading, '找不到文件结尾，多半没有传完');
  if (isInsideComment(tail, at)) throw hostile(reading, '压缩目录有两个结尾，各个程序会读出不同的内容');
  const endOffset = fileBytes - tailBytes + at;
  let count = tail.readUInt16LE(at + 10);
  let size = tail.readUInt32LE(at + 12);
  let start = tail.readUInt32LE(at + 16);
  let directoryEnd = endOffset;
  if (at >= 20 && tail.readUInt32LE(at - 20) === end64LocatorSignature) {
    const offset = Number(tail.readBigUInt64LE(at - 20 + 8));
    if (offset > endOffset - 56) throw corrupt(reading, '压缩目录的结尾记录不对');
    const end64 = await readExactly(handle, offset, 56, reading);
    if (end64.readUInt32LE(0) !== end64Signature) throw corrupt(reading, '压缩目录的结尾记录不对');
    count = Number(end64.readBigUInt64LE(32));
    size = Number(end64.readBigUInt64LE(40));
    start = Number(end64.readBigUInt64LE(48));
    directoryEnd = offset;
  }
  const { entries: most } = reading.limits;
  if (count > most) throw tooLarge(reading, '文件里的部件数', `${most} 个`);
  if (start + size > directoryEnd) throw corrupt(reading, '压缩目录不完整');
  if (size > mostDirectoryBytes) throw tooLarge(reading, '压缩目录的大小', sizeWords(mostDirectoryBytes));
  const directory = await readExactly(handle, start, size, reading);
  return parseDirectory(directory, count, start, reading);
}

/** Whether the end record at `at` stands in the comment of an earlier one, which then is the end as well. */
function isInsideComment(tail: Buffer, at: number): boolean {
  for (let other = at - 22; other >= 0; other--) {
    if (tail.readUInt32LE(other) !== endSignature) continue;
    if (other + 22 + tail.readUInt16LE(other + 20) === tail.length) return true;
  }
  return false;
}

function parseDirectory(
  directory: Buffer,
  count: number,
  directoryStart: number,
  reading: Reading,
): ZipRecord[] {
  const records: Omit<ZipRecord, 'bound' | 'isLast'>[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== centralSignature) {
      throw corrupt(reading, '压缩目录不完整');
    }
    const flags = directory.readUInt16LE(at + 8);
    const extraStart = at + 46 + directory.readUInt16LE(at + 28);
    const extraBytes = directory.readUInt16LE(at + 30);
    const next = extraStart + extraBytes + directory.readUInt16LE(at + 32);
    if (next > directory.length) throw corrupt(reading, '压缩目录不完整');
    const sizes = wideSizes(directory, at, extraStart, extraBytes);
    records.push({
      nameBytes: directory.subarray(at + 46, extraStart),
      extra: directory.subarray(extraStart, extraStart + extraBytes),
      flags,
      madeBy: directory.readUInt16LE(at + 4),
      attributes: directory.readUInt32LE(at + 38),
      time: directory.readUInt32LE(at + 12),
      method: directory.readUInt16LE(at + 10),
      encrypted: (flags & 1) !== 0,
      crc: directory.readUInt32LE(at + 16),
      packedBytes: sizes.packed,
      unpackedBytes: sizes.unpacked,
      offset: sizes.offset,
    });
    at = next;
  }
  if (at !== directory.length) throw corrupt(reading, '压缩目录的部件数不对');
  return withBounds(records, directoryStart);
}

/** Says of each record where the next one begins: its bytes may not reach further. */
function withBounds(
  records: readonly Omit<ZipRecord, 'bound' | 'isLast'>[],
  directoryStart: number,
): ZipRecord[] {
  const starts = [...new Set(records.map(({ offset }) => offset))].sort((one, other) => one - other);
  const next = new Map(starts.map((start, index) => [start, starts[index + 1]]));
  return records.map((record) => {
    const bound = next.get(record.offset);
    return { ...record, bound: bound ?? directoryStart, isLast: bound === undefined };
  });
}

/** Sizes and offset of a central directory record, from its ZIP64 extra field where the 32-bit ones overflow. */
function wideSizes(directory: Buffer, at: number, extraStart: number, extraBytes: number) {
  const sizes = {
    unpacked: directory.readUInt32LE(at + 24),
    packed: directory.readUInt32LE(at + 20),
    offset: directory.readUInt32LE(at + 42),
  };
  let field = extraStart;
  const extraEnd = extraStart + extraBytes;
  while (field + 4 <= extraEnd) {
    const id = directory.readUInt16LE(field);
    const bytes = directory.readUInt16LE(field + 2);
    if (id === 1) {
      let value = field + 4;
      const valueEnd = Math.min(extraEnd, value + bytes);
      for (const key of ['unpacked', 'packed', 'offset'] as const) {
        if (sizes[key] !== 0xffffffff || value + 8 > valueEnd) continue;
        sizes[key] = Number(directory.readBigUInt64LE(value));
        value += 8;
      }
    }
    field += 4 + bytes;
  }
  return sizes;
}

async function readExactly(
  handle: ByteSource,
  offset: number,
  length: number,
  reading: Reading,
): Promise<Buffer> {
  // Beyond it the runtime would read from wherever it read last.
  if (!Number.isSafeInteger(offset + length)) throw corrupt(reading, '压缩目录指向文件之外');
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) throw corrupt(reading, '文件不完整，多半没有传完');
    filled += bytesRead;
  }
  return buffer;
}

/**
 * Unpacks one part, a chunk at a time, in bounded memory; the inflating runs in a thread of its own, ahead of
 * the caller by a few chunks. Checks declared size, ratio and, at the end, checksum. Leaving the loop early
 * stops the inflating.
 */
export async function* partChunks(zip: ZipContainer, entry: ZipEntry): AsyncGenerator<Buffer, void> {
  const { reading } = zip;
  await admit(zip, entry);
  const packed = packedChunks(zip, entry);
  const isSmall = entry.unpackedBytes <= atOnce && entry.packedBytes <= 2 * atOnce;
  const unpacked = entry.method === 0 ? packed : isSmall ? inflateAtOnce(packed) : inflate(packed);
  let bytes = 0;
  let crc = 0;
  try {
    for await (const chunk of unpacked) {
      bytes += chunk.length;
      if (bytes > entry.unpackedBytes) {
        throw hostile(reading, `部件“${entry.name}”解开后比它声明的大`);
      }
      crc = crc32(chunk, crc);
      yield chunk;
      reading.signal?.throwIfAborted();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      throw hostile(reading, `部件“${entry.name}”解开后比它声明的大`);
    }
    if (code === 'Z_DATA_ERROR' || code === 'Z_BUF_ERROR') {
      throw corrupt(reading, `部件“${entry.name}”解不开`);
    }
    throw error;
  }
  if (bytes !== entry.unpackedBytes || crc !== entry.crc) {
    throw corrupt(reading, `部件“${entry.name}”的校验和不对`);
  }
}

/** Where the part's bytes begin, behind its local header, which must be its own, as the bytes must. */
async function dataStart(zip: ZipContainer, entry: ZipEntry): Promise<number> {
  const { reading, handle } = zip;
  const header = await readExactly(handle, entry.offset, 30, reading);
  if (header.readUInt32LE(0) !== localSignature) throw corrupt(reading, `部件“${entry.name}”的位置不对`);
  const nameBytes = header.readUInt16LE(26);
  const name = await readExactly(handle, entry.offset + 30, nameBytes, reading);
  if (!name.equals(entry.nameBytes)) throw hostile(reading, `部件“${entry.name}”在两处的名称不同`);
  const start = entry.offset + 30 + nameBytes + header.readUInt16LE(28);
  if (start + entry.packedBytes > entry.bound) {
    if (entry.isLast) throw corrupt(reading, `部件“${entry.name}”不完整`);
    throw hostile(reading, `部件“${entry.name}”和别的部件共用数据`);
  }
  return start;
}

/** Whether the part may be unpacked at all, by what the directory declares of it. */
async function admit(zip: ZipContainer, entry: ZipEntry): Promise<void> {
  const { reading } = zip;
  const { limits } = reading;
  reading.signal?.throwIfAborted();
  if (entry.encrypted) throw readingFailure(reading, 'workbook-encrypted');
  if (entry.method !== 0 && entry.method !== 8) {
    throw corrupt(reading, `部件“${entry.name}”用了不认识的压缩方法`);
  }
  const { packedBytes, unpackedBytes } = entry;
  if (unpackedBytes > limits.ratioFromBytes && unpackedBytes > limits.ratio * packedBytes) {
    const times = Math.round(unpackedBytes / Math.max(1, packedBytes));
    throw hostile(reading, `“${entry.name}”解开后膨胀 ${times} 倍，像是压缩炸弹`);
  }
  if (unpackedBytes > limits.partBytes) {
    throw tooLarge(reading, `部件“${entry.name}”解开后的大小`, sizeWords(limits.partBytes));
  }
  const key = partKey(entry.name);
  if (zip.counted.has(key)) return;
  zip.counted.add(key);
  zip.unpackedTotal += unpackedBytes;
  if (zip.unpackedTotal > limits.totalBytes) {
    throw tooLarge(reading, '文件解开后的总大小', sizeWords(limits.totalBytes));
  }
}

/** The bytes of an entry as they lie in the file, packed. */
export async function* packedChunks(zip: ZipContainer, entry: ZipEntry): AsyncGenerator<Buffer, void> {
  const start = await dataStart(zip, entry);
  for (let done = 0; done < entry.packedBytes; ) {
    const bytes = Math.min(packedChunk, entry.packedBytes - done);
    yield await readExactly(zip.handle, start + done, bytes, zip.reading);
    done += bytes;
  }
}

/** A small part in one go: for a form of a few kilobytes a stream and its thread cost more than the work. */
async function* inflateAtOnce(packed: AsyncGenerator<Buffer, void>): AsyncGenerator<Buffer, void> {
  const chunks: Buffer[] = [];
  for await (const chunk of packed) chunks.push(chunk);
  yield inflateRawSync(Buffer.concat(chunks), { maxOutputLength: 2 * atOnce });
}

async function* inflate(packed: AsyncGenerator<Buffer, void>): AsyncGenerator<Buffer, void> {
  // The stream's own option, which the types of zlib leave out.
  const ahead = { readableHighWaterMark: 4 * inflatedChunk };
  const inflater = createInflateRaw({ chunkSize: inflatedChunk, ...ahead });
  // The callback is where pipeline reports an error that the loop below has already thrown.
  pipeline(Readable.from(packed), inflater, () => undefined);
  try {
    yield* inflater;
  } finally {
    inflater.destroy();
  }
}

let crcTable: Uint32Array | undefined;

/** CRC-32 as ZIP has it; Node's own where this version (20.15 on) has one. */
export function crc32(chunk: Uint8Array, crc: number): number {
  if (typeof zlib.crc32 === 'function') return zlib.crc32(chunk, crc);
  return slowCrc32(chunk, crc);
}

export function slowCrc32(chunk: Uint8Array, crc: number): number {
  crcTable ??= Uint32Array.from({ length: 256 }, (_, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });
  let value = ~crc;
  for (let at = 0; at < chunk.length; at++) value = (value >>> 8) ^ crcTable[(value ^ chunk[at]!) & 0xff]!;
  return ~value >>> 0;
}
