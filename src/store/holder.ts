import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { OperationInfo } from './ledger.ts';

interface HolderNote {
  readonly clerk: string;
  readonly title: string;
  readonly since: string;
  readonly pid: number;
  readonly host: string;
}

/** The note beside the ledger that says who is writing to it. SQLite holds the lock; this only gives it a name. */
const holderNotePath = (ledgerPath: string) => `${ledgerPath}-holder`;

/** Leaves the note and gives back the function that takes it away. Never fails: it is information, not a lock. */
export function holdLedger(ledgerPath: string, info: OperationInfo): () => void {
  if (ledgerPath === ':memory:') return () => {};
  const path = holderNotePath(ledgerPath);
  const note: HolderNote = {
    clerk: info.clerk,
    title: info.title,
    since: info.at.toISOString(),
    pid: process.pid,
    host: hostname(),
  };
  try {
    writeFileSync(path, JSON.stringify(note));
  } catch {
    return () => {};
  }
  return () => {
    // The lock is free by now: another process may hold it and have left its own note.
    if (readNote(ledgerPath)?.pid !== process.pid) return;
    try {
      rmSync(path, { force: true });
    } catch {
      // A stale note is harmless: it is believed only while its process lives.
    }
  };
}

function readNote(ledgerPath: string): HolderNote | undefined {
  try {
    const note = JSON.parse(readFileSync(holderNotePath(ledgerPath), 'utf8')) as Partial<HolderNote>;
    return typeof note.pid === 'number' ? (note as HolderNote) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a note's process still runs; on another machine that cannot be told, and it is believed. */
function isAlive(note: HolderNote): boolean {
  if (note.host !== hostname()) return true;
  try {
    process.kill(note.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether a note stands beside the ledger that a killed process left behind. */
export function hasStaleNote(ledgerPath: string): boolean {
  const note = readNote(ledgerPath);
  return note !== undefined && !isAlive(note);
}

/** Who holds the ledger, in words; says so when it cannot be told. */
export function describeHolder(ledgerPath: string): string {
  const note = readNote(ledgerPath);
  if (!note || !isAlive(note)) return '另一个程序打开着它';
  const where = note.host === hostname() ? '' : `，在电脑 ${note.host} 上`;
  return `${note.clerk} 正在“${note.title}”（进程 ${note.pid}${where}）`;
}
