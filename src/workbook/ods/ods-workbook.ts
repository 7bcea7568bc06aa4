import { BatchedRows, type RowSource } from '../batched-rows.ts';
import { saveAs } from '../file-kind.ts';
import { ReadingTime, readingFailure, tooLarge } from '../reading.ts';
import { type Row, type Sheet, type Workbook, windowLimit } from '../sheet.ts';
import type { SourceFile } from '../source-file.ts';
import { scanPart } from '../xlsx/scan-part.ts';
import { utf8Chunks } from '../xlsx/utf8-chunks.ts';
import { elementName, token, XmlCursor } from '../xlsx/xml-cursor.ts';
import { partChunks, type ZipContainer, type ZipEntry } from '../zip.ts';
import { NumberStyles } from './number-styles.ts';
import { OdsScan, type OdsTable, type RepeatedRow } from './ods-scan.ts';

/** A workbook of at most so many cells is kept from the first scan on: nothing is read twice. */
const keptCells = 20_000;
/** Cells of one batch. */
const batchCells = 4_000;

const encryptionElement = elementName('encryption-data');

/**
 * Opens an OpenDocument table (.ods), also one that stands in several tables. All of them are in one part of the
 * container, which the first scan reads to its end; rows of a large one are read again as they are asked for, in
 * bounded memory.
 */
export async function openOds(source: SourceFile, zip: ZipContainer): Promise<Workbook> {
  const { reading } = source;
  await refuseOthers(zip);
  const content = zip.entries.get('content.xml');
  if (!content) throw readingFailure(reading, 'workbook-part-missing', { part: 'content.xml' });
  const file: OdsFile = { zip, content };
  const pass = new ContentPass(file, await readStyles(zip));
  let kept: RepeatedRow[] | undefined = [];
  let cells = 0;
  while (await pass.step()) {
    const rows = pass.takeRows();
    for (const { row, repeated } of rows) cells += row.cells.length * repeated;
    if (cells > keptCells) kept = undefined;
    kept?.push(...rows);
  }
  const { tables } = pass;
  if (tables.length === 0) throw readingFailure(reading, 'workbook-no-sheets');
  return {
    path: source.path,
    format: 'ods',
    sha256: source.sha256,
    bytes: source.bytes,
    sheets: tables.map((table, index) => new OdsSheet(file, table, index, kept)),
    findings: [],
    close: () => source.close(),
  };
}

interface OdsFile {
  readonly zip: ZipContainer;
  readonly content: ZipEntry;
}

/** Refuses text documents and the like, and encrypted ones, whose parts are noise. */
async function refuseOthers(zip: ZipContainer): Promise<void> {
  const { reading } = zip;
  const mimetype = zip.entries.get('mimetype');
  if (mimetype) {
    const pieces: Buffer[] = [];
    for await (const piece of partChunks(zip, mimetype)) {
      if (pieces.length < 2) pieces.push(Buffer.from(piece.subarray(0, 200)));
    }
    const type = Buffer.concat(pieces).toString('latin1').trim();
    if (!/^application\/vnd\.oasis\.opendocument\.spreadsheet(-template)?$/.test(type)) {
      throw readingFailure(reading, 'workbook-format-unsupported', {
        kind: '开放文档（.odt 等），不是表格',
        advice: saveAs('WPS 或 LibreOffice').replace('.xlsx', '.docx 或 .xlsx'),
      });
    }
  }
  const manifest = zip.entries.get('meta-inf/manifest.xml');
  if (!manifest) return;
  let isEncrypted = false;
  await scanPart(zip, manifest, 'manifest', (cursor, kind) => {
    if (kind === token.opened && cursor.name === encryptionElement) isEncrypted = true;
  });
  if (isEncrypted) throw readingFailure(reading, 'workbook-encrypted');
}

/** Number formats and named styles, which the content's own styles build upon. */
async function readStyles(zip: ZipContainer): Promise<NumberStyles> {
  const styles = new NumberStyles();
  const part = zip.entries.get('styles.xml');
  if (!part) return styles;
  await scanPart(zip, part, 'document-styles', (cursor, kind) => {
    styles.visit(cursor, kind);
    if (styles.overfull) throw tooLarge(zip.reading, '单元格样式数', '131072 种');
  });
  return styles;
}

/** One pass over the content part, a chunk at a time. */
class ContentPass {
  readonly #chunks: AsyncGenerator<Buffer, void>;
  readonly #cursor: XmlCursor;
  readonly #scan: OdsScan;
  readonly #time: ReadingTime;
  #ended = false;

