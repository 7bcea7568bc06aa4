import type { FileHandle } from 'node:fs/promises';
import type { Reading } from './reading.ts';

/** The file behind a workbook, as `openWorkbook` found it; the reader that gets it keeps it open until `close`. */
export interface SourceFile {
  readonly path: string;
  readonly reading: Reading;
  readonly handle: FileHandle;
  /** Lower-case hexadecimal SHA-256 of the file's bytes. */
  readonly sha256: string;
  readonly bytes: number;
  close(): Promise<void>;
}
