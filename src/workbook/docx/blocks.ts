/** A paragraph of a Word document, with what tells to which table it belongs. */
export interface WordParagraph {
  readonly kind: 'paragraph';
  readonly text: string;
  /** Centred, or a heading by its outline level: reads like a title. */
  readonly isTitle: boolean;
  /** A page or section begins with it, or right after it. */
  readonly breaks: 'before' | 'after' | undefined;
}

/** How a cell goes together with the one above it or to its left. */
export type WordMerge = 'restart' | 'continue';

export interface WordCell {
  readonly blocks: readonly WordBlock[];
  /** Columns of the table's grid that it covers. */
  readonly span: number;
  readonly vertical: WordMerge | undefined;
  readonly horizontal: WordMerge | undefined;
  /** Some of its text is hidden in Word and was left out. */
  readonly hidesText: boolean;
}

export interface WordRow {
  readonly cells: readonly WordCell[];
  /** Columns of the grid left free before the first cell. */
  readonly before: number;
  readonly hidden: boolean;
}

export interface WordTable {
  readonly kind: 'table';
  readonly rows: readonly WordRow[];
}

/** What follows one another in a document's body, or in a cell: text boxes stand where they are anchored. */
export type WordBlock = WordParagraph | WordTable;

/** The text of a cell, or of anything that holds blocks: a line for each paragraph and each row of a table within. */
export function textOfBlocks(blocks: readonly WordBlock[]): string {
  const lines = blocks.map((block) =>
    block.kind === 'paragraph'
      ? block.text
      : block.rows
          .map(({ cells }) => cells.map((cell) => textOfBlocks(cell.blocks).replaceAll('\n', ' ')).join('\t'))
          .join('\n'),
  );
  return trimmed(lines.join('\n'), (sign) => sign === '\n');
}

/** The text without what it begins and ends with; a pattern for the end would search from each place anew. */
export function trimmed(text: string, goes: (sign: string) => boolean): string {
  let from = 0;
  let to = text.length;
  while (from < to && goes(text.charAt(from))) from++;
  while (to > from && goes(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}
