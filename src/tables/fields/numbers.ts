import { compactText, plainNumber } from './cell-text.ts';
import { type Normaliser, notGiven, refused, rewritten, taken, wrongKind } from './field.ts';

const units = '(?:个班|个|人|名|位|班|所|岁|元|间|张|份|次)';
const written = new RegExp(`^(\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.0+)?(${units})?$`);
const chineseWritten = new RegExp(`^([零〇一二两三四五六七八九十百]+)(${units})?$`);
const digits = '零一二三四五六七八九';

/** 十二 → 12, 一百零五 → 105; undefined where it is no number below 1000. */
function chineseNumber(text: string): number | undefined {
  const tidy = text.replaceAll('〇', '零').replaceAll('两', '二');
  const match =
    /^(?:([一二三四五六七八九])百)?零?(?:([一二三四五六七八九])?(十))?零?([一二三四五六七八九])?$/.exec(tidy);
  if (!match || tidy === '' || tidy === '零') return tidy === '零' ? 0 : undefined;
  const [, hundreds, tens, ten, ones] = match;
  const worth = (digit: string | undefined) => (digit === undefined ? 0 : digits.indexOf(digit));
  return worth(hundreds) * 100 + (ten ? (tens ? worth(tens) : 1) * 10 : 0) + worth(ones);
}

/** 一百二 is 120 to whoever says it, and 102 to whoever left the 零 out: nobody can tell by the writing. */
const shortHundreds = /^([一二两三四五六七八九])百([一二两三四五六七八九])$/;

function unclearHundreds(text: string) {
  const [, hundreds, rest] = shortHundreds.exec(text.replaceAll('两', '二')) ?? [];
  if (!hundreds || !rest) return undefined;
  const [many, few] = [digits.indexOf(hundreds) * 100, digits.indexOf(rest)];
  return refused('integer-unclear', { spoken: many + few * 10, exact: many + few });
}

/** Counts above this are slips of the pen, not kindergartens. */
const largestCount = 1_000_000;

function count(value: number, same: boolean) {
  if (value > largestCount) return refused('integer-invalid');
  return same ? taken(value) : rewritten(value);
}

/** A count: whole and not negative. `12.0`, `１２` and `1,200` are read; `约12`, `12.5` and `-3` are refused. */
export const normaliseInteger: Normaliser = (content) => {
  if (content.type === 'number') {
    const nearest = Math.round(content.value);
    // A formula's 11.999999999999998 is twelve; 12.5 is not.
    const whole = Math.abs(content.value - nearest) < 1e-9;
    return whole && nearest >= 0 ? count(nearest, true) : refused('integer-invalid');
  }
  if (content.type !== 'text') return wrongKind(content, '整数');
  const text = compactText(content.value);
  const match = written.exec(text);
  if (match)
    return count(Number(match[1]?.replaceAll(',', '')), match[2] === undefined && !text.includes(','));
  const words = chineseWritten.exec(text)?.[1] ?? '';
  const unclear = unclearHundreds(words);
  if (unclear) return unclear;
  const chinese = chineseNumber(words);
  return chinese === undefined ? refused('integer-invalid') : count(chinese, false);
};

const decimalWritten =
  /^(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(平方米|平米|㎡|m²|m2|米|公里|小时|学时|万元|元|%)?$/i;

/** More than this no area, count or amount of an office comes to. */
const largestAmount = 1e12;

/**
 * An amount: not negative, with a fraction or without. A unit behind it is left away with a notice; 万元 and % change
 * what the figure says and are refused.
 */
export const normaliseDecimal: Normaliser = (content) => {
  if (content.type === 'number') {
    // Binary fractions end here: 0.1 + 0.2 of a formula is 0.3.
    const value = Math.round(content.value * 1e6) / 1e6;
    return value >= 0 && value <= largestAmount ? taken(value) : refused('decimal-invalid');
  }
  if (content.type !== 'text') return wrongKind(content, '数');
  const text = compactText(content.value);
  const [, whole = '', fraction = '', unit] = decimalWritten.exec(text) ?? [];
  const value = Number(`${whole.replaceAll(',', '')}${fraction}`);
  if (whole === '' || unit === '万元' || unit === '%' || value > largestAmount)
    return refused('decimal-invalid');
  return unit === undefined && !text.includes(',') ? taken(value) : rewritten(value);
};

/** 序号: counts rows and is never stored, so anything will do. */
export const normaliseSequence: Normaliser = (content) => {
  if (content.type === 'number') return taken(plainNumber(content.value));
  const text = content.type === 'text' ? compactText(content.value) : '';
  return text === '' ? notGiven : taken(text);
};
