import { corrupt, type Reading, tooLarge } from '../reading.ts';
import { scanPart } from '../xlsx/scan-part.ts';
import { token, type XmlCursor } from '../xlsx/xml-cursor.ts';
import type { ZipContainer, ZipEntry } from '../zip.ts';
import { trimmed, type WordBlock } from './blocks.ts';
import { DocumentBuilder, isOn } from './document-builder.ts';
import { element, unread } from './element-names.ts';
import { InlineText } from './inline-text.ts';
import { symbolText } from './symbols.ts';

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
  const builder = new DocumentBuilder(zip.reading);
  const reader = new DocumentReader(zip.reading, entry.name, builder);
  await scanPart(zip, entry, 'document', (cursor, kind) => {
    if (kind === token.opened) reader.open(cursor);
    else if (kind === token.closed) reader.close(cursor);
    else if (kind === token.text) reader.text(cursor);
  });
  return { blocks: builder.blocks, isRevised: builder.isRevised };
}

/** What surrounds text; the innermost tells whether a line has begun. */
const surroundings: readonly number[] = [element.p, element.tc, element.tr, element.tbl, element.txbxContent];

/** Knows which element means what, and where. */
class DocumentReader {
  readonly #reading: Reading;
  readonly #part: string;
  readonly #builder: DocumentBuilder;
  readonly #inline: InlineText;
  /** Names of the elements now open. */
  readonly #path: number[] = [];
  /** Depth below which everything is skipped; 0 where nothing is. */
  #skipping = 0;
  readonly #alternatives: { taken: boolean }[] = [];
  /** The text of the `w:t` at hand, and whether its outer blanks count. */
  #letters = '';
  #keepsBlanks = false;

  constructor(reading: Reading, part: string, builder: DocumentBuilder) {
    this.#reading = reading;
    this.#part = part;
    this.#builder = builder;
    this.#inline = new InlineText(
      (text) => builder.write(text),
      () => builder.hideText(),
    );
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
    this.#begin(cursor, name);
    if (parent === element.r) this.#sign(cursor, name);
    else if (parent !== undefined) this.#property(cursor, name, parent);
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
      case element.sectPr:
        if (parent === element.pPr) this.#builder.breakSection();
        return true;
      case element.del:
      case element.moveFrom:
        this.#builder.isRevised = true;
        if (parent === element.trPr) this.#builder.deleteRow();
        if (parent === element.rPr && this.#path.at(-2) === element.pPr) this.#builder.runOn();
        return true;
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

  #begin(cursor: XmlCursor, name: number): void {
    switch (name) {
      case element.tbl:
        this.#builder.openTable();
        break;
      case element.tr:
        this.#builder.openRow();
        break;
      case element.tc:
        this.#inline.enter();
        this.#builder.openCell();
        break;
      case element.p:
        this.#builder.openParagraph();
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
        this.#builder.isRevised = true;
        break;
      case element.sdt:
        this.#inline.openControl();
        break;
      case element.sdtContent:
        this.#inline.openControlContent(this.#isInLine());
        break;
    }
  }

  #end(name: number): void {
    switch (name) {
      case element.tbl:
        this.#builder.closeTable();
        break;
      case element.tr:
        this.#builder.closeRow();
        break;
      case element.tc:
        this.#inline.leave();
        this.#builder.closeCell();
        break;
      case element.p:
        this.#builder.closeParagraph();
        break;
      case element.txbxContent:
        this.#inline.leave();
        break;
      case element.r:
        this.#inline.closeRun();
        break;
      case element.t: {
        const isOuter = (sign: string) => ' \t\r\n'.includes(sign);
        this.#inline.text(this.#keepsBlanks ? this.#letters : trimmed(this.#letters, isOuter));
        break;
      }
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

  /** Whether what comes next stands in a line of text, and not around paragraphs, rows or cells. */
  #isInLine(): boolean {
    return this.#path.findLast((name) => surroundings.includes(name)) === element.p;
  }

  /** What stands for characters in a run. */
  #sign(cursor: XmlCursor, name: number): void {
    switch (name) {
      case element.tab:
      case element.ptab:
        this.#inline.text('\t');
        break;
      case element.br:
        if (attribute(cursor, 'type') === 'page' && !this.#builder.inCell) this.#builder.breakPage();
        else this.#inline.text('\n');
        break;
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

  /** A property of what is open: each counts only where it belongs. */
  #property(cursor: XmlCursor, name: number, parent: number): void {
    switch (parent) {
      case element.tcPr:
        this.#builder.cellProperty(name, attribute(cursor, 'val'));
        break;
      case element.trPr:
        this.#builder.rowProperty(name, attribute(cursor, 'val'));
        break;
      case element.pPr:
        this.#builder.paragraphProperty(name, attribute(cursor, 'val'));
        break;
      case element.rPr: {
        const hides = name === element.vanish && this.#path.at(-2) === element.r;
        if (hides && isOn(attribute(cursor, 'val'))) this.#inline.hideRun();
        break;
      }
      case element.sdtPr:
      case element.checkbox:
        this.#controlProperty(name, parent, attribute(cursor, 'val'));
        break;
      case element.ffData:
      case element.checkBox:
      case element.ddList:
        this.#fieldProperty(name, parent, attribute(cursor, 'val'));
        break;
    }
  }

  #controlProperty(name: number, parent: number, value: string | undefined): void {
    if (parent === element.checkbox) {
      if (name === element.checked) this.#inline.controlBox(isOn(value));
    } else if (name === element.checkbox) this.#inline.controlBox(false);
    else if (name === element.showingPlcHdr && isOn(value)) this.#inline.controlIsPlaceholder();
  }

  #fieldProperty(name: number, parent: number, value: string | undefined): void {
    const isState = name === element.default || name === element.checked || name === element.result;
    if (name === element.checkBox) this.#inline.fieldBox(false);
    else if (name === element.listEntry) this.#inline.fieldEntry(value ?? '');
    else if (isState && parent === element.checkBox) this.#inline.fieldBox(isOn(value));
    else if (isState && parent === element.ddList) this.#inline.fieldChoice(Number(value));
  }
}

/** The attribute of this local name, under any prefix or none. */
function attribute(cursor: XmlCursor, local: string): string | undefined {
  return cursor.prefixedValue(local) ?? cursor.value(local);
}
