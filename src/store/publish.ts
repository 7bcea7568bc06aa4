import { existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { Failure } from '../findings/catalogue.ts';

/** A name beside the target for a file that is not finished yet; only this process uses it. */
export const unfinishedName = (target: string) => `${target}.youlian-${process.pid}.tmp`;

/** Whether a file name is one that `unfinishedName` gave: what a killed process left behind. */
export const isUnfinishedName = (name: string, target: string) =>
  name.startsWith(`${target}.youlian-`) && /\.youlian-\d+\.tmp(?:-journal)?$/.test(name);

/**
 * Gives a finished database file its final name in one step. Without `force` a file that stands there is kept,
 * even one that appeared this very moment.
 * @throws Failure `file-exists`, `file-locked`, `file-unwritable`
 */
export function publish(finished: string, target: string, options: { force: boolean }): void {
  // SQLite would take a journal left by an earlier file of that name for the new file's own, and destroy it.
  const orphans = [`${target}-journal`, `${target}-wal`].filter((path) => existsSync(path));
  if (orphans.length > 0 && (options.force || !existsSync(target))) {
    throw new Failure('file-unwritable', {
      value: target,
      reason: `旁边有未收尾的日志文件“${orphans[0]}”，请先把它移到别处`,
    });
  }
  try {
    if (options.force) renameSync(finished, target);
    else linkOrRename(finished, target);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'EEXIST') throw new Failure('file-exists', { value: target });
    if (['EBUSY', 'EPERM', 'EACCES'].includes(code)) throw new Failure('file-locked', { value: target });
    if (error instanceof Failure) throw error;
    throw new Failure('file-unwritable', { value: target, reason: code });
  } finally {
    rmSync(finished, { force: true });
  }
}

function linkOrRename(finished: string, target: string): void {
  try {
    linkSync(finished, target);
  } catch (error) {
    // File systems without hard links (FAT, some shares) cannot refuse an existing name in one step.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    if (existsSync(target)) throw new Failure('file-exists', { value: target });
    renameSync(finished, target);
  }
}
