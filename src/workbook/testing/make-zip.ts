import { deflateRawSync } from 'node:zlib';
import { slowCrc32 } from '../zip.ts';

/** A file of an archive to be made, with everything that makers of archives do differently. */
export interface MadeEntry {
  /** As bytes: in whatever character set. */
  readonly name: string | Uint8Array;
  readonly content?: string | Uint8Array;
  /** Sets the flag that says so of the name. */
  readonly utf8?: boolean;
  readonly extra?: Uint8Array;
  /** Stated instead of the true one (8). */
  readonly method?: number;
  readonly encrypted?: boolean;
  /** System in the high byte (3: Unix) and its attributes. */
  readonly madeBy?: number;
  readonly attributes?: number;
  /** Stated instead of the true size. */
  readonly unpackedBytes?: number;
  /** Points to the bytes of an earlier entry. */
  readonly sameAs?: number;
}

/** An archive, byte by byte; `zip64` states sizes and positions in 64 bits throughout. */
export function makeZip(entries: readonly MadeEntry[], options: { readonly zip64?: boolean } = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  const add = (bytes: Buffer) => {
    parts.push(bytes);
    at += bytes.length;
  };
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const content = Buffer.from(entry.content ?? '');
    const packed = deflateRawSync(content);
    const flags = (entry.utf8 ? 0x800 : 0) | (entry.encrypted ? 1 : 0);
    const method = entry.method ?? 8;
    const crc = slowCrc32(content, 0);
    const unpackedBytes = entry.unpackedBytes ?? content.length;
    const offset = entry.sameAs === undefined ? at : (offsets[entry.sameAs] ?? 0);
    offsets.push(offset);
    if (entry.sameAs === undefined) {
      const local = Buffer.alloc(30);
      local.writeUInt32LE(0x04034b50, 0);
      local.writeUInt16LE(20, 4);
      local.writeUInt16LE(flags, 6);
      local.writeUInt16LE(method, 8);
      local.writeUInt32LE(crc, 14);
      local.writeUInt32LE(packed.length, 18);
      local.writeUInt32LE(unpackedBytes, 22);
      local.writeUInt16LE(name.length, 26);
      add(Buffer.concat([local, name, packed]));
    }
    const wide = options.zip64 ? Buffer.alloc(28) : Buffer.alloc(0);
    if (options.zip64) {
      wide.writeUInt16LE(1, 0);
      wide.writeUInt16LE(24, 2);
      wide.writeBigUInt64LE(BigInt(unpackedBytes), 4);
      wide.writeBigUInt64LE(BigInt(packed.length), 12);
      wide.writeBigUInt64LE(BigInt(offset), 20);
    }
    const extra = Buffer.concat([Buffer.from(entry.extra ?? []), wide]);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(entry.madeBy ?? 0, 4);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(crc, 16);
    central.writeUInt32LE(options.zip64 ? 0xffffffff : packed.length, 20);
    central.writeUInt32LE(options.zip64 ? 0xffffffff : unpackedBytes, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt16LE(extra.length, 30);
    central.writeUInt32LE((entry.attributes ?? 0) >>> 0, 38);
    central.writeUInt32LE(options.zip64 ? 0xffffffff : offset, 42);
    directory.push(Buffer.concat([central, name, extra]));
  }
  const start = at;
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  for (const record of directory) add(record);
  if (options.zip64) {
    const end = Buffer.alloc(56 + 20);
    end.writeUInt32LE(0x06064b50, 0);
    end.writeBigUInt64LE(44n, 4);
    end.writeBigUInt64LE(BigInt(entries.length), 24);
    end.writeBigUInt64LE(BigInt(entries.length), 32);
    end.writeBigUInt64LE(BigInt(size), 40);
    end.writeBigUInt64LE(BigInt(start), 48);
    end.writeUInt32LE(0x07064b50, 56);
    end.writeBigUInt64LE(BigInt(at), 64);
    end.writeUInt32LE(1, 72);
    add(end);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(options.zip64 ? 0xffff : entries.length, 8);
  end.writeUInt16LE(options.zip64 ? 0xffff : entries.length, 10);
  end.writeUInt32LE(options.zip64 ? 0xffffffff : size, 12);
  end.writeUInt32LE(options.zip64 ? 0xffffffff : start, 16);
  add(end);
  return Buffer.concat(parts);
}

/** Info-ZIP's field with the name in UTF-8 beside the other one. */
export function unicodePathField(nameBytes: Uint8Array, name: string): Buffer {
  const text = Buffer.from(name);
  const field = Buffer.alloc(9 + text.length);
  field.writeUInt16LE(0x7075, 0);
  field.writeUInt16LE(5 + text.length, 2);
  field[4] = 1;
  field.writeUInt32LE(slowCrc32(nameBytes, 0), 5);
  text.copy(field, 9);
  return field;
}
