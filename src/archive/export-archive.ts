import { createHash } from 'node:crypto';
import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { keptFiles, placeInArchive } from '../ledger/archive-folder.ts';
import { ensureFolder, saveFile } from '../workbook/save.ts';
import type { FiledAway } from './filing-plan.ts';
import { type IndexedFile, indexWorkbook } from './index-workbook.ts';

export const indexName = '档案目录.xlsx';

export interface ArchiveExport {
  readonly written: number;
  readonly findings: readonly Finding[];
}

/** Refuses a folder in which something stands already. @throws Failure `file-exists`, `file-unwritable` */
function checkFolder(folder: string, force: boolean): void {
  try {
    if (readdirSync(folder).length > 0 && !force) throw new Failure('file-exists', { value: folder });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    if (code === 'ENOTDIR') throw new Failure('file-unwritable', { value: folder, reason: '这是一个文件' });
    throw error;
  }
}

async function* checkedPieces(path: string, sha256: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { signal })) {
    hash.update(piece as Buffer);
    yield piece as Buffer;
  }
  if (hash.digest('hex') !== sha256) throw new ChangedFile();
}

/** What stands in the archive is not what was filed: it is not handed on. */
class ChangedFile extends Error {}

/**
 * Puts copies of files out under names that people read, with an index beside them. What is missing or was changed is
 * left out, and said; nothing half is left where it is interrupted.
 * @param archive the archive folder
 * @param folder absolute
 * @throws Failure `file-exists` (without force), `file-unwritable`
 */
export async function exportArchive(
  files: readonly FiledAway[],
  { archive, folder, whose }: { archive: string; folder: string; whose: string },
  { force, dryRun, signal }: { force: boolean; dryRun: boolean; signal: AbortSignal },
): Promise<ArchiveExport> {
  checkFolder(folder, force);
  const findings: Finding[] = [];
  const indexed: IndexedFile[] = [];
  const kept = new Set(keptFiles(archive).map(({ sha256 }) => sha256));
  for (const file of files) {
    signal.throwIfAborted();
    const problem = kept.has(file.sha256)
      ? await copyOut(file, { archive, folder, dryRun, signal })
      : 'evidence-missing';
    indexed.push({ ...file, problem: problem && (problem === 'evidence-missing' ? '缺文件' : '文件被改动') });
    if (problem) findings.push(makeFinding(problem, { value: file.name, path: file.sha256 }));
  }
  if (!dryRun) {
    await ensureFolder(folder);
    await saveFile(join(folder, indexName), await indexWorkbook(indexed, whose), { force: true });
  }
  return { written: indexed.filter(({ problem }) => problem === null).length, findings };
}

async function copyOut(
  file: FiledAway,
  {
    archive,
    folder,
    dryRun,
    signal,
  }: { archive: string; folder: string; dryRun: boolean; signal: AbortSignal },
): Promise<'evidence-changed' | null> {
  const pieces = checkedPieces(placeInArchive(archive, file.sha256), file.sha256, signal);
  try {
    if (dryRun) for await (const _ of pieces);
    else {
      const target = join(folder, ...file.place);
      await ensureFolder(join(folder, ...file.place.slice(0, -1)));
      await saveFile(target, pieces, { force: true });
    }
    return null;
  } catch (error) {
    if (error instanceof ChangedFile) return 'evidence-changed';
    throw error;
  }
}
