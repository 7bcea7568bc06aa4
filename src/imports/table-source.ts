import type { Finding } from '../findings/finding.ts';
import type { TableDefinition } from '../tables/definition.ts';
import { loadDictionaries, loadTable } from '../tables/load.ts';
import { readForm } from '../tables/read-form.ts';
import { readList } from '../tables/read-list.ts';
import { type RecogniseOptions, recognise } from '../tables/recognise.ts';
import type { Recognition, SkippedRow, TableLocation, TableRecord } from '../tables/record.ts';
import type { Sheet, Workbook } from '../workbook/sheet.ts';

/** A table on a sheet, read from the top down. `footer` and `findings` are complete once the rows have ended. */
export interface TableReading extends AsyncIterable<TableRecord | SkippedRow> {
  /** The same rows, as many at a time as are at hand, where the reader can; each batch is gone through in turn. */
  batches?(): AsyncIterable<Iterable<TableRecord | SkippedRow>>;
  readonly footer: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
}

/** What an import needs of workbooks and official tables: the real ones, or a test's. */
export interface TableSource {
  /** @throws Failure where the file is no workbook that can be read */
  open(path: string, signal: AbortSignal): Promise<Workbook>;
  /** Which tables stand on a sheet. */
  recognise(sheet: Sheet, options: RecogniseOptions): Promise<Recognition>;
  definition(table: string): TableDefinition;
  read(sheet: Sheet, location: TableLocation): TableReading;
}

/** The official tables, as the template folders define them, limited to those that can be imported. */
export function officialTables(
  templateFolders: readonly string[],
  importable: readonly string[],
): TableSource {
  const definitions = importable.map((id) => loadTable(id, templateFolders));
  const definition = (table: string): TableDefinition => {
    const found = definitions.find(({ id }) => id === table);
    if (!found) throw new Error(`no definition of table ${table}`);
    return found;
  };
  return {
    open: async (path, signal) => (await import('../workbook/open.ts')).openWorkbook(path, { signal }),
    recognise: (sheet, options) => recognise(sheet, definitions, options),
    definition,
    read: (sheet, location) => {
      const table = definition(location.table);
      const dictionaries = loadDictionaries(table, templateFolders);
      return table.kind === 'list'
        ? readList(sheet, table, location, dictionaries)
        : oneForm(() => readForm(sheet, table, location, dictionaries));
    },
  };
}

/** A form is a table of one row. */
function oneForm(read: () => Promise<TableRecord>): TableReading {
  return {
    footer: {},
    findings: [],
    async *[Symbol.asyncIterator]() {
      yield await read();
    },
  };
}
