import { corrupt, ReadingTime, sizeWords, tooLarge } from '../reading.ts';
import { partChunks, type ZipContainer, type ZipEntry } from '../zip.ts';
import { utf8Chunks } from './utf8-chunks.ts';
import { elementName, type Token, token, XmlCursor } from './xml-cursor.ts';

/**
 * Streams a part through `visit`, which is called with each token, and checks that its root element is the
 * expected one and is closed.
 */
export async function scanPart(
  zip: ZipContainer,
  entry: ZipEntry,
  root: string,
  visit: (cursor: XmlCursor, kind: Token) => void,
): Promise<void> {
  const rootName = elementName(root);
  let rooted = false;
  await feedPart(zip, entry, (cursor) => {
    for (;;) {
      const kind = cursor.next();
      if (kind === token.needMore || kind === token.finished) return;
      if (!rooted && kind === token.opened) {
        if (cursor.name !== rootName) throw corrupt(zip.reading, `部件“${entry.name}”的内容不对`);
        rooted = true;
      }
      visit(cursor, kind);
    }
  });
}

/**
 * Refuses a part of structure (workbook, relationships, styles) that is far larger than any: its names and targets are
 * held in memory, unlike the rows of a sheet.
 */
export function checkStructure(zip: ZipContainer, entry: ZipEntry): void {
  const { structureBytes } = zip.reading.limits;
  if (entry.unpackedBytes > structureBytes) {
    throw tooLarge(zip.reading, `部件“${entry.name}”解开后的大小`, sizeWords(structureBytes));
  }
}

/** Pushes a part through a cursor, calling `drain` after each chunk and once more at the end. */
export async function feedPart(
  zip: ZipContainer,
  entry: ZipEntry,
  drain: (cursor: XmlCursor) => void,
): Promise<void> {
  const cursor = new XmlCursor(zip.reading, entry.name);
  const time = new ReadingTime(zip.reading);
  let from = performance.now();
  for await (const chunk of utf8Chunks(partChunks(zip, entry), zip.reading, entry.name)) {
    cursor.push(chunk);
    drain(cursor);
    time.add(from);
    from = performance.now();
  }
  cursor.finish();
  drain(cursor);
}
