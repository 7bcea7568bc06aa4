import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Failure } from '../findings/catalogue.ts';
import { integrityProblem } from './doctor.ts';
import { describeHolder } from './holder.ts';
import { Ledger, translateStoreError } from './ledger.ts';
import { publish, unfinishedName } from './publish.ts';

/** How long to wait for a lock, and between two attempts, in milliseconds. */
const patience = 5_000;
const pause = 100;

/**
 * Copies the ledger into a file with SQLite's own backup, checks the copy and only then gives it its name.
 * @throws Failure `file-exists` (without force), `file-unwritable`, `ledger-damaged`
 */
export async function backupLedger(
  ledger: Ledger,
  target: string,
  options: { force: boolean },
): Promise<{ bytes: number; operations: number }> {
  if (existsSync(target) && !options.force) throw new Failure('file-exists', { value: target });
  refuseMissingFolder(target);
  const unfinished = unfinishedName(target);
  removeDatabase(unfinished);
  try {
    await copyPages(ledger, unfinished, ledger.path, (pages) => pages > 0);
    const bytes = statSync(unfinished).size;
    const operations = checkLedgerFile(unfinished, target, { readonly: false });
    publish(unfinished, target, options);
    return { bytes, operations };
  } finally {
    removeDatabase(unfinished);
  }
}

function refuseMissingFolder(target: string): void {
  if (existsSync(dirname(target))) return;
  throw new Failure('file-unwritable', { value: target, reason: '所在的文件夹不存在' });
}

function removeDatabase(path: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
}

/**
 * Runs SQLite's backup, which changes the target in one transaction. The library also reports success when a lock
 * kept it from copying: `arrived` tells from the target whether it really is done; until then it is tried again.
 * @throws Failure `ledger-busy` naming the holder of `locked`
 */
async function copyPages(
  source: Ledger,
  target: string,
  locked: string,
  arrived: (totalPages: number) => boolean,
): Promise<void> {
  try {
    for (let waited = 0; waited <= patience; waited += pause) {
      const { totalPages } = await source.database.backup(target);
      if (arrived(totalPages)) return;
      await setTimeout(pause);
    }
  } catch (error) {
    throw translateStoreError(error, locked, patience);
  }
  throw new Failure('ledger-busy', { seconds: patience / 1000, holder: describeHolder(locked) });
}

/** Bytes of the header that count writes and schema changes: the only ones in which a copy may differ. */
const counters: readonly (readonly [number, number])[] = [
  [24, 28],
  [40, 44],
  [92, 100],
];

/** Whether two database files hold the same pages. */
function holdsSamePages(one: string, other: string): boolean {
  if (statSync(one).size !== statSync(other).size) return false;
  const [first, second] = [openSync(one, 'r'), openSync(other, 'r')];
  try {
    const [left, right] = [Buffer.alloc(1 << 20), Buffer.alloc(1 << 20)];
    for (let at = 0; ; ) {
      const length = readSync(first, left, 0, left.length, at);
      if (readSync(second, right, 0, right.length, at) !== length) return false;
      if (at === 0) for (const [from, to] of counters) left.copy(right, from, from, to);
      if (left.compare(right, 0, length, 0, length) !== 0) return false;
      if (length === 0) return true;
      at += length;
    }
  } finally {
    closeSync(first);
    closeSync(second);
  }
}

/**
 * Opens a file as a ledger and checks that it is whole; gives the number of its operations. `shown` is the name
 * the clerk knows it by.
 * @throws Failure `ledger-not-ours`, `ledger-newer`, `ledger-damaged`
 */
function checkLedgerFile(path: string, shown: string, options: { readonly: boolean }): number {
  const ledger = Ledger.open(path, options);
  try {
    const problem = integrityProblem(ledger);
    if (problem !== null) throw new Failure('ledger-damaged', { value: shown, problem });
    return ledger.stamp();
  } finally {
    ledger.close();
  }
}

export interface RestorePlan {
  readonly source: string;
  readonly target: string;
  /** Operations in the backup, and in the present ledger (null where there is none or it cannot be read). */
  readonly operations: number;
  readonly presentOperations: number | null;
  /** Where the present ledger is kept; null where there is none. */
  readonly kept: string | null;
}

/**
 * Checks a backup and says what restoring it would do. `stamp` (20261122-090000) dates the copy of the present one.
 * @throws Failure `file-not-found`, `backup-not-ours`, `ledger-newer`, `ledger-damaged`, `ledger-busy`
 */
export function planRestore(source: string, target: string, stamp: string): RestorePlan {
  if (!existsSync(source)) throw new Failure('file-not-found', { value: source });
  if (!statSync(source).isFile()) {
    throw new Failure('file-unreadable', { value: source, reason: '这不是一个文件' });
  }
  const operations = checkBackup(source);
  if (!existsSync(target)) {
    refuseMissingFolder(target);
    return { source, target, operations, presentOperations: null, kept: null };
  }
  return { source, target, operations, presentOperations: stampOf(target), kept: keptName(target, stamp) };
}

/** As `checkLedgerFile`, of a file that somebody took for a backup. @throws Failure `backup-not-ours` … */
function checkBackup(source: string): number {
  try {
    return checkLedgerFile(source, source, { readonly: true });
  } catch (error) {
    if (error instanceof Failure && error.finding.code === 'ledger-not-ours') {
      throw new Failure('backup-not-ours', { value: source });
    }
    throw error;
  }
}

function stampOf(path: string): number | null {
  try {
    return checkLedgerFile(path, path, { readonly: false });
  } catch (error) {
    if (error instanceof Failure && error.finding.code === 'ledger-busy') throw error;
    return null;
  }
}

function keptName(target: string, stamp: string): string {
  const extension = extname(target);
  const stem = join(dirname(target), `${basename(target, extension)}-恢复前-${stamp}`);
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? `${stem}${extension}` : `${stem}-${number}${extension}`;
    if (!existsSync(name)) return name;
  }
}

/**
 * Puts a checked backup in the ledger's place, the present ledger kept under `plan.kept`. A ledger that can still be
 * read is overwritten inside one transaction of its own file, so that a process that has it open sees either the
 * old or the new one; a ruined one is replaced by renaming.
 */
export async function restoreLedger(plan: RestorePlan): Promise<void> {
  const source = Ledger.open(plan.source, { readonly: true });
  try {
    if (plan.kept === null) {
      await backupLedger(source, plan.target, { force: false });
    } else if (plan.presentOperations === null) {
      copyFileSync(plan.target, plan.kept, constants.COPYFILE_EXCL);
      await backupLedger(source, plan.target, { force: true });
    } else {
      const present = Ledger.open(plan.target);
      try {
        await backupLedger(present, plan.kept, { force: false });
      } finally {
        present.close();
      }
      await copyPages(source, plan.target, plan.target, () => holdsSamePages(plan.source, plan.target));
    }
  } finally {
    source.close();
  }
}
