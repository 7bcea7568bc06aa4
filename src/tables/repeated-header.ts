import type { Cell } from '../workbook/sheet.ts';
import type { CompiledList } from './compiled.ts';
import type { Grid } from './grid.ts';
import { readHeading } from './headings.ts';

/** The words of a list's header, to know it again further down. */
export interface HeaderWords {
  /** Headings of the header at hand, by column. */
  readonly texts: ReadonlyMap<number, ReadonlySet<string>>;
  /** Every wording of every heading, wherever it stands. */
  readonly words: ReadonlySet<string>;
}

/** Collects the words of the header rows from `top` to the grid's end, and those of the definition. */
export function headerWords(list: CompiledList, grid: Grid, top: number): HeaderWords {
  const texts = new Map<number, Set<string>>();
  const words = new Set(list.words);
  for (const row of grid.rows) {
    if (row.number < top) continue;
    for (const cell of row.cells) {
      if (cell.content.type !== 'text') continue;
      const { full } = readHeading(cell.content.value);
      words.add(full);
      texts.set(cell.column, (texts.get(cell.column) ?? new Set()).add(full));
    }
  }
  return { texts, words };
}

/** Longest text of a heading cell. */
const longestHeading = 40;

/** Whether a row is a header pasted in again: all text, and mostly headings. */
export function isRepeatedHeader(cells: readonly Cell[], header: HeaderWords): boolean {
  if (cells.length === 1) return false;
  // Data rows nearly always hold a number or a long text: this ends the look at them early.
  for (const { content } of cells) {
    if (content.type !== 'text' || content.value.length > longestHeading) return false;
  }
  let inPlace = 0;
  let known = 0;
  for (const [index, cell] of cells.entries()) {
    const { full, bare } = readHeading(cell.content.type === 'text' ? cell.content.value : '');
    if (header.texts.get(cell.column)?.has(full)) inPlace += 1;
    if (header.words.has(full) || header.words.has(bare)) known += 1;
    if (index >= 3 && inPlace + known === 0) return false;
  }
  return (inPlace >= 2 && inPlace * 2 >= cells.length) || (known >= 3 && known * 5 >= cells.length * 3);
}
