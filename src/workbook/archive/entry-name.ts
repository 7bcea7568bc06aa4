import { slowCrc32, type ZipRecord } from '../zip.ts';

const utf8Flag = 0x800;
const unicodePathField = 0x7075;

/**
 * Name of an archive's entry as its maker meant it. Archives made on a Chinese Windows hold names in GB18030 and say
 * nothing of it; those of other systems are UTF-8, with the flag, without it, or beside the name in a field of its own.
 */
export function entryName({
  nameBytes,
  extra,
  flags,
}: Pick<ZipRecord, 'nameBytes' | 'extra' | 'flags'>): string {
  const beside = unicodePath(nameBytes, extra);
  if (beside !== undefined) return beside;
  const unicode = decode('utf-8', nameBytes);
  if (unicode !== undefined && (flags & utf8Flag || isLikelyUtf8(unicode))) return unicode;
  return (
    decode('gb18030', nameBytes) ?? unicode ?? nameBytes.toString('latin1').replace(/[\x80-\xff]+/g, '□')
  );
}

/** Two bytes of GB18030 can look like one letter of Greek, Cyrillic or Arabic: nobody here names a file so. */
function isLikelyUtf8(text: string): boolean {
  const others = [...text].filter((sign) => sign > '\x7f');
  return others.length === 0 || others.some((sign) => sign > '\u07ff');
}

function decode(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The name that Info-ZIP keeps in UTF-8 beside the other, if it is still that one's: it holds its checksum. */
function unicodePath(nameBytes: Buffer, extra: Buffer): string | undefined {
  for (let at = 0; at + 4 <= extra.length; ) {
    const bytes = extra.readUInt16LE(at + 2);
    const end = Math.min(extra.length, at + 4 + bytes);
    if (extra.readUInt16LE(at) === unicodePathField && bytes > 5 && extra[at + 4] === 1 && end >= at + 9) {
      if (extra.readUInt32LE(at + 5) === slowCrc32(nameBytes, 0))
        return decode('utf-8', extra.subarray(at + 9, end));
    }
    at += 4 + bytes;
  }
  return undefined;
}

/** Steps of a path that lead nowhere, or out of the archive. */
const idleStep = /^(?:\.{0,2}|[A-Za-z]:)$/;

/**
 * An entry's name as a path below the archive, for people to read: neither upwards nor from a root or a drive, and
 * without characters that no screen shows. Nothing is ever written under it.
 */
export function harmlessPath(name: string): string {
  const steps = name
    // Control characters, and those that turn the direction of writing round.
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/^[A-Za-z]:(?=[\\/])/, '')
    .split(/[\\/]+/)
    .map((step) => step.trim())
    .filter((step) => !idleStep.test(step));
  return steps.length === 0 ? '没有名字的文件' : steps.join('/').slice(-longestPath);
}

/** Characters of a path that are shown: the end tells the file. */
const longestPath = 400;
