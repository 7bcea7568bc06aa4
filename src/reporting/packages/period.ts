import { addDays, type IsoDate } from '../../common/dates.ts';
import { Failure } from '../../findings/catalogue.ts';
import { completeTerms, type EnteredTerm, termName } from '../../ledger/term.ts';

/** What a package (报送包) is for: a year, half-year, quarter, month or term; both days inclusive. */
export interface PackagePeriod {
  /** `2026`, `2026-H1`, `2026-Q3`, `2026-09`, `2026-2027:1` */
  readonly key: string;
  /** 2026年, 2026年上半年, 2026年第3季度, 2026年9月, 2026-2027学年第1学期 */
  readonly name: string;
  readonly firstDay: IsoDate;
  readonly lastDay: IsoDate;
}

const ordinals = '一二三四';

const two = (value: number) => String(value).padStart(2, '0');

/** A run of whole months of a year. */
function months(key: string, name: string, year: string, first: number, count: number): PackagePeriod {
  const after =
    first + count > 12
      ? `${String(Number(year) + 1).padStart(4, '0')}-01-01`
      : `${year}-${two(first + count)}-01`;
  return { key, name, firstDay: `${year}-${two(first)}-01`, lastDay: addDays(after, -1) };
}

const numberOf = (text: string) => (/\d/.test(text) ? Number(text) : ordinals.indexOf(text) + 1);

/**
 * Reads a period as people write it (2026年上半年, 2026Q3, 2026-2027学年第1学期) or as packages carry it; undefined where
 * it is none.
 * @param terms those that were entered; for others the usual dates are taken
 */
export function readPeriod(text: string, terms: readonly EnteredTerm[]): PackagePeriod | undefined {
  const plain = text.normalize('NFKC').replace(/\s/gu, '').toUpperCase();
  const year = /^(\d{4})(?:年度?)?$/u.exec(plain)?.[1];
  if (year !== undefined) return months(year, `${year}年`, year, 1, 12);
  const half = /^(\d{4})(?:-?H([12])|年([上下])半年)$/u.exec(plain);
  if (half) {
    const isFirst = half[2] === '1' || half[3] === '上';
    const name = `${half[1]}年${isFirst ? '上' : '下'}半年`;
    return months(`${half[1]}-H${isFirst ? 1 : 2}`, name, half[1] ?? '', isFirst ? 1 : 7, 6);
  }
  const quarter = /^(\d{4})(?:-?Q([1-4])|年第?([1-4一二三四])季度)$/u.exec(plain);
  if (quarter) {
    const number = numberOf(quarter[2] ?? quarter[3] ?? '');
    const name = `${quarter[1]}年第${number}季度`;
    return months(`${quarter[1]}-Q${number}`, name, quarter[1] ?? '', number * 3 - 2, 3);
  }
  const month = /^(\d{4})(?:-(\d{1,2})|年(\d{1,2})月)$/u.exec(plain);
  if (month) {
    const number = Number(month[2] ?? month[3]);
    if (number < 1 || number > 12) return undefined;
    return months(`${month[1]}-${two(number)}`, `${month[1]}年${number}月`, month[1] ?? '', number, 1);
  }
  const term = /^(\d{4})-(\d{4})(?::([12])|学年度?第?([12一二])学期)$/u.exec(plain);
  if (!term || Number(term[2]) !== Number(term[1]) + 1) return undefined;
  return ofTerm(`${term[1]}-${term[2]}`, numberOf(term[3] ?? term[4] ?? '') === 1 ? 1 : 2, terms);
}

function ofTerm(schoolYear: string, number: 1 | 2, terms: readonly EnteredTerm[]): PackagePeriod | undefined {
  const [first = '', second = ''] = schoolYear.split('-');
  const found = completeTerms(terms, `${first}-08-01`, `${second}-07-31`).find(
    (term) => term.schoolYear === schoolYear && term.number === number,
  );
  if (!found) return undefined;
  const { starts, ends } = found;
  return { key: `${schoolYear}:${number}`, name: termName(found), firstDay: starts, lastDay: ends };
}

/** The period that `--period` names. @throws Failure `option-value`, `answer-missing` */
export function periodMeant(text: string | undefined, terms: readonly EnteredTerm[]): PackagePeriod {
  if (text === undefined) {
    throw new Failure('answer-missing', {
      question: '是哪一期',
      option: '--period 2026（或 2026年下半年、2026-Q3、2026-09）',
    });
  }
  const period = readPeriod(text, terms);
  if (period) return period;
  throw new Failure('option-value', {
    option: '--period',
    value: text,
    expected: '应写成 2026、2026-H1（上半年）、2026-Q3（第3季度）、2026-09 或 2026-2027:1（第1学期）',
  });
}
