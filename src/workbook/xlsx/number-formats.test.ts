import { describe, expect, it } from 'vitest';
import { builtinFormat, isDateFormat } from './number-formats.ts';

describe('isDateFormat', () => {
  it.each([
    'yyyy-mm-dd',
    'yyyy\\-mm\\-dd',
    'yyyy/m/d',
    'yyyy/m/d;@',
    'yyyy"年"m"月"d"日"',
    'yyyy年m月d日',
    'yyyy"年"m"月"',
    'm"月"d"日"',
    '[$-804]yyyy"年"m"月"d"日"',
    '[$-804]yyyy"年"m"月"d"日"\\ dddd',
    '[DBNum1][$-804]yyyy"年"m"月"d"日"',
    '[$-404]e"年"m"月"d"日"',
    'ggge"年"m"月"d"日"',
    '[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy',
    '[Red]yyyy-mm-dd',
    'h:mm',
    'h:mm:ss AM/PM',
    '上午/下午h"时"mm"分"',
    'mm:ss.0',
    'yyyy-mm-dd hh:mm:ss.000',
    'aaaa',
    'YYYY-MM-DD',
    'B2yyyy',
  ])('%s is one', (format) => expect(isDateFormat(format)).toBe(true));

  it.each([
    'General',
    'general',
    'G/通用格式',
    'G/通用格式"年"',
    '0',
    '0.00',
    '#,##0.00',
    '0%',
    '0.00E+00',
    '##0.0E-0',
    '# ?/?',
    '@',
    '0"年"',
    '0"day"',
    '0\\d',
    '0!m',
    '[Red]0',
    '[Red]#,##0;[Red]\\-#,##0',
    '[DBNum1]General',
    '[$¥-804]#,##0.00',
    '[h]:mm',
    '[mm]:ss',
    '[s]',
    '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    '0_d',
    '*d0',
    '0;yyyy',
    '"yyyy',
    '[yyyy',
    '',
    '000000',
    '0元',
  ])('%s is none', (format) => expect(isDateFormat(format)).toBe(false));
});

describe('builtinFormat', () => {
  it('makes dates of the numbers that carry no code in Chinese files', () => {
    for (const id of [14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 30, 31, 32, 36, 45, 47, 50, 55, 57, 58]) {
      expect([id, isDateFormat(builtinFormat(id))]).toEqual([id, true]);
    }
    for (const id of [0, 1, 2, 3, 4, 9, 10, 11, 12, 13, 37, 38, 39, 40, 41, 42, 43, 44, 46, 48, 49]) {
      expect([id, isDateFormat(builtinFormat(id))]).toEqual([id, false]);
    }
  });

  it('gives General for numbers that mean nothing', () => {
    expect(builtinFormat(163)).toBe('General');
    expect(builtinFormat(Number.NaN)).toBe('General');
  });
});
