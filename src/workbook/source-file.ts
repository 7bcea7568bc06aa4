import type { FileHandle } from 'node:fs/promises';
import { corrupt, type Reading } from './reading.ts';

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

/** The file from its beginning; the buffer is used again for the next chunk. */
export async function* fileChunks(handle: FileHandle, bytes: number, reading: Reading) {
  const buffer = Buffer.allocUnsafe(Math.min(bytes, 1024 * 1024));
  for (let done = 0; done < bytes; ) {
    reading.signal?.throwIfAborted();
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, done);
    if (bytesRead === 0) return;
    yield { chunk: buffer.subarray(0, bytesRead), offset: done };
    done += bytesRead;
  }
}

/** All of the file, in memory of its own. */
export async function wholeFile(source: SourceFile): Promise<Uint8Array<ArrayBuffer>> {
  const { handle, bytes, reading } = source;
  const whole = new Uint8Array(bytes);
  for (let filled = 0; filled < bytes; ) {
    reading.signal?.throwIfAborted();
    const { bytesRead } = await handle.read(whole, filled, bytes - filled, filled);
    if (bytesRead === 0) throw corrupt(reading, '文件不完整，多半没有传完');
    filled += bytesRead;
  }
  return whole;
}
