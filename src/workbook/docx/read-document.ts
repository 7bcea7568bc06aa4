import { corrupt, type Reading, tooLarge } from '../reading.ts';
import { scanPart } from '../xlsx/scan-part.ts';
import { token, type XmlCursor } from '../xlsx/xml-cursor.ts';
import type { ZipContainer, ZipEntry } from '../zip.ts';
import type { WordBlock, WordCell, WordMerge, WordParagraph, WordRow, WordTable } from './blocks.ts';
import { element, unread } from './element-names.ts';
import { InlineText } from './inline-text.ts';
import { symbolText } from './symbols.ts';

type Open<Type> = { -readonly [Key in keyof Type]: Type[Key] };

interface OpenCell extends Open<Omit<WordCell, 'blocks'>> {
  readonly blocks: WordBlock[];
  deleted: boolean;
}

interface OpenRow extends Open<Omit<WordRow, 'cells'>> {
  readonly cells: WordCell[];
  deleted: boolean;
}

interface OpenParagraph extends Open<WordParagraph> {
  /** Its end was deleted: the next paragraph goes on in the same line. */
  runsOn: boolean;
}

export interface WordDocument {
  readonly blocks: readonly WordBlock[];
  /** It holds tracked changes; they were taken as accepted. */
  readonly isRevised: boolean;
}

/** Elements open at once; Word itself stays below a hundred. */
const deepest = 1_000;

/**
 * Reads the main part of a Word document: paragraphs and tables in their order, as it looks once all tracked changes
 * are accepted. Headers, footers, notes and comments lie in other parts and are not read. What a document may ask of
 * this machine is bounded by the limits for texts and cells that have to be held.
 */
export async function readDocument(zip: ZipContainer, entry: ZipEntry): Promise<WordDocument> {
  const reader = new DocumentReader(zip.reading, entry.name);
  await scanPart(zip, entry, 'document', (cursor, kind) => {
    if (kind === token.opened) reader.open(cursor);
    else if (kind === token.closed) reader.close(cursor);
    else if (kind === token.text) reader.text(cursor);
  });
  return reader.document();
}

class DocumentReader {
  readonly #reading: Reading;
  readonly #part: string;
  readonly #blocks: WordBlock[] = [];
  /** Names of the elements now open. */
  readonly #path: number[] = [];
  /** Depth below which everything is skipped; 0 where nothing is. */
  #skipping = 0;
  readonly #tables: { rows: WordRow[] }[] = [];
  readonly #rows: OpenRow[] = [];
  readonly #cells: OpenCell[] = [];
  readonly #paragraphs: OpenParagraph[] = [];
  readonly #alternatives: { taken: boolean }[] = [];
  readonly #inline: InlineText;
  /** The text of the `w:t` at hand, and whether its outer blanks count. */
  #letters = '';
  #keepsBlanks = false;
  #isRevised = false;
  #held = 0;
  #characters = 0;

