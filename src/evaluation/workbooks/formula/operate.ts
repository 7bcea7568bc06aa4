import type { Operator } from './expression.ts';

/** What a cell shows; null where it is blank. An error is an object, so that no text is taken for one. */
export type Value = number | string | boolean | null | CellError;

interface CellError {
  readonly error: string;
}

export const isError = (value: Value): value is CellError => typeof value === 'object' && value !== null;

/** What stops a formula: the error that its cell shows. */
export class Stop extends Error {
  readonly value: CellError;
  constructor(error: string) {
    super(error);
    this.value = { error };
  }
}

export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (value === null) return 0;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (isError(value)) throw new Stop(value.error);
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (Number.isNaN(number)) throw new Stop('#VALUE!');
  return number;
}

export function toBoolean(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') throw new Stop('#VALUE!');
  return toNumber(value) !== 0;
}

/** Numbers come before texts, texts before truth values; case does not count. */
function compare(left: Value, right: Value): number {
  const kind = (value: Value) => (typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : 2);
  const like = (value: Value, other: Value): Value =>
    value !== null ? value : typeof other === 'string' ? '' : typeof other === 'boolean' ? false : 0;
  const [one, other] = [like(left, right), like(right, left)];
  if (kind(one) !== kind(other)) return kind(one) - kind(other);
  if (typeof one === 'string' && typeof other === 'string') {
    const [first, second] = [one.toLowerCase(), other.toLowerCase()];
    return first < second ? -1 : first > second ? 1 : 0;
  }
  return fifteen(Number(one)) - fifteen(Number(other));
}

/** Programs compare what they would show with fifteen digits. */
function fifteen(value: number): number {
  return Number(value.toPrecision(15));
}

export function operate(operator: Operator, left: Value, right: Value): Value {
  switch (operator) {
    case '=':
      return compare(left, right) === 0;
    case '<>':
      return compare(left, right) !== 0;
    case '<':
      return compare(left, right) < 0;
    case '>':
      return compare(left, right) > 0;
    case '<=':
      return compare(left, right) <= 0;
    case '>=':
      return compare(left, right) >= 0;
    case '&':
      return `${shown(left)}${shown(right)}`;
    case '+':
      return toNumber(left) + toNumber(right);
    case '-':
      return toNumber(left) - toNumber(right);
    case '*':
      return toNumber(left) * toNumber(right);
    case '/': {
      const divisor = toNumber(right);
      if (divisor === 0) throw new Stop('#DIV/0!');
      return toNumber(left) / divisor;
    }
    case '^':
      return toNumber(left) ** toNumber(right);
  }
}

function shown(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return typeof value === 'number' ? String(fifteen(value)) : String(value);
}

/** ROUND of spreadsheet programs: halves go away from zero, as the number is written with fifteen digits. */
export function roundHalfAway(value: number, digits: number): number {
  if (!Number.isFinite(value)) throw new Stop('#NUM!');
  const sign = value < 0 ? -1 : 1;
  const [mantissa, exponent] = Math.abs(value).toPrecision(15).split('e');
  const scaled = Number(`${mantissa}e${Number(exponent ?? 0) + digits}`);
  return (sign * Number(`${Math.round(scaled)}e${-digits}`)) as number;
}
