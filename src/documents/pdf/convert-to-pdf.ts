import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Cancelled, Failure } from '../../findings/catalogue.ts';
import { findOffice } from './find-office.ts';
import { withoutMoment } from './without-moment.ts';

/** A document as it would be saved. */
export interface OfficeFile {
  /** With its ending: it tells the office program what it reads. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ConvertOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl+C: the office program is stopped, and nothing is left behind. */
  readonly signal: AbortSignal;
  /** Path of the program or of its folder (`--soffice`). */
  readonly office?: string | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Milliseconds for starting, and for each file on top. */
  readonly patience?: { readonly start: number; readonly file: number };
}

/** Given more at once it stopped half-way and called that success. */
const mostAtOnce = 100;
const defaultPatience = { start: 60_000, file: 10_000 };
/** A file that did not come out among others is tried once more, by itself. */
const attempts = 2;

/**
 * Turns documents into PDFs by LibreOffice, in their order. It runs with a profile of its own, in a temporary folder
 * that is gone afterwards, and what came out is counted: its exit status says nothing.
 * @throws Failure `office-missing`, `office-failed` (names the files that did not come out), `office-timeout`
 * @throws Cancelled where the signal was aborted
 */
export async function convertToPdf(
  files: readonly OfficeFile[],
  options: ConvertOptions,
): Promise<Uint8Array[]> {
  if (files.length === 0) return [];
  const program = officeProgram(options.environment, options.office);
  const folder = await mkdtemp(join(tmpdir(), 'youlian-pdf-'));
  try {
    return await convertIn(folder, program, files, options);
  } finally {
    // On Windows the ended program lets go of its files a moment later.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/**
 * LibreOffice's program: the named one, else the machine's.
 * @throws Failure `office-unusable` where the named place has none, `office-missing`
 */
export function officeProgram(environment: ConvertOptions['environment'], named: string | undefined): string {
  const program = findOffice(environment, named);
  if (program !== undefined) return program;
  if (named === undefined) throw new Failure('office-missing');
  throw new Failure('office-unusable', { value: named, reason: '那里没有能运行的程序' });
}

async function convertIn(
  folder: string,
  program: string,
  files: readonly OfficeFile[],
  options: ConvertOptions,
): Promise<Uint8Array[]> {
  const made = new Map<number, Uint8Array>();
  const total = files.length;
  for (let attempt = 0; attempt < attempts && made.size < total; attempt += 1) {
    const open = [...files.keys()].filter((index) => !made.has(index));
    // What spoilt a batch must not spoil it again for the others.
    const size = attempt === 0 ? mostAtOnce : 1;
    for (let from = 0; from < open.length; from += size) {
      throwIfAborted(options.signal);
      const batch = open.slice(from, from + size);
      const place = join(folder, `${attempt}-${from}`);
      await mkdir(place);
      await mkdir(join(place, 'in'));
      const named = batch.map((index) => ({
        index,
        path: join(place, 'in', shortName(index, files[index]!.name)),
      }));
      for (const { index, path } of named) await writeFile(path, files[index]!.bytes);
      await runOffice(
        program,
        folder,
        place,
        named.map(({ path }) => path),
        options,
      );
      for (const { index } of named) {
        const pdf = await readPdf(join(place, 'out', `${index}.pdf`));
        if (pdf) made.set(index, withoutMoment(pdf));
      }
      await rm(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
      options.onProgress?.(made.size, total);
    }
  }
  const missing = files.filter((_, index) => !made.has(index)).map(({ name }) => name);
  if (missing.length > 0) {
    throw new Failure('office-failed', {
      value: missing.slice(0, 5).join('、'),
      count: missing.length,
      total,
    });
  }
  return files.map((_, index) => made.get(index)!);
}

/** Names of our own: long Chinese ones make paths too long for Windows. */
const shortName = (index: number, name: string) => `${index}${extname(name).toLowerCase()}`;

async function readPdf(path: string): Promise<Uint8Array | undefined> {
  const kind = await stat(path).catch(() => undefined);
  if (!kind?.isFile()) return undefined;
  const bytes = new Uint8Array(await readFile(path));
  const text = Buffer.from(bytes.buffer);
  // A file that was cut off has its beginning and not its end.
  const isWhole =
    text.subarray(0, 5).toString('latin1') === '%PDF-' && text.subarray(-1024).includes('%%EOF');
  return isWhole ? bytes : undefined;
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new Cancelled('已取消，没有生成 PDF。');
}

function runOffice(
  program: string,
  folder: string,
  place: string,
  paths: readonly string[],
  options: ConvertOptions,
): Promise<void> {
  const patience = options.patience ?? defaultPatience;
  const limit = patience.start + paths.length * patience.file;
  const profile = pathToFileURL(join(folder, 'profile')).href;
  return new Promise((resolve, reject) => {
    // In a group of its own: the program starts another that does the work, and both have to be stopped.
    const isGrouped = process.platform !== 'win32';
    const child = spawn(
      program,
      [
        `-env:UserInstallation=${profile}`,
        ...['--headless', '--norestore', '--nologo', '--nolockcheck', '--convert-to', 'pdf'],
        ...['--outdir', join(place, 'out'), ...paths],
      ],
      { stdio: 'ignore', detached: isGrouped, windowsHide: true },
    );
    const stop = () => {
      try {
        if (!isGrouped) spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
        else if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    };
    let ending: Error | undefined;
    const end = (error: Error) => {
      ending ??= error;
      stop();
    };
    const timer = setTimeout(
      () => end(new Failure('office-timeout', { seconds: Math.round(limit / 1_000) })),
      limit,
    );
    const onAbort = () => end(new Cancelled('已取消，没有生成 PDF。'));
    options.signal.addEventListener('abort', onAbort, { once: true });
    const settle = (error?: Error) => {
      clearTimeout(timer);
      options.signal.removeEventListener('abort', onAbort);
      if (error) reject(error);
      else resolve();
    };
    child.once('error', (error) =>
      settle(new Failure('office-unusable', { value: program, reason: error.message })),
    );
    child.once('close', () => settle(ending));
  });
}
