import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Failure } from '../../findings/catalogue.ts';
import type { Ledger, OperationInfo } from '../ledger.ts';
import { undoOperation } from '../undo.ts';

/** An operation of the tests: fixed moment, fixed clerk. */
export function operation(title = '试写', more: Partial<OperationInfo> = {}): OperationInfo {
  return {
    kind: 'test',
    title,
    commandLine: `youlian ${title}`,
    clerk: '试验员',
    at: new Date('2022-09-01T01:00:00Z'),
    ...more,
  };
}

/** A folder that goes when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs statements as one operation; gives its number. */
export async function write(ledger: Ledger, title: string, ...statements: string[]): Promise<number | null> {
  const { operation: number } = await ledger.perform(operation(title), () => {
    for (const sql of statements) ledger.database.exec(sql);
  });
  return number;
}

export async function undo(ledger: Ledger, id: number): Promise<number | null> {
  const info = operation(`撤销 ${id}`, { kind: 'undo', undoes: id });
  return (await ledger.perform(info, () => undoOperation(ledger, id))).operation;
}

/** The failure that a piece of work ends in. */
export async function failureOf(work: () => unknown): Promise<Failure> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('did not fail');
}
