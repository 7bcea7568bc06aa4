/** Told to whoever reads; the splitter itself knows no findings. */
export class SplitFailure extends Error {
  readonly problem: 'unclosed-quote' | 'text-length' | 'columns' | 'rows';
  /** Record in which it happened, from 1. */
  readonly row: number;

  constructor(problem: SplitFailure['problem'], row: number) {
    super(problem);
    this.problem = problem;
    this.row = row;
  }
}

export interface SplitLimits {
  readonly rows: number;
  readonly columns: number;
  /** UTF-16 units in one field. */
  readonly textLength: number;
}

const quote = '"';
const quoteCode = 0x22;
/** Longest record, in UTF-16 units: one of full width with fields of forty characters takes a sixth of it. */
const mostRecord = 4 * 1024 * 1024;

/**
 * Splits separated text into records, in pieces that may be cut anywhere. A field that begins with a quote goes on
 * to the next single quote, over separators and line ends; two quotes stand for one. A quote elsewhere is a
 * character like any other. A record ends with CR LF, LF or CR. Records without a quote, nearly all of them, are cut
 * by the runtime's own search.
 */
export class RecordSplitter {
  readonly #separator: string;
  readonly #separatorCode: number;
  readonly #limits: SplitLimits;
  /** What has come in and is not yet split. */
  #text = '';
  #at = 0;
  /** Positions of the next line ends and quote in `#text`, infinite where there is none. */
  #nextLf = -1;
  #nextCr = -1;
  #nextQuote = -1;
  #final = false;
  /** Fields of a record with quotes that is not complete. */
  #fields: string[] = [];
  /** Such a record is under way. */
  #inRecord = false;
  /** Records given so far. */
  row = 0;

  constructor(separator: string, limits: SplitLimits) {
    this.#separator = separator;
    this.#separatorCode = separator.charCodeAt(0);
    this.#limits = limits;
  }

  /** Takes in the next piece, and gives the records it completes to `take` in order, each with its number. */
  push(piece: string, take: (fields: string[], row: number) => void): void {
    this.#text = this.#at < this.#text.length ? this.#text.slice(this.#at) + piece : piece;
    this.#at = 0;
    this.#nextLf = this.#nextCr = this.#nextQuote = -1;
    this.#drain(take);
    const rest = this.#text.length - this.#at;
    // Every field but the last is off the text, or the record has no end yet.
    if (rest > this.#longest()) throw this.#failure('text-length');
  }

  /** Gives what remains, call once. A quote that was never closed is a failure. */
  finish(take: (fields: string[], row: number) => void): void {
    this.#final = true;
    this.#nextLf = this.#nextCr = this.#nextQuote = -1;
    this.#drain(take);
  }

  #longest(): number {
    const { textLength, columns } = this.#limits;
    return this.#inRecord ? 2 * textLength + 2 : Math.min(textLength * columns, mostRecord);
  }

  #failure(problem: SplitFailure['problem']): SplitFailure {
    return new SplitFailure(problem, this.row + 1);
  }

  #drain(take: (fields: string[], row: number) => void): void {
    for (;;) {
      if (this.#inRecord) {
        if (!this.#quotedRecord()) return;
        this.#give(this.#fields, take);
        this.#fields = [];
        continue;
      }
      const text = this.#text;
      const at = this.#at;
      if (at >= text.length) return;
      if (this.#nextLf < at) this.#nextLf = find(text, '\n', at);
      if (this.#nextCr < at) this.#nextCr = find(text, '\r', at);
      if (this.#nextQuote < at) this.#nextQuote = find(text, quote, at);
      const end = Math.min(this.#nextLf, this.#nextCr);
      if (this.#nextQuote < end) {
        this.#inRecord = true;
        continue;
      }
      if (end === Number.POSITIVE_INFINITY) {
        if (!this.#final) return;
        this.#at = text.length;
        this.#give(text.slice(at).split(this.#separator), take);
        return;
      }
      // A CR at the very end may be the half of a CR LF.
      if (end === text.length - 1 && end === this.#nextCr && !this.#final) return;
      this.#at = end === this.#nextCr && this.#nextLf === end + 1 ? end + 2 : end + 1;
      this.#give(text.slice(at, end).split(this.#separator), take);
    }
  }

  #give(fields: string[], take: (fields: string[], row: number) => void): void {
    const { rows, columns, textLength } = this.#limits;
    if (this.row >= rows) throw this.#failure('rows');
    if (fields.length > columns) throw this.#failure('columns');
    for (let index = 0; index < fields.length; index++) {
      if (fields[index]!.length > textLength) throw this.#failure('text-length');
    }
    this.row++;
    take(fields, this.row);
  }

  /** Goes on with a record that has a quote somewhere; true once it is complete. */
  #quotedRecord(): boolean {
    const text = this.#text;
    for (;;) {
      const end = text.charCodeAt(this.#at) === quoteCode ? this.#quotedField() : this.#plainField();
      if (end < 0) return false;
      if (this.#fields.length > this.#limits.columns) throw this.#failure('columns');
      if (end >= text.length) {
        this.#at = text.length;
        this.#inRecord = false;
        return true;
      }
      if (text.charCodeAt(end) === this.#separatorCode) {
        this.#at = end + 1;
        if (this.#at < text.length) continue;
        if (!this.#final) return false;
        this.#fields.push('');
        this.#inRecord = false;
        return true;
      }
      const wide = text.charCodeAt(end) === 0x0d && text.charCodeAt(end + 1) === 0x0a;
      this.#at = end + (wide ? 2 : 1);
      this.#inRecord = false;
      return true;
    }
  }

  /**
   * Takes the field at hand and gives where it ends: at its separator, line end or the end of all. −1, with nothing
   * taken, where more text is needed to tell.
   */
  #plainField(): number {
    const end = this.#fieldEnd(this.#at);
    if (end < 0) return -1;
    this.#fields.push(this.#text.slice(this.#at, end));
    return end;
  }

  /** End of the field that goes on at `from`, −1 where it cannot be told yet. */
  #fieldEnd(from: number): number {
    const text = this.#text;
    let end = from;
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code === this.#separatorCode || code === 0x0a || code === 0x0d) break;
    }
    if (this.#final) return end;
    if (end >= text.length) return -1;
    return end === text.length - 1 && text.charCodeAt(end) === 0x0d ? -1 : end;
  }

  #quotedField(): number {
    const text = this.#text;
    let value = '';
    let from = this.#at + 1;
    let close: number;
    for (;;) {
      close = text.indexOf(quote, from);
      if (value.length + (close < 0 ? text.length : close) - from > this.#limits.textLength) {
        throw this.#failure('unclosed-quote');
      }
      if (close < 0) {
        if (this.#final) throw this.#failure('unclosed-quote');
        return -1;
      }
      if (close === text.length - 1 && !this.#final) return -1;
      if (text.charCodeAt(close + 1) !== quoteCode) break;
      value += text.slice(from, close + 1);
      from = close + 2;
    }
    value += text.slice(from, close);
    const end = this.#fieldEnd(close + 1);
    if (end < 0) return -1;
    if (end > close + 1) {
      // A quote opened lines before and closed in the middle of a word belongs to two different fields.
      if (/[\r\n]/.test(value)) throw this.#failure('unclosed-quote');
      value += text.slice(close + 1, end);
    }
    this.#fields.push(value);
    return end;
  }
}

function find(text: string, sign: string, from: number): number {
  const at = text.indexOf(sign, from);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}
