import type { Failure } from '../../findings/catalogue.ts';
import { type Reading, tooLarge } from '../reading.ts';
import type { WordBlock, WordCell, WordMerge, WordParagraph, WordRow, WordTable } from './blocks.ts';
import { element } from './element-names.ts';

type Open<Type> = { -readonly [Key in keyof Type]: Type[Key] };

interface OpenCell extends Open<Omit<WordCell, 'blocks'>> {
  readonly blocks: WordBlock[];
  /** Of all its text, that of tables in it included. */
  characters: number;
  deleted: boolean;
}

interface OpenRow extends Open<Omit<WordRow, 'cells'>> {
  readonly cells: WordCell[];
  /** Columns that its cells cover. */
  columns: number;
  deleted: boolean;
}

interface OpenParagraph extends Open<WordParagraph> {
  /** Its end was deleted: the next paragraph goes on in the same line. */
  runsOn: boolean;
}

/** Tables within tables. */
const deepestTable = 20;

/**
 * Puts a document together from what is opened and closed, and holds it to the limits: all of it stays in memory. What
 * stands where it cannot belong, a row outside of a table, is dropped.
 */
export class DocumentBuilder {
  readonly blocks: WordBlock[] = [];
  /** Some of it was deleted or inserted with the changes tracked. */
  isRevised = false;
  readonly #reading: Reading;
  readonly #tables: { rows: WordRow[] }[] = [];
  readonly #rows: OpenRow[] = [];
  readonly #cells: OpenCell[] = [];
  readonly #paragraphs: OpenParagraph[] = [];
  #held = 0;
  #characters = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  get inCell(): boolean {
    return this.#cells.length > 0;
  }

  openTable(): void {
    this.#tables.push({ rows: [] });
    if (this.#tables.length > deepestTable) {
      throw tooLarge(this.#reading, '表格套表格的层数', `${deepestTable} 层`);
    }
  }

  closeTable(): void {
    const table = this.#tables.pop();
    if (table && table.rows.length > 0) this.#container().push({ kind: 'table', rows: table.rows });
  }

  openRow(): void {
    this.#rows.push({ cells: [], columns: 0, before: 0, hidden: false, deleted: false });
  }

  closeRow(): void {
    const row = this.#rows.pop();
    if (row && !row.deleted) this.#tables.at(-1)?.rows.push(row);
  }

  openCell(): void {
    this.#hold();
    const merges = { vertical: undefined, horizontal: undefined };
    this.#cells.push({ blocks: [], characters: 0, span: 1, ...merges, hidesText: false, deleted: false });
  }

  closeCell(): void {
    const cell = this.#cells.pop();
    const row = this.#rows.at(-1);
    if (!cell || !row || cell.deleted) return;
    row.cells.push(cell);
    row.columns += cell.span;
    const { limits } = this.#reading;
    if (row.before + row.columns > limits.columns)
      throw tooLarge(this.#reading, '列数', `${limits.columns} 列`);
  }

  openParagraph(): void {
    this.#hold();
    // Its line end.
    this.#count(1);
    this.#paragraphs.push({ kind: 'paragraph', text: '', isTitle: false, breaks: undefined, runsOn: false });
  }

  closeParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (!paragraph) return;
    const blocks = this.#container();
    const last = blocks.at(-1) as OpenParagraph | WordTable | undefined;
    if (last?.kind !== 'paragraph' || !last.runsOn) {
      blocks.push(paragraph);
      return;
    }
    const breaks = last.breaks ?? paragraph.breaks;
    blocks[blocks.length - 1] = { ...paragraph, text: last.text + paragraph.text, breaks };
  }

  /** Adds to the paragraph at hand. */
  write(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (!paragraph) return;
    paragraph.text += text;
    this.#characters += text.length;
    this.#count(text.length);
    const { textLength, sortedTextLength } = this.#reading.limits;
    if (paragraph.text.length > textLength) throw this.#tooLong();
    if (this.#characters > sortedTextLength) {
      throw tooLarge(this.#reading, '文档的字数', `${sortedTextLength} 字`);
    }
  }

  /** Adds to the text of the cells that are open. */
  #count(characters: number): void {
    for (const cell of this.#cells) cell.characters += characters;
    if ((this.#cells[0]?.characters ?? 0) > this.#reading.limits.textLength) throw this.#tooLong();
  }

  #tooLong(): Failure {
    return tooLarge(this.#reading, '文字长度', `${this.#reading.limits.textLength} 字`);
  }

  /** A page ends in the paragraph at hand. */
  breakPage(): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph) paragraph.breaks = paragraph.text.trim() === '' ? 'before' : 'after';
  }

  breakSection(): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph) paragraph.breaks = 'after';
  }

  runOn(): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph) paragraph.runsOn = true;
  }

  deleteRow(): void {
    const row = this.#rows.at(-1);
    if (row) row.deleted = true;
  }

  hideText(): void {
    const cell = this.#cells.at(-1);
    if (cell) cell.hidesText = true;
  }

  paragraphProperty(name: number, value: string | undefined): void {
    const paragraph = this.#paragraphs.at(-1);
    if (!paragraph) return;
    if (name === element.jc && value === 'center') paragraph.isTitle = true;
    if (name === element.outlineLvl && value !== '9') paragraph.isTitle = true;
    if (name === element.pageBreakBefore && isOn(value)) paragraph.breaks = 'before';
  }

  rowProperty(name: number, value: string | undefined): void {
    const row = this.#rows.at(-1);
    if (row && name === element.gridBefore) row.before = this.#columns(value, 0);
    if (row && name === element.hidden) row.hidden = isOn(value);
  }

  cellProperty(name: number, value: string | undefined): void {
    const cell = this.#cells.at(-1);
    if (!cell) return;
    const merge: WordMerge = value === 'restart' ? 'restart' : 'continue';
    if (name === element.gridSpan) cell.span = this.#columns(value, 1);
    if (name === element.vMerge) cell.vertical = merge;
    if (name === element.hMerge) cell.horizontal = merge;
    if (name === element.cellIns || name === element.cellDel) this.isRevised = true;
    if (name === element.cellDel) cell.deleted = true;
  }

  /** Where the next block goes: the cell at hand, or the body. */
  #container(): WordBlock[] {
    return this.#cells.at(-1)?.blocks ?? this.blocks;
  }

  /** Counts what has to be held in memory: cells and paragraphs. */
  #hold(): void {
    this.#held += 1;
    const { sortedCells } = this.#reading.limits;
    if (this.#held > sortedCells) {
      throw tooLarge(this.#reading, '文档里的段落和单元格数', `${sortedCells} 个`);
    }
  }

  #columns(value: string | undefined, least: number): number {
    const columns = Number(value ?? least);
    const { limits } = this.#reading;
    if (columns > limits.columns) throw tooLarge(this.#reading, '列数', `${limits.columns} 列`);
    return Number.isInteger(columns) && columns >= least ? columns : least;
  }
}

/** Whether a switch is on: it is where it stands without a value. */
export function isOn(value: string | undefined): boolean {
  return value === undefined || !['0', 'false', 'off'].includes(value);
}
