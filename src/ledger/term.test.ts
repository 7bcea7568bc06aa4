import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../common/dates.ts';
import { clashingTerms, completeTerms, parseTerm, schoolYearOf } from './term.ts';

describe('a term as typed', () => {
  it.each([
    [
      '2021-2022:1=2021-09-01..2022-01-20',
      { schoolYear: '2021-2022', number: 1, starts: '2021-09-01', ends: '2022-01-20' },
    ],
    [
      ' 2021-2022：2＝2022-02-20..2022-07-10 ',
      { schoolYear: '2021-2022', number: 2, starts: '2022-02-20', ends: '2022-07-10' },
    ],
  ])('%s', (text, term) => {
    expect(parseTerm(text)).toEqual(term);
  });

  it.each([
    '2021:1=2021-09-01..2022-01-20',
    '2021-2022:3=2021-09-01..2022-01-20',
    '2021-2023:1=2021-09-01..2022-01-20',
    '2021-2022:1=2021-09-31..2022-01-20',
    '2021-2022:1=2022-01-20..2021-09-01',
    '2021-2022:1=2021-09-01..2021-09-01',
    '2021-2022:1=2024-09-01..2025-01-20',
    '2021-2022:1=2021-09-01',
    '',
  ])('“%s” is refused with a reason', (text) => {
    expect(typeof parseTerm(text)).toBe('string');
  });
});

const term = (schoolYear: string, number: 1 | 2, starts: string, ends: string) => ({
  schoolYear,
  number,
  starts,
  ends,
});
const first = term('2021-2022', 1, '2021-09-01', '2022-01-20');

describe('terms that clash', () => {
  it.each([
    ['the same twice', term('2021-2022', 1, '2021-08-25', '2021-08-30'), true],
    ['one day in common', term('2021-2022', 2, '2022-01-20', '2022-07-10'), true],
    ['one inside the other', term('2021-2022', 2, '2021-10-01', '2021-11-01'), true],
    ['one after the other', term('2021-2022', 2, '2022-01-21', '2022-07-10'), false],
  ])('%s: %s', (_what, other, expected) => {
    expect(clashingTerms([first, other]) !== null).toBe(expected);
    expect(clashingTerms([other, first]) !== null).toBe(expected);
  });

  it('are found across one between them', () => {
    const long = term('2020-2021', 2, '2021-02-20', '2021-12-01');
    expect(clashingTerms([long, term('2020-2021', 1, '2020-09-01', '2021-01-20'), first])).toEqual([
      long,
      first,
    ]);
  });
});

describe('the terms of a period', () => {
  it('are the entered ones, and the usual dates where none were', () => {
    const entered = [term('2021-2022', 1, '2021-09-01', '2022-02-25')];
    expect(completeTerms(entered, '2021-10-01', '2022-09-01')).toEqual([
      { ...entered[0], assumed: false },
      // It makes room for the entered one.
      { schoolYear: '2021-2022', number: 2, starts: '2022-02-26', ends: '2022-07-10', assumed: true },
      { schoolYear: '2022-2023', number: 1, starts: '2022-09-01', ends: '2023-01-20', assumed: true },
    ]);
  });

  it.each([
    ['2022-01-20', 1],
    ['2022-01-21', 0],
    ['2022-02-19', 0],
    ['2022-02-20', 1],
  ])('on %s alone: %i', (day, count) => {
    expect(completeTerms([], day, day)).toHaveLength(count);
  });

  it.each([
    ['2021-07-31', '2020-2021'],
    ['2021-08-01', '2021-2022'],
    ['2022-01-01', '2021-2022'],
  ])('%s is in %s', (day, year) => {
    expect(schoolYearOf(day)).toBe(year);
  });

  it('never overlap, whatever was entered', () => {
    const years = fc.integer({ min: 2019, max: 2023 });
    const entered = fc
      .array(
        fc.tuple(
          years,
          fc.constantFrom(1 as const, 2 as const),
          fc.integer({ min: -40, max: 250 }),
          fc.integer({ min: 1, max: 200 }),
        ),
        { maxLength: 5 },
      )
      .map((list) =>
        list.map(([year, number, offset, days]) => {
          const starts = addDays(`${year}-09-01`, offset);
          return term(`${year}-${year + 1}`, number, starts, addDays(starts, days));
        }),
      )
      .filter((terms) => clashingTerms(terms) === null);
    fc.assert(
      fc.property(entered, (terms) => {
        const all = completeTerms(terms, '2019-01-01', '2024-12-31');
        expect(clashingTerms(all)).toBeNull();
        for (const each of terms) expect(all).toContainEqual({ ...each, assumed: false });
      }),
      { numRuns: 200 },
    );
  });
});
