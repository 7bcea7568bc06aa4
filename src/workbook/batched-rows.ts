import type { Row } from './sheet.ts';

/** Where rows come from, a batch at a time. */
export interface RowSource {
  /** The next rows, perhaps none; undefined after the last. */
  next(): Promise<readonly Row[] | undefined>;
  /** Called once when the reader leaves before the end. */
  stop(): Promise<void>;
}

/**
 * Gives the rows of a source one by one, at one turn of the event loop for each; an async generator would cost
 * three.
 */
export class BatchedRows implements AsyncIterableIterator<Row> {
  readonly #source: RowSource;
  #batch: readonly Row[] = [];
  #next = 0;
  #done = false;

  constructor(source: RowSource) {
    this.#source = source;
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

  /** The rows still to come, as many at a time as are at hand: a turn for each batch only. */
  async *batches(): AsyncGenerator<readonly Row[], void> {
    try {
      const begun = this.#batch.slice(this.#next);
      this.#batch = [];
      if (begun.length > 0) yield begun;
      while (!this.#done) {
        const batch = await this.#source.next();
        if (batch) yield batch;
        else this.#done = true;
      }
    } finally {
      await this.return();
    }
  }

  async return(): Promise<IteratorResult<Row, undefined>> {
    this.#batch = [];
    this.#next = 0;
    if (!this.#done) {
      this.#done = true;
      await this.#source.stop();
    }
    return { done: true, value: undefined };
  }

  async #nextBatch(): Promise<IteratorResult<Row, undefined>> {
    while (this.#next >= this.#batch.length) {
      if (this.#done) return { done: true, value: undefined };
      // Let go before the next ones come.
      this.#batch = [];
      this.#next = 0;
      const batch = await this.#source.next();
      if (batch) this.#batch = batch;
      else this.#done = true;
    }
    const value = this.#batch[this.#next++]!;
    return { done: false, value };
  }
}

/** Rows a batch at a time, however they come. */
export async function* rowBatches(rows: AsyncIterable<Row>): AsyncGenerator<readonly Row[], void> {
  if (rows instanceof BatchedRows) yield* rows.batches();
  else for await (const row of rows) yield [row];
}

/**
 * The rows of a batch one by one, each let go as it is given: a batch that is still held somewhere, for a promise
 * not yet collected, then holds no rows, which would grow old with it.
 */
export function* takeRows(batch: readonly Row[]): Generator<Row, void> {
  const rows = batch as (Row | undefined)[];
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at];
    rows[at] = undefined;
    if (row) yield row;
  }
}
