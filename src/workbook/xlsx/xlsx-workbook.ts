import { BatchedRows } from '../batched-rows.ts';
import { type Row, type Sheet, type Workbook, windowLimit } from '../sheet.ts';
import type { SourceFile } from '../source-file.ts';
import type { ZipContainer, ZipEntry } from '../zip.ts';
import type { RowContext } from './cell-content.ts';
import { readPackage, type SheetEntry } from './package.ts';
import { RowStream, sortedRows } from './row-stream.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readOutline, type SheetOutline } from './sheet-outline.ts';
import { readCellFormats } from './styles.ts';

/**
 * Reads what is needed before the first row: styles, shared strings and the outline of every sheet. Takes over
 * the container; the file stays open until the workbook is closed.
 */
export async function openXlsx(zip: ZipContainer, mainPart: string, source: SourceFile): Promise<Workbook> {
  const found = await readPackage(zip, mainPart);
  const formats = found.styles ? await readCellFormats(zip, found.styles) : [];
  // Parts are unpacked in threads of their own: the sheets can be under way while the texts are taken in.
  const [texts, outlines] = await Promise.allSettled([
    found.sharedStrings ? readSharedStrings(zip, found.sharedStrings) : undefined,
    readOutlines(zip, found.sheets),
  ]);
  if (texts.status === 'rejected') throw texts.reason;
  if (outlines.status === 'rejected') throw outlines.reason;
  const sheets = found.sheets.map((sheet, index) => {
    const context = {
      reading: zip.reading,
      sheet: sheet.name,
      formats,
      strings: texts.value,
      date1904: found.date1904,
    };
    return new XlsxSheet(zip, sheet, index, outlines.value[index]!, context);
  });
  return {
    path: source.path,
    format: 'xlsx',
    sha256: source.sha256,
    bytes: source.bytes,
    sheets,
    findings: [],
    close: () => source.close(),
  };
}

/** One after the other: a workbook of many sheets must not open all of them at once. */
async function readOutlines(zip: ZipContainer, sheets: readonly SheetEntry[]): Promise<SheetOutline[]> {
  const outlines: SheetOutline[] = [];
  for (const sheet of sheets) outlines.push(await readOutline(zip, sheet.entry));
  return outlines;
}

class XlsxSheet implements Sheet {
  readonly name: string;
  readonly index: number;
  readonly visibility: Sheet['visibility'];
  readonly merges: Sheet['merges'];
  readonly hiddenColumns: Sheet['hiddenColumns'];
  readonly lastRow: number;
  readonly #zip: ZipContainer;
  readonly #entry: ZipEntry;
  readonly #ordered: boolean;
  readonly #context: RowContext;

  constructor(
    zip: ZipContainer,
    sheet: SheetEntry,
    index: number,
    outline: SheetOutline,
    context: RowContext,
  ) {
    this.name = sheet.name;
    this.index = index;
    this.visibility = sheet.visibility;
    this.merges = outline.merges;
    this.hiddenColumns = outline.hiddenColumns;
    this.lastRow = outline.lastRow;
    this.#zip = zip;
    this.#entry = sheet.entry;
    this.#ordered = outline.ordered;
    this.#context = context;
  }

  rows(): AsyncIterable<Row> {
    if (this.#ordered) return new BatchedRows(new RowStream(this.#zip, this.#entry, this.#context));
    return this.#sorted();
  }

  async window(from: number, to: number): Promise<Row[]> {
    const last = Math.min(to, from + windowLimit - 1);
    if (!this.#ordered) {
      const rows = await sortedRows(this.#zip, this.#entry, this.#context);
      return rows.filter((row) => row.number >= from && row.number <= last);
    }
    const rows: Row[] = [];
    const source = new RowStream(this.#zip, this.#entry, this.#context, from, last);
    for await (const row of new BatchedRows(source)) rows.push(row);
    return rows;
  }

  async *#sorted(): AsyncGenerator<Row, void> {
    yield* await sortedRows(this.#zip, this.#entry, this.#context);
  }
}
