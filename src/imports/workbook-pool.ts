import { Failure } from '../findings/catalogue.ts';
import type { Workbook } from '../workbook/sheet.ts';
import type { CollectedFile } from './collect-files.ts';

/**
 * Open workbooks, at most `capacity` at a time: a batch of hundreds of files holds no more memory and no more
 * file handles than a batch of three.
 */
export class WorkbookPool {
  readonly #open: (path: string) => Promise<Workbook>;
  readonly #capacity: number;
  readonly #workbooks = new Map<string, Workbook>();

  constructor(open: (path: string) => Promise<Workbook>, capacity = 3) {
    this.#open = open;
    this.#capacity = capacity;
  }

  /** @throws Failure where the file cannot be opened, or `file-changed` where it no longer has that hash */
  async get(file: CollectedFile, sha256?: string): Promise<Workbook> {
    let workbook = this.#workbooks.get(file.absolute);
    this.#workbooks.delete(file.absolute);
    workbook ??= await this.#open(file.absolute);
    this.#workbooks.set(file.absolute, workbook);
    while (this.#workbooks.size > this.#capacity) {
      const [oldest, idle] = this.#workbooks.entries().next().value ?? [];
      if (oldest === undefined || idle === undefined) break;
      this.#workbooks.delete(oldest);
      await idle.close();
    }
    if (sha256 !== undefined && workbook.sha256 !== sha256) {
      throw new Failure('file-changed', { value: file.path }, { place: { file: file.path } });
    }
    return workbook;
  }

  async close(): Promise<void> {
    const idle = [...this.#workbooks.values()];
    this.#workbooks.clear();
    for (const workbook of idle) await workbook.close();
  }
}
