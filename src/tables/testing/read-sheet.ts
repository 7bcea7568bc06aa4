import { fileURLToPath } from 'node:url';
import type { Finding } from '../../findings/finding.ts';
import type { Sheet } from '../../workbook/sheet.ts';
import { loadDictionaries, loadTable, loadTables } from '../load.ts';
import { readForm } from '../read-form.ts';
import { readList } from '../read-list.ts';
import { type RecogniseOptions, recognise } from '../recognise.ts';
import {
  isSkipped,
  type ReadingQuestion,
  type SkippedRow,
  type TableLocation,
  type TableRecord,
} from '../record.ts';

/** The templates that come with the program. */
export const builtInTemplates = [fileURLToPath(new URL('../../../templates', import.meta.url))];

export interface ReadSheet {
  readonly locations: readonly TableLocation[];
  readonly records: readonly TableRecord[];
  readonly skipped: readonly SkippedRow[];
  readonly footer: Readonly<Record<string, string>>;
  /** Of the recognition, the table and all records, in this order. */
  readonly findings: readonly Finding[];
  readonly codes: readonly string[];
  readonly question: ReadingQuestion | undefined;
}

/** Recognises and reads everything on a sheet, with the built-in templates unless told otherwise. */
export async function readSheet(
  sheet: Sheet,
  only?: string,
  told: Pick<RecogniseOptions, 'mappings' | 'remembered'> = {},
  templates: readonly string[] = builtInTemplates,
): Promise<ReadSheet> {
  const { locations, findings, question } = await recognise(sheet, loadTables(templates), {
    only,
    ...told,
  });
  const records: TableRecord[] = [];
  const skipped: SkippedRow[] = [];
  const all = [...findings];
  let footer: Readonly<Record<string, string>> = {};
  for (const location of locations) {
    const table = loadTable(location.table, templates);
    const dictionaries = loadDictionaries(table, templates);
    if (table.kind === 'form') {
      records.push(await readForm(sheet, table, location, dictionaries));
      continue;
    }
    const reader = readList(sheet, table, location, dictionaries);
    for await (const item of reader) {
      if (isSkipped(item)) skipped.push(item);
      else records.push(item);
    }
    footer = { ...reader.footer };
    all.push(...reader.findings);
  }
  all.push(...records.flatMap((record) => record.findings));
  return { locations, records, skipped, footer, findings: all, codes: all.map(({ code }) => code), question };
}
