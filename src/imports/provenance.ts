import type { Ledger } from '../store/ledger.ts';
import type { RowOutcome } from '../tables/import-target.ts';
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
  readonly #tables = new Map<SurveyedTable, { id: number; columns: readonly SourceColumn[] }>();
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

  /** Id of the source table, null while nothing was taken from it. */
  tableId(table: SurveyedTable): number | null {
    return this.#tables.get(table)?.id ?? null;
  }

  record(table: SurveyedTable, row: number, outcome: RowOutcome): void {
    for (const target of outcome.targets) {
      if (target.fields.length === 0) continue;
      const { id, columns } = this.#open(table);
      const bits = this.#fieldBits(columns, target.fields);
      addSourceRow(this.#ledger, id, row, target.table, target.id, bits);
    }
  }

  close(table: SurveyedTable, footer: Readonly<Record<string, string>>): void {
    const open = this.#tables.get(table);
    if (open && Object.keys(footer).length > 0) setSourceFooter(this.#ledger, open.id, footer);
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

  #open(table: SurveyedTable): { id: number; columns: readonly SourceColumn[] } {
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
    const opened = { id, columns };
    this.#tables.set(table, opened);
    return opened;
  }
}

function sameTexts(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index]);
}
