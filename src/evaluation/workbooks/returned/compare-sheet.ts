import { type FindingCode, makeFinding } from '../../../findings/catalogue.ts';
import type { Finding, Parameters } from '../../../findings/finding.ts';
import { cellAddress, parseRange } from '../../../workbook/address.ts';
import type { Cell } from '../../../workbook/sheet.ts';
import type { BookCell } from '../book/book.ts';
import { canonicalFormula, type FormulaPlace, placeOn } from '../formula/compare.ts';
import { isConsequence } from '../formula/consequence.ts';
import type { Slot } from '../group-book.ts';
import { column as sheetColumn } from '../layout/subject-page.ts';
import { readSlot } from './read-slot.ts';
import { shownContent } from './returned-sheet.ts';
import { dash, fixedText, plainText, type SheetMap } from './sheet-map.ts';

/** What a scorer entered, and where it stands. */
export interface ReturnedEntry {
  readonly subject: number;
  readonly slot: Slot;
  readonly value: number | string;
  readonly sheet: string;
  readonly cell: string;
}

/** Beyond this spreadsheets no longer reckon exactly. */
const mostReckoned = 1e12;

/** What was entered but is not taken. */
export interface RefusedEntry extends Omit<ReturnedEntry, 'value'> {
  /** The number that the sheet's own formulas reckon with; null where they see none. */
  readonly value: number | null;
}

export interface ComparedSheet {
  readonly entries: readonly ReturnedEntry[];
  readonly refused: readonly RefusedEntry[];
  readonly findings: readonly Finding[];
  /** Where the sheet computes its subject's total now; null where that cell is gone. */
  readonly total: string | null;
  /** Cells that scorers fill and did fill. */
  readonly filled: number;
}

/** How sheets of one workbook stand to ours: for formulas that refer from one to the other. */
interface BookMap {
  /** By the name that the sheet has now. */
  readonly sheets: ReadonlyMap<string, SheetMap>;
  /** Whether sheets, rows or columns are gone, new, moved or renamed. */
  readonly isDamaged: boolean;
}

/** Compares a sheet with ours: what was entered is read, what was tampered with is told. */
export function compareSheet(map: SheetMap, book: BookMap, file: string): ComparedSheet {
  return new Comparison(map, book, file).run();
}

class Comparison {
  readonly #map: SheetMap;
  readonly #book: BookMap;
  readonly #file: string;
  readonly #findings: Finding[] = [];
  readonly #entries: ReturnedEntry[] = [];
  readonly #refused: RefusedEntry[] = [];
  #filled = 0;

  constructor(map: SheetMap, book: BookMap, file: string) {
    this.#map = map;
    this.#book = book;
    this.#file = file;
  }

  run(): ComparedSheet {
    const { own, meaning, rows, columns } = this.#map;
    this.#shape();
    for (const [index, { cells }] of own.rows.entries()) {
      const row = rows.place(index + 1);
      if (row === null) continue;
      for (let column = 1; column <= own.widths.length; column += 1) {
        const at = columns.place(column);
        if (at !== null) this.#cell(cells[column - 1], index + 1, column, cellAddress(row, at));
      }
    }
    const total = meaning.total === null ? undefined : parseRange(meaning.total);
    const [row, column] = total ? [rows.place(total.top), columns.place(total.left)] : [null, null];
    return {
      entries: this.#entries,
      refused: this.#refused,
      findings: this.#findings,
      total: row === null || column === null ? null : cellAddress(row, column),
      filled: this.#filled,
    };
  }

  #report(code: FindingCode, cell: string | undefined, parameters: Parameters): void {
    const place = { file: this.#file, sheet: this.#map.returned.name, cell };
    this.#findings.push(makeFinding(code, parameters, place));
  }

