import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { startProgress } from '../../cli/progress.ts';
import { absolutePath, type Context } from '../../context.ts';
import { Failure, makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { workbookBytes } from '../../tables/sheet-style.ts';
import { ensureFolder, saveFile } from '../../workbook/save.ts';
import type { FileReport, ImportReport } from '../import-report.ts';
import { annotateWorkbook, CannotAnnotate } from './annotate.ts';
import { isTelling, whatWouldBeLost } from './kept-parts.ts';
import { newWorkbook } from './list-sheet.ts';
import { listProblems, problemListName } from './problem-list.ts';
import { writeProblemSheet } from './problem-sheet.ts';
import { summaryName, summaryWorkbook } from './summary.ts';

/** Above either, a copy takes too long to make and to open: its sender gets the list alone. */
const annotateLimits = { rows: 20_000, bytes: 10_000_000 };

/** Ends the name of a return copy (退改稿). */
const copyEnding = '_退改稿';

/**
 * Makes a return copy for each file with errors or warnings, and for a batch a summary. The import is done by then: a
 * copy that cannot be written is a finding, and the others go on.
 * @returns the report with the copies' paths and what was to say about them
 */
export async function writeReturnCopies(
  context: Context,
  report: ImportReport,
  options: { folder: string },
): Promise<ImportReport> {
  const bad = report.files.filter((file) => problemsOf(file).length > 0);
  const sums = report.files.length > 1 && bad.length > 0;
  const wanted = new Set(bad.filter(({ opened }) => opened));
  if (!sums && wanted.size === 0) return report;
  const folder = absolutePath(context, options.folder);
  const sources = new Set(report.files.map(({ absolute }) => absolute));
  const progress = startProgress(context, '正在生成退改稿');
  try {
    await ensureFolder(folder);
    // A copy that lies there may have been corrected and sent back: it is never written over.
    const taken = new Set(await readdir(folder));
    let copies = 0;
    const files: FileReport[] = [];
    for (const file of report.files) {
      context.signal.throwIfAborted();
      if (!wanted.has(file)) {
        files.push(file);
        continue;
      }
      copies += 1;
      progress.step(`第 ${copies}/${wanted.size} 份 ${file.file}`);
      const name = freeName(file.file, (each) => taken.has(each) || sources.has(resolve(folder, each)));
      taken.add(name);
      files.push(await writeCopy(context, file, problemsOf(file), { ...options, name }));
    }
    const done: ImportReport = { ...report, files };
    return sums ? await writeSummary(done, folder, taken) : done;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { ...report, findings: [...report.findings, error.finding] };
  } finally {
    progress.end();
  }
}

async function writeSummary(
  report: ImportReport,
  folder: string,
  taken: ReadonlySet<string>,
): Promise<ImportReport> {
  try {
    const name = firstFree(basename(summaryName, '.xlsx'), (each) => taken.has(each));
    await saveFile(join(folder, name), await workbookBytes(await summaryWorkbook(report)), { force: false });
    return report;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { ...report, findings: [...report.findings, error.finding] };
  }
}

/** What the sender of a file should know: errors and warnings about it and its tables. */
function problemsOf(file: FileReport): Finding[] {
  return [...file.findings, ...file.tables.flatMap((table) => table.findings)].filter(
    ({ severity }) => severity !== 'notice',
  );
}

async function writeCopy(
  context: Context,
  file: FileReport,
  findings: readonly Finding[],
  options: { folder: string; name: string },
): Promise<FileReport> {
  const shown = join(options.folder, options.name);
  try {
    const made = await makeCopy(file.absolute, file, findings);
    await saveFile(absolutePath(context, shown), made.bytes, { force: false });
    const notice =
      made.reason === null
        ? []
        : [
            makeFinding(
              'return-copy-list-only',
              { value: file.file, reason: made.reason },
              { file: file.file },
            ),
          ];
    return { ...file, returnCopy: shown, findings: [...file.findings, ...notice] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { ...file, findings: [...file.findings, { ...error.finding, file: file.file }] };
  }
}

/** A return copy; `reason` says why it is the list alone, null where the sender's workbook was annotated. */
export async function makeCopy(
  path: string,
  file: FileReport,
  findings: readonly Finding[],
): Promise<{ bytes: Uint8Array; reason: string | null }> {
  const name = basename(file.file);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new Failure('file-unreadable', {
      value: file.file,
      reason: (error as NodeJS.ErrnoException).code ?? '打不开',
    });
  }
  // What was read and judged is what goes back, or nothing.
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256) {
    throw new Failure('file-changed', { value: file.file });
  }
  let reason = whyListOnly(bytes, file);
  if (reason === null) {
    try {
      const sheets = file.tables.map(({ sheet }) => sheet);
      return { bytes: await annotateWorkbook(bytes, findings, name, sheets), reason: null };
    } catch (error) {
      if (!(error instanceof CannotAnnotate)) throw error;
      reason = '原表有不能原样保留的内容';
    }
  }
  const workbook = await newWorkbook();
  writeProblemSheet(workbook.addWorksheet(problemListName), listProblems(findings), name, false);
  return { bytes: await workbookBytes(workbook), reason };
}

function whyListOnly(bytes: Uint8Array, file: FileReport): string | null {
  const rows = file.tables.reduce((sum, table) => sum + table.rows.read, 0);
  if (rows > annotateLimits.rows || bytes.length > annotateLimits.bytes) {
    return `文件太大（${rows} 行）`;
  }
  const names: string[] = [];
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes, {
      filter: ({ name }) => {
        names.push(name);
        return isTelling(name);
      },
    });
  } catch {
    return '原表不是 .xlsx 格式';
  }
  const decoder = new TextDecoder();
  const content = new Map(Object.entries(parts).map(([name, part]) => [name, decoder.decode(part)]));
  const lost = whatWouldBeLost(names, content);
  return lost === null ? null : `原表里有${lost}，标注后会丢失`;
}

/** `名单_退改稿.xlsx`; a second round, and another file of the same name, get a number. */
function freeName(file: string, isTaken: (name: string) => boolean): string {
  const stem = basename(file, extname(file)).replace(/_退改稿(?:（\d+）)?$/, '');
  return firstFree(`${stem}${copyEnding}`, isTaken);
}

/** The name itself, or the first of it with a number, `名单（2）.xlsx`, that is free. */
function firstFree(stem: string, isTaken: (name: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const name = `${stem}${number === 1 ? '' : `（${number}）`}.xlsx`;
    if (!isTaken(name)) return name;
  }
}
