import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '../findings/catalogue.ts';
import { Ledger } from './ledger.ts';
import { publish, unfinishedName } from './publish.ts';

/**
 * Makes a ledger file in one step: built under another name beside it, and given its own name only when `build` is
 * through. When `build` throws, or with `dryRun`, no file is left.
 * @throws Failure `ledger-exists`, `file-unwritable` where the folder does not exist
 */
export async function makeLedger<T>(
  path: string,
  build: (ledger: Ledger) => Promise<T>,
  options: { dryRun?: boolean } = {},
): Promise<T> {
  if (existsSync(path)) throw new Failure('ledger-exists', { value: path });
  if (!existsSync(dirname(path))) {
    throw new Failure('file-unwritable', { value: path, reason: '所在的文件夹不存在' });
  }
  const unfinished = unfinishedName(path);
  const remove = () => {
    for (const suffix of ['', '-journal', '-holder']) rmSync(`${unfinished}${suffix}`, { force: true });
  };
  // A process of the same number may have been killed here before.
  remove();
  try {
    const ledger = Ledger.create(unfinished);
    let result: T;
    try {
      result = await build(ledger);
    } finally {
      ledger.close();
    }
    if (!options.dryRun) publish(unfinished, path, { force: false });
    return result;
  } catch (error) {
    if (error instanceof Failure && error.finding.code === 'file-exists') {
      throw new Failure('ledger-exists', { value: path });
    }
    throw error;
  } finally {
    remove();
  }
}
