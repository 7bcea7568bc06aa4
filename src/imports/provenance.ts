import type { Ledger } from '../store/ledger.ts';
import type { RowOutcome } from '../tables/import-target.ts';
import { addressOf, ListRecord } from '../tables/list-record.ts';
import type { TableRecord } from '../tables/record.ts';
import { parseRange } from '../workbook/address.ts';
import {
  addSourceFile,
  addSourceRow,
  addSourceTable,
  fieldBits,
  type SourceColumn,
  setSourceFooter,
  sourceColumns,
} from './provenance.store.ts';
import type { SurveyedFile, SurveyedTable } from './survey.ts';
import type { TableSource } from './table-source.ts';

/** A table of a file with the columns in which its values stand. */
interface SourceTable {
  readonly id: number;
  readonly columns: readonly SourceColumn[];
}

interface OpenTable extends SourceTable {
  readonly fileId: number;
  readonly sheet: string;
  readonly table: string;
  /** Its columns as text. */
  readonly text: string;
  /** The same table for rows whose values stand elsewhere, by their columns as text. */
  readonly moved: Map<string, SourceTable>;
}

/** Ways of standing elsewhere that one table may have; a row beyond them names its own cell, which says 同上. */
const mostMoved = 5_000;

const isMoved = (record: TableRecord) => record instanceof ListRecord && record.standsElsewhere;

/**
 * Writes down which file, sheet and row each value of the ledger came from. Files and tables of which nothing was
 * taken leave no trace.
 */
export class ProvenanceWriter {
  readonly #ledger: Ledger;
  readonly #operation: number;
  readonly #source: TableSource;
  readonly #files = new Map<SurveyedFile, number>();
  readonly #archives = new Set<string>();
  readonly #tables = new Map<SurveyedTable, OpenTable>();
  #lastBits:
    | {
        readonly columns: readonly SourceColumn[];
        readonly fields: readonly string[];
        readonly bits: number;
      }
    | undefined;

  constructor(ledger: Ledger, operation: number, source: TableSource) {
    this.#ledger = ledger;
    this.#operation = operation;
    this.#source = source;
  }

  record(table: SurveyedTable, record: TableRecord, outcome: RowOutcome): void {
    for (const target of outcome.targets) {
      if (target.fields.length === 0) continue;
      const opened = this.#open(table);
      const { id, columns } = isMoved(record) ? this.#moved(opened, record, target.fields) : opened;
      addSourceRow(
        this.#ledger,
        id,
        record.row,
        target.table,
        target.id,
        this.#fieldBits(columns, target.fields),
      );
    }
  }

  /** The same table for a row whose values stand elsewhere: below another header, in a merged cell, above a 〃. */
  #moved(opened: OpenTable, record: TableRecord, fields: readonly string[]): SourceTable {
    const columns = opened.columns.map((column): SourceColumn => {
      const { key } = column;
      const address = fields.includes(key) ? addressOf(record, key) : undefined;
      const place = address === undefined ? undefined : parseRange(address);
      if (!address || !place) return column;
      const isHere = place.top === record.row || opened.moved.size >= mostMoved;
      return isHere ? { key, column: place.left } : { key, column: null, cell: address };
    });
    const text = JSON.stringify(columns);
    if (text === opened.text) return opened;
    const known = opened.moved.get(text);
    if (known) return known;
    const { fileId, sheet, table } = opened;
    const id = addSourceTable(this.#ledger, { sourceFileId: fileId, sheet, table, columns });
    const made = { id, columns };
    opened.moved.set(text, made);
    return made;
  }

  close(table: SurveyedTable, footer: Readonly<Record<string, string>>): void {
    const open = this.#tables.get(table);
    if (!open || Object.keys(footer).length === 0) return;
    for (const { id } of [open, ...open.moved.values()]) setSourceFooter(this.#ledger, id, footer);
  }

  /** Most rows take the same fields as the row before: their bits are worked out once. */
  #fieldBits(columns: readonly SourceColumn[], fields: readonly string[]): number {
    const last = this.#lastBits;
    if (last?.columns === columns && sameTexts(last.fields, fields)) return last.bits;
    const bits = fieldBits(columns, fields);
    this.#lastBits = { columns, fields, bits };
    return bits;
  }

  /** The archive that files were sent in stands before the first of them, as one of the operation's inputs. */
  #openArchive({ archive }: SurveyedFile): void {
    if (archive === undefined || this.#archives.has(archive.path)) return;
    this.#archives.add(archive.path);
    addSourceFile(this.#ledger, { operation: this.#operation, ...archive });
  }

  #open(table: SurveyedTable): OpenTable {
    const known = this.#tables.get(table);
    if (known) return known;
    const { file, location } = table;
    let fileId = this.#files.get(file);
    if (fileId === undefined) {
      this.#openArchive(file);
      fileId = addSourceFile(this.#ledger, {
        operation: this.#operation,
        path: file.path,
        sha256: file.sha256 ?? '',
        bytes: file.bytes,
      });
      this.#files.set(file, fileId);
    }
    const columns = sourceColumns(this.#source.definition(location.table), location);
    const id = addSourceTable(this.#ledger, {
      sourceFileId: fileId,
      sheet: location.sheet,
      table: location.table,
      columns,
    });
    const text = JSON.stringify(columns);
    const { sheet, table: name } = location;
    const opened = { id, columns, fileId, sheet, table: name, text, moved: new Map<string, SourceTable>() };
    this.#tables.set(table, opened);
    return opened;
  }
}

function sameTexts(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index]);
}
