import { attachmentLabel } from '../../documents/attachment-label.ts';
import type { Block, Cell, OfficialDocument } from '../../documents/document.ts';
import { inlineText } from '../../documents/wording/render-text.ts';

const rowText = (row: readonly Cell[]) => `| ${row.map(({ inlines }) => inlineText(inlines)).join(' | ')} |`;

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level + 1)} ${inlineText(block.inlines)}`;
    case 'paragraph':
      return inlineText(block.inlines);
    case 'table':
      return [block.caption ?? '', ...[...block.head, ...block.rows].map(rowText)]
        .filter((each) => each !== '')
        .join('\n');
    case 'picture':
      return `［图］${block.description}`;
    case 'page-break':
      return '［分页］';
  }
}

/** An official document as plain text, to compare with what is expected word by word. */
export function documentText(document: OfficialDocument): string {
  const { head, title, addressee, body, attachments = [], signature, imprint } = document;
  const label = (index: number) => attachmentLabel(index, attachments.length);
  const lines = [
    ...(head ? [`［版头］${head.issuer} ${head.number ?? ''}`.trim()] : []),
    `# ${title}`,
    ...(addressee === undefined ? [] : [`${addressee}：`]),
    ...body.map(blockText),
    ...attachments.map(({ title: name }, index) => `${label(index)}：${name}`),
    ...(signature
      ? [`${signature.units.join('、')}　${signature.date}${signature.isSealed ? '（印）' : ''}`]
      : []),
    ...attachments.flatMap(({ title: name, blocks, isLandscape }, index) => [
      `\n【${label(index)}${isLandscape ? ' 横向' : ''}】${name}`,
      ...blocks.map(blockText),
    ]),
    ...(imprint
      ? [`［版记］抄送：${imprint.copyTo?.join('、') ?? ''}　${imprint.issuedBy} ${imprint.issuedOn}`]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}
