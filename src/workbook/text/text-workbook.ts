import { basename, extname } from 'node:path';
import { TextDecoder } from 'node:util';
import { makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { BatchedRows, type RowSource } from '../batched-rows.ts';
import { ReadingTime, readingFailure, tooLarge } from '../reading.ts';
import { type Cell, type Row, type Sheet, type Workbook, windowLimit } from '../sheet.ts';
import type { SourceFile } from '../source-file.ts';
import { type EncodingFound, EncodingScan, type TextEncoding } from './encoding.ts';
import { RecordSplitter, SplitFailure } from './separated-rows.ts';
import { findSeparator, type Separator } from './separator.ts';

/** How the text of a file is to be taken. */
interface TextLayout {
  readonly encoding: TextEncoding;
  readonly mark: number;
  readonly separator: Separator;
  /** UTF-16 units before the first row. */
  readonly skip: number;
  /** NULs are among the text, to be left out. */
  readonly nuls: boolean;
}

const chunkBytes = 128 * 1024;
/** Bytes from which the separator is told. */
const beginningBytes = 64 * 1024;

/**
 * Opens a text as a workbook of one sheet: .csv, .tsv and the like, separated by commas, tabs, semicolons or bars.
 * Encoding is decided on the whole file; bytes that belong to no character are a failure, never a replacement
 * character. Every cell is a text, so that no code loses digits.
 */
export async function openText(source: SourceFile): Promise<Workbook> {
  const { reading } = source;
  const beginning = await readBeginning(source);
  const found = await scanEncoding(source, beginning);
  if (found.encoding === undefined || found.brokenLine > 0) {
    throw readingFailure(reading, 'text-undecodable', { line: found.brokenLine });
  }
  const { encoding, mark } = found;
  const whole = beginning.length === source.bytes;
  const words = new TextDecoder(encoding).decode(beginning.subarray(mark), { stream: !whole });
  const nuls = found.nuls > 0;
  const layout = { encoding, mark, nuls, ...findSeparator(words, whole, reading.limits) };
  const sheet = new TextSheet(source, layout);
  return {
    path: source.path,
    format: 'csv',
    sha256: source.sha256,
    bytes: source.bytes,
    sheets: [sheet],
    findings: oddities(source.path, found),
    close: () => source.close(),
  };
}

const encodingWords: Readonly<Record<TextEncoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  gb18030: 'GB18030',
};

function oddities(file: string, found: EncodingFound): Finding[] {
  const findings: Finding[] = [];
  if (found.doubtful) {
    const encoding = encodingWords[found.encoding ?? 'utf-8'];
    findings.push(makeFinding('text-encoding-doubtful', { encoding }, { file }));
  }
  if (found.lostLine > 0) {
    findings.push(makeFinding('text-characters-lost', { line: found.lostLine }, { file }));
  }
  if (found.nuls > 0) findings.push(makeFinding('text-nul', { count: found.nuls }, { file }));
  return findings;
}

async function readBeginning(source: SourceFile): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.min(source.bytes, beginningBytes));
  const { bytesRead } = await source.handle.read(bytes, 0, bytes.length, 0);
  return bytes.subarray(0, bytesRead);
}

async function scanEncoding(source: SourceFile, beginning: Buffer): Promise<EncodingFound> {
  const scan = new EncodingScan(beginning);
  const time = new ReadingTime(source.reading);
  let from = performance.now();
  for await (const piece of filePieces(source)) {
    scan.add(piece);
    time.add(from);
    from = performance.now();
  }
  return scan.finish();
}

