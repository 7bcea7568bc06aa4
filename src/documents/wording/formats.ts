import { chineseDate, isIsoDate } from '../../common/dates.ts';
import { maskPhones } from '../../common/masking.ts';
import type { Scalar } from './values.ts';
import type { FormatCall } from './wording.ts';

/** A format's result; undefined where the value is not of the kind it takes. */
type Format = (value: NonNullable<Scalar>, given: readonly string[]) => string | undefined;

const digits = '〇一二三四五六七八九';

/** 12 → 十二, 205 → 二百零五; from ten thousand on in figures. */
export function chineseNumber(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > 9999) return plainNumber(value);
  if (value === 0) return '零';
  const units = ['', '十', '百', '千'];
  const signs = [...String(value)].map(Number);
  let text = '';
  for (const [index, digit] of signs.entries()) {
    const unit = units[signs.length - 1 - index] ?? '';
    if (digit !== 0) text += `${digits[digit]}${unit}`;
    else if (!text.endsWith('零') && signs.slice(index).some((each) => each !== 0)) text += '零';
  }
  return text.replace(/^一十/, '十');
}

/** At most `places` decimals, without zeros at the end. */
function plainNumber(value: number, places = 4): string {
  const rounded = Number(`${Math.round(Number(`${value}e${places}`))}e-${places}`);
  return String(Number.isFinite(rounded) ? rounded + 0 : value);
}

const grouped = (text: string) =>
  text.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(?:\d{3})+$)/g, ','));

const placesIn = (given: readonly string[], usual: number) => {
  const places = Number(given[0] ?? usual);
  return Number.isInteger(places) && places >= 0 && places <= 6 ? places : usual;
};

function numeric(make: (value: number, given: readonly string[]) => string): Format {
  return (value, given) => {
    const amount =
      typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value.trim()) ? Number(value) : value;
    return typeof amount === 'number' && Number.isFinite(amount) ? make(amount, given) : undefined;
  };
}

function dated(make: (date: string) => string): Format {
  return (value) => (typeof value === 'string' && isIsoDate(value) ? make(value) : undefined);
}

const unitOf = (given: readonly string[]) => given.join(' ');

const chineseDigits = (text: string) => [...text].map((sign) => digits[Number(sign)] ?? sign).join('');

/** `2026-11-22` → 二〇二六年十一月二十二日 */
function writtenDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${chineseDigits(year)}年${chineseNumber(Number(month))}月${chineseNumber(Number(day))}日`;
}

const scalarFormats: Readonly<Record<string, Format>> = {
  // A share between 0 and 1.
  百分比: numeric((value, given) => `${plainNumber(value * 100, placesIn(given, 1))}%`),
  整数: numeric((value) => plainNumber(value, 0)),
  小数: numeric((value, given) => value.toFixed(placesIn(given, 1))),
  千分位: numeric((value) => grouped(plainNumber(value))),
  中文: numeric((value) => chineseNumber(value)),
  // 两次, 两所: before a measure word two is 两.
  几: numeric((value) => (value === 2 ? '两' : chineseNumber(value))),
  // Amounts are integer cents.
  元: numeric((value) => grouped((value / 100).toFixed(2))),
  万元: numeric((value, given) => grouped(plainNumber(value / 1_000_000, placesIn(given, 2)))),
  增减: numeric((value, given) =>
    value === 0 ? '持平' : `${value > 0 ? '增加' : '减少'}${plainNumber(Math.abs(value))}${unitOf(given)}`,
  ),
  // The difference of two shares, in percentage points.
  升降: numeric((value, given) => {
    const points = plainNumber(Math.abs(value) * 100, placesIn(given, 1));
    return points === '0' ? '持平' : `${value > 0 ? '上升' : '下降'}${points}个百分点`;
  }),
  日期: dated(chineseDate),
  中文日期: dated(writtenDate),
  年份: dated((date) => `${Number(date.slice(0, 4))}年`),
  月份: dated((date) => `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月`),
  月日: dated((date) => `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`),
  隐号: (value) => maskPhones(String(value)),
};

/** Formats of whole lists: how the entries are joined, how many there are. */
export const listFormats = ['连接', '顿号', '分号', '数量'] as const;

/** Written where nothing is there; see `defaultText`. */
export const defaultFormat = '默认';

export const formatNames: readonly string[] = [...Object.keys(scalarFormats), ...listFormats, defaultFormat];

export function isFormat(name: string): boolean {
  return formatNames.includes(name);
}

/** @returns undefined where the value does not fit the format */
export function applyFormat(
  value: NonNullable<Scalar>,
  { name, arguments: given }: FormatCall,
): string | undefined {
  return Object.hasOwn(scalarFormats, name) ? scalarFormats[name]?.(value, given) : undefined;
}

/** A value without a format. */
export function plainText(value: NonNullable<Scalar>): string {
  if (typeof value === 'number') return plainNumber(value);
  if (typeof value === 'boolean') return value ? '是' : '否';
  return value;
}
