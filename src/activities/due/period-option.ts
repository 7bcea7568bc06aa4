import { addDays } from '../../common/dates.ts';
import { Failure } from '../../findings/catalogue.ts';
import { completeTerms, type EnteredTerm } from '../../ledger/term.ts';
import type { DayRange } from './accounts.ts';

const expected =
  '写成 2026-10（月）、2026-Q4（季度）、2026-H2（半年）、2026（年）、2026-2027（学年）或 2026-2027:1（学期）';

/** The days of so many months from a month on. */
function months(year: number, month: number, count: number): DayRange {
  const next = month + count - 1;
  const first = (months: number) =>
    `${String(year + Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`;
  return { from: first(month - 1), to: addDays(first(next), -1) };
}

/**
 * Reads a period: `2026-10`, `2026-Q4`, `2026-H2`, `2026`, `2026-2027`, `2026-2027:1`.
 * @param terms those that were entered
 * @throws Failure `option-value`
 */
export function periodMeant(text: string, terms: readonly EnteredTerm[]): DayRange {
  const given = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  const refused = new Failure('option-value', { option: '--period', value: text, expected });
  const [, years = '', month] = /^(\d{4})(?:-(0[1-9]|1[0-2]))?$/.exec(given) ?? [];
  if (years !== '')
    return month === undefined ? months(Number(years), 1, 12) : months(Number(years), Number(month), 1);
  const [, year, part, number] = /^(\d{4})-(?:(Q)([1-4])|H[12])$/.exec(given) ?? [];
  if (year !== undefined) {
    if (part === 'Q') return months(Number(year), Number(number) * 3 - 2, 3);
    return months(Number(year), given.endsWith('1') ? 1 : 7, 6);
  }
  const [, first, second, term] = /^(\d{4})-(\d{4})(?::([12]))?$/.exec(given) ?? [];
  if (first === undefined || Number(second) !== Number(first) + 1) throw refused;
  const whole = months(Number(first), 8, 12);
  if (term === undefined) return whole;
  const meant = completeTerms(terms, whole.from, whole.to).find(
    ({ schoolYear, number: own }) => schoolYear === `${first}-${second}` && own === Number(term),
  );
  if (!meant) throw refused;
  return { from: meant.starts, to: meant.ends };
}
