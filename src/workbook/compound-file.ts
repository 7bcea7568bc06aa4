import type { FileHandle } from 'node:fs/promises';
import { type Reading, readingFailure } from './reading.ts';
import { fileChunks } from './source-file.ts';

/**
 * Refuses a compound file (OLE) that is no old workbook: an encrypted package, an old Word document, or anything
 * else. Many programs use the same container.
 */
export async function refuseOtherCompounds(
  handle: FileHandle,
  bytes: number,
  reading: Reading,
): Promise<void> {
  const names = ['EncryptedPackage', 'Workbook', 'Book', 'WordDocument'];
  const found = await findDirectoryNames(handle, bytes, names, reading);
  if (found.has('EncryptedPackage')) throw readingFailure(reading, 'workbook-encrypted');
  // What is embedded stands behind what it is embedded in.
  const workbook = Math.min(found.get('Workbook') ?? Infinity, found.get('Book') ?? Infinity);
  const document = found.get('WordDocument') ?? Infinity;
  if (workbook < document) return;
  if (document === Infinity) throw readingFailure(reading, 'workbook-not-recognised');
  throw readingFailure(reading, 'workbook-format-unsupported', {
    kind: '旧版 Word 文档（.doc、.wps）',
    advice: '请用 Word 或 WPS 打开，另存为 .docx 再导入。',
  });
}

/**
 * Where the compound file's streams of these names are listed: in 128-byte records that begin with the name in
 * UTF-16, wherever they lie.
 */
async function findDirectoryNames(
  handle: FileHandle,
  bytes: number,
  names: readonly string[],
  reading: Reading,
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const needles = names.map((name) => [name, Buffer.from(`${name}\0`, 'utf16le')] as const);
  for await (const { chunk, offset } of fileChunks(handle, bytes, reading)) {
    for (const [name, needle] of needles) {
      for (let at = chunk.indexOf(needle); at >= 0; at = chunk.indexOf(needle, at + 1)) {
        if ((offset + at) % 128 === 0 && !found.has(name)) found.set(name, offset + at);
      }
    }
  }
  return found;
}
