import { rmSync } from 'node:fs';
import { mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Begins the name of each folder of ours among the temporary files. */
const prefix = 'youlian-unpacked-';
/** No import lasts so long: such a folder was left behind by a process that was killed. */
const staleAfter = 24 * 3_600_000;

/**
 * Files unpacked from archives, in a folder of their own that only this account can read, under numbers instead of
 * names. It is made when the first one comes and removed with all that is in it by `close`, at the latest when the
 * process ends.
 */
export class UnpackedFiles {
  readonly #now: () => Date;
  #folder: string | undefined;
  #count = 0;
  readonly #onExit = () => {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
  };

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Writes a file, a chunk at a time, and gives its path; nothing is left of one that fails. */
  async add(chunks: AsyncIterable<Uint8Array>): Promise<string> {
    this.#folder ??= await this.#makeFolder();
    this.#count += 1;
    const path = join(this.#folder, String(this.#count));
    const file = await open(path, 'wx', 0o600);
    try {
      for await (const chunk of chunks) await file.write(chunk);
    } catch (error) {
      await file.close();
      await this.remove(path);
      throw error;
    }
    await file.close();
    return path;
  }

  async remove(path: string): Promise<void> {
    await rm(path, { force: true });
  }

  async close(): Promise<void> {
    process.removeListener('exit', this.#onExit);
    const folder = this.#folder;
    this.#folder = undefined;
    // A virus scanner may hold a file for a moment on Windows.
    if (folder !== undefined)
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  async #makeFolder(): Promise<string> {
    await this.#removeStale();
    const folder = await mkdtemp(join(tmpdir(), prefix));
    process.once('exit', this.#onExit);
    return folder;
  }

  /** What a killed process left behind holds other people's numbers: it does not stay. */
  async #removeStale(): Promise<void> {
    const before = this.#now().getTime() - staleAfter;
    for (const name of await readdir(tmpdir())) {
      if (!name.startsWith(prefix)) continue;
      const path = join(tmpdir(), name);
      try {
        if ((await stat(path)).mtimeMs < before) await rm(path, { recursive: true, force: true });
      } catch {
        // Another account's, or gone meanwhile.
      }
    }
  }
}