/** The file from its beginning, in pieces that share one buffer. */
async function* filePieces(source: SourceFile, start = 0): AsyncGenerator<Buffer, void> {
  const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(1, source.bytes)));
  for (let at = start; ; ) {
    source.reading.signal?.throwIfAborted();
    const { bytesRead } = await source.handle.read(buffer, 0, buffer.length, at);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

function decoderOf(encoding: TextEncoding): TextDecoder {
  // The mark is passed over by its bytes; a second one would be a character of the text.
  return new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
}

class TextSheet implements Sheet {
  readonly name: string;
  readonly index = 0;
  readonly visibility = 'visible';
  readonly merges = [];
  readonly hiddenColumns = [];
  readonly #source: SourceFile;
  readonly #layout: TextLayout;

  constructor(source: SourceFile, layout: TextLayout) {
    this.name = basename(source.path, extname(source.path));
    this.#source = source;
    this.#layout = layout;
  }

  rows(): AsyncIterable<Row> {
    return new BatchedRows(new TextRows(this.#source, this.#layout, 1, Number.POSITIVE_INFINITY));
  }

  async window(from: number, to: number): Promise<Row[]> {
    const last = Math.min(to, from + windowLimit - 1);
    const rows: Row[] = [];
    const source = new TextRows(this.#source, this.#layout, from, last);
    for await (const row of new BatchedRows(source)) rows.push(row);
    return rows;
  }
}

/** One pass over the text: each step reads and splits one piece. Rows outside `first`..`last` are passed over. */
class TextRows implements RowSource {
  readonly #source: SourceFile;
  readonly #pieces: AsyncGenerator<Buffer, void>;
  readonly #decoder: TextDecoder;
  readonly #splitter: RecordSplitter;
  readonly #time: ReadingTime;
  readonly #first: number;
  readonly #last: number;
  readonly #nuls: boolean;
  #skip: number;
  #batch: Row[] = [];
  #done = false;
  #atEnd = false;

  constructor(source: SourceFile, layout: TextLayout, first: number, last: number) {
    this.#source = source;
    this.#pieces = filePieces(source, layout.mark);
    this.#decoder = decoderOf(layout.encoding);
    this.#splitter = new RecordSplitter(layout.separator, source.reading.limits);
    this.#time = new ReadingTime(source.reading);
    this.#first = first;
    this.#last = last;
    this.#skip = layout.skip;
    this.#nuls = layout.nuls;
  }

  async next(): Promise<readonly Row[] | undefined> {
    if (this.#done) return undefined;
    const from = performance.now();
    const piece = await this.#pieces.next();
    this.#batch = [];
    try {
      if (piece.done) {
        this.#done = true;
        this.#atEnd = true;
        this.#splitter.push(this.#decoded(), this.#take);
        this.#splitter.finish(this.#take);
      } else {
        this.#splitter.push(this.#decoded(piece.value), this.#take);
        if (this.#splitter.row >= this.#last) await this.stop();
      }
    } catch (error) {
      throw this.#failure(error);
    }
    this.#time.add(from);
    return this.#batch;
  }

  async stop(): Promise<void> {
    this.#done = true;
    await this.#pieces.return();
  }

  #decoded(piece?: Buffer): string {
    const text = piece ? this.#decoder.decode(piece, { stream: true }) : this.#decoder.decode();
    if (this.#skip === 0) return text;
    const kept = text.slice(this.#skip);
    this.#skip = Math.max(0, this.#skip - text.length);
    return kept;
  }

  readonly #take = (fields: readonly string[], row: number): void => {
    if (row < this.#first || row > this.#last) return;
    const cells: Cell[] = [];
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index]!;
      if (field === '') continue;
      const first = field.charCodeAt(0);
      // Nearly no field begins so.
      const value = this.#nuls || first === 0x3d || first === 0x27 ? cleanField(field) : field;
      if (value === '') continue;
      cells.push({ row, column: index + 1, content: { type: 'text', value }, format: 'General' });
    }
    if (cells.length === 0) return;
    this.#batch.push({ number: row, cells, hidden: false, fields: fields.length, isUnended: this.#atEnd });
  };

  #failure(error: unknown): unknown {
    const { reading } = this.#source;
    if (error instanceof TypeError) {
      // Whole by its bytes, and yet no character of the standard.
      return readingFailure(reading, 'text-undecodable', { line: this.#splitter.row + 1 });
    }
    if (!(error instanceof SplitFailure)) return error;
    const { rows, columns, textLength } = reading.limits;
    switch (error.problem) {
      case 'unclosed-quote':
        return readingFailure(reading, 'text-quote-unclosed', { row: error.row });
      case 'rows':
        return tooLarge(reading, '行数', `${rows} 行`);
      case 'columns':
        return tooLarge(reading, `第 ${error.row} 行的列数`, `${columns} 列`);
      default:
        return tooLarge(reading, `第 ${error.row} 行的文字长度`, `${textLength} 字`);
    }
  }
}

/**
 * A field without what programs add to keep a code a text: `="00123"`, as Excel itself would show it, and an
 * apostrophe before a code. NULs, with which some systems fill fields up, are left out.
 */
function cleanField(field: string): string {
  const text = field.replaceAll('\0', '');
  const first = text.charCodeAt(0);
  if (first === 0x3d) {
    const literal = /^="((?:[^"]|"")*)"$/.exec(text);
    if (literal) return literal[1]!.replaceAll('""', '"');
  } else if (first === 0x27 && /^'[0-9A-Za-z.+-]*$/.test(text) && /\d/.test(text)) {
    return text.slice(1);
  }
  return text;
}
