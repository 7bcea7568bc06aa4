import type { Block, Cell, Inline, OfficialDocument, Picture } from '../documents/document.ts';
import { asDocument } from '../documents/wording/as-document.ts';
import { renderWording } from '../documents/wording/render-wording.ts';
import type { Wording } from '../documents/wording/wording.ts';
import type { Finding } from '../findings/finding.ts';
import { type Figure, type FigureBook, figureBook } from './figure.ts';
import type { BulletinFacts } from './quarter-facts.ts';
import { templateFields } from './template-fields.ts';
import { type BulletinHead, bulletinValues } from './values.ts';

/** A bulletin ready to be laid out. */
export interface ComposedBulletin {
  readonly document: OfficialDocument;
  /** Those that stand in the document, in the order in which they do, as they are printed there. */
  readonly figures: readonly Figure[];
  readonly book: FigureBook;
  /** On one line. */
  readonly title: string;
  readonly findings: readonly Finding[];
}

export interface ComposeRequest {
  readonly facts: BulletinFacts;
  readonly wording: Wording;
  readonly head: BulletinHead;
  readonly pictures: Readonly<Record<string, Picture | null>>;
  kindergartenName(id: number): string;
}

/** Puts facts into the words of a template: the same facts and words give the same document. */
export function composeBulletin({
  facts,
  wording,
  head,
  pictures,
  kindergartenName,
}: ComposeRequest): ComposedBulletin {
  const book = figureBook();
  const values = bulletinValues(book, facts, head, kindergartenName);
  const made = renderWording(wording, values, { inserts: pictures, fields: templateFields(values) });
  const { current, policy } = facts;
  const document = asDocument(made, {
    date: head.date ?? current.countedOn,
    title: `${current.quarter.name}${policy.names.kind}工作情况的通报`,
  });
  return {
    document,
    figures: printedFigures(document, book),
    book,
    title: document.title.replace(/\n/gu, ''),
    findings: made.findings,
  };
}

/** Every run of text of a document, in reading order. */
function inlinesOf(blocks: readonly Block[]): Inline[] {
  const ofCells = (rows: readonly (readonly Cell[])[]) => rows.flat().flatMap(({ inlines }) => inlines);
  return blocks.flatMap((block): readonly Inline[] => {
    if (block.kind === 'table') return [...ofCells(block.head), ...ofCells(block.rows)];
    return 'inlines' in block ? block.inlines : [];
  });
}

/** What the template really says, and as it says it: an office may leave a figure out, or write it in other signs. */
function printedFigures({ body, attachments = [] }: OfficialDocument, { figures }: FigureBook): Figure[] {
  const known = new Map(figures.map((figure) => [figure.id, figure]));
  const printed = new Map<string, Figure>();
  for (const inline of [...inlinesOf(body), ...attachments.flatMap(({ blocks }) => inlinesOf(blocks))]) {
    if (typeof inline === 'string' || inline.figure === undefined || printed.has(inline.figure)) continue;
    const figure = known.get(inline.figure);
    if (figure) printed.set(figure.id, { ...figure, value: inline.text });
  }
  return [...printed.values()];
}
