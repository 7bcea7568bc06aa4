import { figureOf } from './bookmarks.ts';
import { openDocument } from './reading/open-document.ts';
import { contentOf, type XmlElement } from './reading/xml-tree.ts';

/** A figure as it stands in a document. */
export interface FigureInDocument {
  readonly figure: string;
  /** Which of the figure's places this is, from 1. */
  readonly occurrence: number;
  readonly text: string;
}

/**
 * The figures of a document and what stands in their places now, in the order of reading, after Word, WPS or
 * LibreOffice saved it again: text may have been moved between runs, deleted text under revision does not count.
 * `known` ids are needed for those too long for a bookmark (see `bookmarkOf`). Failures as of `openDocument`.
 */
export async function readFigures(
  bytes: Uint8Array,
  known: Iterable<string> = [],
  file = '',
): Promise<FigureInDocument[]> {
  const { document } = await openDocument(bytes, file);
  const ids = [...known];
  const found: { figure: string; occurrence: number; text: string }[] = [];
  const open = new Map<string, { text: string }>();
  const add = (text: string) => {
    for (const figure of open.values()) figure.text += text;
  };
  const walk = (element: XmlElement) => {
    switch (element.name) {
      case 'bookmarkStart': {
        const meant = figureOf(element.attributes.name ?? '', ids);
        if (!meant) return;
        const figure = { ...meant, text: '' };
        found.push(figure);
        open.set(element.attributes.id ?? '', figure);
        return;
      }
      case 'bookmarkEnd':
        open.delete(element.attributes.id ?? '');
        return;
      case 't':
        add(element.text);
        return;
      case 'tab':
        add(' ');
        return;
      case 'br':
      case 'cr':
        add('\n');
        return;
      case 'noBreakHyphen':
        add('-');
        return;
      case 'del':
      case 'moveFrom':
      case 'pPr':
        return;
      default:
        for (const child of contentOf(element)) walk(child);
    }
  };
  walk(document);
  return found;
}
