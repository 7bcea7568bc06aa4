import { safeFileName } from '../common/file-names.ts';
import { textWidth } from '../common/text-width.ts';
import { attachmentLabel } from '../documents/attachment-label.ts';
import type { Attachment, Cell, Table } from '../documents/document.ts';
import { inlineText } from '../documents/wording/render-text.ts';
import { type ListColumn, newWorkbook, writeListSheet } from '../tables/list-layout.ts';
import { sheetName, workbookBytes } from '../tables/sheet-style.ts';

/** A table of a bulletin as a workbook of its own. */
export interface AttachmentWorkbook {
  /** Behind the bulletin's own name: `附件1 各联盟活动情况表`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const textOf = ({ inlines }: Cell) => inlineText(inlines);

/** Characters that a column needs: its heading, and what stands in it up to a width that still fits the page. */
function widthOf(texts: readonly string[]): number {
  return Math.min(34, Math.max(8, ...texts.map((text) => textWidth(text, true) + 2)));
}

async function tableWorkbook(title: string, table: Table, remarks: readonly string[]): Promise<Uint8Array> {
  const headings = table.head.at(-1) ?? [];
  const columns: ListColumn<readonly Cell[]>[] = headings.map((heading, index) => {
    const texts = table.rows.map((row) => textOf(row[index] ?? { inlines: [] }));
    return {
      heading: textOf(heading),
      width: widthOf([textOf(heading), ...texts]),
      centred: table.rows.every((row) => row[index]?.align !== 'left'),
      value: (row) => textOf(row[index] ?? { inlines: [] }),
    };
  });
  const workbook = await newWorkbook();
  const sheet = workbook.addWorksheet(sheetName(title));
  const first = writeListSheet(sheet, { title, remarks }, columns, table.rows);
  table.rows.forEach((row, at) => {
    row.forEach((cell, index) => {
      const text = textOf(cell);
      // A figure is a number in the workbook too, so that it can be added up and sorted.
      const isFigure = cell.inlines.some(
        (inline) => typeof inline !== 'string' && inline.figure !== undefined,
      );
      if (!isFigure || !/^\d+$/u.test(text)) return;
      const target = sheet.getCell(first + at, index + 1);
      target.value = Number(text);
      target.style = { ...target.style, numFmt: '0' };
    });
  });
  return workbookBytes(workbook);
}

/** The tables of the attachments, each as a workbook; the same document gives the same bytes. */
export async function attachmentWorkbooks(
  attachments: readonly Attachment[],
  quarterName: string,
): Promise<AttachmentWorkbook[]> {
  const made: AttachmentWorkbook[] = [];
  for (const [index, { title, blocks }] of attachments.entries()) {
    const table = blocks.find((block) => block.kind === 'table');
    if (table?.kind !== 'table') continue;
    const remarks = blocks.flatMap((block) =>
      block.kind === 'paragraph' ? [inlineText(block.inlines)] : [],
    );
    const label = attachmentLabel(index, attachments.length);
    const own = title.replace(/\n/gu, '');
    made.push({
      name: safeFileName(`${label} ${own.replace(quarterName, '')}`),
      bytes: await tableWorkbook(own, table, remarks),
    });
  }
  return made;
}
