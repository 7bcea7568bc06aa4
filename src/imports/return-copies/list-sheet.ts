import { remarkHeight, rowHeight } from '../../tables/list-heights.ts';
import type { AddedRow, AddedSheet, CellPlace } from '../../workbook/patch/added-sheet.ts';
import type { AddedStyle } from '../../workbook/patch/styles-part.ts';

/**
 * Fills of bad cells: light red for what must be corrected, yellow for what wants a look. A shade beside those of
 * Excel's own cell styles: a later round knows its predecessor's marks by them.
 */
export const markFills = { error: 'FFFFC9CE', warning: 'FFFFEA9B' } as const;

export interface ListColumn<T> {
  readonly heading: string;
  readonly width: number;
  readonly centred?: boolean;
  value(row: T, index: number): string;
  fill?(row: T): string | undefined;
  link?(row: T): CellPlace | { readonly file: string } | undefined;
}

const styles = {
  title: { font: '方正小标宋简体', size: 18, centred: true },
  remark: { font: '宋体', size: 11 },
  heading: { font: '黑体', size: 11, centred: true, bordered: true, fill: 'FFF2F2F2' },
  body: { font: '宋体', size: 11, bordered: true },
} as const satisfies Record<string, AddedStyle>;

/**
 * A sheet that lists things, ready to print on A4 landscape: our title in the first cell, by which the sheet is known
 * and left out on import, remarks, headings, rows.
 */
export function listSheet<T>(
  texts: { name: string; title: string; remarks: readonly string[] },
  columns: readonly ListColumn<T>[],
  rows: readonly T[],
  remembers: (row: T) => CellPlace | undefined = () => undefined,
): AddedSheet {
  const widths = columns.map(({ width }) => width);
  const wide = widths.reduce((sum, width) => sum + width, 0);
  const remarks = texts.remarks.map(
    (text): AddedRow => ({
      height: remarkHeight(text, wide),
      cells: [{ text, style: styles.remark }],
      merged: true,
    }),
  );
  return {
    name: texts.name,
    widths,
    headingRow: remarks.length + 2,
    rows: [
      { height: 32, cells: [{ text: texts.title, style: styles.title }], merged: true },
      ...remarks,
      { height: 24, cells: columns.map(({ heading }) => ({ text: heading, style: styles.heading })) },
      ...rows.map((row, at): AddedRow => {
        const cells = columns.map((column) => {
          const link = column.link?.(row);
          const { centred = false } = column;
          const style = { ...styles.body, centred, fill: column.fill?.(row), link: link !== undefined };
          return { text: column.value(row, at), style, link };
        });
        const height = rowHeight(
          cells.map(({ text }) => text),
          widths,
        );
        return { height, cells, remembers: remembers(row) };
      }),
    ],
  };
}
