import { BatchedRows, type RowSource } from '../batched-rows.ts';
import { sizeWords, tooLarge } from '../reading.ts';
import { type Row, type Sheet, type Workbook, windowLimit } from '../sheet.ts';
import type { SourceFile } from '../source-file.ts';
import type { LibraryKind, LibraryRequest, OutlinedSheet, RowBatch } from './process-protocol.ts';
import { readingProcess } from './reading-process.ts';

/**
 * Opens a workbook that the library reads, in a process of its own. A small one, a form for instance, comes over
 * whole; of a large one the process holds the cells and gives them in batches.
 *
 * @param content the bytes for the library, in memory that can be handed over; called again where the process has
 *   read another workbook meanwhile
 */
export async function openInProcess(
  source: SourceFile,
  kind: LibraryKind,
  format: Workbook['format'],
  content: () => Promise<Uint8Array>,
): Promise<Workbook> {
  const file = new LibraryFile(source, kind, content);
  const sheets = (await file.open()).map((outline, index) => new LibrarySheet(file, outline, index));
  return {
    path: source.path,
    format,
    sha256: source.sha256,
    bytes: source.bytes,
    sheets,
    findings: [],
    close: async () => {
      await readingProcess.release(file);
      await source.close();
    },
  };
}

/** The file as the process is given it, anew where the process has read another one meanwhile. */
class LibraryFile {
  readonly #source: SourceFile;
  readonly #kind: LibraryKind;
  readonly #content: () => Promise<Uint8Array>;

  constructor(source: SourceFile, kind: LibraryKind, content: () => Promise<Uint8Array>) {
    this.#source = source;
    this.#kind = kind;
    this.#content = content;
  }

  async open(): Promise<readonly OutlinedSheet[]> {
    const { reading, bytes } = this.#source;
    const { libraryFileBytes } = reading.limits;
    if (bytes > libraryFileBytes) throw tooLarge(reading, '文件大小', sizeWords(libraryFileBytes));
    const answer = await readingProcess.ask(this, reading, () => this.#request());
    return 'sheets' in answer ? answer.sheets : [];
  }

  async rows(sheet: number, from: number, to: number): Promise<RowBatch> {
    const request = { task: 'rows', sheet, from, to } as const;
    const answer = await readingProcess.ask(this, this.#source.reading, () => this.#request(), request);
    return 'next' in answer ? answer : { rows: [], next: undefined };
  }

  async #request(): Promise<LibraryRequest> {
    const { sheets, rows, columns, textLength, merges } = this.#source.reading.limits;
    const bytes = await this.#content();
    return { task: 'open', kind: this.#kind, bytes, limits: { sheets, rows, columns, textLength, merges } };
  }
}

class LibrarySheet implements Sheet {
  readonly name: string;
  readonly index: number;
  readonly visibility: Sheet['visibility'];
  readonly merges: Sheet['merges'];
  readonly hiddenColumns: Sheet['hiddenColumns'];
  readonly #file: LibraryFile;
  readonly #rows: readonly Row[] | undefined;

  constructor(file: LibraryFile, outline: OutlinedSheet, index: number) {
    this.name = outline.name;
    this.index = index;
    this.visibility = outline.visibility;
    this.merges = outline.merges;
    this.hiddenColumns = outline.hiddenColumns;
    this.#file = file;
    this.#rows = outline.rows;
  }

  rows(): AsyncIterable<Row> {
    return new BatchedRows(this.#source(1, Number.POSITIVE_INFINITY));
  }

  async window(from: number, to: number): Promise<Row[]> {
    const last = Math.min(to, from + windowLimit - 1);
    if (this.#rows) return this.#rows.filter((row) => row.number >= from && row.number <= last);
    const rows: Row[] = [];
    for await (const row of new BatchedRows(this.#source(Math.max(1, from), last))) rows.push(row);
    return rows;
  }

  #source(from: number, to: number): RowSource {
    const whole = this.#rows;
    let next: number | undefined = from;
    return {
      next: async () => {
        if (next === undefined) return undefined;
        if (whole) {
          next = undefined;
          // A batch is emptied as it is taken; these rows are read again.
          return [...whole];
        }
        const batch: RowBatch = await this.#file.rows(this.index, next, to);
        next = batch.next;
        return batch.rows;
      },
      stop: async () => {
        next = undefined;
      },
    };
  }
}
