import type { Expression, Operator, Reference } from './expression.ts';
import { isError, operate, roundHalfAway, Stop, toBoolean, toNumber, type Value } from './operate.ts';
import { parseFormula } from './parse.ts';

/** What the evaluator asks of a workbook. */
export interface CellSource {
  /** The formula of a cell, without `=`; undefined where it holds none. */
  formula(sheet: string, row: number, column: number): string | undefined;
  /** The value of a cell without a formula. */
  value(sheet: string, row: number, column: number): Value;
}

/**
 * Computes cells as a spreadsheet program does, for the functions that our workbooks use. It knows nothing of rubrics:
 * what it gives follows from the formulas alone.
 */
export class Evaluator {
  readonly #source: CellSource;
  readonly #known = new Map<string, Value>();
  readonly #open = new Set<string>();

  constructor(source: CellSource) {
    this.#source = source;
  }

  cell(sheet: string, row: number, column: number): Value {
    const key = `${sheet}!${row}!${column}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const formula = this.#source.formula(sheet, row, column);
    if (formula === undefined) return this.#source.value(sheet, row, column);
    if (this.#open.has(key)) return { error: '#REF!' };
    this.#open.add(key);
    const value = this.formula(formula, sheet);
    this.#open.delete(key);
    this.#known.set(key, value);
    return value;
  }

  /** A formula as if it stood on the sheet. A blank result is 0, as programs show it. */
  formula(formula: string, sheet: string): Value {
    const expression = parseFormula(formula);
    if (!expression) return { error: '#NAME?' };
    try {
      return this.#scalar(expression, sheet) ?? 0;
    } catch (error) {
      if (error instanceof Stop) return error.value;
      throw error;
    }
  }

  #scalar(expression: Expression, sheet: string): Value {
    switch (expression.kind) {
      case 'number':
      case 'text':
      case 'boolean':
        return expression.value;
      case 'nothing':
        return null;
      case 'error':
        throw new Stop(expression.value);
      case 'name':
        throw new Stop('#NAME?');
      case 'reference': {
        if (expression.top !== expression.bottom || expression.left !== expression.right) {
          throw new Stop('#VALUE!');
        }
        const value = this.cell(expression.sheet ?? sheet, expression.top, expression.left);
        if (isError(value)) throw new Stop(value.error);
        return value;
      }
      case 'negative':
        return -toNumber(this.#scalar(expression.operand, sheet));
      case 'operation':
        return operate(
          expression.operator,
          this.#scalar(expression.left, sheet),
          this.#scalar(expression.right, sheet),
        );
      case 'call':
        return this.#call(expression.name, expression.arguments, sheet);
    }
  }

  /** Values of arguments; of a block all its cells. Errors stop. */
  *#values(given: readonly Expression[], sheet: string): Generator<{ value: Value; isCell: boolean }> {
    for (const argument of given) {
      if (argument.kind !== 'reference') {
        yield { value: this.#scalar(argument, sheet), isCell: false };
        continue;
      }
      for (const value of this.#block(argument, sheet)) yield { value, isCell: true };
    }
  }

  *#block(reference: Reference, sheet: string): Generator<Value> {
    for (let row = reference.top; row <= reference.bottom; row += 1) {
      for (let column = reference.left; column <= reference.right; column += 1) {
        yield this.cell(reference.sheet ?? sheet, row, column);
      }
    }
  }

  /** Numbers as SUM and its like take them: texts and blanks in cells are passed over. */
  #numbers(given: readonly Expression[], sheet: string): number[] {
    const numbers: number[] = [];
    for (const { value, isCell } of this.#values(given, sheet)) {
      if (isError(value)) throw new Stop(value.error);
      if (!isCell) numbers.push(toNumber(value));
      else if (typeof value === 'number') numbers.push(value);
    }
    return numbers;
  }

  #call(name: string, given: readonly Expression[], sheet: string): Value {
    const scalar = (index: number): Value => {
      const argument = given[index];
      return argument === undefined ? null : this.#scalar(argument, sheet);
    };
    const number = (index: number) => toNumber(scalar(index));
    switch (name) {
      case 'SUM':
        return sum(this.#numbers(given, sheet));
      case 'MIN':
        return Math.min(...orZero(this.#numbers(given, sheet)));
      case 'MAX':
        return Math.max(...orZero(this.#numbers(given, sheet)));
      case 'AVERAGE': {
        const numbers = this.#numbers(given, sheet);
        if (numbers.length === 0) throw new Stop('#DIV/0!');
        return sum(numbers) / numbers.length;
      }
      case 'ROUND':
        return roundHalfAway(number(0), number(1));
      case 'INT':
        return Math.floor(number(0));
      case 'ABS':
        return Math.abs(number(0));
      case 'MOD': {
        const divisor = number(1);
        if (divisor === 0) throw new Stop('#DIV/0!');
        return number(0) - divisor * Math.floor(number(0) / divisor);
      }
      case 'IF':
        if (toBoolean(scalar(0))) return scalar(1);
        return given.length > 2 ? scalar(2) : false;
      case 'CHOOSE': {
        const chosen = Math.floor(number(0));
        if (chosen < 1 || chosen >= given.length) throw new Stop('#VALUE!');
        return scalar(chosen);
      }
      case 'IFERROR':
        try {
          return scalar(0);
        } catch (error) {
          if (error instanceof Stop) return scalar(1);
          throw error;
        }
      case 'AND':
        return this.#truths(given, sheet).every((each) => each);
      case 'OR':
        return this.#truths(given, sheet).some((each) => each);
      case 'NOT':
        return !toBoolean(scalar(0));
      case 'ISNUMBER':
        return typeof this.#look(given[0], sheet) === 'number';
      case 'ISBLANK':
        return this.#look(given[0], sheet) === null;
      case 'ISERROR':
        return isError(this.#look(given[0], sheet));
      case 'COUNT':
        return [...this.#values(given, sheet)].filter(({ value }) => typeof value === 'number').length;
      case 'COUNTA':
        return [...this.#values(given, sheet)].filter(({ value }) => value !== null).length;
      case 'COUNTBLANK':
        return [...this.#values(given, sheet)].filter(({ value }) => value === null || value === '').length;
      case 'COUNTIF':
        return this.#countIf(given, sheet);
      case 'RANK':
      case 'RANK.EQ':
        return this.#rank(given, sheet);
      default:
        throw new Stop('#NAME?');
    }
  }

  /** A value as functions that look at it see it: an error is one of them. */
  #look(argument: Expression | undefined, sheet: string): Value {
    if (argument === undefined) return null;
    try {
      return this.#scalar(argument, sheet);
    } catch (error) {
      if (error instanceof Stop) return error.value;
      throw error;
    }
  }

  #truths(given: readonly Expression[], sheet: string): boolean[] {
    const truths: boolean[] = [];
    for (const { value, isCell } of this.#values(given, sheet)) {
      if (isError(value)) throw new Stop(value.error);
      if (isCell && (value === null || typeof value === 'string')) continue;
      truths.push(toBoolean(value));
    }
    if (truths.length === 0) throw new Stop('#VALUE!');
    return truths;
  }

  #countIf(given: readonly Expression[], sheet: string): number {
    const [range, wanted] = given;
    if (range?.kind !== 'reference' || !wanted) throw new Stop('#VALUE!');
    const criterion = this.#scalar(wanted, sheet);
    const values = [...this.#block(range, sheet)];
    const match = typeof criterion === 'string' ? /^(<>|<=|>=|<|>|=)?(.*)$/su.exec(criterion) : null;
    const operator = (match?.[1] ?? '=') as Operator;
    const operand = match ? match[2]! : criterion;
    const bound = typeof operand === 'string' && operand !== '' ? Number(operand) : Number.NaN;
    return values.filter((value) => {
      if (!Number.isNaN(bound)) return typeof value === 'number' && operate(operator, value, bound) === true;
      if (value === null) return operator === '<>';
      return operate(operator, value, operand) === true;
    }).length;
  }

  #rank(given: readonly Expression[], sheet: string): number {
    const [, range] = given;
    if (range?.kind !== 'reference') throw new Stop('#VALUE!');
    const own = toNumber(given[0] ? this.#scalar(given[0], sheet) : null);
    const all = [...this.#block(range, sheet)].filter((value) => typeof value === 'number');
    const isAscending = given[2] !== undefined && toNumber(this.#scalar(given[2], sheet)) !== 0;
    if (!all.includes(own)) throw new Stop('#N/A');
    return all.filter((value) => (isAscending ? value < own : value > own)).length + 1;
  }
}

function orZero(numbers: readonly number[]): readonly number[] {
  return numbers.length === 0 ? [0] : numbers;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
