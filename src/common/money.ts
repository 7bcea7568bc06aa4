/** Largest amount that is believed, in cents: a hundred thousand million yuan. */
const largest = 10_000_000_000_000;

const written =
  /^(-|\()?(?:¥|￥|人民币|rmb)?(-)?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(万元|万|元整|元)?(\))?$/iu;

/**
 * An amount in cents (分), exact: `12,345.60`, `1.2万`, `¥1200元`, `（300.00）` and `-300` are read, in full-width
 * characters too. Undefined where it is none, has fractions of a cent, or is beyond belief.
 */
export function readCents(text: string): number | undefined {
  const cents = anyCents(text);
  return cents === undefined || Math.abs(cents) > largest ? undefined : cents;
}

/** Whether a text, or a number of yuan, is an amount, but one beyond belief: over a hundred thousand million yuan. */
export function isBeyondBelief(amount: string | number): boolean {
  const cents = typeof amount === 'number' ? amount * 100 : anyCents(amount);
  return cents !== undefined && Math.abs(cents) > largest;
}

function anyCents(text: string): number | undefined {
  const plain = text.normalize('NFKC').replace(/[\s']/gu, '').replace(/[−–—]/gu, '-');
  const [, before, inner, whole, fraction = '', unit = '', after] = written.exec(plain) ?? [];
  if (whole === undefined || (before === '(') !== (after === ')')) return undefined;
  if (before !== undefined && inner !== undefined) return undefined;
  const places = unit.startsWith('万') ? 6 : 2;
  // Digits only: no binary fraction comes near the amount.
  const significant = fraction.replace(/0+$/u, '');
  if (significant.length > places) return undefined;
  const cents = Number(`${whole.replaceAll(',', '')}${significant.padEnd(places, '0')}`);
  return before !== undefined || inner !== undefined ? -cents || 0 : cents;
}

/** A number of yuan as a workbook has it, in cents; undefined where it has fractions of a cent. */
export function centsOf(yuan: number): number | undefined {
  const cents = Math.round(yuan * 100);
  return Math.abs(cents / 100 - yuan) < 1e-6 && Math.abs(cents) <= largest ? cents : undefined;
}
