import type { CellContent } from '../../workbook/sheet.ts';
import { compactText, contentText, isScientific, looksRounded, withoutApostrophe } from './cell-text.ts';
import { type Normaliser, refused, rewritten, taken, wrongKind } from './field.ts';

/** The signs of a 统一社会信用代码 in the order of their worth: without I O S V Z. */
const creditSigns = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Worth of each ASCII character; −1 for those that do not occur. */
const creditWorth = Int8Array.from({ length: 128 }, (_, code) =>
  creditSigns.indexOf(String.fromCharCode(code)),
);

/** Check character of the first 17 signs: 31 − (Σ cᵢ·3^(i−1) mod 31), 31 → 0; undefined where a sign is not allowed. */
export function creditCheckSign(first17: string): string | undefined {
  let sum = 0;
  let weight = 1;
  for (let at = 0; at < first17.length; at += 1) {
    const worth = creditWorth[first17.charCodeAt(at)] ?? -1;
    if (worth < 0) return undefined;
    sum += worth * weight;
    weight = (weight * 3) % 31;
  }
  return creditSigns[(31 - (sum % 31)) % 31];
}

/** 统一社会信用代码: 18 signs with a right check character. */
export const normaliseCreditCode: Normaliser = (content) => {
  // A spreadsheet number knows 15 digits: the last three are gone.
  if (content.type === 'number') return refused('number-truncated');
  if (content.type !== 'text') return wrongKind(content, '18 位代码');
  const written = withoutApostrophe(compactText(content.value));
  if (written.includes('*')) return refused('value-masked');
  if (isScientific(written)) return refused('number-truncated');
  const code = written.toUpperCase();
  if (code.length !== 18)
    return refused('credit-code-invalid', { problem: `有 ${code.length} 位，应为 18 位` });
  const wrong = [...code].find((sign) => !creditSigns.includes(sign));
  if (wrong) return refused('credit-code-invalid', { problem: `不会有“${wrong}”，请核对是否认错了字` });
  const check = creditCheckSign(code.slice(0, 17));
  if (check !== code[17]) return refused('credit-code-check');
  return code === written ? taken(code) : rewritten(code);
};

/** A code of digits only, as text; a number that lost its leading zero is told, never mended. */
function digitCode(content: CellContent, length: number, zeros: number) {
  if (content.type !== 'text' && content.type !== 'number') return wrongKind(content, `${length} 位数字`);
  if (content.type === 'number' && looksRounded(content.value, zeros)) return refused('number-truncated');
  const code = withoutApostrophe(compactText(contentText(content)));
  if (code.includes('*')) return refused('value-masked');
  if (isScientific(code)) return refused('number-truncated');
  if (!/^\d+$/.test(code)) return refused('code-invalid', { length });
  if (code.length === length) return taken(code);
  if (code.length === length - 1) return refused('code-lost-zero', { length, suggestion: `0${code}` });
  return refused('code-invalid', { length });
}

/** 学校（机构）标识码: 10 digits. */
export const normaliseIdentityCode: Normaliser = (content) => digitCode(content, 10, 6);

/** 邮政编码: 6 digits. */
export const normalisePostcode: Normaliser = (content) => digitCode(content, 6, 6);
