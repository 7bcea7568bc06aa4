import { addDays, type IsoDate, isIsoDate } from '../common/dates.ts';

/** A school term (学期): first and last day, both inclusive. */
export interface Term {
  /** 学年, as `2021-2022`. */
  readonly schoolYear: string;
  readonly number: 1 | 2;
  readonly starts: IsoDate;
  readonly ends: IsoDate;
  /** Nobody entered it: the usual dates are taken, and what rests on them says so. */
  readonly assumed: boolean;
}

export type EnteredTerm = Omit<Term, 'assumed'>;

/** The usual dates: 09-01 to 01-20 of the next year, 02-20 to 07-10. */
function assumedTerm(schoolYear: string, number: 1 | 2): Term {
  const [first = '', second = ''] = schoolYear.split('-');
  return number === 1
    ? { schoolYear, number, starts: `${first}-09-01`, ends: `${second}-01-20`, assumed: true }
    : { schoolYear, number, starts: `${second}-02-20`, ends: `${second}-07-10`, assumed: true };
}

/** 2021-2022学年第1学期 */
export function termName(term: Pick<Term, 'schoolYear' | 'number'>): string {
  return `${term.schoolYear}学年第${term.number}学期`;
}

/** The school year a day belongs to: it turns on 1 August. */
export function schoolYearOf(date: IsoDate): string {
  const year = Number(date.slice(0, 4)) - (date.slice(5) < '08-01' ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${String(year + 1).padStart(4, '0')}`;
}

/**
 * Reads `2021-2022:1=2021-09-01..2022-01-20`. The answer is the term, or why it is none, in Chinese.
 */
export function parseTerm(text: string): EnteredTerm | string {
  const match = /^(\d{4})-(\d{4}):([12])=(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(
    text.normalize('NFKC').replace(/\s+/g, ''),
  );
  if (!match) return '应写成 2021-2022:1=2021-09-01..2022-01-20（学年:学期=第一天..最后一天）';
  const [, first = '', second = '', number, starts = '', ends = ''] = match;
  if (Number(second) !== Number(first) + 1) return '学年应是相连的两年，例如 2021-2022';
  for (const day of [starts, ends]) if (!isIsoDate(day)) return `没有 ${day} 这一天`;
  if (ends <= starts) return '最后一天应晚于第一天';
  if (starts < `${first}-07-01` || ends > `${second}-09-30`) return `日期不在 ${first}-${second} 学年里`;
  return { schoolYear: `${first}-${second}`, number: number === '1' ? 1 : 2, starts, ends };
}

/** The first two terms that overlap or are the same, in the order of their dates; null where none do. */
export function clashingTerms(terms: readonly EnteredTerm[]): readonly [EnteredTerm, EnteredTerm] | null {
  const sorted = [...terms].sort((one, other) => (one.starts < other.starts ? -1 : 1));
  for (const [index, later] of sorted.entries()) {
    for (const earlier of sorted.slice(0, index)) {
      const same = earlier.schoolYear === later.schoolYear && earlier.number === later.number;
      if (same || later.starts <= earlier.ends) return [earlier, later];
    }
  }
  return null;
}

/**
 * The terms that touch a period (both days inclusive): those entered, and in the gaps the assumed ones, which
 * give way where they would overlap an entered neighbour.
 */
export function completeTerms(entered: readonly EnteredTerm[], from: IsoDate, to: IsoDate): Term[] {
  const terms: Term[] = entered.map((term) => ({ ...term, assumed: false }));
  const lastYear = Number(schoolYearOf(to).slice(0, 4));
  for (let year = Number(schoolYearOf(from).slice(0, 4)); year <= lastYear; year += 1) {
    const schoolYear = `${String(year).padStart(4, '0')}-${String(year + 1).padStart(4, '0')}`;
    for (const number of [1, 2] as const) {
      if (entered.some((term) => term.schoolYear === schoolYear && term.number === number)) continue;
      const assumed = makeRoom(assumedTerm(schoolYear, number), entered);
      if (assumed) terms.push(assumed);
    }
  }
  return terms
    .filter((term) => term.starts <= to && term.ends >= from)
    .sort((one, other) => (one.starts < other.starts ? -1 : 1));
}

function makeRoom(assumed: Term, entered: readonly EnteredTerm[]): Term | null {
  let { starts, ends } = assumed;
  for (const term of entered) {
    if (term.ends < starts || term.starts > ends) continue;
    if (term.starts <= starts) starts = addDays(term.ends, 1);
    else ends = addDays(term.starts, -1);
  }
  return starts < ends ? { ...assumed, starts, ends } : null;
}
