import { absolutePath, type Context } from '../context.ts';
import { filesReferredTo } from './archive.store.ts';
import { archiveFolder, fileCopy, keptFiles } from './archive-folder.ts';
import { openLedger } from './open-ledger.ts';

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
    const path = absolutePath(context, name);
    const options = { given: name, signal: context.signal };
    const { sha256 } = await fileCopy(folder, path, { ...options, dryRun: true });
    if (!known.has(sha256)) continue;
    await fileCopy(folder, path, { ...options, dryRun: false });
    if (!kept.has(sha256)) restored.push(name);
  }
  return restored;
}
