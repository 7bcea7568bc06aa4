import { cleanText } from './clean-text.ts';
import type { Block, Inline, OfficialDocument } from './document.ts';

/** A text of the document of which something cannot be printed. */
export interface UnprintableText {
  /** The text without it. */
  readonly text: string;
  /** Characters left out. */
  readonly removed: number;
}

/** Every text of a document of which `renderDocument` leaves something out, in the order of reading. */
export function unprintableTexts(document: OfficialDocument): UnprintableText[] {
  const { head, title, addressee, body, attachments = [], signature, imprint } = document;
  const texts = [
    ...[head?.issuer, head?.number, title, addressee],
    ...body.flatMap(blockTexts),
    ...attachments.flatMap((attachment) => [attachment.title, ...attachment.blocks.flatMap(blockTexts)]),
    ...(signature?.units ?? []),
    ...(imprint?.copyTo ?? []),
    imprint?.issuedBy,
  ];
  return texts.flatMap((text) => {
    const cleaned = cleanText(text ?? '');
    return cleaned.removed > 0 ? [cleaned] : [];
  });
}

function blockTexts(block: Block): (string | undefined)[] {
  const inTexts = (inlines: readonly Inline[]) =>
    inlines.map((inline) => (typeof inline === 'string' ? inline : inline.text));
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return inTexts(block.inlines);
    case 'table':
      return [
        block.caption,
        ...[...block.head, ...block.rows].flatMap((row) => row.flatMap(({ inlines }) => inTexts(inlines))),
      ];
    case 'picture':
      return [block.description, block.caption];
    case 'page-break':
      return [];
  }
}
