/** A number without loss: numerator and denominator, the denominator above 0. */
export interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

function divisor(one: bigint, other: bigint): bigint {
  let [a, b] = [one < 0n ? -one : one, other];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

function fraction(top: bigint, bottom = 1n): Fraction {
  const sign = bottom < 0n ? -1n : 1n;
  const common = divisor(top, bottom < 0n ? -bottom : bottom) || 1n;
  return { top: (sign * top) / common, bottom: (sign * bottom) / common };
}

/** The decimal that a number is written as: 0.1 is one tenth, not its nearest binary fraction. */
export function fractionOf(value: number): Fraction {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', decimals = ''] = mantissa.split('.');
  const power = decimals.length - Number(exponent);
  const digits = BigInt(whole + decimals);
  return power >= 0 ? fraction(digits, 10n ** BigInt(power)) : fraction(digits * 10n ** BigInt(-power));
}

export const add = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
export const negate = (a: Fraction): Fraction => ({ top: -a.top, bottom: a.bottom });
export const subtract = (a: Fraction, b: Fraction): Fraction => add(a, negate(b));
export const multiply = (a: Fraction, b: Fraction): Fraction => fraction(a.top * b.top, a.bottom * b.bottom);
/** `b` is not 0. */
export const divide = (a: Fraction, b: Fraction): Fraction => fraction(a.top * b.bottom, a.bottom * b.top);
/** Below, at or above 0 as `a` is less than, equal to or more than `b`. */
export const compare = (a: Fraction, b: Fraction): number => {
  const difference = a.top * b.bottom - b.top * a.bottom;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/** Rounded to so many decimals, a half away from zero, as ROUND of every spreadsheet does. */
export function roundFraction(value: Fraction, places: number): Fraction {
  const scale = 10n ** BigInt(places);
  const isNegative = value.top < 0n;
  const scaled = (isNegative ? -value.top : value.top) * scale;
  const units = (2n * scaled + value.bottom) / (2n * value.bottom);
  return fraction(isNegative ? -units : units, scale);
}

/** The nearest number. */
export function numberOf({ top, bottom }: Fraction): number {
  return Number(top) / Number(bottom);
}
