import type { ParagraphChild } from 'docx';
import { bookmarkOf } from '../bookmarks.ts';
import { cleanText } from '../clean-text.ts';
import type { Inline } from '../document.ts';
import { type TextElement, westernFont } from '../profile.ts';
import type { Layout } from './sheet.ts';

/** Bold and colour on top of what the element gives. */
interface RunOptions {
  readonly isBold?: boolean | undefined;
  readonly colour?: string;
  /** Points, where not the element's own. */
  readonly size?: number;
}

/** What every run of an element says for itself, so that no theme font and no other style gets in. */
export function runProperties({ profile }: Layout, element: TextElement, options: RunOptions = {}) {
  const western = westernFont(profile, element);
  const { font, size } = profile.fonts[element];
  return {
    // The hint gives “ ” — … · to the Chinese font, in which they are as wide as a character.
    font: { ascii: western, hAnsi: western, eastAsia: font, cs: western, hint: 'eastAsia' },
    size: Math.round((options.size ?? size) * 2),
    bold: options.isBold ?? false,
    ...(options.colour === undefined ? {} : { color: options.colour }),
  };
}

/** Runs of a text; each line break of the text is one in the paragraph. */
export function textRuns(
  layout: Layout,
  text: string,
  element: TextElement,
  options: RunOptions = {},
): ParagraphChild[] {
  const properties = runProperties(layout, element, options);
  return cleanText(text)
    .text.split('\n')
    .map(
      (line, index) =>
        new layout.docx.TextRun({ ...properties, text: line, ...(index > 0 ? { break: 1 } : {}) }),
    );
}

/** Runs of a paragraph's inlines; figures stand in bookmarks. */
export function inlineRuns(
  layout: Layout,
  inlines: readonly Inline[],
  element: TextElement,
): ParagraphChild[] {
  return inlines.flatMap((inline) => {
    if (typeof inline === 'string') return textRuns(layout, inline, element);
    const runs = textRuns(layout, inline.text, element, { isBold: inline.isBold });
    if (inline.figure === undefined) return runs;
    const name = bookmarkOf(inline.figure, layout.ids.nextOccurrence(inline.figure));
    return inBookmark(layout, name, runs);
  });
}

export function inBookmark(
  { docx, ids }: Layout,
  name: string,
  runs: readonly ParagraphChild[],
): ParagraphChild[] {
  const id = ids.nextBookmark();
  return [new docx.BookmarkStart(name, id), ...runs, new docx.BookmarkEnd(id)] as ParagraphChild[];
}
