import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { cellAddress } from '../workbook/address.ts';
import type { Row } from '../workbook/sheet.ts';

/** Rows named in the warning. */
const named = 10;

/**
 * Watches the rows of a text file for those that end before the header does: a file that was not sent whole stops in
 * the middle of a row. Programs that leave trailing blanks away write most rows shorter, and are let be.
 */
export class ShortRows {
  #expected: number | undefined;
  #full = 0;
  /** A whole row ends in a blank: the file does not leave blanks away. */
  #keepsBlanks = false;
  #short = 0;
  #unended = false;
  #first = 0;
  readonly #named: string[] = [];

  /** The header's last row. */
  head(row: Row | undefined): void {
    this.#expected = row?.fields;
  }

  /** A row that is a record. */
  count({ number, fields, cells, isUnended }: Row): void {
    if (fields === undefined || this.#expected === undefined) return;
    if (fields >= this.#expected) {
      this.#full += 1;
      this.#keepsBlanks ||= (cells.at(-1)?.column ?? 0) < this.#expected;
      return;
    }
    this.#short += 1;
    this.#first ||= number;
    const cut = isUnended === true;
    this.#unended ||= cut;
    if (this.#named.length < named || cut) {
      this.#named.push(`第 ${number} 行只有 ${fields} 格${cut ? '（文件到这里就断了，后面没有换行）' : ''}`);
    }
  }

  findings(sheet: string): Finding[] {
    if (this.#expected === undefined || this.#short === 0) return [];
    const leavesBlanks = !this.#keepsBlanks && this.#short > this.#full;
    // Where most rows are short, the last one is no sign of a cut.
    if (leavesBlanks && !(this.#unended && this.#short === 1)) return [];
    const more = this.#short > this.#named.length ? ` 等 ${this.#short} 行` : '';
    const parameters = { expected: this.#expected, rows: this.#named.join('、') + more };
    return [makeFinding('text-rows-short', parameters, { sheet, cell: cellAddress(this.#first, 1) })];
  }
}
