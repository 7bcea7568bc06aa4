import { basename } from 'node:path';
import { renderTable, type TableColumn } from '../cli/table.ts';
import { attachmentLabel } from '../documents/attachment-label.ts';
import { inlineText } from '../documents/wording/render-text.ts';
import type { StoredBulletin } from './bulletins.store.ts';
import type { Figure } from './figure.ts';
import type { MadeBulletin } from './make-bulletin.ts';

/** The file's name as it is kept: NFC, so that the same name is the same on every system. */
export const baseName = (path: string) => basename(path).normalize('NFC');

const figureColumns: readonly TableColumn<Figure & { readonly number: number }>[] = [
  { heading: '序号', align: 'right', value: ({ number }) => number },
  { heading: '数字', value: ({ label }) => label },
  { heading: '值', align: 'right', value: ({ value }) => value },
  { heading: '单位', value: ({ unit, value }) => (value.endsWith(unit) ? '' : unit) },
  { heading: '编号', value: ({ id }) => id },
];

export function renderFigures(figures: readonly Figure[], ambiguousIsWide: boolean): string {
  return renderTable(
    figures.map((figure, index) => ({ ...figure, number: index + 1 })),
    figureColumns,
    ambiguousIsWide,
  );
}

/** The headings of a draft with what stands under each, and how many figures it holds. */
export function renderDraft({ title, document, figures }: MadeBulletin): string {
  const headings = document.body.flatMap((block) =>
    block.kind === 'heading' ? [`${'  '.repeat(block.level)}${inlineText(block.inlines)}\n`] : [],
  );
  const { attachments = [] } = document;
  const attached = attachments.map(
    (attachment, index) =>
      `  ${attachmentLabel(index, attachments.length)} ${attachment.title.replace(/\n/gu, '')}\n`,
  );
  return `${title}\n${headings.join('')}${attached.join('')}共 ${figures.length} 个数字，出处见 youlian bulletin trace 文件.docx\n`;
}

export const stateWords: Readonly<Record<StoredBulletin['state'], string>> = {
  draft: '草稿',
  issued: '已印发',
};

/** A bulletin as `--json` prints it. */
export function bulletinRecord(bulletin: StoredBulletin) {
  const { quarter, policyId, state, title, number, issuedOn, countedOn, name, sha256, activityId } = bulletin;
  return {
    quarter,
    policy: policyId,
    state,
    title,
    number,
    date: issuedOn,
    countedOn,
    file: name,
    sha256,
    activity: activityId,
  };
}
