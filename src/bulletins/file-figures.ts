import { createHash } from 'node:crypto';
import { versionOf } from '../documents/bookmarks.ts';
import { type FigureInDocument, readFigures } from '../documents/read-figures.ts';
import { openDocument } from '../documents/reading/open-document.ts';
import { readDocumentFile } from '../documents/reading/read-file.ts';
import { contentOf, type XmlElement } from '../documents/reading/xml-tree.ts';

export type FileFigure = FigureInDocument;

/** What a Word file tells of the bulletin in it. */
export interface BulletinFile {
  readonly sha256: string;
  readonly bytes: number;
  /** The text as read from top to bottom. */
  readonly text: string;
  /** Which drawing up of a bulletin it comes from (`versionOfBulletin`); undefined where the file does not tell. */
  readonly version: string | undefined;
  readonly figures: readonly FileFigure[];
}

function textOf(element: XmlElement): string {
  if (element.name === 't') return element.text;
  if (element.name === 'del' || element.name === 'moveFrom') return '';
  const inner = contentOf(element).map(textOf).join('');
  return element.name === 'p' ? `${inner}\n` : inner;
}

function versionIn(element: XmlElement): string | undefined {
  if (element.name === 'bookmarkStart') return versionOf(element.attributes.name ?? '');
  for (const child of contentOf(element)) {
    const found = versionIn(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Reads the figures of a bulletin's file.
 * @param known ids that may stand there
 * @throws Failure as `readDocumentFile`, `openDocument`
 */
export async function readBulletinFile(
  path: string,
  given: string,
  known: readonly string[],
): Promise<BulletinFile> {
  const bytes = await readDocumentFile(path, given);
  const figures = await readFigures(bytes, known, given);
  const { document } = await openDocument(bytes, given);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    sha256,
    bytes: bytes.length,
    text: textOf(document),
    version: versionIn(document),
    figures: figures.map((each) => ({ ...each, text: each.text.trim() })),
  };
}
