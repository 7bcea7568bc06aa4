import { RefusalError } from './process-protocol.ts';

const headerBytes = 512;
const recordBytes = 128;
const miniSectorBytes = 64;
/** Numbers above it are marks, not sectors. */
const lastSector = 0xfffffffa;
const none = 0xffffffff;

interface DirectoryRecord {
  readonly name: string;
  readonly isStream: boolean;
  readonly left: number;
  readonly right: number;
  readonly child: number;
  readonly start: number;
  readonly size: number;
}

/**
 * The stream that holds the workbook, out of its compound file ([MS-CFB]). The library's own reading of the container
 * follows chains and directories that run in circles until the process dies, so it gets to see only what comes out of
 * here. Throws a `RefusalError` where the container contradicts itself.
 */
export function workbookStream(bytes: Uint8Array): Uint8Array {
  return new CompoundFile(bytes).workbook();
}

class CompoundFile {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #sectorBytes: number;
  readonly #sectors: number;
  readonly #table: Uint32Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < headerBytes) throw corrupt();
    const shift = this.#view.getUint16(30, true);
    if (shift < 7 || shift > 12) throw corrupt();
    this.#sectorBytes = 2 ** shift;
    this.#sectors = Math.max(0, Math.ceil(bytes.length / this.#sectorBytes) - this.#headerSectors());
    this.#table = this.#allocationTable();
  }

  workbook(): Uint8Array {
    const records = this.#directory();
    const root = records[0];
    const top = root ? atTop(records, root.child) : [];
    const named = (list: readonly DirectoryRecord[], name: string) =>
      list.find((record) => record.isStream && record.name.toLowerCase() === name);
    // What is embedded has streams of the same names further down.
    const found =
      named(top, 'workbook') ?? named(top, 'book') ?? named(records, 'workbook') ?? named(records, 'book');
    if (!root || !found) throw corrupt('文件里找不到表格的内容');
    const cutoff = this.#view.getUint32(56, true);
    return found.size < cutoff ? this.#small(found, root) : this.#chain(found.start, this.#table, found.size);
  }

  /** The header takes one sector, of 512 bytes at least. */
  #headerSectors(): number {
    return Math.ceil(headerBytes / this.#sectorBytes);
  }

  /** Which sector follows each: listed in the header, and in sectors of their own. */
  #allocationTable(): Uint32Array {
    const perSector = this.#sectorBytes / 4;
    const places: number[] = [];
    for (let at = 76; at < headerBytes; at += 4) places.push(this.#view.getUint32(at, true));
    let next = this.#view.getUint32(68, true);
    for (let seen = 0; next <= lastSector; seen++) {
      if (seen > this.#sectors) throw corrupt();
      const sector = this.#sector(next);
      const view = new DataView(sector.buffer, sector.byteOffset, sector.byteLength);
      for (let at = 0; at < perSector - 1; at++) places.push(view.getUint32(at * 4, true));
      next = view.getUint32(this.#sectorBytes - 4, true);
    }
    const used = places.filter((place) => place <= lastSector);
    if (used.length > this.#sectors) throw corrupt();
    const table = new Uint32Array(used.length * perSector);
    for (const [index, place] of used.entries()) {
      const sector = this.#sector(place);
      const view = new DataView(sector.buffer, sector.byteOffset, sector.byteLength);
      for (let at = 0; at < perSector; at++) table[index * perSector + at] = view.getUint32(at * 4, true);
    }
    return table;
  }

  /** One sector, filled up with zeros where the file ends inside. */
  #sector(number: number): Uint8Array {
    if (number >= this.#sectors) throw corrupt();
    const from = (number + this.#headerSectors()) * this.#sectorBytes;
    const sector = this.#bytes.subarray(from, from + this.#sectorBytes);
    if (sector.length === this.#sectorBytes) return sector;
    const filled = new Uint8Array(this.#sectorBytes);
    filled.set(sector);
    return filled;
  }

  /** The sectors that follow one another from `start`: all of them, or as many as `size` bytes take. */
  #chain(start: number, table: Uint32Array, size?: number): Uint8Array {
    const numbers = this.#numbers(start, table, size === undefined ? undefined : size / this.#sectorBytes);
    const whole = new Uint8Array(numbers.length * this.#sectorBytes);
    for (const [index, number] of numbers.entries()) {
      whole.set(this.#sector(number), index * this.#sectorBytes);
    }
    return whole.subarray(0, size);
  }

  /** Numbers of a chain; no chain is longer than its table, or it runs in a circle. */
  #numbers(start: number, table: Uint32Array, count = Number.POSITIVE_INFINITY): number[] {
    const numbers: number[] = [];
    for (let next = start; numbers.length < count && next <= lastSector; next = table[next] ?? none) {
      if (numbers.length >= table.length) throw corrupt();
      numbers.push(next);
    }
    if (Number.isFinite(count) && numbers.length < count) throw corrupt();
    return numbers;
  }

  /** A stream below the cutoff: it lies in small sectors within the root's own stream. */
  #small(record: DirectoryRecord, root: DirectoryRecord): Uint8Array {
    const holder = this.#chain(root.start, this.#table);
    const listed = this.#chain(this.#view.getUint32(60, true), this.#table);
    const table = new Uint32Array(listed.buffer, 0, listed.length >> 2);
    const numbers = this.#numbers(record.start, table, record.size / miniSectorBytes);
    const whole = new Uint8Array(numbers.length * miniSectorBytes);
    for (const [index, number] of numbers.entries()) {
      const from = number * miniSectorBytes;
      if (from >= holder.length) throw corrupt();
      whole.set(holder.subarray(from, from + miniSectorBytes), index * miniSectorBytes);
    }
    return whole.subarray(0, record.size);
  }

  #directory(): DirectoryRecord[] {
    const bytes = this.#chain(this.#view.getUint32(48, true), this.#table);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const records: DirectoryRecord[] = [];
    for (let at = 0; at + recordBytes <= bytes.length; at += recordBytes) {
      const nameBytes = Math.min(64, view.getUint16(at + 64, true));
      records.push({
        name: Buffer.from(bytes.subarray(at, at + Math.max(0, nameBytes - 2))).toString('utf16le'),
        isStream: view.getUint8(at + 66) === 2,
        left: view.getUint32(at + 68, true),
        right: view.getUint32(at + 72, true),
        child: view.getUint32(at + 76, true),
        start: view.getUint32(at + 116, true),
        size: view.getUint32(at + 120, true),
      });
    }
    return records;
  }
}

/** The records beside `first`: they hang on one another to the left and to the right. */
function atTop(records: readonly DirectoryRecord[], first: number): DirectoryRecord[] {
  const seen = new Set<number>();
  const waiting = [first];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (index === none) continue;
    if (index >= records.length || seen.has(index)) throw corrupt();
    seen.add(index);
    waiting.push(records[index]!.left, records[index]!.right);
  }
  return [...seen].map((index) => records[index]!);
}

function corrupt(reason = '文件里的目录读不通，多半没有传完'): RefusalError {
  return new RefusalError('workbook-corrupt', { reason });
}
