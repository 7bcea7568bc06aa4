import { addDays, arabicDate, isIsoDate } from '../../common/dates.ts';
import { compactText } from './cell-text.ts';
import { normaliseDate } from './date.ts';
import { type Normaliser, refused, taken } from './field.ts';

/** Between the first and the last day of a period, as it is kept and written. */
const between = '至';

/** What stands between two days; hyphens stand within days too. */
const links = /至|到|—+|–|~+|～|－|-/gu;

/** The first and last day of a value of this kind; one day is both. */
export function daysOf(value: string): { readonly from: string; readonly to: string } {
  const [from = '', to = from] = value.split(between);
  return { from, to };
}

/** As `daysOf` reads it. */
export function daysText(from: string, to: string | null): string {
  return to === null || to === from ? from : `${from}${between}${to}`;
}

/** Longest that one activity may take; a longer one is a slip in the year or the month. */
const longest = 60;

const full = /^(\d{4})(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})[日号]?$/;

function build(year: string, month: string, day: string): string | undefined {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDate(date) ? date : undefined;
}

/** A last day, of which year and month may be those of the first. */
function lastDay(text: string, first: string): string | undefined {
  const whole = full.exec(text);
  if (whole) return build(whole[1] ?? '', whole[2] ?? '', whole[3] ?? '');
  const [year = '', month = ''] = first.split('-');
  const monthAndDay = /^(\d{1,2})(?:月|[-./])(\d{1,2})[日号]?$/.exec(text);
  if (monthAndDay) return build(year, monthAndDay[1] ?? '', monthAndDay[2] ?? '');
  const day = /^(\d{1,2})[日号]?$/.exec(text);
  return day ? build(year, month, day[1] ?? '') : undefined;
}

/** Ways to part the text into two days. */
function partings(text: string): [string, string][] {
  return [...text.matchAll(links)].map((link) => [
    text.slice(0, link.index),
    text.slice(link.index + link[0].length),
  ]);
}

/**
 * One day, or the first and last of several: `2026年10月14日至16日`, `2026.10.14-10.16`, `2026-10-14~2026-11-02`. A month
 * alone is no day, and the last must not come before the first.
 */
export const normaliseDays: Normaliser = (content, field, tools) => {
  if (content.type === 'text') {
    const text = arabicDate(compactText(content.value));
    for (const [before, after] of full.test(text) ? [] : partings(text)) {
      const [, year = '', month = '', day = ''] = full.exec(before) ?? [];
      const from = build(year, month, day);
      const to = from === undefined ? undefined : lastDay(after, from);
      if (from === undefined || to === undefined) continue;
      if (to < from) return refused('days-reversed', { from, to });
      if (to > addDays(from, longest)) return refused('days-too-many', { from, to, longest });
      return taken(daysText(from, to));
    }
  }
  const single = normaliseDate(content, field, tools);
  const vague = single.findings.some(({ code }) => code === 'date-without-day');
  return vague ? refused('date-invalid', { problem: '没有写明是哪一日' }) : single;
};
