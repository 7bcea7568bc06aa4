import { describe, expect, it } from 'vitest';
import { reportPeriods, reportStates } from './reports.ts';

const terms = [
  { schoolYear: '2025-2026', number: 2, starts: '2026-02-20', ends: '2026-07-10', assumed: false },
  { schoolYear: '2026-2027', number: 1, starts: '2026-09-01', ends: '2027-01-20', assumed: false },
] as const;

type Case = [
  string,
  Parameters<typeof reportPeriods>[0]['per'],
  string,
  [string, string | null],
  string,
  string[],
];

describe('the periods of a report', () => {
  it.each<Case>([
    ['once, of everybody', 'once', '2020-09-30', ['2026-01-01', null], '2026-01-01', ['once 2020-09-30']],
    ['of a year, on its day', 'year', '10-15', ['2026-10-15', null], '2026-11-01', ['2026 2026-10-15']],
    ['of whoever came the day after, not yet', 'year', '10-15', ['2026-10-16', null], '2026-11-01', []],
    ['of whoever left on the day, no more', 'year', '10-15', ['2026-01-01', '2026-10-15'], '2026-11-01', []],
    [
      'of whoever left the day after',
      'year',
      '10-15',
      ['2026-01-01', '2026-10-16'],
      '2026-11-01',
      ['2026 2026-10-15'],
    ],
    [
      'of a year from its first day on',
      'year',
      '10-15',
      ['2025-01-01', null],
      '2026-01-01',
      ['2025 2025-10-15', '2026 2026-10-15'],
    ],
    [
      'of half-years',
      'half-year',
      'end',
      ['2026-01-01', null],
      '2026-07-01',
      ['2026-H1 2026-06-30', '2026-H2 2026-12-31'],
    ],
    [
      'with half of the half-year',
      'half-year',
      'end',
      ['2026-04-01', null],
      '2026-06-30',
      ['2026-H1 2026-06-30'],
    ],
    ['with less than half', 'half-year', 'end', ['2026-04-02', null], '2026-06-30', []],
    ['of whoever left before the end', 'half-year', 'end', ['2026-01-01', '2026-06-30'], '2026-07-31', []],
    [
      'of terms',
      'term',
      'end',
      ['2026-02-20', null],
      '2026-09-01',
      ['2025-2026:2 2026-07-10', '2026-2027:1 2027-01-20'],
    ],
    ['of years, at their end', 'year', 'end', ['2026-07-03', null], '2026-12-31', []],
    ['of years, with half of one', 'year', 'end', ['2026-07-02', null], '2026-12-31', ['2026 2026-12-31']],
  ])('%s', (_, per, due, [from, to], on, expected) => {
    const periods = reportPeriods({ per }, { due }, [{ from, to }], terms, on);
    expect(periods.map(({ key, due: day }) => `${key} ${day}`)).toEqual(expected);
  });
});

describe('what came of a report', () => {
  const [period] = reportPeriods(
    { per: 'year' },
    { due: '10-15' },
    [{ from: '2026-01-01', to: null }],
    terms,
    '2026-10-15',
  );
  const came = (submittedOn: string, key = '2026') => ({
    policyId: 'p',
    report: 'r',
    officeId: 1,
    groupId: null,
    period: key,
    submittedOn,
  });

  it.each([
    ['nothing, on the day', [], '2026-10-15', 'open', null],
    ['nothing, the day after', [], '2026-10-16', 'missing', null],
    ['on the day', [came('2026-10-15')], '2026-10-16', 'received', '2026-10-15'],
    ['the day after', [came('2026-10-16')], '2026-10-16', 'late', '2026-10-16'],
    ['later than the day looked at', [came('2026-10-16')], '2026-10-15', 'open', null],
    [
      'twice: the first time counts',
      [came('2026-10-20'), came('2026-10-14')],
      '2026-11-01',
      'received',
      '2026-10-14',
    ],
    ['for another year', [came('2026-10-14', '2025')], '2026-11-01', 'missing', null],
  ])('%s', (_, own, on, state, receivedOn) => {
    if (!period) throw new Error('no period');
    expect(reportStates([period], own, on)).toEqual([{ ...period, state, receivedOn }]);
  });
});
