/** `<c t="…">`, by the type's text; a cell without one is a number. */
export const cellType = {
  number: 0,
  shared: 1,
  formulaText: 2,
  inline: 3,
  boolean: 4,
  error: 5,
  isoDate: 6,
} as const;
export type CellType = (typeof cellType)[keyof typeof cellType];

/** Powers of ten that a double holds exactly. */
const powersOfTen = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

/**
 * A plain decimal (`-12.5`) straight from its bytes; NaN where it has an exponent, more than 15 digits, or is
 * none, for the caller to look at as text. Up to 15 digits and 22 decimals both halves are exact, and one
 * division rounds as the language's own parser does.
 */
export function parsePlainNumber(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  const negative = bytes[at] === 0x2d;
  if (negative) at++;
  let value = 0;
  let digits = 0;
  let point = -1;
  for (; at < end; at++) {
    const digit = bytes[at]! - 0x30;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digits++;
    } else if (digit === -2 && point < 0) {
      point = at;
    } else {
      return Number.NaN;
    }
  }
  if (digits === 0 || digits > 15) return Number.NaN;
  if (point >= 0) value /= powersOfTen[end - point - 1]!;
  return negative && value !== 0 ? -value : value;
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A number as a workbook may write it; undefined for anything else, also for what a double cannot hold. */
export function parseNumber(text: string): number | undefined {
  const trimmed = text.trim();
  if (!decimal.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value + 0 : undefined;
}
