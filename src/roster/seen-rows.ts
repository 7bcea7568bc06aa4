import type { ImportRun } from '../tables/import-target.ts';

type File = ImportRun['file'];

/** Rows of a pass that have spoken of a kindergarten, the first of each: a few bytes a row, for there may be many. */
export class SeenRows {
  readonly #positions = new Map<number, number>();
  #digests = new Float64Array(1024);
  readonly #files: File[] = [];
  readonly #cells: string[] = [];

  add(kindergartenId: number, digest: number, file: File, cell: string): void {
    const position = this.#cells.length;
    if (position === this.#digests.length) {
      const wider = new Float64Array(position * 2);
      wider.set(this.#digests);
      this.#digests = wider;
    }
    this.#positions.set(kindergartenId, position);
    this.#digests[position] = digest;
    this.#files.push(file);
    this.#cells.push(cell);
  }

  /** `rowDigest` of the row that spoke of it first; undefined where none has. */
  digest(kindergartenId: number): number | undefined {
    const position = this.#positions.get(kindergartenId);
    return position === undefined ? undefined : this.#digests[position];
  }

  /** Where that row stands, as another row's finding names it: `名册.xlsx 工作表“东湖” C5`. */
  place(kindergartenId: number): string {
    const position = this.#positions.get(kindergartenId) ?? -1;
    const file = this.#files[position];
    if (!file) return '';
    const name = file.path.slice(Math.max(file.path.lastIndexOf('/'), file.path.lastIndexOf('\\')) + 1);
    return `${name} 工作表“${file.sheet}” ${this.#cells[position]}`;
  }
}
