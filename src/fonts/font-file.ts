import { closeSync, openSync, readSync } from 'node:fs';

/** One face of a font file, as far as choosing needs it. */
export interface FontFace {
  readonly path: string;
  /** Its number in a collection (.ttc), else 0. */
  readonly index: number;
  /** Names of its family in all languages the font gives (`仿宋`, `FangSong`), and its typographic family's. */
  readonly families: readonly string[];
  /** 400 regular, 700 bold. */
  readonly weight: number;
  readonly isItalic: boolean;
}

/** Whether a font draws a character, by its code point. */
export type Coverage = (codePoint: number) => boolean;

/** Most faces of a collection, tables of a face, and bytes of a table that are looked at: more is no honest font. */
const mostFaces = 64;
const mostTables = 256;
const longestTable = 4_000_000;
const mostNames = 2_000;
/** Most characters that are listed one by one, twice the basic plane: segments that overlap more would never end. */
const mostListed = 0x20000;

interface TablePlace {
  readonly offset: number;
  readonly length: number;
}

/** Reads pieces of a file; a piece past its end is an error, as with everything else that a font promises. */
type ReadPiece = (offset: number, length: number) => Buffer;

/**
 * The faces of a .ttf, .otf, .ttc or .otc file: only its directory, names and weight are read.
 * @throws RangeError, SystemError where the file is no font, broken, or cannot be read
 */
export function readFontFile(path: string): FontFace[] {
  return withFile(path, (read) =>
    faceOffsets(read).map((offset, index) => {
      const tables = tablesOf(read, offset);
      return { path, index, ...namesOf(read, tables), ...weightOf(read, tables) };
    }),
  );
}

/**
 * Which characters a face draws; none where the font's own list of them is broken.
 * @throws RangeError, SystemError as `readFontFile`
 */
export function readCoverage(face: Pick<FontFace, 'path' | 'index'>): Coverage {
  return withFile(face.path, (read) => {
    const offset = faceOffsets(read)[face.index];
    if (offset === undefined) throw new RangeError('no such face');
    const cmap = tableBytes(read, tablesOf(read, offset), 'cmap');
    if (!cmap) return () => false;
    const ranges = coveredRanges(cmap);
    return (codePoint) => isWithin(ranges, codePoint);
  });
}

function withFile<T>(path: string, use: (read: ReadPiece) => T): T {
  const file = openSync(path, 'r');
  try {
    return use((offset, length) => {
      if (length < 0 || length > longestTable) throw new RangeError(`a piece of ${length} bytes`);
      const bytes = Buffer.alloc(length);
      if (readSync(file, bytes, 0, length, offset) !== length) throw new RangeError('cut short');
      return bytes;
    });
  } finally {
    closeSync(file);
  }
}

function faceOffsets(read: ReadPiece): number[] {
  const head = read(0, 12);
  const tag = head.toString('latin1', 0, 4);
  if (tag === 'ttcf') {
    const count = head.readUInt32BE(8);
    if (count > mostFaces) throw new RangeError(`${count} faces`);
    const offsets = read(12, count * 4);
    return [...Array(count).keys()].map((index) => offsets.readUInt32BE(index * 4));
  }
  if (tag === '\u0000\u0001\u0000\u0000' || tag === 'OTTO' || tag === 'true') return [0];
  throw new RangeError('no font');
}

function tablesOf(read: ReadPiece, offset: number): Map<string, TablePlace> {
  const count = read(offset, 12).readUInt16BE(4);
  if (count > mostTables) throw new RangeError(`${count} tables`);
  const directory = read(offset + 12, count * 16);
  const tables = new Map<string, TablePlace>();
  for (let at = 0; at < directory.length; at += 16) {
    tables.set(directory.toString('latin1', at, at + 4), {
      offset: directory.readUInt32BE(at + 8),
      length: directory.readUInt32BE(at + 12),
    });
  }
  return tables;
}

function tableBytes(
  read: ReadPiece,
  tables: ReadonlyMap<string, TablePlace>,
  tag: string,
): Buffer | undefined {
  const place = tables.get(tag);
  return place && read(place.offset, place.length);
}

const familyName = 1;
const typographicFamily = 16;

function namesOf(read: ReadPiece, tables: ReadonlyMap<string, TablePlace>): Pick<FontFace, 'families'> {
  const table = tableBytes(read, tables, 'name');
  if (!table) throw new RangeError('no names');
  const count = Math.min(table.readUInt16BE(2), mostNames);
  const strings = table.readUInt16BE(4);
  const families = new Set<string>();
  for (let number = 0; number < count; number += 1) {
    const at = 6 + number * 12;
    const name = table.readUInt16BE(at + 6);
    if (name !== familyName && name !== typographicFamily) continue;
    const start = strings + table.readUInt16BE(at + 10);
    const bytes = table.subarray(start, start + table.readUInt16BE(at + 8));
    const text = decodeName(bytes, table.readUInt16BE(at), table.readUInt16BE(at + 2));
    if (text) families.add(text);
  }
  return { families: [...families] };
}

