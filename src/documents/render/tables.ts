import type { FileChild, TableRow, Table as WordTable } from 'docx';
import type { Cell, Table } from '../document.ts';
import { westernFont } from '../profile.ts';
import { fitWidths, neededWidths } from './column-widths.ts';
import { makeParagraph } from './paragraphs.ts';
import type { Layout } from './sheet.ts';

/** A cell in its place on the table's grid; `isBelow` where a cell above reaches down into it. */
interface PlacedCell {
  readonly column: number;
  readonly columns: number;
  readonly rows: number;
  readonly isBelow: boolean;
  readonly cell: Cell;
}

/** A table with its caption above. A table without any cell is left out: Word would not open it. */
export function tableBlocks(layout: Layout, table: Table): FileChild[] {
  const rows = [...table.head, ...table.rows];
  const caption =
    table.caption === undefined
      ? []
      : [
          makeParagraph(layout, { style: 'caption', element: 'caption', options: { keepNext: true } }, [
            table.caption,
          ]),
        ];
  const columns = Math.max(0, ...rows.map((row) => row.reduce((sum, cell) => sum + spanOf(cell.columns), 0)));
  if (columns === 0) return caption;
  return [...caption, wordTable(layout, table, rows)];
}

/** A table of so few rows stands on one page. */
const mostTogether = 8;

/** Room beside the text of a cell, twips on each side. */
const cellMargin = 60;

const spanOf = (span: number | undefined): number => Math.max(1, Math.floor(span ?? 1));

/** Where the cells of each row stand, cells that reach down included; rows are filled up to the same width. */
export function placeCells(rows: readonly (readonly Cell[])[], headRows: number): PlacedCell[][] {
  const hanging = new Map<number, { left: number; columns: number; cell: Cell }>();
  const placed: PlacedCell[][] = [];
  rows.forEach((row, index) => {
    const own: PlacedCell[] = [];
    let column = 0;
    const takeHanging = () => {
      for (let above = hanging.get(column); above; above = hanging.get(column)) {
        own.push({ column, columns: above.columns, rows: 1, isBelow: true, cell: above.cell });
        if (--above.left === 0) hanging.delete(column);
        column += above.columns;
      }
    };
    for (const cell of row) {
      takeHanging();
      let columns = spanOf(cell.columns);
      // A cell that would run into one from above ends before it.
      for (let width = 1; width < columns; width++) if (hanging.has(column + width)) columns = width;
      // Header rows are repeated together: nothing reaches from them into the rows below.
      const last = index < headRows ? headRows : rows.length;
      const down = Math.min(spanOf(cell.rows), last - index);
      own.push({ column, columns, rows: down, isBelow: false, cell });
      if (down > 1) hanging.set(column, { left: down - 1, columns, cell });
      column += columns;
    }
    takeHanging();
    placed.push(own);
  });
  const width = Math.max(...placed.map((row) => endOf(row)));
  return placed.map((row) => {
    const missing = width - endOf(row);
    const filler = (at: number): PlacedCell => ({
      column: at,
      columns: 1,
      rows: 1,
      isBelow: false,
      cell: { inlines: [] },
    });
    return [...row, ...Array.from({ length: missing }, (_, at) => filler(endOf(row) + at))];
  });
}

const endOf = (row: readonly PlacedCell[]): number => {
  const last = row.at(-1);
  return last ? last.column + last.columns : 0;
};

/** Whole widths that together give `whole`, in the proportions of the shares. */
export function divideWidth(whole: number, shares: readonly number[]): number[] {
  const sum = shares.reduce((total, share) => total + share, 0);
  let given = 0;
  let passed = 0;
  return shares.map((share) => {
    passed += share;
    const end = Math.round((whole * passed) / sum);
    const width = end - given;
    given = end;
    return width;
  });
}

function wordTable(layout: Layout, table: Table, rows: readonly (readonly Cell[])[]): WordTable {
  const { docx, geometry, profile } = layout;
  const headRows = table.head.length;
  const placed = placeCells(rows, headRows);
  const count = Math.max(...placed.map(endOf));
  const given = table.widths;
  const shares = Array.from({ length: count }, (_, column) => {
    const share = given?.[column] ?? 1;
    return Number.isFinite(share) && share > 0 ? share : 1;
  });
  const { size } = profile.fonts.tableBody;
  const widths = fitWidths(
    divideWidth(geometry.typeWidth, shares),
    neededWidths(placed, count, {
      character: Math.max(size, profile.fonts.tableHead.size) * 20,
      margins: cellMargin * 2,
      isWesternOwn: westernFont(profile, 'tableBody') !== profile.fonts.tableBody.font,
    }),
  );
  // The header is never alone at a page's foot; a small table is not divided.
  const keptRows = table.rows.length <= mostTogether ? placed.length - 1 : headRows;
  const line = { style: docx.BorderStyle.SINGLE, size: 4, color: 'auto', space: 0 };
  return new docx.Table({
    rows: placed.map((row, index) =>
      tableRow(layout, row, widths, { isHead: index < headRows, isKept: index < keptRows }),
    ),
    width: { size: geometry.typeWidth, type: docx.WidthType.DXA },
    columnWidths: widths,
    layout: docx.TableLayoutType.FIXED,
    alignment: docx.AlignmentType.CENTER,
    margins: { left: cellMargin, right: cellMargin, top: 20, bottom: 20, marginUnitType: docx.WidthType.DXA },
    borders: {
      top: line,
      bottom: line,
      left: line,
      right: line,
      insideHorizontal: line,
      insideVertical: line,
    },
  });
}

function tableRow(
  layout: Layout,
  row: readonly PlacedCell[],
  widths: readonly number[],
  { isHead, isKept }: { readonly isHead: boolean; readonly isKept: boolean },
): TableRow {
  const { docx } = layout;
  const element = isHead ? 'tableHead' : 'tableBody';
  const alignments = {
    left: docx.AlignmentType.LEFT,
    centre: docx.AlignmentType.CENTER,
    right: docx.AlignmentType.RIGHT,
  };
  return new docx.TableRow({
    ...(isHead ? { tableHeader: true } : {}),
    cantSplit: true,
    height: {
      value: Math.round(layout.profile.fonts[element].size * 20 * 1.5),
      rule: docx.HeightRule.ATLEAST,
    },
    children: row.map(({ column, columns, rows, isBelow, cell }) => {
      const width = widths.slice(column, column + columns).reduce((sum, each) => sum + each, 0);
      const merge = docx.VerticalMergeType;
      return new docx.TableCell({
        width: { size: width, type: docx.WidthType.DXA },
        verticalAlign: docx.VerticalAlignTable.CENTER,
        ...(columns > 1 ? { columnSpan: columns } : {}),
        ...(isBelow ? { verticalMerge: merge.CONTINUE } : rows > 1 ? { verticalMerge: merge.RESTART } : {}),
        children: [
          makeParagraph(
            layout,
            {
              style: element,
              element,
              options: {
                alignment: alignments[cell.align ?? (isHead ? 'centre' : 'left')],
                ...(isKept ? { keepNext: true } : {}),
              },
            },
            isBelow ? [] : cell.inlines,
          ),
        ],
      });
    }),
  });
}
