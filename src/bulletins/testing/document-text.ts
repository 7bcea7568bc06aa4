import type { Block, Cell, Inline, OfficialDocument } from '../../documents/document.ts';

const inWords = (inlines: readonly Inline[]) =>
  inlines.map((inline) => (typeof inline === 'string' ? inline : inline.text)).join('');

const rowText = (row: readonly Cell[]) => `| ${row.map(({ inlines }) => inWords(inlines)).join(' | ')} |`;

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level + 1)} ${inWords(block.inlines)}`;
    case 'paragraph':
      return inWords(block.inlines);
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
  const lines = [
    ...(head ? [`［版头］${head.issuer} ${head.number ?? ''}`.trim()] : []),
    `# ${title}`,
    ...(addressee === undefined ? [] : [`${addressee}：`]),
    ...body.map(blockText),
    ...attachments.map(({ title: name }, index) => `附件${index + 1}. ${name}`),
    ...(signature
      ? [`${signature.units.join('、')}　${signature.date}${signature.isSealed ? '（印）' : ''}`]
      : []),
    ...attachments.flatMap(({ title: name, blocks, isLandscape }, index) => [
      `\n【附件${index + 1}${isLandscape ? ' 横向' : ''}】${name}`,
      ...blocks.map(blockText),
    ]),
    ...(imprint
      ? [`［版记］抄送：${imprint.copyTo?.join('、') ?? ''}　${imprint.issuedBy} ${imprint.issuedOn}`]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}
