import { addDays, type IsoDate } from '../../common/dates.ts';
import type { CadencePer } from './parameters.ts';

/** A school term (学期), both days inclusive; `assumed` where nobody entered it and the usual dates are taken. */
export interface TermFacts {
  /** 学年, as `2021-2022`. */
  readonly schoolYear: string;
  readonly number: 1 | 2;
  readonly starts: IsoDate;
  readonly ends: IsoDate;
  readonly assumed: boolean;
}

/** A period as the calendar has it, both days inclusive. */
export interface WholePeriod {
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** 2026年3月, 2026年第1季度, 2026年上半年, 2026-2027学年第1学期, 2026-2027学年, 2026年 */
  readonly name: string;
  /** Its days rest on a term that nobody entered. */
  readonly assumed: boolean;
}

const two = (value: number) => String(value).padStart(2, '0');

/** Runs of so many months in a calendar year, as `[first month, months]`. */
const runs: Readonly<Record<Exclude<CadencePer, 'term'>, { first: number; months: number }>> = {
  month: { first: 1, months: 1 },
  quarter: { first: 1, months: 3 },
  'half-year': { first: 1, months: 6 },
  year: { first: 1, months: 12 },
  // The school year turns on 1 August.
  'school-year': { first: 8, months: 12 },
};

function nameOf(per: Exclude<CadencePer, 'term'>, year: number, month: number): string {
  switch (per) {
    case 'month':
      return `${year}年${month}月`;
    case 'quarter':
      return `${year}年第${(month + 2) / 3}季度`;
    case 'half-year':
      return `${year}年${month === 1 ? '上' : '下'}半年`;
    case 'year':
      return `${year}年`;
    case 'school-year':
      return `${year}-${year + 1}学年`;
  }
}

/** First day of the month that is so many months after January of the year. */
function firstOf(year: number, month: number): IsoDate {
  const years = Math.floor((month - 1) / 12);
  return `${String(year + years).padStart(4, '0')}-${two(month - years * 12)}-01`;
}

/**
 * The periods that touch the days from `from` to `to` (both inclusive), the earliest first. Months, quarters,
 * half-years and years follow one another without a gap; between terms lie the holidays.
 * @param terms all terms that touch those days
 */
export function wholePeriods(
  per: CadencePer,
  from: IsoDate,
  to: IsoDate,
  terms: readonly TermFacts[],
): WholePeriod[] {
  if (to < from) return [];
  if (per === 'term') {
    return terms
      .filter((term) => term.starts <= to && term.ends >= from)
      .map(({ schoolYear, number, starts, ends, assumed }) => ({
        from: starts,
        to: ends,
        name: `${schoolYear}学年第${number}学期`,
        assumed,
      }))
      .sort((one, other) => (one.from < other.from ? -1 : 1));
  }
  const { first, months } = runs[per];
  const periods: WholePeriod[] = [];
  for (let year = Number(from.slice(0, 4)) - 1; year <= Number(to.slice(0, 4)); year += 1) {
    for (let month = first; month < first + 12; month += months) {
      const starts = firstOf(year, month);
      const ends = addDays(firstOf(year, month + months), -1);
      if (ends < from || starts > to) continue;
      periods.push({ from: starts, to: ends, name: nameOf(per, year, month), assumed: false });
    }
  }
  return periods;
}
