import { BatchedRows, type RowSource } from '../batched-rows.ts';
import { ReadingTime, readingFailure } from '../reading.ts';
import type { Cell, Row } from '../sheet.ts';
import { partChunks, type ZipContainer, type ZipEntry } from '../zip.ts';
import type { RowContext } from './cell-content.ts';
import { inColumnOrder, RowReader } from './row-reader.ts';
import { utf8Chunks } from './utf8-chunks.ts';
import { XmlCursor } from './xml-cursor.ts';

/** One pass over a sheet part: each step unpacks one chunk and gives the rows it completes. */
export class RowStream implements RowSource {
  readonly #chunks: AsyncGenerator<Buffer, void>;
  readonly #cursor: XmlCursor;
  readonly #reader: RowReader;
  readonly #time: ReadingTime;
  readonly #pieceBytes: number;
  #rest: Buffer | undefined;
  #done = false;

  constructor(zip: ZipContainer, entry: ZipEntry, context: RowContext, first?: number, last?: number) {
    this.#chunks = utf8Chunks(partChunks(zip, entry), zip.reading, entry.name);
    this.#cursor = new XmlCursor(zip.reading, entry.name);
    this.#reader = new RowReader(this.#cursor, context, first, last);
    this.#time = new ReadingTime(zip.reading);
    this.#pieceBytes = pieceBytes(context);
  }

  async next(): Promise<Row[] | undefined> {
    if (this.#done) return undefined;
    const from = performance.now();
    const rows: Row[] = [];
    const chunk = this.#rest ?? (await this.#chunks.next()).value;
    if (chunk === undefined) {
      this.#cursor.finish();
      this.#reader.read(rows);
      this.#done = true;
    } else {
      const whole = chunk.length <= this.#pieceBytes;
      this.#rest = whole ? undefined : chunk.subarray(this.#pieceBytes);
      this.#cursor.push(whole ? chunk : chunk.subarray(0, this.#pieceBytes));
      if (this.#reader.read(rows)) {
        this.#done = true;
        // The rest of the part was checked by the first scan.
        await this.#chunks.return();
      }
    }
    this.#time.add(from);
    return rows;
  }

  async stop(): Promise<void> {
    this.#done = true;
    await this.#chunks.return();
  }
}

/** Bytes of text that the cells of one step may refer to, about. */
const stepText = 48 * 1024 * 1024;
/** The shortest cell that refers to a shared text, `<c t="s"><v>0</v></c>`. */
const shortestReference = 22;

/**
 * Bytes of the sheet that are read in one step. The rows of a step are held until they are asked for; where shared
 * texts are long, a few bytes of sheet refer to very much text, and the steps must be shorter.
 */
function pieceBytes({ strings }: RowContext): number {
  const longest = Math.max(1, strings?.longest ?? 0);
  return Math.max(4096, Math.floor(stepText / longest) * shortestReference);
}

/** Rows of a sheet whose rows stand out of order, sorted; two parts of one row are put together. */
export async function sortedRows(zip: ZipContainer, entry: ZipEntry, context: RowContext): Promise<Row[]> {
  const rows = new Map<number, { cells: Cell[]; hidden: boolean }>();
  const { sortedCells: limit, sortedTextLength } = zip.reading.limits;
  let cells = 0;
  let length = 0;
  for await (const row of new BatchedRows(new RowStream(zip, entry, context))) {
    cells += row.cells.length;
    for (const { content, formula } of row.cells) {
      if (content.type === 'text') length += content.value.length;
      if (formula !== undefined) length += formula.length;
    }
    if (cells > limit || length > sortedTextLength) {
      throw readingFailure(zip.reading, 'workbook-rows-disordered', { sheet: context.sheet, limit });
    }
    const known = rows.get(row.number);
    if (known) {
      for (const cell of row.cells) known.cells.push(cell);
      known.hidden ||= row.hidden;
    } else {
      rows.set(row.number, { cells: [...row.cells], hidden: row.hidden });
    }
  }
  return [...rows]
    .sort(([one], [other]) => one - other)
    .map(([number, { cells, hidden }]) => ({ number, cells: inColumnOrder(cells), hidden }));
}
