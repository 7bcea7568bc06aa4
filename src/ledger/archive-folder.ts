import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { Failure } from '../findings/catalogue.ts';
import { ensureFolder, saveFile } from '../workbook/save.ts';

/**
 * The archive (档案): a folder beside the ledger that keeps files under their SHA-256, so that the same file is kept
 * once, under whatever names it comes. Files are in it before the ledger refers to them, and stay when it no longer
 * does: undoing never loses one.
 */

/** A file as the ledger refers to it. */
export interface Filed {
  /** As it was called when it was filed. */
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** `台账.db` → `台账-档案`, beside it. */
export function archiveFolder(ledgerPath: string): string {
  return join(dirname(ledgerPath), `${basename(ledgerPath, extname(ledgerPath))}-档案`);
}

/** Where a file of that hash is kept: few files in each folder, none with an ending that somebody might open. */
export function placeInArchive(folder: string, sha256: string): string {
  return join(folder, sha256.slice(0, 2), sha256);
}

/** @throws Failure `file-not-found`, `evidence-empty`, `file-unreadable` */
function sizeOf(path: string, given: string): number {
  const place = { place: { file: given } };
  let found: ReturnType<typeof statSync>;
  try {
    found = statSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new Failure('file-not-found', { value: given }, place);
    throw new Failure('file-unreadable', { value: given, reason: code ?? '打不开' }, place);
  }
  if (!found.isFile()) throw new Failure('file-unreadable', { value: given, reason: '不是文件' }, place);
  if (found.size === 0) throw new Failure('evidence-empty', { value: given }, place);
  return found.size;
}

/** Gives a file piece by piece; tests put others in its place. */
export type ReadPieces = (path: string, signal: AbortSignal) => AsyncIterable<Uint8Array>;

const fromDisk: ReadPieces = (path, signal) => createReadStream(path, { signal });

async function* piecesOf(
  path: string,
  given: string,
  signal: AbortSignal,
  read: ReadPieces,
): AsyncGenerator<Uint8Array> {
  try {
    yield* read(path, signal);
  } catch (error) {
    signal.throwIfAborted();
    const reason = (error as NodeJS.ErrnoException).code ?? '读取中断';
    throw new Failure('file-unreadable', { value: given, reason }, { place: { file: given } });
  }
}

/** SHA-256 of a file of any size, read piece by piece. @throws Failure `file-unreadable` */
export async function sha256Of(
  path: string,
  given: string,
  signal: AbortSignal,
  read: ReadPieces = fromDisk,
): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of piecesOf(path, given, signal, read)) hash.update(piece);
  return hash.digest('hex');
}

/**
 * Files a copy: nothing is there under its hash until all of it is. With `dryRun` it is only read.
 * @param path absolute
 * @param given as the clerk named it
 * @throws Failure `file-not-found`, `file-unreadable`, `evidence-empty`, `evidence-moved`, `file-unwritable`
 */
export async function fileCopy(
  folder: string,
  path: string,
  { given, dryRun, signal }: { given: string; dryRun: boolean; signal: AbortSignal },
  read: ReadPieces = fromDisk,
): Promise<Filed> {
  const bytes = sizeOf(path, given);
  const sha256 = await sha256Of(path, given, signal, read);
  const filed: Filed = { name: basename(path).normalize('NFC'), sha256, bytes };
  const target = placeInArchive(folder, sha256);
  if (dryRun || isWhole(target, bytes)) return filed;
  async function* checked(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    for await (const piece of piecesOf(path, given, signal, read)) {
      hash.update(piece);
      yield piece;
    }
    // Somebody is still writing to it: what was copied is not what was hashed.
    if (hash.digest('hex') !== sha256)
      throw new Failure('evidence-moved', { value: given }, { place: { file: given } });
  }
  await ensureFolder(dirname(target));
  await saveFile(target, checked(), { force: true });
  return filed;
}

/** Files bytes that came in another file. @throws Failure `file-unwritable` */
export async function fileBytes(folder: string, name: string, content: Uint8Array): Promise<Filed> {
  const sha256 = createHash('sha256').update(content).digest('hex');
  const target = placeInArchive(folder, sha256);
  if (!isWhole(target, content.length)) {
    await ensureFolder(dirname(target));
    await saveFile(target, content, { force: true });
  }
  return { name, sha256, bytes: content.length };
}

function isWhole(path: string, bytes: number): boolean {
  try {
    return statSync(path).size === bytes;
  } catch {
    return false;
  }
}

/** A file that stands in the archive. */
export interface KeptFile {
  readonly path: string;
  /** As its name says; null for a name that no filed file has. */
  readonly sha256: string | null;
  readonly bytes: number;
}

/** Everything that stands in an archive folder, by path; nothing where there is none. */
export function keptFiles(folder: string): KeptFile[] {
  let names: string[];
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new Failure('file-unreadable', {
      value: folder,
      reason: (error as NodeJS.ErrnoException).code ?? '',
    });
  }
  return names.sort().flatMap((name) => {
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found?.isFile()) return [];
    const sha256 = basename(path);
    const isOurs = /^[0-9a-f]{64}$/u.test(sha256) && path === placeInArchive(folder, sha256);
    return [{ path, sha256: isOurs ? sha256 : null, bytes: found.size }];
  });
}