  constructor({ zip, content }: OdsFile, styles: NumberStyles) {
    this.#chunks = utf8Chunks(partChunks(zip, content), zip.reading, content.name);
    this.#cursor = new XmlCursor(zip.reading, content.name);
    this.#scan = new OdsScan(zip.reading, styles);
    this.#time = new ReadingTime(zip.reading);
  }

  get tables(): readonly OdsTable[] {
    return this.#scan.tables;
  }

  /** Reads on; false once all is read. */
  async step(): Promise<boolean> {
    if (this.#ended) return false;
    const from = performance.now();
    const chunk = await this.#chunks.next();
    if (chunk.done) {
      this.#cursor.finish();
      this.#ended = true;
    } else {
      this.#cursor.push(chunk.value);
    }
    this.#scan.drain(this.#cursor);
    this.#time.add(from);
    return true;
  }

  takeRows(): RepeatedRow[] {
    const { rows } = this.#scan;
    this.#scan.rows = [];
    return rows;
  }

  async stop(): Promise<void> {
    this.#ended = true;
    await this.#chunks.return();
  }
}

class OdsSheet implements Sheet {
  readonly name: string;
  readonly index: number;
  readonly visibility: Sheet['visibility'];
  readonly merges: Sheet['merges'];
  readonly hiddenColumns: Sheet['hiddenColumns'];
  readonly #file: OdsFile;
  readonly #kept: readonly RepeatedRow[] | undefined;

  constructor(file: OdsFile, table: OdsTable, index: number, kept: readonly RepeatedRow[] | undefined) {
    this.name = table.name;
    this.index = index;
    this.visibility = table.hidden ? 'hidden' : 'visible';
    this.merges = table.merges;
    this.hiddenColumns = table.hiddenColumns;
    this.#file = file;
    this.#kept = kept;
  }

  rows(): AsyncIterable<Row> {
    return new BatchedRows(new OdsRows(this.#file, this.index, this.#kept, 1, Number.POSITIVE_INFINITY));
  }

  async window(from: number, to: number): Promise<Row[]> {
    const last = Math.min(to, from + windowLimit - 1);
    const rows: Row[] = [];
    const source = new OdsRows(this.#file, this.index, this.#kept, from, last);
    for await (const row of new BatchedRows(source)) rows.push(row);
    return rows;
  }
}

/** Rows `first`..`last` of one table, repetitions carried out in batches of bounded size. */
class OdsRows implements RowSource {
  readonly #file: OdsFile;
  readonly #table: number;
  readonly #first: number;
  readonly #last: number;
  #pass: ContentPass | undefined;
  #pending: readonly RepeatedRow[] = [];
  #next = 0;
  /** Rows of the pending one that have been given. */
  #given = 0;
  #done = false;

  constructor(
    file: OdsFile,
    table: number,
    kept: readonly RepeatedRow[] | undefined,
    first: number,
    last: number,
  ) {
    this.#file = file;
    this.#table = table;
    this.#first = first;
    this.#last = last;
    if (kept) {
      this.#pending = kept;
      this.#done = true;
    }
  }

  async next(): Promise<readonly Row[] | undefined> {
    if (this.#next < this.#pending.length) return this.#take();
    if (this.#done) {
      return undefined;
    }
    this.#pass ??= new ContentPass(this.#file, await readStyles(this.#file.zip));
    if (!(await this.#pass.step())) {
      this.#done = true;
      return undefined;
    }
    this.#pending = this.#pass.takeRows();
    this.#next = 0;
    // The rest of the part was checked by the first scan.
    if (this.#pass.tables.length > this.#table + 1) await this.stop();
    return this.#take();
  }

  async stop(): Promise<void> {
    this.#done = true;
    await this.#pass?.stop();
  }

  #take(): readonly Row[] {
    const rows: Row[] = [];
    let cells = 0;
    while (this.#next < this.#pending.length && cells < batchCells) {
      const { table, row, repeated } = this.#pending[this.#next]!;
      const number = row.number + this.#given;
      const isPast = table > this.#table || (table === this.#table && number > this.#last);
      if (isPast) this.#done = true;
      if (table !== this.#table || isPast || row.number + repeated - 1 < this.#first) {
        this.#next++;
        this.#given = 0;
        continue;
      }
      if (number >= this.#first) {
        rows.push(this.#given === 0 ? row : renumbered(row, number));
        cells += row.cells.length;
      }
      this.#given = number < this.#first ? this.#first - row.number : this.#given + 1;
      if (this.#given < repeated) continue;
      this.#next++;
      this.#given = 0;
    }
    return rows;
  }
}

function renumbered(row: Row, number: number): Row {
  return { ...row, number, cells: row.cells.map((cell) => ({ ...cell, row: number })) };
}
