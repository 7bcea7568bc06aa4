import { type Reading, tooLarge } from '../reading.ts';
import { elementName, type XmlCursor } from '../xlsx/xml-cursor.ts';

const spacesElement = elementName('s');
const tabElement = elementName('tab');
const breakElement = elementName('line-break');
/** Elements whose text is the paragraph's own. */
const inline = new Set(['span', 'a', 'ruby', 'ruby-base'].map(elementName));

/**
 * The text of a cell, paragraph by paragraph: runs of blanks are one, and none at either end, except those that
 * stand as elements (ODF 1.3 part 3, 6.1.2).
 */
export class ParagraphText {
  readonly #reading: Reading;
  #value = '';
  #paragraphs = 0;
  /** The paragraph under way. */
  #current = '';
  /** What it ends with may be dropped. */
  #looseBlank = false;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  get value(): string {
    return this.#value;
  }

  clear(): void {
    this.#value = '';
    this.#paragraphs = 0;
  }

  begin(): void {
    this.#current = '';
    this.#looseBlank = false;
  }

  append(text: string): void {
    let more = text.replace(/[ \t\r\n]+/g, ' ');
    if (more.startsWith(' ') && (this.#current === '' || this.#looseBlank)) more = more.slice(1);
    if (more === '') return;
    this.#add(more);
    this.#looseBlank = more.endsWith(' ');
  }

  /** An element inside the paragraph; false where its text is not the paragraph's own. */
  open(cursor: XmlCursor): boolean {
    const { name } = cursor;
    if (name === spacesElement) {
      const count = Number(cursor.value('text:c') ?? 1);
      const { textLength } = this.#reading.limits;
      this.#addFirm(' '.repeat(count >= 1 ? Math.min(count, textLength + 1) : 1));
    } else if (name === tabElement) {
      this.#addFirm('\t');
    } else if (name === breakElement) {
      this.#addFirm('\n');
    } else {
      return inline.has(name);
    }
    return true;
  }

  end(): void {
    const paragraph = this.#looseBlank ? this.#current.slice(0, -1) : this.#current;
    this.#value = this.#paragraphs === 0 ? paragraph : `${this.#value}\n${paragraph}`;
    this.#paragraphs++;
    this.#bound(this.#value.length);
  }

  #addFirm(text: string): void {
    this.#add(text);
    this.#looseBlank = false;
  }

  #add(text: string): void {
    this.#current += text;
    this.#bound(this.#current.length);
  }

  #bound(length: number): void {
    const { textLength } = this.#reading.limits;
    if (length > textLength) throw tooLarge(this.#reading, '单元格里的文字长度', `${textLength} 字`);
  }
}
