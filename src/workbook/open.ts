import { Failure } from '../findings/catalogue.ts';
import type { WorkbookLimits } from './limits.ts';
import type { Workbook } from './sheet.ts';

export interface OpenOptions {
  /** Overrides of `defaultLimits`. */
  readonly limits?: Partial<WorkbookLimits>;
  /** Stops the reading between two chunks; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Opens a spreadsheet file of any kind, told by its content and not by its name, and makes the first scan of
 * its sheets. Rejects with a `Failure` with a workbook code (or `file-not-found`, `file-unreadable`) where the
 * file cannot be read; reading rows can still fail so, where the damage lies deeper. Close it when done.
 */
export async function openWorkbook(path: string, _options: OpenOptions = {}): Promise<Workbook> {
  throw new Failure('internal', { reason: `no reader yet: ${path}` });
}
