import { elementName, type Token, token, type XmlCursor } from '../xlsx/xml-cursor.ts';

const styleElements = new Set(
  [
    'number-style',
    'currency-style',
    'percentage-style',
    'date-style',
    'time-style',
    'boolean-style',
    'text-style',
  ].map(elementName),
);
const cellStyleElement = elementName('style');
const mapElement = elementName('map');
const textElement = elementName('text');
const symbolElement = elementName('currency-symbol');

/** Parts of a style, and the code that stands for each in Excel's language. */
const parts: ReadonlyMap<number, (cursor: XmlCursor) => string> = new Map(
  Object.entries({
    number: decimalCode,
    'scientific-number': (cursor: XmlCursor) =>
      `${decimalCode(cursor)}E+${'0'.repeat(count(cursor, 'number:min-exponent-digits', 2))}`,
    fraction: (cursor: XmlCursor) => {
      const above = '?'.repeat(count(cursor, 'number:min-numerator-digits', 1));
      const below = '?'.repeat(count(cursor, 'number:min-denominator-digits', 1));
      return `# ${above}/${below}`;
    },
    year: (cursor: XmlCursor) => (isLong(cursor) ? 'yyyy' : 'yy'),
    month: (cursor: XmlCursor) => {
      const words = cursor.value('number:textual') === 'true';
      return (isLong(cursor) ? 'mm' : 'm') + (words ? 'mm' : '');
    },
    day: (cursor: XmlCursor) => (isLong(cursor) ? 'dd' : 'd'),
    'day-of-week': (cursor: XmlCursor) => (isLong(cursor) ? 'dddd' : 'ddd'),
    era: () => 'g',
    hours: (cursor: XmlCursor) => (isLong(cursor) ? 'hh' : 'h'),
    minutes: (cursor: XmlCursor) => (isLong(cursor) ? 'mm' : 'm'),
    seconds: (cursor: XmlCursor) => {
      const decimals = count(cursor, 'number:decimal-places', 0);
      return (isLong(cursor) ? 'ss' : 's') + (decimals > 0 ? `.${'0'.repeat(decimals)}` : '');
    },
    'am-pm': () => 'AM/PM',
    'text-content': () => '@',
    boolean: () => 'General',
  }).map(([name, code]) => [elementName(name), code]),
);

const elapsedUnits = new Set(['hours', 'minutes', 'seconds'].map(elementName));
/** Twice as many as any program writes. */
const mostStyles = 131_072;
const mostDigits = 30;
const longestCode = 1_000;

interface NumberStyle {
  code: string;
  /** Styles for other values than the rest, by name. */
  readonly others: string[];
  /** Hours (or minutes) that go on beyond a day. */
  elapsed: boolean;
}

interface CellStyle {
  readonly data: string | undefined;
  readonly parent: string | undefined;
}

/**
 * Number formats of an OpenDocument table: each is described in elements (ODF 1.3 part 3, 16.29), and told here as
 * the code that Excel has for it.
 */
export class NumberStyles {
  readonly #numbers = new Map<string, NumberStyle>();
  readonly #cells = new Map<string, CellStyle>();
  /** Names of table styles that hide their sheet. */
  readonly #hiddenTables = new Set<string>();
  readonly #codes = new Map<string, string>();
  #current: NumberStyle | undefined;
  #currentDepth = 0;
  #literal: string | undefined;
  #table: string | undefined;

  /** Takes the tokens of a styles section. */
  visit(cursor: XmlCursor, kind: Token): void {
    if (kind === token.text) {
      if (this.#literal !== undefined) this.#literal += cursor.text();
    } else if (kind === token.opened) {
      this.#open(cursor);
    } else if (kind === token.closed) {
      this.#close(cursor);
    }
  }

  /** Whether there are more than any program writes. */
  get overfull(): boolean {
    return this.#numbers.size > mostStyles || this.#cells.size > mostStyles;
  }

  hidesTable(style: string | undefined): boolean {
    return style !== undefined && this.#hiddenTables.has(style);
  }

  /** Excel's code for the number format of a cell style. */
  code(style: string | undefined): string {
    if (style === undefined) return 'General';
    const known = this.#codes.get(style);
    if (known !== undefined) return known;
    const code = this.#resolve(style);
    this.#codes.set(style, code);
    return code;
  }

  #resolve(style: string): string {
    let name: string | undefined = style;
    // A style's parents may point in a circle.
    for (let steps = 0; name !== undefined && steps < 20; steps++) {
      const cell: CellStyle | undefined = this.#cells.get(name);
      if (cell?.data !== undefined) return this.#numberCode(cell.data);
      name = cell?.parent;
    }
    return 'General';
  }

