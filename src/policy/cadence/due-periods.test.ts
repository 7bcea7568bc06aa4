import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../common/dates.ts';
import { duePeriods } from './due-periods.ts';
import { cadencePeriods } from './parameters.ts';
import type { TermFacts } from './whole-periods.ts';

const term = (schoolYear: string, number: 1 | 2, starts: string, ends: string): TermFacts => ({
  schoolYear,
  number,
  starts,
  ends,
  assumed: false,
});

const terms = [
  term('2025-2026', 1, '2025-09-01', '2026-01-20'),
  term('2025-2026', 2, '2026-02-20', '2026-07-10'),
  term('2026-2027', 1, '2026-09-01', '2027-01-20'),
  term('2026-2027', 2, '2027-02-20', '2027-07-10'),
];

const rule = { per: 'month', atLeast: 1, months: 'all', partial: 'half' } as const;
type Rule = Parameters<typeof duePeriods>[0];

/** `2026-09-01..2026-09-30 1`, with `~` before the number for a partial period. */
function shown(changes: Partial<Rule>, stays: readonly (readonly [string, string | null])[], on: string) {
  const periods = duePeriods(
    { ...rule, ...changes },
    stays.map(([from, to]) => ({ from, to })),
    terms,
    on,
  );
  return periods.map(({ from, to, partial, due }) => `${from}..${to} ${partial ? '~' : ''}${due}`);
}

