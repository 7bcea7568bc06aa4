import type { OfficeLevel } from './office.ts';

const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(
    ' ',
  ),
);

/** How many digits of a code can say something for an office of a level; loosely, because some cities have no districts. */
const fitting: Readonly<Record<OfficeLevel, readonly number[]>> = {
  province: [2],
  city: [2, 4],
  county: [4, 6],
  town: [6, 9],
};

/** Digits that say something: 370400 says four, 370402000000 six. */
function significantDigits(code: string): number {
  if (code.length >= 9 && !/^0+$/.test(code.slice(6, 9))) return 9;
  for (const length of [6, 4]) {
    if (code.length >= length && code.slice(length - 2, length) !== '00') return length;
  }
  return 2;
}

/**
 * An administrative code (行政区划代码) of 2, 4, 6, 9 or 12 digits, checked loosely against the office's level.
 * `problem` says in Chinese what is wrong.
 */
export function readRegionCode(text: string, level: OfficeLevel): { code: string } | { problem: string } {
  const code = text.normalize('NFKC').replace(/\s+/g, '');
  if (!/^(?:\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(code)) {
    return { problem: '行政区划代码应是 6 位数字（也可以是 2、4、9、12 位），例如 370400' };
  }
  if (!provinces.has(code.slice(0, 2))) return { problem: `没有以 ${code.slice(0, 2)} 开头的省级代码` };
  if (fitting[level].includes(significantDigits(code))) return { code };
  const expected = { province: '370000', city: '370400', county: '370402', town: '370402001' }[level];
  return { problem: `与所选的级别不符，这一级的代码形如 ${expected}` };
}
