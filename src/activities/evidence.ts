import { absolutePath, type Context } from '../context.ts';
import { archiveFolder, type Filed, fileCopy } from '../ledger/archive-folder.ts';
import { restoreFiles } from '../ledger/restore-files.ts';
import type { Evidence } from './activity.ts';

/** Files that are to prove an activity: read and hashed, and filed once the clerk has agreed. */
export interface EvidenceGiven {
  readonly files: readonly Filed[];
  /** Copies them into the archive. @throws Failure as `fileCopy` */
  file(): Promise<void>;
  /**
   * Copies those that the ledger refers to already: what was lost from the archive is back. @throws Failure
   * @returns names of those that were not there
   */
  restore(): Promise<string[]>;
}

/** @throws Failure `file-not-found`, `file-unreadable`, `evidence-empty` before anything is done */
export async function evidenceGiven(context: Context, names: readonly string[]): Promise<EvidenceGiven> {
  const folder = archiveFolder(context.ledgerPath);
  const copy = (given: string, dryRun: boolean) =>
    fileCopy(folder, absolutePath(context, given), { given, dryRun, signal: context.signal });
  const files: Filed[] = [];
  for (const name of names) {
    const filed = await copy(name, true);
    if (!files.some(({ sha256 }) => sha256 === filed.sha256)) files.push(filed);
  }
  return {
    files,
    async file() {
      for (const name of names) await copy(name, false);
    },
    restore: () => restoreFiles(context, names),
  };
}

/** What proves an activity with more files added; one that is there already stays under its name. */
export function withEvidence(before: readonly Evidence[], more: readonly Evidence[]): Evidence[] {
  const known = new Set(before.map(({ sha256 }) => sha256));
  return [...before, ...more.filter(({ sha256 }) => !known.has(sha256))];
}
