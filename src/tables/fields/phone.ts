import { compactText, isScientific, looksRounded, plainNumber, withoutApostrophe } from './cell-text.ts';
import { type FieldFinding, type Normaliser, refused, taken, wrongKind } from './field.ts';

const extension = String.raw`(?:(?:-|转|分机|ext\.?|x|#|\()(\d{1,6})\)?)?`;
const mobile = /^1\d{2}-?\d{4}-?\d{4}$/;
const fixed = new RegExp(String.raw`^\(?(010|02\d|0[3-9]\d{2})\)?-?([2-9]\d{6,7})${extension}$`, 'i');
const local = new RegExp(String.raw`^([2-9]\d{6,7})${extension}$`, 'i');
const service = /^([48]00)-?(\d{3})-?(\d{4})$|^([48]00)-(\d{4})-(\d{3})$/;

interface Phone {
  readonly number: string;
  readonly withoutArea: boolean;
}

/** One phone number in its usual form; undefined where it is none. */
function parsePhone(compact: string): Phone | undefined {
  const bare = compact
    .replace(/[‐‑‒–—―−─]/g, '-')
    .replace(/^(?:\+|00)?\(?86\)?-?(?=1\d{2}-?\d{4}-?\d{4}$|0?\d{2,3}-?\d{7,8}$)(?!\d{6,7}$)/, '')
    .replace(/^0(?=1[3-9]\d{9}$)/, '');
  if (mobile.test(bare)) return { number: bare.replaceAll('-', ''), withoutArea: false };
  const land = fixed.exec(bare);
  const tail = (digits: string | undefined) => (digits ? `转${digits}` : '');
  if (land) return { number: `${land[1]}-${land[2]}${tail(land[3])}`, withoutArea: false };
  const hotline = service.exec(bare);
  if (hotline) {
    const digits = bare.replaceAll('-', '');
    return {
      number: `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`,
      withoutArea: false,
    };
  }
  const near = local.exec(bare);
  if (near) return { number: `${near[1]}${tail(near[2])}`, withoutArea: true };
  return undefined;
}

/** Several numbers: parted by signs, or by blanks where each piece is a whole number of its own. */
function parsePhones(text: string): Phone[] | undefined {
  const phones: Phone[] = [];
  for (const part of text.normalize('NFKC').split(/[、,，;；/／|\n\r]|或/)) {
    const compact = compactText(part);
    if (compact === '') continue;
    const whole = parsePhone(compact);
    if (whole) {
      phones.push(whole);
      continue;
    }
    const pieces = part
      .trim()
      .split(/\s+/)
      .map((piece) => parsePhone(compactText(piece)));
    for (const piece of pieces) {
      if (!piece || piece.withoutArea) return undefined;
      phones.push(piece);
    }
  }
  return phones.length > 0 ? phones : undefined;
}

/** What is wrong with a text in which no phone number could be read, in words. */
function problemOf(text: string): string {
  const parts = text
    .normalize('NFKC')
    .split(/[、,，;；/／|\n\r]|或/)
    .map(compactText)
    .filter((part) => part !== '');
  const wrong = parts.find((part) => !parsePhone(part)) ?? text;
  const own = parts.length > 1 ? `“${wrong}”` : '';
  const bare = wrong.replace(/[‐‑‒–—―−─()\s-]/gu, '');
  const { length } = bare.replace(/\D/gu, '');
  if (length === 0) return `${own}里没有数字`;
  if (!/^\+?\d+$/u.test(bare)) return `${own}夹有号码以外的字`;
  if (/^1/.test(bare)) return `${own}像手机号码，却有 ${length} 位，应为 11 位`;
  const [, area, rest] = /^(010|02\d|0[3-9]\d{2})(\d+)$/.exec(bare) ?? [];
  if (area && rest) {
    if (rest.length < 7 || rest.length > 8) {
      return `${own}区号 ${area} 后面有 ${rest.length} 位，应为 7 或 8 位`;
    }
    return `${own}区号 ${area} 后面的号码以 ${rest[0]} 开头，固定电话不会以 0 或 1 开头`;
  }
  return `${own}有 ${length} 位，手机应为 11 位，固定电话除区号外应为 7 或 8 位`;
}

/** The number a spreadsheet made of a fixed line's digits has lost its first zero. */
function withZero(compact: string): string | undefined {
  const found = /^[2-9]\d{1,2}-?\d{7,8}$/.test(compact) ? fixed.exec(`0${compact}`) : undefined;
  return found ? `${found[1]}-${found[2]}` : undefined;
}

/** Mobile and fixed numbers as text; two valid ones are both kept, joined by `、`. */
export const normalisePhone: Normaliser = (content) => {
  if (content.type !== 'text' && content.type !== 'number') return wrongKind(content, '电话号码');
  if (content.type === 'number' && looksRounded(content.value, 5)) return refused('number-truncated');
  const text = content.type === 'number' ? plainNumber(content.value) : content.value;
  const compact = withoutApostrophe(compactText(text));
  // 138****8000 is what our own masked exports write.
  if (/\d[*•x×]{3,}|[*•]{2,}/i.test(compact)) return refused('value-masked');
  // A text file may hold what 1.58E+10 was opened as, written out: 15800000000. Other texts are as they were typed.
  if (isScientific(compact) || /^1\d{2}0{8}$/.test(compact)) return refused('number-truncated');
  const phones = parsePhones(withoutApostrophe(text));
  if (!phones || phones.some((phone) => phone.withoutArea)) {
    const suggestion = withZero(compact);
    if (suggestion) return refused('code-lost-zero', { length: suggestion.length - 1, suggestion });
  }
  if (!phones) return refused('phone-invalid', { problem: problemOf(text) });
  const number = phones.map((phone) => phone.number).join('、');
  const findings: FieldFinding[] = [];
  if (number !== compact) findings.push({ code: 'value-normalised', parameters: { normalised: number } });
  if (phones.some((phone) => phone.withoutArea)) findings.push({ code: 'phone-without-area' });
  return findings.length > 0 ? { value: number, findings } : taken(number);
};

const address = /^[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;

/** One or several mail addresses, joined by `、`. */
export const normaliseEmail: Normaliser = (content) => {
  if (content.type !== 'text') return wrongKind(content, '邮箱地址');
  const compact = compactText(content.value);
  if (compact.includes('*')) return refused('value-masked');
  const mails = compact
    .replace(/mailto:/gi, '')
    .split(/[、,;/|]/)
    .filter((part) => part !== '');
  if (mails.length === 0 || !mails.every((mail) => address.test(mail))) return refused('email-invalid');
  const value = mails.join('、');
  return value === compact
    ? taken(value)
    : { value, findings: [{ code: 'value-normalised', parameters: { normalised: value } }] };
};
