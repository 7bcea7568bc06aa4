import type { FileChild } from 'docx';
import type { Block, Paragraph as TextParagraph } from '../document.ts';
import { blankLines, makeParagraph, paragraphOf } from './paragraphs.ts';
import { pictureBlocks } from './pictures.ts';
import type { Layout } from './sheet.ts';
import { tableBlocks } from './tables.ts';

/** The blocks of a body or an attachment, in order. `keepsLast` holds the last paragraph to what follows it. */
export function renderBlocks(layout: Layout, blocks: readonly Block[], keepsLast = false): FileChild[] {
  const children: FileChild[] = [];
  blocks.forEach((block, index) => {
    const isKept = keepsLast && index === blocks.length - 1;
    switch (block.kind) {
      case 'heading':
        children.push(
          makeParagraph(
            layout,
            {
              style: `heading${block.level}`,
              element: `heading${block.level}`,
              indents: { firstLine: layout.profile.firstLine },
              options: { keepNext: true },
            },
            block.inlines,
          ),
        );
        break;
      case 'paragraph':
        children.push(textParagraph(layout, block, isKept));
        break;
      case 'table':
        // Two tables without a line between them would be one.
        if (blocks[index - 1]?.kind === 'table' && block.caption === undefined)
          children.push(...blankLines(layout, 1));
        children.push(...tableBlocks(layout, block));
        break;
      case 'picture':
        children.push(...pictureBlocks(layout, block));
        break;
      case 'page-break':
        children.push(
          paragraphOf(layout, { style: 'flush', element: 'body' }, [new layout.docx.PageBreak()]),
        );
        break;
    }
  });
  return children;
}

function textParagraph(layout: Layout, block: TextParagraph, isKept: boolean) {
  const { AlignmentType } = layout.docx;
  const options = isKept ? { keepNext: true } : {};
  switch (block.style ?? 'body') {
    case 'flush':
      return makeParagraph(layout, { style: 'flush', element: 'body', options }, block.inlines);
    case 'centred':
      return makeParagraph(
        layout,
        { style: 'flush', element: 'body', options: { ...options, alignment: AlignmentType.CENTER } },
        block.inlines,
      );
    case 'right':
      return makeParagraph(
        layout,
        { style: 'flush', element: 'body', options: { ...options, alignment: AlignmentType.RIGHT } },
        block.inlines,
      );
    case 'note':
      return makeParagraph(layout, { style: 'note', element: 'tableBody', options }, block.inlines);
    default:
      return makeParagraph(
        layout,
        { style: 'body', element: 'body', indents: { firstLine: layout.profile.firstLine }, options },
        block.inlines,
      );
  }
}
