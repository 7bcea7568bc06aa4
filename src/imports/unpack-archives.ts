import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { Failure, makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import {
  type ArchiveLimits,
  type ArchiveMember,
  defaultArchiveLimits,
  readArchive,
} from '../workbook/archive/read-archive.ts';
import { defaultLimits } from '../workbook/limits.ts';
import { sizeWords } from '../workbook/reading.ts';
import { type CollectedFile, type Collection, fileRole } from './collect-files.ts';
import type { UnpackedFiles } from './unpacked-files.ts';

export interface UnpackOptions {
  readonly signal: AbortSignal;
  readonly limits?: Partial<ArchiveLimits>;
  /** Called before each file. */
  readonly onFile?: (index: number, path: string) => void;
}

/**
 * The collection with each archive (.zip), told by its content, replaced by the table files in it, and archives in
 * archives likewise. What an archive holds is taken or left as what a folder holds; an archive that cannot be read
 * stays as a file with its problem, and so does a member. Members are named as files in a folder of the archive's
 * name; nothing is written under such a name.
 */
export async function unpackArchives(
  collection: Collection,
  unpacked: UnpackedFiles,
  options: UnpackOptions,
): Promise<Collection> {
  const unpacking = new Unpacking(unpacked, options, [...collection.findings]);
  const files: CollectedFile[] = [];
  for (const [index, file] of collection.files.entries()) {
    options.signal.throwIfAborted();
    options.onFile?.(index, file.path);
    files.push(...(file.problem ? [file] : await unpacking.expand(file, 1)));
  }
  return { files, findings: unpacking.findings };
}

class Unpacking {
  readonly findings: Finding[];
  readonly #unpacked: UnpackedFiles;
  readonly #signal: AbortSignal;
  readonly #limits: ArchiveLimits;
  #members = 0;
  #bytes = 0;

  constructor(unpacked: UnpackedFiles, { signal, limits }: UnpackOptions, findings: Finding[]) {
    this.#unpacked = unpacked;
    this.#signal = signal;
    this.#limits = { ...defaultArchiveLimits, ...limits };
    this.findings = findings;
  }

  /** The file itself, or the files in it. */
  async expand(file: CollectedFile, depth: number): Promise<CollectedFile[]> {
    let handle: FileHandle;
    try {
      handle = await open(file.absolute, 'r');
    } catch {
      // Whoever opens it as a document says why it cannot be.
      return [file];
    }
    try {
      const bytes = (await handle.stat()).size;
      const reading = {
        file: file.path,
        limits: { ...defaultLimits, partBytes: this.#limits.memberBytes },
        signal: this.#signal,
      };
      const members = await readArchive(handle, bytes, reading);
      if (members === undefined) return [file];
      if (depth > this.#limits.depth) return [this.#tooDeep(file)];
      const archive = file.archive ?? { path: file.path, bytes, sha256: await hashOf(handle, bytes) };
      return await this.#take({ ...file, archive }, members, depth);
    } catch (error) {
      return [withProblem(file, file.path, this.#problemOf(error, file.path))];
    } finally {
      await handle.close();
    }
  }

  async #take(
    archive: CollectedFile,
    members: readonly ArchiveMember[],
    depth: number,
  ): Promise<CollectedFile[]> {
    if (members.length > 0 && members.every(({ encrypted }) => encrypted)) {
      return [withProblem(archive, archive.path, makeFinding('archive-encrypted', { value: archive.path }))];
    }
    const wanted = members.filter((member) => this.#isWanted(`${archive.path}/${member.path}`, member));
    if (wanted.length === 0) {
      return [withProblem(archive, archive.path, makeFinding('archive-empty', { value: archive.path }))];
    }
    const excess = this.#admit(wanted);
    if (excess) {
      const finding = makeFinding('archive-too-large', { value: archive.path, ...excess });
      return [withProblem(archive, archive.path, finding)];
    }
    const files: CollectedFile[] = [];
    for (const member of wanted) {
      this.#signal.throwIfAborted();
      files.push(...(await this.#unpack(archive, member, depth)));
    }
    return files;
  }

  /** Whether the member is to be tried; what is left out is said, as of a folder's files. */
  #isWanted(path: string, member: ArchiveMember): boolean {
    const role = member.kind === 'link' ? 'other' : fileRole(member.path);
    if (role === 'lock')
      this.findings.push(makeFinding('lock-file-skipped', { value: path }, { file: path }));
    if (role === 'other') this.findings.push(makeFinding('file-skipped', { value: path }, { file: path }));
    return role === 'table';
  }

  /** Counts what is to be unpacked; what is too much, if anything is. */
  #admit(members: readonly ArchiveMember[]): { what: string; limit: string } | undefined {
    const { members: most, totalBytes } = this.#limits;
    this.#members += members.length;
    if (this.#members > most) return { what: '压缩包里的文件数', limit: `${most} 个` };
    this.#bytes += members.reduce((sum, { bytes }) => sum + bytes, 0);
    if (this.#bytes > totalBytes) return { what: '解压后的总大小', limit: sizeWords(totalBytes) };
    return undefined;
  }

  async #unpack(archive: CollectedFile, member: ArchiveMember, depth: number): Promise<CollectedFile[]> {
    const path = `${archive.path}/${member.path}`;
    const problem = (finding: Finding) => [withProblem(archive, path, finding)];
    if (member.encrypted) return problem(makeFinding('archive-encrypted', { value: path }));
    if (!member.isKnownMethod) {
      const reason = '用了不认识的压缩方法';
      return problem(makeFinding('archive-member-broken', { value: path, reason }));
    }
    const { memberBytes } = this.#limits;
    if (member.bytes > memberBytes) {
      const excess = { what: '解压后的大小', limit: sizeWords(memberBytes) };
      return problem(makeFinding('archive-too-large', { value: path, ...excess }));
    }
    let absolute: string;
    try {
      absolute = await this.#unpacked.add(member.chunks());
    } catch (error) {
      return problem(this.#problemOf(error, path));
    }
    const file = { path, absolute, isNamed: false, archive: archive.archive };
    const files = await this.expand(file, depth + 1);
    // An archive within has been unpacked in turn, or will not be read.
    if (files.length !== 1 || files[0] !== file) await this.#unpacked.remove(absolute);
    return files;
  }

  #tooDeep(file: CollectedFile): CollectedFile {
    const parameters = { value: file.path, limit: this.#limits.depth };
    return withProblem(file, file.path, makeFinding('archive-too-deep', parameters));
  }

  /** What is to be told of a failure to unpack; anything else, and Ctrl+C, is thrown on. */
  #problemOf(error: unknown, path: string): Finding {
    this.#signal.throwIfAborted();
    if (error instanceof Failure) {
      if (error.finding.code !== 'workbook-corrupt') return error.finding;
      return makeFinding('archive-member-broken', { value: path, reason: '内容损坏或没有传完整' });
    }
    const reason = systemReasons[(error as NodeJS.ErrnoException).code ?? ''];
    if (reason === undefined) throw error;
    return makeFinding('archive-member-broken', { value: path, reason });
  }
}

const systemReasons: Readonly<Record<string, string>> = {
  ENOSPC: '临时文件夹所在的磁盘满了',
  EACCES: '临时文件夹不能写入',
  EIO: '磁盘或网络盘读写出错',
};

function withProblem(file: CollectedFile, path: string, problem: Finding): CollectedFile {
  return { ...file, path, problem: { ...problem, file: path } };
}

async function hashOf(handle: FileHandle, bytes: number): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(Math.min(bytes, 1024 * 1024));
  for (let done = 0; done < bytes; ) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, done);
    if (bytesRead === 0) break;
    hash.update(buffer.subarray(0, bytesRead));
    done += bytesRead;
  }
  return hash.digest('hex');
}