describe('due periods', () => {
  it.each<[string, Partial<Rule>, [string, string | null], string, string[]]>([
    ['a whole month', {}, ['2026-09-01', null], '2026-09-01', ['2026-09-01..2026-09-30 1']],
    ['the last day of a month', {}, ['2026-09-01', null], '2026-09-30', ['2026-09-01..2026-09-30 1']],
    [
      'the first day of the next',
      {},
      ['2026-09-01', null],
      '2026-10-01',
      ['2026-09-01..2026-09-30 1', '2026-10-01..2026-10-31 1'],
    ],
    ['the day before it came', {}, ['2026-09-02', null], '2026-09-01', []],
    [
      'joining with half of 30 days left',
      {},
      ['2026-09-16', null],
      '2026-09-30',
      ['2026-09-16..2026-09-30 ~1'],
    ],
    [
      'joining with less than half left',
      {},
      ['2026-09-17', null],
      '2026-09-30',
      ['2026-09-17..2026-09-30 ~0'],
    ],
    ['half of 31 days', {}, ['2026-10-16', null], '2026-10-31', ['2026-10-16..2026-10-31 ~1']],
    ['less than half of 31 days', {}, ['2026-10-17', null], '2026-10-31', ['2026-10-17..2026-10-31 ~0']],
    ['leaving after half', {}, ['2026-09-01', '2026-09-16'], '2026-12-31', ['2026-09-01..2026-09-15 ~1']],
    ['leaving before half', {}, ['2026-09-01', '2026-09-15'], '2026-12-31', ['2026-09-01..2026-09-14 ~0']],
    [
      'any day is enough',
      { partial: 'any' },
      ['2026-09-30', null],
      '2026-09-30',
      ['2026-09-30..2026-09-30 ~1'],
    ],
    [
      'only whole ones',
      { partial: 'whole' },
      ['2026-09-02', null],
      '2026-09-30',
      ['2026-09-02..2026-09-30 ~0'],
    ],
    ['no number', { atLeast: null }, ['2026-09-01', null], '2026-09-30', ['2026-09-01..2026-09-30 0']],
    [
      'nothing after the end of a cycle',
      {},
      ['2023-11-01', '2024-01-01'],
      '2026-11-22',
      ['2023-11-01..2023-11-30 1', '2023-12-01..2023-12-31 1'],
    ],
    [
      'months of teaching: July has ten days, August none, January twenty',
      { months: 'teaching' },
      ['2026-01-01', '2026-10-01'],
      '2026-12-31',
      [
        '2026-01-01..2026-01-31 1',
        '2026-02-01..2026-02-28 0',
        '2026-03-01..2026-03-31 1',
        '2026-04-01..2026-04-30 1',
        '2026-05-01..2026-05-31 1',
        '2026-06-01..2026-06-30 1',
        '2026-07-01..2026-07-31 0',
        '2026-09-01..2026-09-30 1',
      ],
    ],
    [
      'quarters of the calendar, the first in part',
      { per: 'quarter', partial: 'any' },
      ['2026-03-01', null],
      '2026-07-01',
      ['2026-03-01..2026-03-31 ~1', '2026-04-01..2026-06-30 1', '2026-07-01..2026-09-30 1'],
    ],
    [
      'half-years',
      { per: 'half-year' },
      ['2026-04-01', null],
      '2026-07-01',
      ['2026-04-01..2026-06-30 ~1', '2026-07-01..2026-12-31 1'],
    ],
    [
      'the last day of a term',
      { per: 'term' },
      ['2026-07-10', null],
      '2026-08-31',
      ['2026-07-10..2026-07-10 ~0'],
    ],
    ['the day after a term', { per: 'term' }, ['2026-07-11', null], '2026-08-31', []],
    ['before a term begins', { per: 'term' }, ['2026-08-01', null], '2026-08-31', []],
    [
      'the first day of a term',
      { per: 'term' },
      ['2026-08-01', null],
      '2026-09-01',
      ['2026-09-01..2027-01-20 1'],
    ],
    [
      'school years turn on 1 August',
      { per: 'school-year' },
      ['2026-03-01', null],
      '2026-08-01',
      ['2026-03-01..2026-07-31 ~0', '2026-08-01..2027-07-31 1'],
    ],
    [
      'years of the calendar',
      { per: 'year' },
      ['2025-07-02', '2026-07-02'],
      '2026-12-31',
      ['2025-07-02..2025-12-31 ~1', '2026-01-01..2026-07-01 ~0'],
    ],
  ])('%s', (_, changes, stay, on, expected) => {
    expect(shown(changes, [stay], on)).toEqual(expected);
  });

  it('of a kindergarten that left and came back leave out the months between, and add up a month of two parts', () => {
    expect(
      shown(
        {},
        [
          ['2026-03-01', '2026-04-09'],
          ['2026-04-23', '2026-05-01'],
          ['2026-07-01', null],
        ],
        '2026-07-31',
      ),
    ).toEqual(['2026-03-01..2026-03-31 1', '2026-04-01..2026-04-30 ~1', '2026-07-01..2026-07-31 1']);
  });

  it('say when they rest on terms that nobody entered', () => {
    const assumed = terms.map((each) => ({ ...each, assumed: true }));
    const stays = [{ from: '2026-09-01', to: null }];
    const inTerm = duePeriods({ ...rule, per: 'term' }, stays, assumed, '2026-10-01');
    expect(inTerm.map((period) => period.assumed)).toEqual([true]);
    const teaching = duePeriods({ ...rule, months: 'teaching' }, stays, assumed, '2026-09-01');
    expect(teaching.map((period) => period.assumed)).toEqual([true]);
    expect(duePeriods(rule, stays, assumed, '2026-09-01').map((period) => period.assumed)).toEqual([false]);
  });

  const day = fc.integer({ min: 0, max: 700 }).map((days) => addDays('2025-08-01', days));
  const stay = fc
    .tuple(day, fc.option(fc.integer({ min: 1, max: 500 })))
    .map(([from, length]) => ({ from, to: length === null ? null : addDays(from, length) }));

  it('follow one another within the stay, without a gap outside the holidays', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cadencePeriods), stay, day, (per, own, on) => {
        const periods = duePeriods({ ...rule, per }, [own], terms, on);
        const first = periods[0];
        if (!first) return;
        if (per !== 'term') expect(first.from).toBe(own.from);
        for (const [index, { from, to, whole }] of periods.entries()) {
          expect(from <= to && from <= on).toBe(true);
          expect(from >= own.from && (own.to === null || to < own.to)).toBe(true);
          expect(whole.from <= from && to <= whole.to).toBe(true);
          const before = periods[index - 1];
          if (!before) continue;
          if (per === 'term') expect(before.to < from).toBe(true);
          else expect(addDays(before.to, 1)).toBe(from);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('only become more as time goes by', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cadencePeriods), stay, day, day, (per, own, one, other) => {
        const [earlier, later] = [one, other].sort() as [string, string];
        const before = duePeriods({ ...rule, per }, [own], terms, earlier);
        const after = duePeriods({ ...rule, per }, [own], terms, later);
        expect(after.slice(0, before.length)).toEqual(before);
      }),
      { numRuns: 200 },
    );
  });
});
