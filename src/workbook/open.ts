import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Failure } from '../findings/catalogue.ts';
import { refuseOtherCompounds } from './compound-file.ts';
import {
  type ContainerKind,
  fileKind,
  headBytes,
  isTableKind,
  kindWords,
  type TableKind,
  zipContent,
} from './file-kind.ts';
import { defaultLimits, type WorkbookLimits } from './limits.ts';
import { type Reading, readingFailure, sizeWords, tooLarge } from './reading.ts';
import type { Workbook } from './sheet.ts';
import { fileChunks, type SourceFile } from './source-file.ts';
import { findMainPart } from './xlsx/package.ts';
import { openXlsx } from './xlsx/xlsx-workbook.ts';
import { openZip, type ZipContainer } from './zip.ts';

export interface OpenOptions {
  /** Overrides of `defaultLimits`. */
  readonly limits?: Partial<WorkbookLimits>;
  /** Stops the reading between two chunks; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Opens a spreadsheet file of any kind, told by its content and not by its name, and makes the first scan of
 * its sheets. Rejects with a `Failure` with a workbook code (or `file-not-found`, `file-unreadable`) where the
 * file cannot be read; reading rows can still fail so, where the damage lies deeper. Close it when done.
 */
export async function openWorkbook(path: string, options: OpenOptions = {}): Promise<Workbook> {
  const reading: Reading = {
    file: path,
    limits: { ...defaultLimits, ...options.limits },
    signal: options.signal,
  };
  reading.signal?.throwIfAborted();
  try {
    // A pipe would wait for its writer for ever before it could be seen to be none of ours.
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      return await openHandle(handle, reading);
    } catch (error) {
      await handle.close();
      throw error;
    }
  } catch (error) {
    throw systemFailure(error, path) ?? error;
  }
}

async function openHandle(handle: FileHandle, reading: Reading): Promise<Workbook> {
  const status = await handle.stat();
  if (!status.isFile()) {
    throw new Failure('file-unreadable', { value: reading.file, reason: '这不是一个文件' }, at(reading));
  }
  const bytes = status.size;
  if (bytes === 0) throw readingFailure(reading, 'workbook-empty-file');
  const { fileBytes } = reading.limits;
  if (bytes > fileBytes) throw tooLarge(reading, '文件大小', sizeWords(fileBytes));
  const head = Buffer.alloc(Math.min(bytes, headBytes));
  await handle.read(head, 0, head.length, 0);
  const kind = fileKind(head);
  // Excel writes `~$name.xlsx` and WPS `.~name.xlsx` beside a workbook while it is open.
  if (kind !== 'zip' && /^(?:~\$|\.~)/.test(basename(reading.file))) {
    throw readingFailure(reading, 'workbook-lock-file');
  }
  if (kind === 'ole') await refuseOtherCompounds(handle, bytes, reading);
  if (kind === 'encrypted') throw readingFailure(reading, 'workbook-encrypted');
  if (kind === 'unknown') throw readingFailure(reading, 'workbook-not-recognised');
  if (isTableKind(kind)) return readers[kind](await sourceFile(handle, bytes, reading));
  if (kind !== 'zip') throw readingFailure(reading, 'workbook-format-unsupported', kindWords[kind]);

  const zip = await openZip(handle, bytes, reading);
  if ([...zip.entries.values()].some((entry) => entry.encrypted)) {
    throw readingFailure(reading, 'workbook-encrypted');
  }
  const content = zipContent(zip.entries);
  if (typeof content !== 'string') throw readingFailure(reading, 'workbook-format-unsupported', content);
  return containerReaders[content](await sourceFile(handle, bytes, reading), zip);
}

/** The reader of each kind of table that is no container; each is loaded when the first such file comes. */
const readers: Readonly<Record<TableKind, (source: SourceFile) => Promise<Workbook>>> = {
  ole: async (source) => (await import('./library/open-library.ts')).openXls(source),
  biff: async (source) => (await import('./library/open-library.ts')).openXls(source),
  html: async (source) => (await import('./library/open-library.ts')).openMarkup(source, 'html'),
  'spreadsheet-xml': async (source) =>
    (await import('./library/open-library.ts')).openMarkup(source, 'spreadsheet-xml'),
  text: async (source) => (await import('./text/text-workbook.ts')).openText(source),
};

/** The reader of each kind of container; all but the commonest are loaded when the first such file comes. */
const containerReaders: Readonly<
  Record<ContainerKind, (source: SourceFile, zip: ZipContainer) => Promise<Workbook>>
> = {
  xlsx: async (source, zip) => {
    const mainPart = await findMainPart(zip);
    if (mainPart === undefined) {
      throw readingFailure(source.reading, 'workbook-part-missing', { part: 'xl/workbook.xml' });
    }
    return openXlsx(zip, mainPart, source);
  },
  xlsb: async (source, zip) => (await import('./library/open-library.ts')).openXlsb(source, zip),
  ods: async (source, zip) => (await import('./ods/ods-workbook.ts')).openOds(source, zip),
  docx: async (source, zip) => (await import('./docx/docx-workbook.ts')).openDocx(source, zip),
};

async function sourceFile(handle: FileHandle, bytes: number, reading: Reading): Promise<SourceFile> {
  const sha256 = await hashFile(handle, bytes, reading);
  return { path: reading.file, reading, handle, sha256, bytes, close: () => handle.close() };
}

async function hashFile(handle: FileHandle, bytes: number, reading: Reading): Promise<string> {
  const hash = createHash('sha256');
  for await (const { chunk } of fileChunks(handle, bytes, reading)) hash.update(chunk);
  return hash.digest('hex');
}

function at(reading: Reading) {
  return { place: { file: reading.file } };
}

/** A failure of the operating system as one that a clerk understands; undefined for anything else. */
export function systemFailure(error: unknown, path: string): Failure | undefined {
  if (error instanceof Failure || !(error instanceof Error)) return undefined;
  const { code } = error as NodeJS.ErrnoException;
  const place = { place: { file: path } };
  if (code === 'ENOENT' || code === 'ENOTDIR') return new Failure('file-not-found', { value: path }, place);
  const reason = systemReasons[code ?? ''];
  return reason ? new Failure('file-unreadable', { value: path, reason }, place) : undefined;
}

const systemReasons: Readonly<Record<string, string>> = {
  EACCES: '没有读取权限',
  EPERM: '没有读取权限，或正被别的程序独占',
  EBUSY: '正被别的程序独占，请先关闭它',
  EISDIR: '这是一个文件夹',
  ELOOP: '这是一个指向自己的链接',
  ENXIO: '这不是一个文件',
  EMFILE: '同时打开的文件太多',
  EIO: '磁盘或网络盘读取出错',
};
