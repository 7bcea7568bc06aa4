import { ReadingTime, readingFailure } from '../reading.ts';
import type { Row } from '../sheet.ts';
import { partChunks, type ZipContainer, type ZipEntry } from '../zip.ts';
import type { RowContext } from './cell-content.ts';
import { inColumnOrder, RowReader } from './row-reader.ts';
import { utf8Chunks } from './utf8-chunks.ts';
import { XmlCursor } from './xml-cursor.ts';

/**
 * One pass over a sheet part. Each step unpacks one chunk and gives the rows it completes, one by one; an async
 * generator would cost three turns of the event loop for each row, this costs one.
 */
export class RowStream implements AsyncIterableIterator<Row> {
  readonly #chunks: AsyncGenerator<Buffer, void>;
  readonly #cursor: XmlCursor;
  readonly #reader: RowReader;
  readonly #time: ReadingTime;
  #batch: Row[] = [];
  #next = 0;
  #done = false;

  constructor(zip: ZipContainer, entry: ZipEntry, context: RowContext, first?: number, last?: number) {
    this.#chunks = utf8Chunks(partChunks(zip, entry), zip.reading, entry.name);
    this.#cursor = new XmlCursor(zip.reading, entry.name);
    this.#reader = new RowReader(this.#cursor, context, first, last);
    this.#time = new ReadingTime(zip.reading);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Row, undefined>> {
    const row = this.#batch[this.#next];
    if (!row) return this.#nextBatch();
    this.#next++;
    return Promise.resolve({ done: false, value: row });
  }

  async return(): Promise<IteratorResult<Row, undefined>> {
    this.#done = true;
    this.#batch = [];
    this.#next = 0;
    await this.#chunks.return();
    return { done: true, value: undefined };
  }

  async #nextBatch(): Promise<IteratorResult<Row, undefined>> {
    while (this.#next >= this.#batch.length) {
      if (this.#done) return { done: true, value: undefined };
      this.#batch = [];
      this.#next = 0;
      await this.#step();
    }
    const value = this.#batch[this.#next++]!;
    return { done: false, value };
  }

  async #step(): Promise<void> {
    const from = performance.now();
    const chunk = await this.#chunks.next();
    if (chunk.done) {
      this.#cursor.finish();
      this.#reader.read(this.#batch);
      this.#done = true;
    } else {
      this.#cursor.push(chunk.value);
      if (this.#reader.read(this.#batch)) {
        this.#done = true;
        // The rest of the part was checked by the first scan.
        await this.#chunks.return();
      }
    }
    this.#time.add(from);
  }
}

/** Rows of a sheet whose rows stand out of order, sorted; two parts of one row are put together. */
export async function sortedRows(zip: ZipContainer, entry: ZipEntry, context: RowContext): Promise<Row[]> {
  const rows = new Map<number, Row>();
  const limit = zip.reading.limits.sortedCells;
  let cells = 0;
  for await (const row of new RowStream(zip, entry, context)) {
    cells += row.cells.length;
    if (cells > limit) {
      throw readingFailure(zip.reading, 'workbook-rows-disordered', { sheet: context.sheet, limit });
    }
    const known = rows.get(row.number);
    rows.set(
      row.number,
      known
        ? { ...row, cells: inColumnOrder([...known.cells, ...row.cells]), hidden: known.hidden || row.hidden }
        : row,
    );
  }
  return [...rows.values()].sort((one, other) => one.number - other.number);
}
