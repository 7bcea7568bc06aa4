import { crc32, deflateRawSync } from 'node:zlib';
import { slowCrc32 } from '../../zip.ts';

/** What one of an entry's two headers says, where it is to differ from the truth. */
interface HeaderLies {
  readonly name?: string | Buffer;
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  readonly packedBytes?: number;
  readonly unpackedBytes?: number;
  readonly extra?: Buffer;
  readonly signature?: number;
}

/** An entry of a ZIP container of which every field can lie; what is left out is true. */
export interface RawEntry {
  readonly name: string | Buffer;
  readonly data: string | Uint8Array;
  /** 8 (deflated) where nothing is said. */
  readonly method?: number;
  /** The bytes that stand in the file, instead of `data` packed. */
  readonly packed?: Buffer;
  /** Sizes and checksum follow the data, the local header holds zeros. */
  readonly descriptor?: boolean;
  readonly local?: HeaderLies;
  readonly central?: HeaderLies & { readonly offset?: number; readonly attributes?: number };
  /** No bytes of its own: `central.offset` points into another's. */
  readonly ghost?: boolean;
}

export interface RawZipOptions {
  /** Bytes before the first header; the offsets count them. */
  readonly prefix?: Buffer;
  readonly comment?: Buffer;
  readonly end?: { readonly count?: number; readonly size?: number; readonly start?: number };
  /** Writes ZIP64 end records, which say these things; the plain end record then holds only ones. */
  readonly end64?: {
    readonly count?: bigint;
    readonly size?: bigint;
    readonly start?: bigint;
    /** Where the locator says that the record stands. */
    readonly at?: bigint;
    readonly signature?: number;
  };
}

/** Writes a ZIP by hand, with nothing checked: for files that no packer would make. */
export function rawZip(entries: readonly RawEntry[], options: RawZipOptions = {}): Buffer {
  const pieces: Buffer[] = [];
  let length = 0;
  const put = (bytes: Buffer) => {
    pieces.push(bytes);
    length += bytes.length;
  };
  put(options.prefix ?? Buffer.alloc(0));
  const records: Buffer[] = [];
  for (const entry of entries) {
    const offset = length;
    const data = Buffer.from(entry.data as Uint8Array);
    const method = entry.method ?? 8;
    const packed = entry.packed ?? (method === 8 ? deflateRawSync(data) : data);
    const truth = {
      name: entry.name,
      flags: 0x800 | (entry.descriptor ? 8 : 0),
      method,
      crc: checksum(data),
      packedBytes: packed.length,
      unpackedBytes: data.length,
      extra: Buffer.alloc(0),
    };
    if (!entry.ghost) {
      const hidden = entry.descriptor ? { crc: 0, packedBytes: 0, unpackedBytes: 0 } : {};
      put(localHeader({ ...truth, ...hidden, signature: 0x04034b50, ...entry.local }));
      put(packed);
      if (entry.descriptor) put(descriptor(truth.crc, packed.length, data.length));
    }
    const { offset: stated = offset, attributes = 0, ...lies } = entry.central ?? {};
    records.push(centralRecord({ ...truth, signature: 0x02014b50, ...lies }, stated, attributes));
  }
  const start = length;
  for (const record of records) put(record);
  const size = length - start;
  if (options.end64) put(end64(options.end64, entries.length, size, start, length));
  const wide = options.end64 !== undefined;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  const count = options.end?.count ?? (wide ? 0xffff : entries.length);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(options.end?.size ?? (wide ? 0xffffffff : size), 12);
  end.writeUInt32LE(options.end?.start ?? (wide ? 0xffffffff : start), 16);
  end.writeUInt16LE(options.comment?.length ?? 0, 20);
  put(end);
  put(options.comment ?? Buffer.alloc(0));
  return Buffer.concat(pieces);
}

type Header = Required<HeaderLies>;

function localHeader(header: Header): Buffer {
  const name = Buffer.from(header.name as string);
  const bytes = Buffer.alloc(30);
  bytes.writeUInt32LE(header.signature, 0);
  bytes.writeUInt16LE(20, 4);
  bytes.writeUInt16LE(header.flags, 6);
  bytes.writeUInt16LE(header.method, 8);
  bytes.writeUInt16LE(0x21, 12);
  bytes.writeUInt32LE(header.crc, 14);
  bytes.writeUInt32LE(header.packedBytes, 18);
  bytes.writeUInt32LE(header.unpackedBytes, 22);
  bytes.writeUInt16LE(name.length, 26);
  bytes.writeUInt16LE(header.extra.length, 28);
  return Buffer.concat([bytes, name, header.extra]);
}

function centralRecord(header: Header, offset: number, attributes: number): Buffer {
  const name = Buffer.from(header.name as string);
  const bytes = Buffer.alloc(46);
  bytes.writeUInt32LE(header.signature, 0);
  // Made on Unix, so that the attributes can say what kind of file it is.
  bytes.writeUInt16LE(0x0314, 4);
  bytes.writeUInt16LE(20, 6);
  bytes.writeUInt16LE(header.flags, 8);
  bytes.writeUInt16LE(header.method, 10);
  bytes.writeUInt16LE(0x21, 14);
  bytes.writeUInt32LE(header.crc, 16);
  bytes.writeUInt32LE(header.packedBytes, 20);
  bytes.writeUInt32LE(header.unpackedBytes, 24);
  bytes.writeUInt16LE(name.length, 28);
  bytes.writeUInt16LE(header.extra.length, 30);
  bytes.writeUInt32LE(attributes >>> 0, 38);
  bytes.writeUInt32LE(offset, 42);
  return Buffer.concat([bytes, name, header.extra]);
}

function descriptor(crc: number, packedBytes: number, unpackedBytes: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(crc, 4);
  bytes.writeUInt32LE(packedBytes, 8);
  bytes.writeUInt32LE(unpackedBytes, 12);
  return bytes;
}

function end64(
  lies: NonNullable<RawZipOptions['end64']>,
  count: number,
  size: number,
  start: number,
  at: number,
): Buffer {
  const bytes = Buffer.alloc(56 + 20);
  bytes.writeUInt32LE(lies.signature ?? 0x06064b50, 0);
  bytes.writeBigUInt64LE(44n, 4);
  bytes.writeUInt16LE(45, 12);
  bytes.writeUInt16LE(45, 14);
  bytes.writeBigUInt64LE(lies.count ?? BigInt(count), 24);
  bytes.writeBigUInt64LE(lies.count ?? BigInt(count), 32);
  bytes.writeBigUInt64LE(lies.size ?? BigInt(size), 40);
  bytes.writeBigUInt64LE(lies.start ?? BigInt(start), 48);
  bytes.writeUInt32LE(0x07064b50, 56);
  bytes.writeBigUInt64LE(lies.at ?? BigInt(at), 64);
  bytes.writeUInt32LE(1, 72);
  return bytes;
}

/** The ZIP64 extra field with these numbers, in their fixed order: unpacked, packed, offset. */
export function wideExtra(...values: readonly bigint[]): Buffer {
  const bytes = Buffer.alloc(4 + values.length * 8);
  bytes.writeUInt16LE(1, 0);
  bytes.writeUInt16LE(values.length * 8, 2);
  for (const [index, value] of values.entries()) bytes.writeBigUInt64LE(value, 4 + index * 8);
  return bytes;
}

function checksum(data: Buffer): number {
  return typeof crc32 === 'function' ? crc32(data, 0) : slowCrc32(data, 0);
}
