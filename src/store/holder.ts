import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { OperationInfo } from './ledger.ts';

/** The note beside the ledger that says who is writing to it. SQLite holds the lock; this only gives it a name. */
const notePath = (ledgerPath: string) => `${ledgerPath}-holder`;

/** Leaves the note and gives back the function that takes it away. Never fails: it is information, not a lock. */
export function holdLedger(ledgerPath: string, info: OperationInfo): () => void {
  if (ledgerPath === ':memory:') return () => {};
  const path = notePath(ledgerPath);
  try {
    const note = { clerk: info.clerk, title: info.title, since: info.at.toISOString(), pid: process.pid };
    writeFileSync(path, JSON.stringify(note));
  } catch {
    return () => {};
  }
  return () => rmSync(path, { force: true });
}

/** Who holds the ledger, in words; says so when it cannot be told. */
export function describeHolder(ledgerPath: string): string {
  try {
    const note = JSON.parse(readFileSync(notePath(ledgerPath), 'utf8')) as Record<string, unknown>;
    return `${note.clerk} 正在“${note.title}”（进程 ${note.pid}）`;
  } catch {
    return '另一个程序打开着它';
  }
}
