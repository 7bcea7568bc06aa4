import type { Context } from '../context.ts';
import { type FilesGiven, filesGiven, restoreFiles } from '../ledger/files-given.ts';
import type { Evidence } from './activity.ts';

/** Files that are to prove an activity: the same file named twice is one. */
export interface EvidenceGiven extends FilesGiven {
  /**
   * Copies those that the ledger refers to already: what was lost from the archive is back. @throws Failure
   * @returns names of those that were not there
   */
  restore(): Promise<string[]>;
}

/** @throws Failure as `filesGiven` */
export async function evidenceGiven(context: Context, names: readonly string[]): Promise<EvidenceGiven> {
  const { files, file } = await filesGiven(context, names);
  const first = files.filter(
    (each, index) => files.findIndex(({ sha256 }) => sha256 === each.sha256) === index,
  );
  return { files: first, file, restore: () => restoreFiles(context, names) };
}

/** What proves an activity with more files added; one that is there already stays under its name. */
export function withEvidence(before: readonly Evidence[], more: readonly Evidence[]): Evidence[] {
  const known = new Set(before.map(({ sha256 }) => sha256));
  return [...before, ...more.filter(({ sha256 }) => !known.has(sha256))];
}
