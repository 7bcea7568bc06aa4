import { cellAddress } from '../workbook/address.ts';
import { lineText } from './fields/cell-text.ts';
import type { Grid } from './grid.ts';
import { type Heading, readHeading } from './headings.ts';

/** One heading above a column. */
interface PathPart {
  readonly heading: Heading;
  readonly text: string;
  /** Where the heading's own cell stands. */
  readonly row: number;
  readonly column: number;
  /** The cell is blank and unmerged: the heading to its left is taken to reach over it. */
  readonly inherited: boolean;
  /** Columns that the heading surely covers: its merge, or one. */
  readonly span: number;
}

/** A column of a header block with the headings above it, from the top down. */
export interface HeaderColumn {
  readonly column: number;
  readonly path: readonly PathPart[];
}

/** The headings of a column as one text: 主导园·园所名称. */
export function headerText(header: HeaderColumn): string {
  return header.path.map((part) => lineText(part.text)).join('·');
}

/** Where the lowest heading of a column stands. */
export function headerCell(header: HeaderColumn): string {
  const part = header.path.at(-1);
  return part ? cellAddress(part.row, part.column) : '';
}

/** The own heading of a cell or of the merge over it; undefined where it is blank or begins above the block. */
function ownPart(grid: Grid, row: number, column: number, top: number): PathPart | undefined {
  const merge = grid.mergeAt(row, column);
  const [atRow, atColumn] = merge ? [merge.top, merge.left] : [row, column];
  if (atRow < top) return undefined;
  const text = grid.text(atRow, atColumn);
  if (text === '') return undefined;
  return {
    heading: readHeading(text),
    text,
    row: atRow,
    column: atColumn,
    inherited: false,
    span: merge ? merge.right - merge.left + 1 : 1,
  };
}

const samePart = (one: PathPart | undefined, other: PathPart | undefined) =>
  one?.row === other?.row && one?.column === other?.column;

/** The columns of the rows `top`..`bottom` read as a header block. */
export function headerColumns(grid: Grid, top: number, bottom: number): HeaderColumn[] {
  const levels: (PathPart | undefined)[][] = [];
  for (let row = top; row <= bottom; row++) {
    const above = levels.at(-1);
    const level: (PathPart | undefined)[] = [];
    for (let column = 1; column <= grid.lastColumn; column++) {
      const own = ownPart(grid, row, column, top);
      if (own) {
        level[column] = own;
        continue;
      }
      const left = level[column - 1];
      // A blank right of a parent belongs to it; right of a heading with nothing below it, or of a merge's end, not.
      const reaches =
        row < bottom &&
        left !== undefined &&
        left.row === row &&
        grid.mergeAt(row, column) === undefined &&
        grid.mergeAt(left.row, left.column) === undefined &&
        samePart(above?.[column - 1], above?.[column]) &&
        hasBelow(grid, row, left.column, bottom) &&
        hasBelow(grid, row, column, bottom);
      level[column] = reaches ? { ...left, inherited: true } : undefined;
    }
    levels.push(level);
  }
  const headers: HeaderColumn[] = [];
  for (let column = 1; column <= grid.lastColumn; column++) {
    const path: PathPart[] = [];
    for (const level of levels) {
      const part = level[column];
      if (part && !samePart(part, path.at(-1))) path.push(part);
    }
    const last = path.at(-1);
    // Further columns under one merged leaf hold nothing of their own.
    if (last && last.column === column) headers.push({ column, path });
  }
  return headers;
}

function hasBelow(grid: Grid, row: number, column: number, bottom: number): boolean {
  for (let below = row + 1; below <= bottom; below++) {
    const merge = grid.mergeAt(below, column);
    if (merge && (merge.top <= row || merge.left !== column)) continue;
    if (grid.text(below, column) !== '') return true;
  }
  return false;
}
