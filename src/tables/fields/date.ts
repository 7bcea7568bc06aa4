import { arabicDate, isIsoDate } from '../../common/dates.ts';
import { compactText, plainNumber } from './cell-text.ts';
import { type FieldResult, type Normaliser, refused, rewritten, taken, wrongKind } from './field.ts';

/** Serials that stand for days of 1954 to 2119: outside of them a bare number is no date. */
const serials = { from: 20_000, to: 80_500 } as const;

/** Day 1 is 1900-01-01; 1900-02-29 never was, so from there one less. */
function fromSerial(serial: number): string {
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10);
}

function build(year: string, month: string, day: string): string | undefined {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDate(date) && year >= '1900' ? date : undefined;
}

function fromDigits(digits: string): FieldResult {
  const date = build(digits.slice(0, 4), digits.slice(4, 6), digits.slice(6));
  return date ? taken(date) : refused('date-invalid', { problem: '没有这一天' });
}

/**
 * A calendar day: a real date, `2021.3.16`, `2021年3月16日`, `20210316`, or a serial number. A month without
 * a day is taken as its first day, with a warning; years of two digits and day-first orders are refused.
 */
export const normaliseDate: Normaliser = (content) => {
  if (content.type === 'date') {
    const day = content.value.slice(0, 10);
    return isIsoDate(day) ? taken(day) : refused('date-invalid', { problem: '没有这一天' });
  }
  if (content.type === 'number') {
    const digits = plainNumber(content.value);
    if (/^(?:19|20)\d{6}$/.test(digits)) return fromDigits(digits);
    if (content.value >= serials.from && content.value <= serials.to)
      return rewritten(fromSerial(content.value));
    return refused('date-invalid', { problem: '这个数不是日期' });
  }
  if (content.type !== 'text') return wrongKind(content, '日期');
  const compact = arabicDate(compactText(content.value));
  if (/^(?:19|20)\d{6}$/.test(compact)) return fromDigits(compact);
  const full =
    /^(\d{4})(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})[日号]?(?:T?\d{1,2}:\d{2}(?::\d{2})?)?(?:\(?(?:星期|周)[一二三四五六日天1-7]\)?)?$/.exec(
      compact,
    );
  if (full) {
    const [, year = '', month = '', day = ''] = full;
    const date = build(year, month, day);
    return date ? taken(date) : refused('date-invalid', { problem: '没有这一天' });
  }
  const monthOnly = /^(\d{4})(?:年|[-./])(\d{1,2})月?(?:份)?$/.exec(compact);
  if (monthOnly) {
    const date = build(monthOnly[1] ?? '', monthOnly[2] ?? '', '1');
    if (!date) return refused('date-invalid', { problem: '没有这个月' });
    return { value: date, findings: [{ code: 'date-without-day', parameters: { normalised: date } }] };
  }
  return refused('date-invalid', { problem: '看不出是哪年哪月哪日' });
};
