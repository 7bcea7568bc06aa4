import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { figureOf } from '../documents/bookmarks.ts';
import { Failure } from '../findings/catalogue.ts';

/** A figure as it stands in a file now. */
export interface FileFigure {
  readonly figure: string;
  readonly occurrence: number;
  readonly text: string;
}

/** What a Word file tells of the bulletin in it. */
export interface BulletinFile {
  readonly sha256: string;
  readonly bytes: number;
  /** The text as read from top to bottom. */
  readonly text: string;
  readonly figures: readonly FileFigure[];
}

/** A bulletin with pictures has less than one; what is far beyond that is none. */
const largestFile = 64 * 2 ** 20;

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function plain(xml: string): string {
  return xml.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/giu,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return entities[name] ?? whole;
      const point = Number.parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : '';
    },
  );
}

const attribute = (tag: string, name: string) =>
  plain(new RegExp(`\\sw:${name}="([^"]*)"`, 'u').exec(tag)?.[1] ?? '');

/** The text of a Word document part, and of each of our bookmarks what stands between its ends. */
export function readBookmarks(xml: string, known: readonly string[]): Pick<BulletinFile, 'text' | 'figures'> {
  let text = '';
  const open = new Map<string, { figure: string; occurrence: number; from: number }>();
  const figures: FileFigure[] = [];
  for (const [token, , words] of xml.matchAll(
    /<w:t(\s[^>]*)?>([^<]*)<\/w:t>|<w:bookmarkStart\s[^>]*>|<w:bookmarkEnd\s[^>]*>|<\/w:p>|<w:tab\/>|<w:br\b[^>]*>/gu,
  )) {
    if (token.startsWith('<w:t>') || token.startsWith('<w:t ')) text += plain(words ?? '');
    else if (token.startsWith('<w:bookmarkStart')) {
      const found = figureOf(attribute(token, 'name'), known);
      if (found) open.set(attribute(token, 'id'), { ...found, from: text.length });
    } else if (token.startsWith('<w:bookmarkEnd')) {
      const found = open.get(attribute(token, 'id'));
      if (found)
        figures.push({
          figure: found.figure,
          occurrence: found.occurrence,
          text: text.slice(found.from).trim(),
        });
      open.delete(attribute(token, 'id'));
    } else text += token === '</w:p>' ? '\n' : ' ';
  }
  return { text, figures };
}

/**
 * Reads the figures of a bulletin's file.
 * @param known ids that may stand there
 * @throws Failure `file-not-found`, `bulletin-file-unknown`
 */
export async function readBulletinFile(
  path: string,
  given: string,
  known: readonly string[],
): Promise<BulletinFile> {
  const place = { place: { file: given } };
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new Failure('file-not-found', { value: given }, place);
  const refuse = (reason: string) => new Failure('bulletin-file-unknown', { value: given, reason }, place);
  if (found.size > largestFile) throw refuse('太大，不是通报');
  const bytes = await readFile(path);
  const { unzipSync } = await import('fflate');
  let xml: string;
  try {
    const parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => name === 'word/document.xml' && originalSize <= largestFile,
    });
    xml = new TextDecoder().decode(parts['word/document.xml'] ?? new Uint8Array());
  } catch {
    throw refuse('不是 Word 文档（.docx）');
  }
  if (xml === '') throw refuse('不是 Word 文档（.docx）');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { sha256, bytes: bytes.length, ...readBookmarks(xml, known) };
}