  /** A row in words: `1.2 深入联盟园指导`. */
  #rowWords(row: number): string {
    const texts = (this.#map.own.rows[row - 1]?.cells ?? []).flatMap((cell) => {
      const text = fixedText(cell);
      return text === null || text === dash ? [] : [String(cell!.value)];
    });
    const [code, dimension, name] = texts;
    if (name !== undefined && /^\d+\.\d+$/.test(code ?? '')) return `${code} ${name}`;
    return (
      [code, dimension].filter((text) => text !== undefined && text.length <= 30).join(' ') || (code ?? '')
    );
  }

  #cell(own: BookCell | undefined, row: number, column: number, address: string): void {
    const { meaning, returned } = this.#map;
    const ownAddress = cellAddress(row, column);
    const cell = returned.cells.get(address);
    const slot = meaning.slots.get(ownAddress);
    if (slot) this.#slot(slot, cell, address);
    else if (own?.formula !== undefined) this.#formula(own.formula, cell, row, ownAddress, address);
    else if (meaning.locked.get(ownAddress) !== 'identity' && own?.style !== 'signature') {
      this.#fixed(own, cell, row, column, address);
    }
  }

  #slot(slot: Slot, cell: Cell | undefined, address: string): void {
    if (!cell) return;
    this.#filled += 1;
    const read = readSlot(slot, cell);
    const { subject } = this.#map.meaning;
    const place = { slot, sheet: this.#map.returned.name, cell: address };
    if ('code' in read) {
      this.#report(read.code, address, { what: `“${slot.label}”`, ...read.parameters });
      const number = slot.kind === 'score' && cell.content.type === 'number' ? cell.content.value : null;
      const value = number === null || Math.abs(number) > mostReckoned ? null : number;
      if (subject !== null) this.#refused.push({ ...place, subject, value });
    } else if (subject !== null) this.#entries.push({ ...place, subject, value: read.value });
  }

  #formula(formula: string, cell: Cell | undefined, row: number, own: string, address: string): void {
    const locked = this.#map.meaning.locked.get(own);
    const what = locked === 'total' ? '总分' : locked === 'grade' ? '等次' : `“${this.#rowWords(row)}”`;
    const expected = formula;
    if (cell?.formula === undefined) {
      const value = cell ? shownContent(cell) : '空白';
      this.#report('evaluation-formula-typed-over', address, { what, value, expected });
      return;
    }
    const name = this.#map.own.name;
    const wanted = canonicalFormula(formula, placeOn(name));
    const found = canonicalFormula(cell.formula, this.#formulaPlace(cell));
    if (found === null || found !== wanted) {
      if (this.#isFollowing(formula, cell, wanted)) return;
      this.#report('evaluation-formula-changed', address, { what, value: cell.formula, expected });
    } else if (cell.content.type === 'error') {
      // What refers to a deleted cell passes its error on.
      if (cell.content.value === '#REF!' && this.#book.isDamaged) return;
      const parameters = { what, value: cell.content.value, expected: '算出来的结果' };
      this.#report('evaluation-cell-error', address, parameters);
    }
  }

  /** Tells of what stands in a scorer's column of a row that this scorer does not score. */
  #isScorersPlace(row: number, column: number, value: string, address: string): boolean {
    const { own, meaning } = this.#map;
    const code = String(own.rows[row - 1]?.cells[0]?.value ?? '');
    const isScorers = column >= sheetColumn.firstScorer && column <= own.widths.length - 2;
    if (meaning.subject === null || !isScorers || !/^(?:\d+\.\d+|否\d+)$/.test(code)) return false;
    const entitled = own.widths.flatMap((_, index) =>
      meaning.slots.get(cellAddress(row, index + 1))?.kind.match(/score|gate/)
        ? [this.#heading(index + 1)]
        : [],
    );
    const expected = entitled.length > 0 ? `由${entitled.join('、')}填写` : '按台账计算，不用评分';
    const what = `“${this.#rowWords(row)}”`;
    const parameters = { what, expected, scorer: this.#heading(column), value };
    this.#filled += 1;
    this.#report('evaluation-scorer-not-entitled', address, parameters);
    return true;
  }

  /** `专家评 30%` */
  #heading(column: number): string {
    const { own, meaning } = this.#map;
    return String(own.rows[meaning.headingRow - 1]?.cells[column - 1]?.value ?? '').replace(/\s+/gu, ' ');
  }

  /** Whether a formula differs only because sheets, rows or columns were deleted, inserted or moved: told by itself. */
  #isFollowing(formula: string, cell: Cell, wanted: string | null): boolean {
    if (!this.#book.isDamaged || cell.formula === undefined) return false;
    const { name } = this.#map.own;
    if (wanted !== null && canonicalFormula(cell.formula, placeOn(name)) === wanted) return true;
    return isConsequence(formula, cell.formula, name, this.#formulaPlace(cell), (sheet, row, column) => {
      const map = [...this.#book.sheets.values()].find(({ own }) => own.name === sheet);
      return !map || map.rows.place(row) === null || map.columns.place(column) === null;
    });
  }

  #formulaPlace({ row, column, formulaFrom }: Cell): FormulaPlace {
    const { returned } = this.#map;
    return {
      sheet: returned.name,
      home: (sheet, at, across) => {
        const map = this.#book.sheets.get(sheet);
        if (!map) return null;
        const [home, column] = [map.rows.home(at), map.columns.home(across)];
        return home === null || column === null ? null : { row: home, column };
      },
      sheetNamed: (sheet) => this.#book.sheets.get(sheet)?.own.name ?? `?${sheet}`,
      ...(formulaFrom
        ? { shift: { rows: row - formulaFrom.row, columns: column - formulaFrom.column } }
        : {}),
    };
  }

  #fixed(
    own: BookCell | undefined,
    cell: Cell | undefined,
    row: number,
    column: number,
    address: string,
  ): void {
    const ownAddress = cellAddress(row, column);
    const expected = fixedText(own);
    const shown = cell ? shownContent(cell) : '';
    const value = cell?.formula === undefined ? shown : `=${cell.formula}`;
    const isSame = cell?.formula === undefined && isSameText(shown, expected ?? '', own);
    if (isSame || (expected === dash && !cell)) return;
    if (expected === dash && this.#isScorersPlace(row, column, value, address)) return;
    if (expected === null || expected === dash) {
      this.#report('evaluation-typed-beside', address, { value });
      return;
    }
    const said = String(own!.value);
    const seen = value === '' ? '空白' : value;
    const locked = this.#map.meaning.locked.get(ownAddress);
    const what = `“${this.#rowWords(row)}”`;
    if (cell?.content.type === 'error') {
      this.#report('evaluation-cell-error', address, { what, value: seen, expected: `“${said}”` });
    } else if (locked === 'fact') {
      this.#report('evaluation-fact-changed', address, { what, value: seen, expected: said });
    } else if (locked === 'points' || this.#isWeight(row, said, seen)) {
      const which = locked === 'points' ? `${what}的分值` : '评分方的权重';
      this.#report('evaluation-points-changed', address, { what: which, value: seen, expected: said });
    } else {
      this.#report('evaluation-label-changed', address, { value: seen, expected: said });
    }
  }

  /** A heading such as `专家评 30%` whose percentage differs. */
  #isWeight(row: number, said: string, seen: string): boolean {
    if (row !== this.#map.meaning.headingRow) return false;
    const percentage = /(\d+(?:\.\d+)?)\s*[%％]/u;
    const wanted = percentage.exec(said)?.[1];
    return wanted !== undefined && percentage.exec(seen)?.[1] !== wanted;
  }

  /** Rows, columns, hidden ones and merged cells. */
  #shape(): void {
    const { own, rows, columns, returned } = this.#map;
    for (const { own: row, returned: at } of rows.moved) {
      const parameters = { value: this.#rowWords(row), expected: row, row: at };
      this.#report('evaluation-rows-moved', cellAddress(at, 1), parameters);
    }
    for (const row of rows.removed) {
      const parameters = { value: this.#rowWords(row), expected: row };
      this.#report('evaluation-rows-removed', cellAddress(row, 1), parameters);
    }
    const last = Math.max(...own.rows.map((_, index) => rows.place(index + 1) ?? 0));
    for (const row of rows.inserted) {
      const isFilled = (returned.rows.get(row)?.length ?? 0) > 0;
      if (isFilled || row < last)
        this.#report('evaluation-rows-inserted', cellAddress(row, 1), { value: row });
    }
    this.#columns(columns);
    this.#hidden();
    this.#merges();
  }

  #columns(columns: SheetMap['columns']): void {
    const { own, meaning, returned } = this.#map;
    const letters = (column: number) => cellAddress(1, column).slice(0, -1);
    const row = meaning.headingRow;
    for (let column = 1; column <= own.widths.length; column += 1) {
      const place = columns.place(column);
      if (place === column) continue;
      const found = place === null ? '现在不见了' : `现在在 ${letters(place)} 列`;
      const parameters = { value: this.#heading(column), expected: letters(column), found };
      this.#report('evaluation-columns-changed', cellAddress(row, place ?? column), parameters);
      // What stands to its right has moved with it.
      break;
    }
    for (const column of columns.inserted) {
      for (const [each, across] of returned.rows) {
        if (!across.includes(column) || this.#map.rows.home(each) === null) continue;
        const address = cellAddress(each, column);
        const cell = returned.cells.get(address)!;
        this.#report('evaluation-typed-beside', address, { value: shownContent(cell) });
      }
    }
  }

  #hidden(): void {
    const { own, returned, rows, columns } = this.#map;
    if (returned.isHidden) this.#report('evaluation-hidden', undefined, { value: '整张工作表' });
    for (const row of returned.hiddenRows) {
      if (rows.home(row) === null) continue;
      this.#report('evaluation-hidden', cellAddress(row, 1), { value: `第 ${row} 行` });
    }
    for (let column = 1; column <= own.widths.length; column += 1) {
      const place = columns.place(column);
      const isHidden = returned.hiddenColumns.some(
        ({ from, to }) => place !== null && from <= place && place <= to,
      );
      if (!isHidden) continue;
      const address = cellAddress(1, place!);
      this.#report('evaluation-hidden', address, { value: `${address.slice(0, -1)} 列` });
    }
  }

  #merges(): void {
    const { own, returned, rows, columns } = this.#map;
    const key = (top: number, left: number, bottom: number, right: number) =>
      `${cellAddress(top, left)}:${cellAddress(bottom, right)}`;
    const known = new Set(
      returned.merges.map(({ top, left, bottom, right }) => key(top, left, bottom, right)),
    );
    for (const { top, left, bottom, right } of own.merges) {
      const [from, to] = [rows.place(top), rows.place(bottom)];
      const [first, last] = [columns.place(left), columns.place(right)];
      if (from === null || to === null || first === null || last === null) continue;
      if (to - from !== bottom - top || last - first !== right - left) continue;
      const range = key(from, first, to, last);
      if (!known.has(range))
        this.#report('evaluation-merge-broken', cellAddress(from, first), { value: range });
    }
  }
}

/** `10`, `10.0` and the text `10` say the same. */
function isSameText(shown: string, expected: string, own: BookCell | undefined): boolean {
  const plain = plainText(shown);
  if (plain === expected) return true;
  return typeof own?.value === 'number' && plain !== '' && Number(plain) === own.value;
}
