import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { cellAddress } from '../workbook/address.ts';
import { rowBatches, takeRows } from '../workbook/batched-rows.ts';
import type { Cell, Row, Sheet } from '../workbook/sheet.ts';
import { columnLabel, compileList } from './compiled.ts';
import type { ListDefinition } from './definition.ts';
import type { Dictionaries } from './dictionary.ts';
import { compactText } from './fields/cell-text.ts';
import { isBlankCell, makeGrid, readGrid } from './grid.ts';
import { compileMappings } from './hand-mapping.ts';
import { matchHeader } from './header-block.ts';
import { readHeading } from './headings.ts';
import { MarkedColumns } from './marked-columns.ts';
import { trackMerges } from './merge-tracker.ts';
import type { ListReader, SkippedRow, SkipReason, TableLocation, TableRecord } from './record.ts';
import { recordBuilder } from './record-builder.ts';
import { type HeaderWords, headerWords, isRepeatedHeader } from './repeated-header.ts';
import {
  footerReader,
  isCaption,
  isColumnKey,
  isExample,
  isNote,
  isNumbering,
  isSubtotal,
} from './row-kinds.ts';
import { ShortRows } from './short-rows.ts';
import { UnheadedColumns } from './unheaded-columns.ts';

/** Hidden rows named in the notice. */
const namedRows = 10;

/**
 * Reads the rows below a header, as a stream: records, and the rows that are none with the reason. Blank rows,
 * rows with nothing but 序号 and signature lines are not counted. Memory does not grow with the sheet.
 */
export function readList(
  sheet: Sheet,
  definition: ListDefinition,
  location: TableLocation,
  dictionaries: Dictionaries,
): ListReader {
  const footer: Record<string, string> = {};
  const findings: Finding[] = [];
  return {
    footer,
    findings,
    batches,
    async *[Symbol.asyncIterator]() {
      for await (const items of batches()) yield* items;
    },
  };

  async function* batches(): AsyncGenerator<Iterable<TableRecord | SkippedRow>> {
    for (const key of Object.keys(footer)) delete footer[key];
    findings.length = 0;
    const reading = new ListReading(sheet, definition, location, dictionaries, footer, findings);
    await reading.begin();
    const last = location.lastRow ?? Number.POSITIVE_INFINITY;
    for await (const rows of rowBatches(sheet.rows())) {
      const end = rows.at(-1)?.number ?? 0;
      yield itemsOf(takeRows(rows), reading);
      if (end > last) break;
    }
    reading.end();
  }

  function* itemsOf(rows: Iterable<Row>, reading: ListReading): Generator<TableRecord | SkippedRow> {
    for (const row of rows) {
      if (row.number <= location.headerBottom) continue;
      if (location.lastRow !== undefined && row.number > location.lastRow) return;
      const item = reading.take(row);
      if (item) yield item;
    }
  }
}

/** One pass over the rows of a list. */
class ListReading {
  readonly #sheet: Sheet;
  readonly #definition: ListDefinition;
  readonly #location: TableLocation;
  readonly #footer: Record<string, string>;
  readonly #findings: Finding[];
  readonly #builder;
  readonly #merges;
  readonly #footers;
  readonly #captionOptions;
  #columns: Readonly<Record<string, number>>;
  #mapped: ReadonlySet<number> = new Set();
  #required: ReadonlySet<number> = new Set();
  #needed: readonly number[] = [];
  #header: HeaderWords = { texts: new Map(), words: new Set() };
  /** Rows of a repeated header, until a row that belongs to none. */
  #pastedHeader: Row[] = [];
  #unreadable: { row: number; missing: string } | undefined;
  #lastRow: number;
  #apart = false;
  #closed = false;
  #parted = false;
  #ended = false;
  readonly #hidden: number[] = [];
  readonly #marked: MarkedColumns;
  readonly #unheaded = new UnheadedColumns();
  readonly #short = new ShortRows();

