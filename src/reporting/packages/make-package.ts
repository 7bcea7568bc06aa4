import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { strToU8 } from 'fflate';
import type { IsoDate } from '../../common/dates.ts';
import { safeFileName, uniqueNames } from '../../common/file-names.ts';
import { absolutePath, type Context } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { ownOffice } from '../../ledger/offices.store.ts';
import { isEffective, listOperations } from '../../store/history.ts';
import type { Ledger } from '../../store/ledger.ts';
import { tableName } from '../../store/schema.ts';
import { dataName, maskTable, tableText } from './carried-rows.ts';
import { type Manifest, papersFolder, sourcesName } from './manifest.ts';
import { packedTables } from './official-tables.ts';
import type { PackagePeriod } from './period.ts';
import { rawRows, readSources, tableFacts } from './travelling.store.ts';
import { travellingTables } from './travelling.ts';
import { type PackedFile, writePackage } from './write-package.ts';

export interface PackageOrder {
  readonly period: PackagePeriod;
  readonly masked: boolean;
  readonly reports: Manifest['reports'];
  readonly packedOn: IsoDate;
  /** Papers put in, as the clerk named them. */
  readonly papers: readonly string[];
}

/**
 * Packs what the office has to hand up: its official tables, its rows with where they came from, and papers. The same
 * ledger and order give the same bytes.
 * @throws Failure `file-not-found`, `file-unreadable`
 */
export async function makePackage(
  context: Pick<Context, 'cwd' | 'templateFolders' | 'signal'>,
  ledger: Ledger,
  order: PackageOrder,
  onStep: (what: string) => void = () => undefined,
): Promise<{ readonly bytes: Uint8Array; readonly manifest: Manifest }> {
  const { period, masked, packedOn } = order;
  const own = ownOffice(ledger);
  const on = period.lastDay < packedOn ? period.lastDay : packedOn;
  const ground = { ledger, folders: context.templateFolders, on, period, masked };
  const files: PackedFile[] = [];
  for (const table of packedTables) {
    context.signal.throwIfAborted();
    onStep(table.title);
    files.push(...(await table.render(ground)));
  }
  onStep('数据');
  const data = packRows(ledger, masked);
  files.push(...data.files, ...(await packPapers(context, order.papers)));
  const { level, name, title, regionCode } = own;
  return writePackage(
    {
      kind: 'report',
      office: { level, name, title, regionCode },
      period: period.key,
      periodName: period.name,
      reports: order.reports,
      packedOn,
      stamp: ledger.stamp(),
      masked,
      maskedColumns: data.maskedColumns,
      reason: null,
    },
    files,
  );
}

/** All rows that travel, a file for each table, and where their values stood. */
function packRows(ledger: Ledger, masked: boolean) {
  const maskedColumns: string[] = [];
  const tables = [
    'office',
    'kindergarten',
    ...travellingTables((table) => tableFacts(ledger, table)).map(({ name }) => name),
  ];
  const files = tables.flatMap((table): PackedFile[] => {
    const rows = rawRows(ledger, table);
    if (rows.length === 0) return [];
    const whole = { columns: ledger.columns(table), rows };
    const shown = masked ? maskTable(whole) : { ...whole, masked: [] };
    maskedColumns.push(...shown.masked.map((column) => `${table}.${column}`));
    const bytes = strToU8(tableText(shown));
    return [{ name: dataName(table), title: `数据：${tableName(table)}`, bytes, rows: rows.length }];
  });
  const own = ownOffice(ledger);
  const effective = new Set(
    listOperations(ledger)
      .filter(isEffective)
      .map(({ id }) => id),
  );
  const sources = readSources(ledger, own.title ?? own.name, effective);
  if (sources.rows.length > 0) {
    const bytes = strToU8(`${JSON.stringify(sources)}\n`);
    files.push({ name: sourcesName, title: '数据：出处', bytes, rows: sources.rows.length });
  }
  return { files, maskedColumns };
}

async function packPapers(context: Pick<Context, 'cwd'>, papers: readonly string[]): Promise<PackedFile[]> {
  const unique = uniqueNames();
  const files: PackedFile[] = [];
  for (const paper of papers) {
    const bytes = await readFile(absolutePath(context, paper)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') throw new Failure('file-not-found', { value: paper });
      throw new Failure('file-unreadable', { value: paper, reason: error.code ?? '打不开' });
    });
    const name = safeFileName(basename(paper));
    files.push({ name: `${papersFolder}/${unique(name)}`, title: name, bytes, rows: null });
  }
  return files;
}
