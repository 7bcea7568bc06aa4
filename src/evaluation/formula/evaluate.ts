import {
  add,
  compare,
  divide,
  type Fraction,
  fractionOf,
  multiply,
  negate,
  numberOf,
  roundFraction,
  subtract,
} from './fraction.ts';
import { type Comparison, type Condition, type Formula, factsOf } from './parse.ts';

/**
 * Spreadsheets reckon in binary and are off in the sixteenth figure. Everything that could hang on that figure (a
 * comparison, a divisor, a result) is rounded to this many decimals first, here and in the spreadsheet.
 */
export const inexact = 8;

/** The range and the decimals of the score that a formula gives. */
export interface ScoreRange {
  readonly points: number;
  readonly places: number;
}

/** A score, or why there is none: facts that are missing, or a division by zero (无法计算). */
export type FormulaResult =
  | { readonly value: number }
  | { readonly value: null; readonly reason: 'missing'; readonly facts: readonly string[] }
  | { readonly value: null; readonly reason: 'division' };

class DivisionByZero extends Error {}

const holds: Readonly<Record<Comparison, (sign: number) => boolean>> = {
  '>=': (sign) => sign >= 0,
  '<=': (sign) => sign <= 0,
  '>': (sign) => sign > 0,
  '<': (sign) => sign < 0,
  '=': (sign) => sign === 0,
  '<>': (sign) => sign !== 0,
};
const zero = fractionOf(0);

/**
 * The score that a formula comes to, cut to the range from 0 to the full points and rounded half up. Any fact it names
 * that is missing leaves it without a score, even where it would not be needed.
 * @param factValue the value of a fact by its key; null or undefined where it is not known
 */
export function evaluateFormula(
  formula: Formula,
  factValue: (key: string) => number | null | undefined,
  { points, places }: ScoreRange,
): FormulaResult {
  const values = new Map<string, Fraction>();
  const missing: string[] = [];
  for (const { key } of factsOf(formula)) {
    const value = factValue(key);
    if (value === null || value === undefined) missing.push(key);
    else values.set(key, fractionOf(value));
  }
  if (missing.length > 0) return { value: null, reason: 'missing', facts: missing };
  try {
    const exact = calculate(formula, values);
    const score = roundFraction(roundFraction(exact, inexact), places);
    const capped = compare(score, fractionOf(points)) > 0 ? fractionOf(points) : score;
    return { value: compare(capped, zero) < 0 ? 0 : numberOf(capped) };
  } catch (error) {
    if (error instanceof DivisionByZero) return { value: null, reason: 'division' };
    throw error;
  }
}

function calculate(formula: Formula, values: ReadonlyMap<string, Fraction>): Fraction {
  const value = (part: Formula) => calculate(part, values);
  switch (formula.type) {
    case 'number':
      return formula.value;
    case 'fact':
      return values.get(formula.fact.key) ?? zero;
    case 'minus':
      return negate(value(formula.of));
    case 'round':
      return roundFraction(roundFraction(value(formula.of), inexact), formula.places);
    case 'if':
      return value(conditionHolds(formula.condition, values) ? formula.then : formula.otherwise);
    case 'call': {
      const wanted = formula.name === 'max' ? 1 : -1;
      return formula.parts.map(value).reduce((best, each) => (compare(each, best) === wanted ? each : best));
    }
    case 'binary': {
      const [left, right] = [value(formula.left), value(formula.right)];
      if (formula.operator === '+') return add(left, right);
      if (formula.operator === '-') return subtract(left, right);
      if (formula.operator === '*') return multiply(left, right);
      if (roundFraction(right, inexact).top === 0n) throw new DivisionByZero();
      return divide(left, right);
    }
  }
}

function conditionHolds(
  { operator, left, right }: Condition,
  values: ReadonlyMap<string, Fraction>,
): boolean {
  const difference = subtract(calculate(left, values), calculate(right, values));
  return holds[operator](compare(roundFraction(difference, inexact), zero));
}
