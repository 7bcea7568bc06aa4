import { columnNumber } from '../../../workbook/address.ts';
import type { Expression, Operator, Reference } from './expression.ts';
import { type Token, tokenise } from './tokens.ts';

/** Deepest nesting that is followed: a hostile formula must not exhaust the stack. */
const deepest = 60;

/** The formula as a tree; null where it is none that we can read. Spaces, case, `$` and prefixes are gone in it. */
export function parseFormula(formula: string): Expression | null {
  const known = parsed.get(formula);
  if (known !== undefined) return known;
  const tokens = tokenise(formula);
  const expression = tokens && new Parser(tokens).parse();
  if (parsed.size >= mostParsed) parsed.clear();
  parsed.set(formula, expression);
  return expression;
}

/** Workbooks of one rubric hold the same formulas over and over. */
const parsed = new Map<string, Expression | null>();
const mostParsed = 5_000;

class Unreadable extends Error {}

const precedence: readonly (readonly Operator[])[] = [
  ['=', '<>', '<', '>', '<=', '>='],
  ['&'],
  ['+', '-'],
  ['*', '/'],
];

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): Expression | null {
    try {
      const expression = this.#binary(0);
      return this.#at === this.#tokens.length ? expression : null;
    } catch (error) {
      if (error instanceof Unreadable) return null;
      throw error;
    }
  }

  #isSign(value: string, ahead = 0): boolean {
    const token = this.#tokens[this.#at + ahead];
    return token?.kind === 'sign' && token.value === value;
  }

  #expect(value: string): void {
    if (!this.#isSign(value)) throw new Unreadable();
    this.#at += 1;
  }

  #binary(level: number): Expression {
    const operators = precedence[level];
    if (!operators) return this.#power();
    this.#depth += 1;
    if (this.#depth > deepest * precedence.length) throw new Unreadable();
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = operators.find((each) => this.#isSign(each));
      if (operator === undefined) break;
      this.#at += 1;
      left = { kind: 'operation', operator, left, right: this.#binary(level + 1) };
    }
    this.#depth -= 1;
    return left;
  }

  /** In spreadsheets `-2^2` is 4: the sign binds closer than the power. */
  #power(): Expression {
    let left = this.#signed();
    while (this.#isSign('^')) {
      this.#at += 1;
      left = { kind: 'operation', operator: '^', left, right: this.#signed() };
    }
    return left;
  }

  #signed(): Expression {
    let negative = false;
    while (this.#isSign('-') || this.#isSign('+')) {
      if (this.#isSign('-')) negative = !negative;
      this.#at += 1;
    }
    let operand = this.#primary();
    while (this.#isSign('%')) {
      this.#at += 1;
      operand =
        operand.kind === 'number'
          ? { kind: 'number', value: operand.value / 100 }
          : { kind: 'operation', operator: '/', left: operand, right: { kind: 'number', value: 100 } };
    }
    if (!negative) return operand;
    return operand.kind === 'number'
      ? { kind: 'number', value: -operand.value }
      : { kind: 'negative', operand };
  }

  #primary(): Expression {
    const token = this.#tokens[this.#at];
    if (!token) throw new Unreadable();
    this.#at += 1;
    if (token.kind === 'number') return token;
    if (token.kind === 'text') return { kind: 'text', value: token.value };
    if (token.kind === 'error') return { kind: 'error', value: token.value };
    if (token.kind === 'sheet') return this.#onSheet(token.value);
    if (token.kind === 'sign') {
      if (token.value !== '(') throw new Unreadable();
      const inner = this.#binary(0);
      this.#expect(')');
      return inner;
    }
    if (this.#isSign('(')) return this.#call(token.value);
    const plain = token.value.toUpperCase();
    if (plain === 'TRUE' || plain === 'FALSE') return { kind: 'boolean', value: plain === 'TRUE' };
    return this.#reference(token.value, null) ?? { kind: 'name', value: token.value };
  }

  #onSheet(sheet: string): Expression {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (token?.kind === 'error') return { kind: 'error', value: token.value };
    const reference = token?.kind === 'word' ? this.#reference(token.value, sheet) : undefined;
    if (!reference) throw new Unreadable();
    return reference;
  }

  #call(written: string): Expression {
    this.#expect('(');
    const name = functionName(written);
    const given: Expression[] = [];
    if (this.#isSign(')')) this.#at += 1;
    else {
      for (;;) {
        const isEmpty = this.#isSign(',') || this.#isSign(')');
        given.push(isEmpty ? { kind: 'nothing' } : this.#binary(0));
        if (this.#isSign(')')) break;
        this.#expect(',');
      }
      this.#at += 1;
    }
    if ((name === 'TRUE' || name === 'FALSE') && given.length === 0) {
      return { kind: 'boolean', value: name === 'TRUE' };
    }
    return { kind: 'call', name, arguments: given };
  }

  #reference(word: string, sheet: string | null): Reference | undefined {
    const first = cellMeant(word);
    if (!first) return undefined;
    let last = first;
    if (this.#isSign(':')) {
      let ahead = 1;
      const named = this.#tokens[this.#at + ahead];
      // `Sheet1!A1:Sheet1!B2` says the same sheet twice.
      if (named?.kind === 'sheet' && named.value === sheet) ahead += 1;
      const token = this.#tokens[this.#at + ahead];
      const other = token?.kind === 'word' ? cellMeant(token.value) : undefined;
      if (!other) throw new Unreadable();
      last = other;
      this.#at += ahead + 1;
    }
    return {
      kind: 'reference',
      sheet,
      top: Math.min(first.row, last.row),
      left: Math.min(first.column, last.column),
      bottom: Math.max(first.row, last.row),
      right: Math.max(first.column, last.column),
    };
  }
}

function cellMeant(word: string): { row: number; column: number } | undefined {
  const match = /^\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})$/.exec(word);
  return match ? { row: Number(match[2]), column: columnNumber(match[1]!) } : undefined;
}

/** Newer functions carry prefixes in files: `_xlfn.IFS`, `COM.MICROSOFT.IFS`. */
function functionName(written: string): string {
  return written.toUpperCase().replace(/^(?:_XLFN\.|_XLWS\.|_XLUDF\.|COM\.MICROSOFT\.|ORG\.[A-Z]+\.)+/, '');
}
