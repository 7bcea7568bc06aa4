import type { IsoDate } from '../common/dates.ts';
import { Failure } from '../findings/catalogue.ts';
import { standingGroup } from '../groups/by-hand.ts';
import { listOffices, ownOffice } from '../ledger/offices.store.ts';
import type { Report } from '../policy/cadence/reports.ts';
import type { Policy } from '../policy/schema.ts';
import type { Ledger } from '../store/ledger.ts';

/**
 * The report a clerk means, by id or name, among those of the policies.
 * @throws Failure `report-unknown`
 */
export function reportMeant(policies: readonly Policy[], text: string): { policy: Policy; report: Report } {
  const all = policies.flatMap((policy) => policy.reports.map((report) => ({ policy, report })));
  const exact = all.filter(({ report }) => report.id === text || report.name === text);
  const found = exact.length > 0 ? exact : all.filter(({ report }) => report.name.includes(text));
  const [one] = found;
  if (one && found.length === 1) return one;
  const known = all.map(({ policy, report }) => `${report.id}（${report.name}，${policy.id}）`).join('、');
  throw new Failure('report-unknown', { value: text, known: known || '没有' });
}

/** Who hands a report in: an office or a group. */
export interface SenderMeant {
  readonly officeId: number | null;
  readonly groupId: number | null;
  readonly name: string;
}

/**
 * Who is meant: a group, an office by name, or without either this office.
 * @throws Failure `group-unknown`, `group-ambiguous`, `group-ended`, `report-sender`
 */
export function senderMeant(
  ledger: Ledger,
  report: Report,
  given: { readonly group: string | undefined; readonly office: string | undefined },
  on: IsoDate,
): SenderMeant {
  const levels = report.chain.map(({ from }) => from);
  const refuse = (value: string) =>
    new Failure('report-sender', {
      value,
      report: report.name,
      expected: levels.includes('group') ? '用 --group 写明是哪个联盟' : '用 --from 写明是哪个区县',
    });
  if (given.group !== undefined) {
    const group = standingGroup(ledger, given.group, on);
    if (!levels.includes('group')) throw refuse(group.name);
    return { officeId: null, groupId: group.id, name: group.name };
  }
  const offices = listOffices(ledger);
  const own = ownOffice(ledger);
  const office =
    given.office === undefined
      ? own
      : offices.find(({ name, title }) => name === given.office || title === given.office);
  if (!office || !levels.some((level) => level === office.level)) throw refuse(given.office ?? own.name);
  return { officeId: office.id, groupId: null, name: office.title ?? office.name };
}

/** The period of a report in the words of lists: 2026年, 2026年下半年, 2026年9月, 2026-2027学年第1学期; nothing for `once`. */
export function reportPeriodName(key: string): string {
  if (key === 'once') return '';
  const [, year = '', half] = /^(\d{4})(?:-H([12]))?$/.exec(key) ?? [];
  const [, ofYear = '', month] = /^(\d{4})-(\d{2})$/.exec(key) ?? [];
  if (ofYear !== '') return `${ofYear}年${Number(month)}月`;
  const [, quarterYear = '', quarter = ''] = /^(\d{4})-Q([1-4])$/.exec(key) ?? [];
  if (quarterYear !== '') return `${quarterYear}年第${quarter}季度`;
  if (year !== '') return `${year}年${half === undefined ? '' : half === '1' ? '上半年' : '下半年'}`;
  return key.replace(/:([12])$/, '学年第$1学期');
}

/** A period as lists print it or as it is carried, as it is carried. */
export function periodKeyOf(text: string): string {
  const key = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  const half = /^(\d{4})年?(上|下)半年$/.exec(key);
  if (half) return `${half[1]}-H${half[2] === '上' ? 1 : 2}`;
  const month = /^(\d{4})(?:年(\d{1,2})月|-(\d{1,2}))$/.exec(key);
  if (month) return `${month[1]}-${(month[2] ?? month[3] ?? '').padStart(2, '0')}`;
  const term = /^(\d{4}-\d{4})学年(?:度)?第?([12一二])学期$/.exec(key);
  if (term) return `${term[1]}:${term[2] === '1' || term[2] === '一' ? 1 : 2}`;
  return key.replace(/^(\d{4})年(?:度)?$/, '$1');
}

const forms: Readonly<Record<Report['per'], { readonly pattern: RegExp; readonly example: string }>> = {
  once: { pattern: /^once$/, example: 'once（只报一次的）' },
  year: { pattern: /^\d{4}$/, example: '2026 或 2026年' },
  'half-year': { pattern: /^\d{4}-H[12]$/, example: '2026-H1（上半年）、2026-H2（下半年），或 2026年下半年' },
  month: { pattern: /^\d{4}-(?:0[1-9]|1[0-2])$/, example: '2026-09 或 2026年9月' },
  term: { pattern: /^\d{4}-\d{4}:[12]$/, example: '2026-2027:1，或 2026-2027学年第1学期' },
};

/**
 * The period a report is for, as submissions carry it. Without one given, the only one that is not handed in yet.
 * @param known keys of all its periods: another has no deadline
 * @param waiting keys of the periods of which nothing came yet
 * @throws Failure `option-value`
 */
export function reportPeriodMeant(
  report: Report,
  text: string | undefined,
  known: readonly string[],
  waiting: readonly string[],
): string {
  const { pattern, example } = forms[report.per];
  if (text === undefined) {
    const [only] = report.per === 'once' ? ['once'] : waiting;
    if (only !== undefined && (report.per === 'once' || waiting.length === 1)) return only;
    const value =
      waiting.length > 0
        ? `（没有写，还没有报的有 ${waiting.map((each) => `${each}（${reportPeriodName(each)}）`).join('、')}）`
        : '（没有写）';
    throw new Failure('option-value', { option: '--period', value, expected: `写明是哪一期，如 ${example}` });
  }
  const key = periodKeyOf(text);
  const given = report.per === 'once' ? 'once' : key;
  if (!pattern.test(given)) {
    throw new Failure('option-value', { option: '--period', value: text, expected: `应写成 ${example}` });
  }
  if (given !== 'once' && !known.includes(given)) {
    const expected = `这一期没有应报的；有期限的是 ${known.join('、') || '（没有）'}`;
    throw new Failure('option-value', { option: '--period', value: text, expected });
  }
  return given;
}
