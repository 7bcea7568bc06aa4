import { Deflate } from 'fflate';
import { crc32, packedChunks, type ZipContainer, type ZipEntry } from '../zip.ts';

/** A part packed and ready to be written. */
export interface PackedPart {
  readonly name: string;
  readonly crc: number;
  readonly unpackedBytes: number;
  readonly packed: readonly Uint8Array[];
}

/** 1 January 1980, midnight: the zero of the archive's clock. */
const noTime = 0x00210000;
const deflated = 8;
const utf8Names = 0x800;

/**
 * Packs a part as its bytes come in; only what is packed is held. The packing is JavaScript and so gives the same
 * bytes on every machine, which the runtime's own does not.
 */
export async function packPart(
  name: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<PackedPart> {
  const packed: Uint8Array[] = [];
  const deflate = new Deflate({ level: 6 }, (chunk) => {
    if (chunk.length > 0) packed.push(chunk);
  });
  let crc = 0;
  let unpackedBytes = 0;
  for await (const chunk of chunks) {
    crc = crc32(chunk, crc);
    unpackedBytes += chunk.length;
    // The packer keeps what it is given for a while, and the reader's buffer is used again.
    deflate.push(new Uint8Array(chunk));
  }
  deflate.push(new Uint8Array(0), true);
  return { name, crc, unpackedBytes, packed };
}

/** Writes an archive, an entry at a time; entries of another archive go over as they lie there, packed. */
export class ZipWriter {
  readonly #records: Buffer[] = [];
  #offset = 0;

  /** Copies an entry: name, time, attributes and packed bytes stay as they are. */
  async *copy(zip: ZipContainer, entry: ZipEntry): AsyncGenerator<Uint8Array, void> {
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    // Bit 3: sizes would stand behind the data; here they stand in the header.
    head.writeUInt16LE(entry.flags & ~8, 2);
    head.writeUInt16LE(entry.method, 4);
    head.writeUInt32LE(entry.time, 6);
    yield this.#header(head, entry.nameBytes, entry, entry.attributes);
    yield* packedChunks(zip, entry);
    this.#offset += entry.packedBytes;
  }

  /** Writes a packed part; `like` gives the time where it takes the place of another. */
  *write(part: PackedPart, like?: ZipEntry): Generator<Uint8Array, void> {
    const packedBytes = part.packed.reduce((sum, chunk) => sum + chunk.length, 0);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(/^[ -~]*$/.test(part.name) ? 0 : utf8Names, 2);
    head.writeUInt16LE(deflated, 4);
    head.writeUInt32LE(like?.time ?? noTime, 6);
    const sizes = { crc: part.crc, unpackedBytes: part.unpackedBytes, packedBytes };
    yield this.#header(head, Buffer.from(part.name), sizes, 0);
    yield* part.packed;
    this.#offset += packedBytes;
  }

  /** The central directory. */
  end(): Uint8Array {
    const size = this.#records.reduce((sum, record) => sum + record.length, 0);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.#records.length, 8);
    end.writeUInt16LE(this.#records.length, 10);
    end.writeUInt32LE(size, 12);
    end.writeUInt32LE(this.#offset, 16);
    return Buffer.concat([...this.#records, end]);
  }

  /** @param head version, flags, method, time (10 bytes used) and room for sizes and name length */
  #header(
    head: Buffer,
    name: Buffer,
    sizes: Pick<ZipEntry, 'crc' | 'packedBytes' | 'unpackedBytes'>,
    attributes: number,
  ): Buffer {
    head.writeUInt32LE(sizes.crc, 10);
    head.writeUInt32LE(sizes.packedBytes, 14);
    head.writeUInt32LE(sizes.unpackedBytes, 18);
    head.writeUInt16LE(name.length, 22);
    head.writeUInt16LE(0, 24);
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    record.writeUInt16LE(20, 4);
    head.copy(record, 6);
    record.writeUInt32LE(attributes, 38);
    record.writeUInt32LE(this.#offset, 42);
    this.#records.push(Buffer.concat([record, name]));
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, name]);
    this.#offset += local.length;
    return local;
  }
}