  constructor(reading: Reading, part: string) {
    this.#reading = reading;
    this.#part = part;
    this.#inline = new InlineText(
      (text) => this.#write(text),
      () => {
        const cell = this.#cells.at(-1);
        if (cell) cell.hidesText = true;
      },
    );
  }

  document(): WordDocument {
    return { blocks: this.#blocks, isRevised: this.#isRevised };
  }

  text(cursor: XmlCursor): void {
    if (this.#skipping === 0 && this.#path.at(-1) === element.t) this.#letters += cursor.text();
  }

  open(cursor: XmlCursor): void {
    if (this.#skipping > 0) return;
    if (cursor.depth > deepest) throw tooLarge(this.#reading, '内容嵌套的层数', `${deepest} 层`);
    const { name } = cursor;
    const parent = this.#path.at(-1);
    if (this.#isLeftOut(name, parent)) {
      if (!cursor.empty) this.#skipping = cursor.depth;
      return;
    }
    this.#begin(cursor, name, parent);
    this.#property(cursor, name, parent);
    if (cursor.empty) this.#end(name);
    else this.#path.push(name);
  }

  close(cursor: XmlCursor): void {
    if (this.#skipping > 0) {
      if (cursor.depth < this.#skipping) this.#skipping = 0;
      return;
    }
    const name = this.#path.pop();
    if (name !== cursor.name) throw corrupt(this.#reading, `部件“${this.#part}”的内容不合 XML 规范`);
    this.#end(name);
  }

  /** Whether the element is skipped with all that is in it. */
  #isLeftOut(name: number, parent: number | undefined): boolean {
    if (unread.has(name)) return true;
    switch (name) {
      case element.sectPr: {
        const paragraph = this.#paragraphs.at(-1);
        if (paragraph && parent === element.pPr) paragraph.breaks = 'after';
        return true;
      }
      case element.del:
      case element.moveFrom: {
        this.#isRevised = true;
        const row = this.#rows.at(-1);
        if (parent === element.trPr && row) row.deleted = true;
        const paragraph = this.#paragraphs.at(-1);
        if (parent === element.rPr && this.#path.at(-2) === element.pPr && paragraph) paragraph.runsOn = true;
        return true;
      }
      case element.Choice:
      case element.Fallback: {
        // Of several forms of one thing Word takes the first that it understands; all hold the same text.
        const alternative = this.#alternatives.at(-1);
        if (alternative?.taken) return true;
        if (alternative) alternative.taken = true;
        return false;
      }
      default:
        return false;
    }
  }

  #begin(cursor: XmlCursor, name: number, parent: number | undefined): void {
    switch (name) {
      case element.tbl:
        this.#tables.push({ rows: [] });
        break;
      case element.tr:
        this.#rows.push({ cells: [], before: 0, hidden: false, deleted: false });
        break;
      case element.tc:
        this.#hold();
        this.#inline.enter();
        this.#cells.push({
          blocks: [],
          span: 1,
          vertical: undefined,
          horizontal: undefined,
          hidesText: false,
          deleted: false,
        });
        break;
      case element.p:
        this.#hold();
        this.#paragraphs.push({
          kind: 'paragraph',
          text: '',
          isTitle: false,
          breaks: undefined,
          runsOn: false,
        });
        this.#inline.openParagraph();
        break;
      case element.txbxContent:
        this.#inline.enter();
        break;
      case element.r:
        this.#inline.openRun();
        break;
      case element.t:
        this.#letters = '';
        this.#keepsBlanks = cursor.value('xml:space') === 'preserve';
        break;
      case element.AlternateContent:
        this.#alternatives.push({ taken: false });
        break;
      case element.ins:
      case element.moveTo:
        this.#isRevised = true;
        break;
      case element.sdt:
        this.#inline.openControl();
        break;
      case element.sdtContent:
        this.#inline.openControlContent(this.#inLine());
        break;
    }
    if (parent === element.r) this.#sign(cursor, name);
  }

  /** Whether what comes next stands in a line of text, and not around paragraphs, rows or cells. */
  #inLine(): boolean {
    const last = this.#path.findLast((name) =>
      [element.p, element.tc, element.tr, element.tbl, element.txbxContent].includes(name),
    );
    return last === element.p;
  }

  /** What stands for characters in a run. */
  #sign(cursor: XmlCursor, name: number): void {
    switch (name) {
      case element.tab:
      case element.ptab:
        this.#inline.text('\t');
        break;
      case element.br: {
        if (attribute(cursor, 'type') !== 'page') this.#inline.text('\n');
        else this.#breakPage();
        break;
      }
      case element.cr:
        this.#inline.text('\n');
        break;
      case element.noBreakHyphen:
        this.#inline.text('-');
        break;
      case element.sym:
        this.#inline.text(symbolText(attribute(cursor, 'font') ?? '', attribute(cursor, 'char') ?? ''));
        break;
      case element.fldChar:
        this.#inline.field(attribute(cursor, 'fldCharType') ?? '');
        break;
    }
  }

  #breakPage(): void {
    const paragraph = this.#paragraphs.at(-1);
    if (!paragraph) return;
    if (this.#cells.length > 0) this.#inline.text('\n');
    else paragraph.breaks = paragraph.text.trim() === '' ? 'before' : 'after';
  }

  /** A property of what is open: each counts only where it belongs. */
  #property(cursor: XmlCursor, name: number, parent: number | undefined): void {
    const value = attribute(cursor, 'val');
    switch (parent) {
      case element.tcPr:
        this.#cellProperty(name, value);
        break;
      case element.trPr: {
        const row = this.#rows.at(-1);
        if (row && name === element.gridBefore) row.before = this.#columns(value, 0);
        if (row && name === element.hidden) row.hidden = isOn(value);
        break;
      }
      case element.pPr: {
        const paragraph = this.#paragraphs.at(-1);
        if (!paragraph) break;
        if (name === element.jc && value === 'center') paragraph.isTitle = true;
        if (name === element.outlineLvl && value !== '9') paragraph.isTitle = true;
        if (name === element.pageBreakBefore && isOn(value)) paragraph.breaks = 'before';
        break;
      }
      case element.rPr:
        if (name === element.vanish && isOn(value) && this.#path.at(-2) === element.r) this.#inline.hideRun();
        break;
      case element.sdtPr:
        if (name === element.showingPlcHdr && isOn(value)) this.#inline.controlIsPlaceholder();
        if (name === element.checkbox) this.#inline.controlBox(false);
        break;
      case element.checkbox:
        if (name === element.checked) this.#inline.controlBox(isOn(value));
        break;
      case element.checkBox:
        if (name === element.default || name === element.checked) this.#inline.fieldBox(isOn(value));
        break;
      case element.ffData:
        if (name === element.checkBox) this.#inline.fieldBox(false);
        break;
      case element.ddList:
        if (name === element.listEntry) this.#inline.fieldEntry(value ?? '');
        if (name === element.default || name === element.result) this.#inline.fieldChoice(Number(value));
        break;
    }
  }

  #cellProperty(name: number, value: string | undefined): void {
    const cell = this.#cells.at(-1);
    if (!cell) return;
    const merge: WordMerge = value === 'restart' ? 'restart' : 'continue';
    if (name === element.gridSpan) cell.span = this.#columns(value, 1);
    if (name === element.vMerge) cell.vertical = merge;
    if (name === element.hMerge) cell.horizontal = merge;
    if (name === element.cellIns) this.#isRevised = true;
    if (name === element.cellDel) {
      this.#isRevised = true;
      cell.deleted = true;
    }
  }

  #end(name: number): void {
    switch (name) {
      case element.tbl: {
        const table = this.#tables.pop();
        if (table && table.rows.length > 0) this.#container().push({ kind: 'table', rows: table.rows });
        break;
      }
      case element.tr: {
        const row = this.#rows.pop();
        if (row && !row.deleted) this.#tables.at(-1)?.rows.push(row);
        break;
      }
      case element.tc: {
        this.#inline.leave();
        const cell = this.#cells.pop();
        const row = this.#rows.at(-1);
        if (!cell || !row || cell.deleted) break;
        row.cells.push(cell);
        const columns = row.cells.reduce((sum, { span }) => sum + span, row.before);
        const { limits } = this.#reading;
        if (columns > limits.columns) throw tooLarge(this.#reading, '列数', `${limits.columns} 列`);
        break;
      }
      case element.p:
        this.#endParagraph();
        break;
      case element.txbxContent:
        this.#inline.leave();
        break;
      case element.r:
        this.#inline.closeRun();
        break;
      case element.t:
        this.#inline.text(
          this.#keepsBlanks ? this.#letters : this.#letters.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ''),
        );
        break;
      case element.AlternateContent:
        this.#alternatives.pop();
        break;
      case element.sdt:
        this.#inline.closeControl();
        break;
      case element.sdtContent:
        this.#inline.closeControlContent();
        break;
    }
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (!paragraph) return;
    const blocks = this.#container();
    const last = blocks.at(-1) as OpenParagraph | WordTable | undefined;
    if (last?.kind === 'paragraph' && last.runsOn) {
      blocks[blocks.length - 1] = {
        ...paragraph,
        text: last.text + paragraph.text,
        breaks: last.breaks ?? paragraph.breaks,
      };
    } else blocks.push(paragraph);
  }

  /** Where the next block goes: the cell at hand, or the body. */
  #container(): WordBlock[] {
    return this.#cells.at(-1)?.blocks ?? this.#blocks;
  }

  #write(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (!paragraph) return;
    const { textLength, sharedStringBytes } = this.#reading.limits;
    paragraph.text += text;
    this.#characters += text.length;
    if (paragraph.text.length > textLength) throw tooLarge(this.#reading, '文字长度', `${textLength} 字`);
    if (this.#characters * 2 > sharedStringBytes) {
      throw tooLarge(this.#reading, '文字总量', `${sharedStringBytes / 2} 字`);
    }
  }

  /** Counts what has to be held in memory: cells and paragraphs. */
  #hold(): void {
    this.#held += 1;
    const { sortedCells } = this.#reading.limits;
    if (this.#held > sortedCells)
      throw tooLarge(this.#reading, '文档里的段落和单元格数', `${sortedCells} 个`);
  }

  #columns(value: string | undefined, least: number): number {
    const columns = Number(value ?? least);
    const { limits } = this.#reading;
    if (columns > limits.columns) throw tooLarge(this.#reading, '列数', `${limits.columns} 列`);
    return Number.isInteger(columns) && columns >= least ? columns : least;
  }
}

/** The attribute of this local name, under any prefix or none. */
function attribute(cursor: XmlCursor, local: string): string | undefined {
  return cursor.prefixedValue(local) ?? cursor.value(local);
}

/** Whether a switch is on: it is where it stands without a value. */
function isOn(value: string | undefined): boolean {
  return value === undefined || !['0', 'false', 'off'].includes(value);
}
