import { readdir } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { startProgress } from '../../cli/progress.ts';
import { absolutePath, type Context } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { ensureFolder, saveFile } from '../../workbook/save.ts';
import type { FileReport, ImportReport } from '../import-report.ts';
import { problemsOf } from './losses.ts';
import { type ReturnCopy, sheetAlone, withReturnCopy } from './make-copy.ts';
import { summaryName, summarySheet } from './summary.ts';

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
      const isTaken = (each: string) => taken.has(each) || sources.has(resolve(folder, each));
      const written = await writeCopy(context, file, options.folder, isTaken);
      if (written.returnCopy !== null) taken.add(basename(written.returnCopy));
      files.push(written);
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
    const name = firstFree(basename(summaryName, '.xlsx'), '.xlsx', (each) => taken.has(each));
    await saveFile(join(folder, name), await sheetAlone(summarySheet(report)), { force: false });
    return report;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { ...report, findings: [...report.findings, error.finding] };
  }
}

async function writeCopy(
  context: Context,
  file: FileReport,
  folder: string,
  isTaken: (name: string) => boolean,
): Promise<FileReport> {
  try {
    const save = async ({ chunks, ending, notices }: ReturnCopy): Promise<FileReport> => {
      const shown = join(folder, freeName(file.file, ending, isTaken));
      await saveFile(absolutePath(context, shown), chunks, { force: false });
      const known = file.findings.filter(({ code }) => code !== 'return-copy-rebuilt');
      return { ...file, returnCopy: shown, findings: [...known, ...notices] };
    };
    return await withReturnCopy(file, problemsOf(file), save, context.signal);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { ...file, findings: [...file.findings, { ...error.finding, file: file.file }] };
  }
}

/** `名单_退改稿.xlsx`; a second round, and another file of the same name, get a number. */
function freeName(file: string, ending: string, isTaken: (name: string) => boolean): string {
  const stem = basename(file, extname(file)).replace(/_退改稿(?:（\d+）)?$/, '');
  return firstFree(`${stem}${copyEnding}`, ending, isTaken);
}

/** The name itself, or the first of it with a number, `名单（2）.xlsx`, that is free. */
function firstFree(stem: string, ending: string, isTaken: (name: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const name = `${stem}${number === 1 ? '' : `（${number}）`}${ending}`;
    if (!isTaken(name)) return name;
  }
}
