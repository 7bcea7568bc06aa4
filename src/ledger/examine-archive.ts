import { relative } from 'node:path';
import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import type { Ledger } from '../store/ledger.ts';
import { filesReferredTo } from './archive.store.ts';
import { archiveFolder, type KeptFile, keptFiles, placeInArchive, sha256Of } from './archive-folder.ts';

export interface ArchiveCheck {
  readonly folder: string;
  /** How many files the ledger refers to, and how many of these are as they were filed. */
  readonly referred: number;
  readonly whole: number;
  /** Bytes of all that stands there. */
  readonly bytes: number;
  readonly findings: readonly Finding[];
}

/**
 * Holds the archive against the ledger: what is missing, what is not what was filed any more (read and hashed anew),
 * and what nobody refers to.
 * @param onFile called before each file is read
 */
export async function examineArchive(
  ledger: Ledger,
  signal: AbortSignal,
  onFile: (index: number, of: number) => void = () => {},
): Promise<ArchiveCheck> {
  const folder = archiveFolder(ledger.path);
  const kept = keptFiles(folder);
  const bySha = new Map<string | null, KeptFile>(kept.map((file) => [file.sha256, file]));
  const referred = filesReferredTo(ledger);
  const findings: Finding[] = [];
  let whole = 0;
  for (const [index, file] of referred.entries()) {
    signal.throwIfAborted();
    onFile(index, referred.length);
    const found = bySha.get(file.sha256);
    const value = file.name;
    const path = relative(folder, placeInArchive(folder, file.sha256));
    if (!found) findings.push(makeFinding('evidence-missing', { value, path }));
    else if (
      (file.bytes !== null && found.bytes !== file.bytes) ||
      (await sha256Of(found.path, found.path, signal)) !== file.sha256
    )
      findings.push(makeFinding('evidence-changed', { value, path }));
    else whole += 1;
  }
  const wanted = new Set(referred.map(({ sha256 }) => sha256));
  for (const file of kept) {
    if (file.sha256 !== null && wanted.has(file.sha256)) continue;
    const value = relative(folder, file.path);
    findings.push(makeFinding(file.sha256 === null ? 'evidence-foreign' : 'evidence-orphan', { value }));
  }
  const bytes = kept.reduce((sum, file) => sum + file.bytes, 0);
  return { folder, referred: referred.length, whole, bytes, findings };
}
