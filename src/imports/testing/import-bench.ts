import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import { builtInTemplates } from '../../cli/create-context.ts';
import type { Prompter } from '../../cli/prompter.ts';
import type { Context } from '../../context.ts';
import { Failure, makeFinding } from '../../findings/catalogue.ts';
import { Ledger } from '../../store/ledger.ts';
import type { ListDefinition } from '../../tables/definition.ts';
import type { ImportTarget, RowOutcome } from '../../tables/import-target.ts';
import type { SkippedRow, TableLocation, TableRecord } from '../../tables/record.ts';
import type { Sheet, Workbook } from '../../workbook/sheet.ts';
import type { ImportRequest } from '../import-request.ts';
import type { TableSource } from '../table-source.ts';
import { UnpackedFiles } from '../unpacked-files.ts';

/** What stands on a row of a made-up table: a key with a value, or what is wrong with the row. */
export type FakeRow =
  | { readonly key: string; readonly value: string }
  | { readonly bad: string }
  | { readonly near: string }
  | { readonly skip: SkippedRow['reason'] }
  | { readonly breaks: true };

interface FakeTable {
  readonly table: string;
  readonly rows: readonly FakeRow[];
}

/** A made-up file: its tables, or why it cannot be opened. */
export type FakeFile = readonly FakeTable[] | { readonly failure: 'file-unreadable' };

const definition = (id: string): ListDefinition => ({
  kind: 'list',
  id,
  name: `表${id}`,
  title: '',
  attachment: '',
  titleWords: [],
  print: { orientation: 'portrait', titleSize: 18, headerSize: 11, bodySize: 11, rowHeight: 20 },
  footer: [],
  parents: {},
  columns: ['key', 'value'].map((key) => ({ key, path: [key], synonyms: [], type: 'text', width: 10 })),
});

function recordOf(row: Exclude<FakeRow, { skip: unknown } | { breaks: true }>, number: number): TableRecord {
  const cells = { key: `A${number}`, value: `B${number}` };
  const place = { sheet: '表', cell: cells.value };
  const values = 'key' in row ? { key: row.key, value: row.value } : 'near' in row ? { key: row.near } : {};
  const findings = 'bad' in row ? [makeFinding('option-value', { value: row.bad }, place)] : [];
  return { row: number, values, cells, raw: values as Record<string, string>, findings };
}

function sheetOf(name: string, index: number): Sheet {
  return {
    name,
    index,
    visibility: 'visible',
    merges: [],
    hiddenColumns: [],
    rows: async function* rows() {},
    window: async () => [],
  };
}

/** Made-up files by their names; what is opened is looked up when it is opened, so that a test can change it. */
export function fakeSource(files: Record<string, FakeFile>): TableSource & { opened: string[] } {
  const opened: string[] = [];
  const owner = new Map<Sheet, FakeTable>();
  return {
    opened,
    async open(path) {
      const file = files[basename(path)];
      opened.push(basename(path));
      if (file === undefined || 'failure' in file) {
        throw new Failure('file-unreadable', { value: path, reason: '试验' });
      }
      const sheets = file.map((table, index) => {
        const sheet = sheetOf(`${table.table}${index}`, index);
        owner.set(sheet, table);
        return sheet;
      });
      const workbook: Workbook = {
        path,
        format: 'xlsx',
        sha256: basename(path).padEnd(64, '0'),
        bytes: 1,
        sheets,
        findings: [],
        close: async () => {},
      };
      return workbook;
    },
    async recognise(sheet) {
      const table = owner.get(sheet);
      if (!table) return { locations: [], findings: [] };
      const location: TableLocation = {
        table: table.table,
        sheet: sheet.name,
        sheetIndex: sheet.index,
        headerTop: 1,
        headerBottom: 1,
        columns: { key: 1, value: 2 },
        unknownHeadings: [],
        confidence: 1,
      };
      return { locations: [location], findings: [] };
    },
    definition,
    read(sheet) {
      const rows = owner.get(sheet)?.rows ?? [];
      return {
        footer: { reporter: '填报人' },
        findings: [],
        async *[Symbol.asyncIterator]() {
          for (const [index, row] of rows.entries()) {
            if ('breaks' in row) throw new Failure('file-unreadable', { value: sheet.name, reason: '断了' });
            if ('skip' in row) yield { row: index + 2, reason: row.skip };
            else yield recordOf(row, index + 2);
          }
        },
      };
    },
  };
}

