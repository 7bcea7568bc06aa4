/**
 * Formats that a file names by number alone (ECMA-376 part 1, 18.8.30), with what Excel and WPS show for 27–36
 * and 50–58 in simplified Chinese: these have no code in the file, and they are dates.
 */
const builtin: Readonly<Record<number, string>> = {
  0: 'General',
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  5: '"¥"#,##0;"¥"\\-#,##0',
  6: '"¥"#,##0;[Red]"¥"\\-#,##0',
  7: '"¥"#,##0.00;"¥"\\-#,##0.00',
  8: '"¥"#,##0.00;[Red]"¥"\\-#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: '上午/下午h"时"mm"分"',
  35: '上午/下午h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  37: '#,##0_ ;\\-#,##0',
  38: '#,##0_ ;[Red]\\-#,##0',
  39: '#,##0.00_ ;\\-#,##0.00',
  40: '#,##0.00_ ;[Red]\\-#,##0.00',
  41: '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ',
  42: '_ "¥"* #,##0_ ;_ "¥"* \\-#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
  43: '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
  44: '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: '上午/下午h"时"mm"分"',
  56: '上午/下午h"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

/** The code of a format that the file names by number alone; `General` where the number means nothing. */
export function builtinFormat(id: number): string {
  return builtin[id] ?? 'General';
}

/**
 * Whether numbers under this format are points in time: a letter of year, month, day, hour, minute, second, era or
 * weekday stands in it outside of literals, colours and conditions. Elapsed times (`[h]:mm`) are amounts, not
 * points in time, and stay numbers. Only the section for positive numbers counts, since dates are positive.
 */
export function isDateFormat(format: string): boolean {
  let dated = false;
  let digits = false;
  for (let at = 0; at < format.length; at++) {
    const sign = format[at]!;
    switch (sign) {
      case ';':
        return dated;
      case '"': {
        const close = format.indexOf('"', at + 1);
        if (close < 0) return dated;
        at = close;
        break;
      }
      // The sign itself, a blank as wide as the next sign, a fill of the next sign: none is a code.
      case '\\':
      case '!':
      case '_':
      case '*':
        at++;
        break;
      case '[': {
        const close = format.indexOf(']', at + 1);
        if (close < 0) return dated;
        if (/^(h+|m+|s+)$/i.test(format.slice(at + 1, close))) return false;
        at = close;
        break;
      }
      case '0':
      case '#':
      case '?':
        digits = true;
        break;
      case 'G':
      case 'g': {
        const general = /^(General|G\/通用格式)/i.exec(format.slice(at));
        if (general) at += general[0].length - 1;
        else dated = true;
        break;
      }
      case 'E':
      case 'e':
        // `0.00E+00` is an exponent; a bare `e` is the year.
        if (!(digits && /[+-]/.test(format[at + 1] ?? ''))) dated = true;
        break;
      case 'A':
      case 'a': {
        const half = /^(AM\/PM|A\/P|a{3,4})/i.exec(format.slice(at));
        if (half) {
          dated = true;
          at += half[0].length - 1;
        }
        break;
      }
      default:
        if (/[ymdhsb]/i.test(sign)) dated = true;
    }
  }
  return dated;
}
