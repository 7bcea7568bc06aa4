import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { defaultLimits } from './limits.ts';

/**
 * SHA-256 and size of a file that is no workbook: what was sent can be told even where it cannot be read. Null where
 * there is no such file, it may not be read, or it is larger than any workbook may be.
 */
export async function hashOfFile(
  path: string,
  signal?: AbortSignal,
): Promise<{ sha256: string; bytes: number } | null> {
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > defaultLimits.fileBytes) return null;
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path, { signal })) hash.update(chunk as Buffer);
    return { sha256: hash.digest('hex'), bytes: found.size };
  } catch {
    signal?.throwIfAborted();
    return null;
  }
}
