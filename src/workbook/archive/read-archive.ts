import type { FileHandle } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileKind, headBytes, isArchive } from '../file-kind.ts';
import { defaultLimits } from '../limits.ts';
import { hostile, type Reading } from '../reading.ts';
import { partChunks, partKey, readDirectory, type ZipEntry, type ZipRecord } from '../zip.ts';
import { entryName, harmlessPath } from './entry-name.ts';

/** A file in an archive. */
export interface ArchiveMember {
  /** Where it lies in the archive, with `/`: for people, and different for each member. */
  readonly path: string;
  readonly encrypted: boolean;
  /** It is packed in one of the ways that we can unpack. */
  readonly isKnownMethod: boolean;
  /** Its bytes, or where a link leads to. */
  readonly kind: 'file' | 'link';
  readonly bytes: number;
  /** Unpacks it, a chunk at a time. Throws `workbook-corrupt`, `workbook-hostile` or `workbook-too-large`. */
  chunks(): AsyncIterable<Buffer>;
}

/**
 * The files in an archive (.zip), in the order of their names by code point; undefined where the file is none, be it
 * that it is a document, which is packed the same way, or that its directory cannot be read: whoever opens it as a
 * document will say. Members share no memory and can be unpacked in any order while the file is open.
 * @throws Failure `workbook-hostile` where members lie upon one another
 */
export async function readArchive(
  handle: FileHandle,
  fileBytes: number,
  reading: Reading,
): Promise<readonly ArchiveMember[] | undefined> {
  const head = Buffer.alloc(Math.min(fileBytes, headBytes));
  await handle.read(head, 0, head.length, 0);
  if (fileKind(head) !== 'zip') return undefined;
  const records = await directoryOf(handle, fileBytes, reading);
  if (
    !records ||
    !isArchive(new Set(records.map(({ nameBytes }) => partKey(nameBytes.toString('latin1')))))
  ) {
    return undefined;
  }
  refuseOverlaps(records, fileBytes, reading);
  const taken = new Map<string, number>();
  const members = records
    .map((record) => ({ record, name: entryName(record) }))
    .filter(({ record, name }) => !isFolder(record, name))
    .map(({ record, name }) => {
      const path = freePath(harmlessPath(name), taken);
      // Told by its path, the member counts once in the container that it is read from, whatever its name is.
      const entry: ZipEntry = { ...record, name: path };
      return {
        path,
        encrypted: record.encrypted,
        isKnownMethod: record.method === 0 || record.method === 8,
        kind: isLink(record) ? ('link' as const) : ('file' as const),
        bytes: record.unpackedBytes,
        chunks: () =>
          partChunks({ reading, handle, entries: new Map(), counted: new Set(), unpackedTotal: 0 }, entry),
      };
    });
  return members.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Undefined where it cannot be read. */
async function directoryOf(
  handle: FileHandle,
  fileBytes: number,
  reading: Reading,
): Promise<ZipRecord[] | undefined> {
  try {
    return await readDirectory(handle, fileBytes, reading);
  } catch (error) {
    reading.signal?.throwIfAborted();
    if (error instanceof Error && error.name === 'Failure') return undefined;
    throw error;
  }
}

/** Members that share their bytes unpack to far more than the file holds. */
function refuseOverlaps(records: readonly ZipRecord[], fileBytes: number, reading: Reading): void {
  const starts = new Set(records.map(({ offset }) => offset));
  const packed = records.reduce((sum, { packedBytes }) => sum + packedBytes, 0);
  if (starts.size < records.length || packed > fileBytes) {
    throw hostile(reading, '压缩包里的几个文件共用同一段数据，像是压缩炸弹');
  }
}

const isFolder = (record: ZipRecord, name: string) => /[\\/]$/.test(name) || unixKind(record) === 0x4000;
const isLink = (record: ZipRecord) => unixKind(record) === 0xa000;

/** The kind of file in the upper half of the attributes, where a system of that kind wrote them; else 0. */
function unixKind({ madeBy, attributes }: ZipRecord): number {
  const system = madeBy >>> 8;
  return system === 3 || system === 19 ? (attributes >>> 16) & 0xf000 : 0;
}

/**
 * The path itself, or with a number where another member, for some system, bears the same name.
 * @param taken paths as systems compare them, each with the number given last to a member of that name
 */
function freePath(path: string, taken: Map<string, number>): string {
  const ending = extname(path);
  const stem = path.slice(0, path.length - ending.length);
  const keyOf = (text: string) => text.normalize('NFC').toLowerCase();
  // From the number given last: a directory of nothing but one name would else be gone through for each of them.
  for (let number = (taken.get(keyOf(path)) ?? 0) + 1; ; number += 1) {
    const tried = number === 1 ? path : `${stem}（${number}）${ending}`;
    const key = keyOf(tried);
    if (number > 1 && taken.has(key)) continue;
    taken.set(key, Math.max(1, taken.get(key) ?? 1));
    taken.set(keyOf(path), number);
    return tried;
  }
}

/** Bounds on what the archives of one batch may ask of this machine, all of them together. */
export interface ArchiveLimits {
  /** Archives within archives: the outermost is 1. */
  readonly depth: number;
  /** Members that are unpacked. */
  readonly members: number;
  /** Bytes of all members that are unpacked. */
  readonly totalBytes: number;
  /** Bytes of one member. */
  readonly memberBytes: number;
}

export const defaultArchiveLimits: ArchiveLimits = {
  depth: 3,
  members: 10_000,
  totalBytes: 2048 * 1024 * 1024,
  // What is larger would not be opened anyway.
  memberBytes: defaultLimits.fileBytes,
};