  constructor(
    sheet: Sheet,
    definition: ListDefinition,
    location: TableLocation,
    dictionaries: Dictionaries,
    footer: Record<string, string>,
    findings: Finding[],
  ) {
    this.#sheet = sheet;
    this.#definition = definition;
    this.#location = location;
    this.#footer = footer;
    this.#findings = findings;
    this.#merges = trackMerges(sheet.merges, location.headerBottom);
    this.#builder = recordBuilder(definition, sheet.name, { dictionaries }, this.#merges);
    this.#marked = new MarkedColumns(definition);
    this.#footers = footerReader(definition.footer);
    this.#lastRow = location.headerBottom;
    this.#columns = location.columns;
    this.#captionOptions = {
      titleWords: definition.titleWords.map(compactText),
      spanOf: (cell: Cell) => this.#merges.spanOf(cell),
      sequenceColumn: undefined as number | undefined,
      districtColumn: undefined as number | undefined,
    };
    this.#map(location.columns);
  }

  /** Reads what stands above the data: the header's own words, and 填报人 or 日期 in the lines above it. */
  async begin(): Promise<void> {
    const { headerTop, headerBottom } = this.#location;
    const grid = await readGrid(this.#sheet, 1, headerBottom);
    this.#header = headerWords(compileList(this.#definition), grid, headerTop);
    this.#unheaded.head(this.#header.texts.keys());
    this.#short.head(grid.rows.find(({ number }) => number === headerBottom));
    for (const row of grid.rows) if (row.number < headerTop) this.#footers.read(row.cells, this.#footer);
  }

  /** What the row is: a record, a skipped row, or nothing that counts. */
  take(row: Row): TableRecord | SkippedRow | undefined {
    this.#merges.move(row);
    const filled = row.cells.filter((cell) => !isBlankCell(cell));
    if (filled.length === 0) return undefined;
    const gap = this.#isGap(row.number);
    this.#lastRow = row.number;
    if (isRepeatedHeader(filled, this.#header)) {
      this.#pastedHeader.push({ ...row, cells: filled });
      return { row: row.number, reason: 'repeated-header' };
    }
    const afterHeader = this.#pastedHeader.length > 0;
    if ((afterHeader || row.number === this.#location.headerBottom + 1) && isColumnKey(filled)) {
      return { row: row.number, reason: 'repeated-header' };
    }
    if (afterHeader) this.#adoptHeader();
    this.#apart ||= gap || afterHeader;
    const mapped = filled.filter((cell) => this.#isMapped(cell.column));
    const reason = this.#skipReason(filled, mapped);
    // Totals, titles and notes come between rows wherever a page ends: they are never meant by 同上.
    if (reason === 'example') this.#parted = true;
    if (reason === 'uncounted') return undefined;
    if (reason) return { row: row.number, reason };
    if (row.fields !== undefined) this.#short.count(row);
    if (mapped.length < filled.length) {
      this.#unheaded.count(filled.filter((cell) => !this.#isMapped(cell.column)));
    }
    return this.#record(row, mapped);
  }

  end(): void {
    if (this.#pastedHeader.length > 0) this.#adoptHeader();
    const { columns, headerBottom } = this.#location;
    this.#findings.push(...this.#marked.findings(this.#sheet.name, columns, headerBottom));
    this.#findings.push(...this.#unheaded.findings(this.#sheet.name));
    this.#findings.push(...this.#short.findings(this.#sheet.name));
    if (this.#hidden.length === 0) return;
    const rows = this.#hidden.slice(0, namedRows).join('、') + (this.#hidden.length > namedRows ? ' 等' : '');
    this.#findings.push(
      makeFinding('hidden-rows', { count: this.#hidden.length, rows }, { sheet: this.#sheet.name }),
    );
  }

  #map(columns: Readonly<Record<string, number>>): void {
    this.#columns = columns;
    this.#builder.remap(columns);
    const required = this.#definition.columns.filter((column) => column.required || column.needed);
    const at = (keys: readonly { key: string }[]) =>
      keys.flatMap(({ key }) => (columns[key] === undefined ? [] : [columns[key]]));
    this.#required = new Set(at(required));
    this.#needed = at(required.filter((column) => column.block === undefined));
    const sequence = this.#definition.columns.find((column) => column.type === 'sequence');
    this.#captionOptions.sequenceColumn = sequence && columns[sequence.key];
    const district = this.#definition.columns.find(({ type }) => type === 'district');
    this.#captionOptions.districtColumn = district && columns[district.key];
    this.#mapped = new Set(Object.values(columns));
  }

  #isMapped(column: number): boolean {
    return this.#mapped.has(column);
  }

  /** Whether blank rows lie in between; rows that a merged record reaches over do not count. */
  #isGap(row: number): boolean {
    if (row <= this.#lastRow + 1) return false;
    return !this.#needed.some((column) => {
      const merged = this.#merges.at(column);
      return merged !== undefined && merged.range.top <= this.#lastRow && merged.range.bottom >= row - 1;
    });
  }

  /** The rows pasted in: the same header, another order of columns, or one that cannot be read. */
  #adoptHeader(): void {
    const rows = this.#pastedHeader;
    this.#pastedHeader = [];
    this.#unheaded.head(rows.flatMap(({ cells }) => cells.map(({ column }) => column)));
    this.#ended = false;
    const first = rows[0]?.number ?? 0;
    const last = rows.at(-1)?.number ?? first;
    const sameWords = rows.every((row) => row.cells.every((cell) => this.#isHeaderCell(cell)));
    if (sameWords && this.#columns === this.#location.columns) {
      this.#unreadable = undefined;
      return;
    }
    const list = compileList(this.#definition);
    const roles = Object.entries(this.#definition.parents).flatMap(([name, others]) =>
      [name, ...others].map(readHeading),
    );
    const told = compileMappings(
      this.#definition,
      this.#location.byHand?.map(({ mapping }) => mapping) ?? [],
    );
    const match = matchHeader(makeGrid(rows, this.#sheet.merges), list, first, last, roles, told);
    if (match.missing.length > 0 || match.duplicates.length > 0) {
      const fields = [...match.missing, ...match.duplicates.map(({ column }) => column)];
      this.#unreadable = { row: first, missing: fields.map(columnLabel).join('、') };
      return;
    }
    this.#unreadable = undefined;
    const keys = new Set([...Object.keys(match.columns), ...Object.keys(this.#columns)]);
    if ([...keys].every((key) => match.columns[key] === this.#columns[key])) return;
    this.#map(match.columns);
    this.#findings.push(
      makeFinding('header-changed', { row: first }, { sheet: this.#sheet.name, cell: cellAddress(first, 1) }),
    );
  }

  /** Whether a cell of a pasted header says what the header above says there, or nothing that matters. */
  #isHeaderCell(cell: Cell): boolean {
    if (cell.content.type !== 'text') return true;
    const { full, bare } = readHeading(cell.content.value);
    if (this.#header.texts.get(cell.column)?.has(full)) return true;
    const { words } = compileList(this.#definition);
    return !this.#isMapped(cell.column) && !words.has(full) && !words.has(bare);
  }

  /** Why the row is no record; `uncounted` for numbering alone and signature lines. */
  #skipReason(filled: readonly Cell[], mapped: readonly Cell[]): SkipReason | 'uncounted' | undefined {
    const [only, ...others] = filled;
    if (only && others.length === 0 && only.column === this.#captionOptions.sequenceColumn) {
      if (isNumbering(only)) return 'uncounted';
    }
    if (this.#footers.read(filled, this.#footer)) {
      this.#ended = true;
      this.#closed = true;
      return 'uncounted';
    }
    if (isSubtotal(filled, this.#required)) {
      this.#closed = true;
      return 'subtotal';
    }
    if (isExample(filled)) return 'example';
    if (isNote(filled)) {
      this.#ended = true;
      this.#closed = true;
      return 'note';
    }
    if (isCaption(filled, this.#captionOptions) || mapped.length === 0) return 'note';
    if (!this.#ended) return undefined;
    // Below the end only what is surely a row of the table is taken for one.
    const isData =
      mapped.length >= 2 && this.#needed.every((column) => mapped.some((cell) => cell.column === column));
    return isData ? undefined : 'note';
  }

  #record(row: Row, mapped: readonly Cell[]): TableRecord {
    const place = { sheet: this.#sheet.name, cell: cellAddress(row.number, mapped[0]?.column ?? 1) };
    if (row.hidden) this.#hidden.push(row.number);
    if (this.#unreadable) {
      this.#parted = true;
      const { row: header, missing } = this.#unreadable;
      const findings = [makeFinding('header-unreadable', { row: header, missing }, place)];
      return { row: row.number, values: {}, cells: {}, raw: {}, findings };
    }
    if (this.#ended) {
      this.#ended = false;
      this.#findings.push(makeFinding('rows-after-end', { row: row.number }, place));
    }
    const around = { apart: this.#apart, closed: this.#closed, parted: this.#parted };
    this.#apart = false;
    this.#closed = false;
    this.#parted = false;
    const cells: (Cell | undefined)[] = [];
    for (const cell of mapped) cells[cell.column] = cell;
    const record = this.#builder.build(row.number, cells, around);
    this.#marked.count(record);
    return record;
  }
}
