import { Failure, makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import type { TableLocation } from '../tables/record.ts';
import { hashOfFile } from '../workbook/file-hash.ts';
import type { Sheet, Workbook } from '../workbook/sheet.ts';
import type { CollectedFile, Collection } from './collect-files.ts';
import { type ReadingTools, recogniseAsking } from './reading-questions.ts';
import { isGuideSheet, isOwnSheet, readRounds } from './return-copies/problem-list.ts';
import { findSender } from './sender.ts';
import type { TableSource } from './table-source.ts';
import type { WorkbookPool } from './workbook-pool.ts';

/** A table found in the batch. */
export interface SurveyedTable {
  readonly file: SurveyedFile;
  readonly location: TableLocation;
  /** About how many rows there are to read; undefined where only the reading tells. */
  readonly rows?: number | undefined;
  /** Lines above it, the nearest first, and the sheet's name, where they tell what the list is about. */
  readonly titles?: readonly string[] | undefined;
}

/** A file of the batch: what it is, and which tables stand in it. */
export interface SurveyedFile extends CollectedFile {
  readonly sha256: string | null;
  readonly format: Workbook['format'] | null;
  /** Who sent it (填报单位), as its sheets say. */
  readonly sender: string | null;
  /** It opened as a workbook. */
  readonly opened: boolean;
  /** It is a return copy (退改稿) that came back: beginnings of the SHA-256 of its earlier rounds. */
  readonly rounds: readonly string[];
  /** Where something stands in it, as people say it, where sheets and cell addresses mean nothing to them. */
  readonly describe?: ((sheet: string, cell: string | undefined) => string | undefined) | undefined;
  readonly bytes: number;
  readonly findings: readonly Finding[];
  readonly tables: readonly SurveyedTable[];
  /** Texts at the heads of its sheets, for messages about headings that are not there. */
  readonly headings: readonly string[];
}

/** What is to be imported: every file of the clerk's, in order, and the tables in the order of their import. */
export interface Batch {
  readonly files: readonly SurveyedFile[];
  readonly tables: readonly SurveyedTable[];
  readonly findings: readonly Finding[];
}

/**
 * Rosters first, because the others refer to their kindergartens; then lists, whose leads the leadership and the
 * forms name; then forms; plans of activities, records of them, and who attended them, last.
 */
const importOrder: readonly string[] = [
  'roster',
  'alliance-list',
  'leadership',
  'application',
  'activity-plan',
  'activity-record',
  'attendance',
  'posting',
  'inspection',
  'fund',
];

function rank(table: SurveyedTable): number {
  const index = importOrder.indexOf(table.location.table);
  return index === -1 ? importOrder.length : index;
}

/** The tables of all files in the order of their import; equals stay in the order of files and sheets. */
function orderTables(files: readonly SurveyedFile[]): SurveyedTable[] {
  return files.flatMap((file) => file.tables).sort((one, other) => rank(one) - rank(other));
}

/** Opens every file and finds its tables. A file that cannot be read has its finding; the others go on. */
export async function surveyFiles(
  collection: Collection,
  source: TableSource,
  pool: WorkbookPool,
  options: ReadingTools & { signal: AbortSignal; onFile?: (index: number, path: string) => void },
): Promise<Batch> {
  const files: SurveyedFile[] = [];
  for (const [index, file] of collection.files.entries()) {
    options.signal.throwIfAborted();
    options.onFile?.(index, file.path);
    files.push(await surveyFile(file, source, pool, options));
  }
  return { files, tables: orderTables(files), findings: collection.findings };
}

async function surveyFile(
  file: CollectedFile,
  source: TableSource,
  pool: WorkbookPool,
  tools: ReadingTools & { signal: AbortSignal },
): Promise<SurveyedFile> {
  const surveyed = {
    ...file,
    sha256: null as string | null,
    format: null as Workbook['format'] | null,
    sender: null as string | null,
    opened: false,
    rounds: [] as string[],
    describe: undefined as SurveyedFile['describe'],
    bytes: 0,
    findings: [] as Finding[],
    tables: [] as SurveyedTable[],
    headings: [] as string[],
  };
  const note = (finding: Finding) => surveyed.findings.push({ ...finding, file: file.path });
  if (file.problem) {
    note(file.problem);
    return surveyed;
  }
  try {
    const workbook = await pool.get(file);
    surveyed.opened = true;
    surveyed.sha256 = workbook.sha256;
    surveyed.format = workbook.format;
    surveyed.bytes = workbook.bytes;
    surveyed.describe = describerOf(workbook);
    for (const finding of workbook.findings) note(finding);
    const sheets: Sheet[] = [];
    for (const sheet of workbook.sheets) {
      if (await isGuideSheet(sheet)) continue;
      if (!(await isOwnSheet(sheet))) sheets.push(sheet);
      else surveyed.rounds.push(...(await readRounds(sheet)));
    }
    if (sheets.length === 0 && workbook.sheets.length > 0) {
      note(makeFinding('problem-list-only', { value: file.path }));
      return surveyed;
    }
    const recognised: Finding[] = [];
    for (const sheet of sheets) {
      const found = await recogniseAsking(sheet, file.path, source, tools);
      const { locations, findings } = found;
      surveyed.headings.push(...(found.headings ?? []));
      for (const location of locations) {
        const titles = titledTables.has(location.table) ? await titlesOf(sheet, location) : undefined;
        surveyed.tables.push({ file: surveyed, location, rows: sheet.lastRow, titles });
      }
      const isForm = locations.some(({ table }) => table === 'application');
      surveyed.sender ??= await findSender(sheet, isForm);
      recognised.push(...findings);
    }
    for (const finding of recognised) {
      // A sheet of notes beside a table is no fault, but it is said; a table with a missing column stays an error.
      const aside = finding.code === 'table-unknown' && surveyed.tables.length > 0;
      note(aside ? makeFinding('sheet-unread', { sheet: finding.sheet }, { sheet: finding.sheet }) : finding);
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // A notice that lay among the forms is no failed form; but it may be one that somebody sent as a picture.
    const isBeside = error.finding.code === 'word-no-tables' && !file.isNamed;
    note(isBeside ? makeFinding('word-beside', { value: file.path }) : error.finding);
    surveyed.tables.length = 0;
    if (surveyed.sha256 === null) Object.assign(surveyed, await hashOfFile(file.absolute, tools.signal));
  }
  return surveyed;
}

/** Tables whose title says what no column does: whose list it is, of which month. */
const titledTables: ReadonlySet<string> = new Set(['leadership', 'dispatch']);

/** The texts above a table, the nearest first, and the sheet's name. */
async function titlesOf(sheet: Sheet, { headerTop }: TableLocation): Promise<string[]> {
  const rows = headerTop > 1 ? await sheet.window(1, headerTop - 1) : [];
  const texts = rows
    .flatMap(({ cells }) => cells)
    .flatMap(({ content }) => (content.type === 'text' ? [content.value] : []));
  return [...texts.reverse(), sheet.name];
}

/** Tells places of a file whose sheets describe their cells; undefined for any other. */
function describerOf(workbook: Workbook): SurveyedFile['describe'] {
  if (workbook.sheets.every(({ describeCell }) => describeCell === undefined)) return undefined;
  // Only what it takes to describe a cell is kept, not the workbook.
  const describers = new Map(workbook.sheets.map((sheet) => [sheet.name, sheet.describeCell]));
  return (sheet, cell) => {
    if (!describers.has(sheet)) return undefined;
    return cell === undefined ? sheet : describers.get(sheet)?.(cell);
  };
}

/** The batch without the tables of one file, which turned out unreadable half-way and bears the finding instead. */
export function withoutFile(batch: Batch, file: SurveyedFile, finding: Finding): Batch {
  const files = batch.files.map((each) =>
    each === file
      ? { ...each, tables: [], findings: [...each.findings, { ...finding, file: each.path }] }
      : each,
  );
  return { ...batch, files, tables: batch.tables.filter((table) => table.file !== file) };
}
