import { mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../findings/catalogue.ts';

/** A file's bytes, or what gives them piece by piece: it is asked once. */
export type FileContent = Uint8Array | AsyncIterable<Uint8Array>;

/** What saving asks of the file system; tests put failing ones in its place. */
export interface FileOperations {
  /** `file`, `folder`, or undefined where nothing stands there. */
  kind(path: string): Promise<'file' | 'folder' | undefined>;
  /** The path behind links, so that a link stays a link. */
  resolve(path: string): Promise<string>;
  /** Makes a new file and brings its bytes to the disk; fails with EEXIST where there is one. */
  write(path: string, bytes: FileContent): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Makes one folder where the one above is there; fails with EEXIST where something stands already. */
  makeFolder(path: string): Promise<void>;
  pause(milliseconds: number): Promise<void>;
}

export const diskOperations: FileOperations = {
  async kind(path) {
    try {
      return (await stat(path)).isDirectory() ? 'folder' : 'file';
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  },
  resolve: (path) => realpath(path).catch(() => path),
  async write(path, bytes) {
    const file = await open(path, 'wx');
    try {
      if (bytes instanceof Uint8Array) await file.writeFile(bytes);
      // Each call goes on where the last one ended.
      else for await (const chunk of bytes) await file.writeFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
  },
  rename,
  remove: (path) => rm(path, { force: true }),
  async makeFolder(path) {
    await mkdir(path);
  },
  pause: async (milliseconds) => {
    await pause(milliseconds);
  },
};

export interface SaveOptions {
  /** Overwrite an existing file. */
  readonly force?: boolean | undefined;
  readonly operations?: FileOperations;
}

/** Waits between attempts, in milliseconds: virus scanners and indexers hold a fresh file for a moment on Windows. */
const retryWaits = [20, 60, 150, 300, 500];

/**
 * Puts bytes into a file so that a reader sees the old file or the whole new one: written beside the target, then
 * renamed over it. Leaves nothing behind when it fails.
 * @param path absolute
 * @throws Failure `file-exists` (without `force`), `file-locked` (open in Excel or WPS), `file-unwritable`
 */
export async function saveFile(path: string, bytes: FileContent, options: SaveOptions = {}): Promise<void> {
  const operations = options.operations ?? diskOperations;
  try {
    const target = await operations.resolve(path);
    await refuseExisting(operations, target, path, options.force === true);
    const beside = await writeBeside(operations, target, bytes);
    try {
      // Somebody may have made the file while ours was being written.
      await refuseExisting(operations, target, path, options.force === true);
      await renamePatiently(operations, beside, target, path);
    } catch (error) {
      await operations.remove(beside).catch(() => undefined);
      throw error;
    }
  } catch (error) {
    throw asFailure(error, path);
  }
}

/**
 * Whether a file could be made at `path`, as far as can be told without making it.
 * @throws Failure `file-exists` (without `force`), `file-unwritable`
 */
export async function checkTarget(path: string, options: SaveOptions = {}): Promise<void> {
  const operations = options.operations ?? diskOperations;
  try {
    const target = await operations.resolve(path);
    await refuseExisting(operations, target, path, options.force === true);
  } catch (error) {
    throw asFailure(error, path);
  }
}

/**
 * Makes a folder and those above it; an existing one is fine. One after the other: Node's own recursive `mkdir` never
 * ends where a folder that is there refuses new ones as if it were not (`/proc`).
 * @throws Failure `file-unwritable` (also where a file stands in the way)
 */
export async function ensureFolder(path: string, operations: FileOperations = diskOperations): Promise<void> {
  try {
    const missing: string[] = [];
    for (let at = path; ; at = dirname(at)) {
      const kind = await operations.kind(at);
      if (kind === 'file') throw new Failure('file-unwritable', { value: path, reason: reasons.EEXIST! });
      if (kind === 'folder') break;
      missing.unshift(at);
      if (dirname(at) === at) break;
    }
    for (const each of missing) await makeOneFolder(operations, each);
  } catch (error) {
    throw asFailure(error, path);
  }
}

/** Somebody else may have made it in the meantime. */
async function makeOneFolder(operations: FileOperations, path: string): Promise<void> {
  try {
    await operations.makeFolder(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST' && (await operations.kind(path)) === 'folder') return;
    // The one above is there, or was made a moment ago.
    if (code === 'ENOENT')
      throw new Failure('file-unwritable', { value: path, reason: '这个地方不能新建文件夹' });
    throw error;
  }
}

async function refuseExisting(
  operations: FileOperations,
  target: string,
  path: string,
  force: boolean,
): Promise<void> {
  const kind = await operations.kind(target);
  if (kind === 'folder') throw new Failure('file-unwritable', { value: path, reason: '这是一个文件夹' });
  if (kind === 'file' && !force) throw new Failure('file-exists', { value: path });
}

/** Writes under a short name of its own in the target's folder (a long target name must not make it too long). */
async function writeBeside(operations: FileOperations, target: string, bytes: FileContent): Promise<string> {
  for (let number = 1; ; number += 1) {
    const beside = join(dirname(target), `.youlian-${process.pid}-${number}.tmp`);
    try {
      await operations.write(beside, bytes);
      return beside;
    } catch (error) {
      // Left by a killed process of the same number, or of another save going on: not ours to remove.
      if (errorCode(error) === 'EEXIST' && number < 100) continue;
      if (errorCode(error) !== 'EEXIST') await operations.remove(beside).catch(() => undefined);
      throw error;
    }
  }
}

async function renamePatiently(
  operations: FileOperations,
  from: string,
  to: string,
  path: string,
): Promise<void> {
  for (const wait of [...retryWaits, undefined]) {
    try {
      await operations.rename(from, to);
      return;
    } catch (error) {
      if (!isHeld(error)) throw error;
      if (wait === undefined) throw new Failure('file-locked', { value: path });
      await operations.pause(wait);
    }
  }
}

function isHeld(error: unknown): boolean {
  return ['EBUSY', 'EPERM', 'EACCES'].includes(errorCode(error) ?? '');
}

function errorCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: '磁盘已满',
  EDQUOT: '磁盘配额已用完',
  EROFS: '磁盘是只读的',
  ENOENT: '所在的文件夹不存在',
  ENOTDIR: '路径中间有一段不是文件夹',
  EEXIST: '同名的文件挡住了文件夹',
  ENAMETOOLONG: '文件名太长',
  EINVAL: '文件名里有不能用的字符',
  EACCES: '没有写入这个文件夹的权限',
  EPERM: '没有写入这个文件夹的权限',
  EFBIG: '文件太大，这个磁盘放不下',
  EMFILE: '同时打开的文件太多',
};

function asFailure(error: unknown, path: string): unknown {
  if (error instanceof Failure) return error;
  const code = errorCode(error);
  if (code === undefined || !/^E[A-Z0-9]+$/.test(code)) return error;
  if (code === 'EBUSY') return new Failure('file-locked', { value: path });
  return new Failure('file-unwritable', { value: path, reason: reasons[code] ?? code });
}