const platform = { unicode: 0, macintosh: 1, windows: 3 } as const;

/** Old Chinese fonts give their names in GBK, each byte or pair filled up to two bytes. */
function decodeName(bytes: Buffer, from: number, encoding: number): string | undefined {
  const decode = (label: string, content: Uint8Array) =>
    new TextDecoder(label).decode(content).replaceAll('\u0000', '').trim();
  if (from === platform.unicode) return decode('utf-16be', bytes);
  if (from === platform.windows) {
    if (encoding === 3)
      return decode(
        'gb18030',
        bytes.filter((byte) => byte !== 0),
      );
    return decode('utf-16be', bytes);
  }
  if (from !== platform.macintosh) return undefined;
  if (encoding === 25) return decode('gb18030', bytes);
  return bytes.every((byte) => byte < 0x80) ? decode('latin1', bytes) : undefined;
}

const regular = 400;

function weightOf(
  read: ReadPiece,
  tables: ReadonlyMap<string, TablePlace>,
): Pick<FontFace, 'weight' | 'isItalic'> {
  const table = tableBytes(read, tables, 'OS/2');
  if (!table || table.length < 64) return { weight: regular, isItalic: false };
  return { weight: table.readUInt16BE(4) || regular, isItalic: (table.readUInt16BE(62) & 1) === 1 };
}

type Range = readonly [first: number, last: number];

/** Covered characters as ranges in rising order, from the subtable that knows most (format 12, else 4). */
function coveredRanges(cmap: Buffer): Range[] {
  const count = cmap.readUInt16BE(2);
  let best: { format: number; at: number } | undefined;
  for (let number = 0; number < count; number += 1) {
    const from = cmap.readUInt16BE(4 + number * 8);
    const encoding = cmap.readUInt16BE(6 + number * 8);
    const at = cmap.readUInt32BE(8 + number * 8);
    if (from !== platform.unicode && !(from === platform.windows && [1, 10].includes(encoding))) continue;
    const format = cmap.readUInt16BE(at);
    if ((format === 12 || format === 4) && format > (best?.format ?? 0)) best = { format, at };
  }
  if (!best) return [];
  return best.format === 12 ? rangesOfGroups(cmap, best.at) : rangesOfSegments(cmap, best.at);
}

function rangesOfGroups(cmap: Buffer, at: number): Range[] {
  const count = cmap.readUInt32BE(at + 12);
  if (at + 16 + count * 12 > cmap.length) throw new RangeError('cut short');
  return [...Array(count).keys()].map((number) => {
    const group = at + 16 + number * 12;
    return [cmap.readUInt32BE(group), cmap.readUInt32BE(group + 4)];
  });
}

/** Characters of a segment that mean glyph 0 are not drawn: checked one by one where the segment lists its glyphs. */
function rangesOfSegments(cmap: Buffer, at: number): Range[] {
  const doubled = cmap.readUInt16BE(at + 6);
  const [ends, starts] = [at + 14, at + 16 + doubled];
  const [deltas, offsets] = [starts + doubled, starts + 2 * doubled];
  const ranges: Range[] = [];
  let listed = 0;
  for (let each = 0; each < doubled; each += 2) {
    const [first, last] = [cmap.readUInt16BE(starts + each), cmap.readUInt16BE(ends + each)];
    const offset = cmap.readUInt16BE(offsets + each);
    if (first > last || first === 0xffff) continue;
    if (offset === 0) {
      const zero = (0x10000 - cmap.readUInt16BE(deltas + each)) & 0xffff;
      if (zero < first || zero > last) ranges.push([first, last]);
      else ranges.push([first, zero - 1], [zero + 1, last]);
      continue;
    }
    listed += last - first + 1;
    if (listed > mostListed) throw new RangeError(`${listed} characters`);
    for (let code = first; code <= last; code += 1) {
      const glyph = offsets + each + offset + 2 * (code - first);
      if (glyph + 2 > cmap.length || cmap.readUInt16BE(glyph) === 0) continue;
      const before = ranges.at(-1);
      if (before && before[1] === code - 1) ranges[ranges.length - 1] = [before[0], code];
      else ranges.push([code, code]);
    }
  }
  return ranges.filter(([first, last]) => first <= last);
}

function isWithin(ranges: readonly Range[], codePoint: number): boolean {
  let [low, high] = [0, ranges.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = ranges[middle]!;
    if (codePoint < first) high = middle - 1;
    else if (codePoint > last) low = middle + 1;
    else return true;
  }
  return false;
}