/** Puts keys and values into the ledger's settings; says in `order` what came when. */
export function settingTarget(table: string, order: string[] = []): ImportTarget {
  return {
    table,
    apply(record, run): RowOutcome {
      const key = String(record.values.key);
      order.push(`${table}:${key}`);
      const nothing = { subject: key, changes: [], targets: [] };
      if (record.values.value === undefined) {
        const answer = run.ask({
          id: `${run.file.sha256}|${record.row}`,
          field: 'key',
          name: key,
          district: null,
          candidates: [{ kindergartenId: 7, name: `${key}七`, score: 0.9, reason: '试验' }],
        });
        if (answer === undefined) return { kind: 'rejected', ...nothing };
        return put(key, String(answer));
      }
      return put(key, String(record.values.value));

      function put(name: string, value: string): RowOutcome {
        const { ledger } = run;
        const known = ledger
          .prepare<[string], { id: number; value: string }>('SELECT id, value FROM setting WHERE key = ?')
          .get(name);
        if (known?.value === value) return { kind: 'unchanged', ...nothing };
        if (known && run.onConflict === 'fail') {
          run.report('import-conflict', record, 'value', { subject: name, value, before: known.value });
          return { kind: 'unchanged', ...nothing };
        }
        if (known) {
          ledger.prepare('UPDATE setting SET value = ? WHERE id = ?').run(value, known.id);
          const changes = [{ field: 'value', before: known.value, after: value }];
          const targets = [{ table: 'setting', id: known.id, fields: ['value'] }];
          return { kind: 'updated', subject: name, changes, targets };
        }
        const id = Number(
          ledger.prepare('INSERT INTO setting (key, value) VALUES (?, ?)').run(name, value).lastInsertRowid,
        );
        const targets = [{ table: 'setting', id, fields: ['key', 'value'] }];
        return { kind: 'inserted', subject: name, changes: [], targets };
      }
    },
  };
}

/** A place for files from archives, removed after the test. */
export function unpackedFiles(): UnpackedFiles {
  const unpacked = new UnpackedFiles(() => new Date());
  onTestFinished(() => unpacked.close());
  return unpacked;
}

export function settings(ledger: Ledger): Record<string, string> {
  const rows = ledger.prepare<[], { key: string; value: string }>('SELECT key, value FROM setting').all();
  return Object.fromEntries(
    rows.filter(({ key }) => !key.startsWith('match:')).map(({ key, value }) => [key, value]),
  );
}

export interface ImportBench {
  readonly context: Context;
  readonly ledger: Ledger;
  readonly folder: string;
  /** What was written to stderr so far. */
  readonly told: () => string;
  readonly controller: AbortController;
}

/** A folder with the named (empty) files, a ledger in memory, and a terminal that answers as told. */
export function importBench(
  files: readonly string[],
  answers: { confirm?: () => boolean; select?: (message: string) => string } | null = null,
): ImportBench {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-import-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  const stderr = new PassThrough();
  let text = '';
  stderr.on('data', (chunk) => {
    text += String(chunk);
  });
  const controller = new AbortController();
  const prompter = {
    confirm: async () => answers?.confirm?.() ?? true,
    select: async ({ message }: { message: string }) => answers?.select?.(message) ?? 'skip',
  } as unknown as Prompter;
  const context: Context = {
    cwd: folder,
    environment: {},
    stdout: new PassThrough(),
    stderr,
    interactive: answers !== null,
    width: 100,
    ambiguousIsWide: true,
    now: () => new Date('2023-09-01T01:00:00Z'),
    clerk: '试验员',
    commandLine: 'youlian import',
    prompter,
    signal: controller.signal,
    templateFolders: [builtInTemplates()],
    ledgerPath: ':memory:',
  };
  return { context, ledger: Ledger.inMemory(), folder, told: () => text, controller };
}

export function requestFor(paths: readonly string[], rest: Partial<ImportRequest> = {}): ImportRequest {
  return {
    paths,
    table: null,
    mappings: [],
    acceptShifted: false,
    policy: null,
    tier: null,
    since: null,
    onConflict: 'fill',
    returnDir: null,
    acceptMatches: null,
    dryRun: false,
    yes: true,
    ...rest,
  };
}
