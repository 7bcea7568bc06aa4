import { absolutePath, type Context } from '../context.ts';
import { filesReferredTo } from './archive.store.ts';
import { archiveFolder, type Filed, fileCopy, keptFiles } from './archive-folder.ts';
import { openLedger } from './open-ledger.ts';

/** Files that a clerk gives with something recorded: read and hashed, and filed once the clerk has agreed. */
export interface FilesGiven {
  /** In the order in which they were named. */
  readonly files: readonly Filed[];
  /** Copies them into the archive. @throws Failure as `fileCopy` */
  file(): Promise<void>;
}

const copy = (context: Context, given: string, dryRun: boolean) =>
  fileCopy(archiveFolder(context.ledgerPath), absolutePath(context, given), {
    given,
    dryRun,
    signal: context.signal,
  });

/** @throws Failure `file-not-found`, `file-unreadable`, `evidence-empty` before anything is done */
export async function filesGiven(context: Context, names: readonly string[]): Promise<FilesGiven> {
  const files: Filed[] = [];
  for (const name of names) files.push(await copy(context, name, true));
  return {
    files,
    async file() {
      for (const name of names) await copy(context, name, false);
    },
  };
}

/**
 * Copies into the archive those files that the ledger refers to already: what was lost from it is back.
 * @param names as the clerk named them
 * @returns names of those that were not there
 * @throws Failure as `fileCopy`
 */
export async function restoreFiles(context: Context, names: readonly string[]): Promise<string[]> {
  const folder = archiveFolder(context.ledgerPath);
  const ledger = openLedger(context);
  const known = new Set(filesReferredTo(ledger).map(({ sha256 }) => sha256));
  ledger.close();
  const kept = new Set(keptFiles(folder).map(({ sha256 }) => sha256));
  const restored: string[] = [];
  for (const name of names) {
    const { sha256 } = await copy(context, name, true);
    if (!known.has(sha256)) continue;
    await copy(context, name, false);
    if (!kept.has(sha256)) restored.push(name);
  }
  return restored;
}