  #numberCode(name: string): string {
    const style = this.#numbers.get(name);
    if (!style || style.code === '') return 'General';
    const sections = style.others.map((other) => this.#numbers.get(other)?.code ?? '');
    // Other values have a section before the rest; only the first two are asked of.
    return [...sections.slice(0, 2), style.code].filter((code) => code !== '').join(';');
  }

  #open(cursor: XmlCursor): void {
    const { name } = cursor;
    if (this.#current) {
      this.#part(cursor);
      return;
    }
    if (styleElements.has(name)) {
      const style: NumberStyle = {
        code: '',
        others: [],
        elapsed: cursor.value('number:truncate-on-overflow') === 'false',
      };
      this.#numbers.set(cursor.value('style:name') ?? '', style);
      if (cursor.empty) return;
      this.#current = style;
      this.#currentDepth = cursor.depth;
    } else if (name === cellStyleElement) {
      const styleName = cursor.value('style:name') ?? '';
      const family = cursor.value('style:family');
      this.#table = family === 'table' ? styleName : undefined;
      if (family !== 'table-cell') return;
      this.#cells.set(styleName, {
        data: cursor.value('style:data-style-name'),
        parent: cursor.value('style:parent-style-name'),
      });
    } else if (this.#table !== undefined && cursor.value('table:display') === 'false') {
      this.#hiddenTables.add(this.#table);
    }
  }

  #part(cursor: XmlCursor): void {
    const { name } = cursor;
    const style = this.#current!;
    if (name === textElement || name === symbolElement) {
      if (!cursor.empty) this.#literal = '';
    } else if (name === mapElement) {
      const other = cursor.value('style:apply-style-name');
      if (other !== undefined) style.others.push(other);
    } else {
      let code = parts.get(name)?.(cursor) ?? '';
      if (style.elapsed && elapsedUnits.has(name)) {
        code = `[${code}]`;
        style.elapsed = false;
      }
      this.#append(code);
    }
  }

  #close(cursor: XmlCursor): void {
    if (this.#literal !== undefined && (cursor.name === textElement || cursor.name === symbolElement)) {
      this.#append(literalCode(this.#literal));
      this.#literal = undefined;
    } else if (this.#current && cursor.depth < this.#currentDepth) {
      this.#current = undefined;
      this.#literal = undefined;
    }
  }

  #append(code: string): void {
    const style = this.#current!;
    if (style.code.length < longestCode) style.code += code;
  }
}

function isLong(cursor: XmlCursor): boolean {
  return cursor.value('number:style') === 'long';
}

function count(cursor: XmlCursor, attribute: string, otherwise: number): number {
  const value = Number(cursor.value(attribute) ?? otherwise);
  return Number.isInteger(value) && value >= 0 ? Math.min(value, mostDigits) : otherwise;
}

function decimalCode(cursor: XmlCursor): string {
  const places = cursor.value('number:decimal-places');
  const integers = count(cursor, 'number:min-integer-digits', 1);
  const grouped = cursor.value('number:grouping') === 'true';
  if (places === undefined && !grouped && integers <= 1) return 'General';
  const whole = integers === 0 ? '#' : '0'.repeat(integers);
  const decimals = count(cursor, 'number:decimal-places', 0);
  const certain = Math.min(decimals, count(cursor, 'number:min-decimal-places', decimals));
  const fraction = decimals > 0 ? `.${'0'.repeat(certain)}${'#'.repeat(decimals - certain)}` : '';
  return (grouped ? `#,${whole.padStart(3, '#')}` : whole) + fraction;
}

/** Signs that stand for themselves in a code, and all others in quotes. */
function literalCode(text: string): string {
  if (/^[-+/ :()%]*$/.test(text)) return text;
  return `"${text.replaceAll('"', '')}"`;
}
