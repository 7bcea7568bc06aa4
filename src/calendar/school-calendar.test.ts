import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type IsoDate } from '../common/dates.ts';
import type { EnteredTerm } from '../ledger/term.ts';
import type { DayLayer, DayMark } from './day-layer.ts';
import { loadPublicHolidays } from './public-holidays.ts';
import { eachDay, makeSchoolCalendar } from './school-calendar.ts';
import { statutoryDays } from './statutory-days.ts';

const { layer, months } = await loadPublicHolidays();
const terms: EnteredTerm[] = [
  { schoolYear: '2025-2026', number: 2, starts: '2026-03-02', ends: '2026-07-10' },
  { schoolYear: '2026-2027', number: 1, starts: '2026-09-02', ends: '2027-01-22' },
  { schoolYear: '2026-2027', number: 2, starts: '2027-02-22', ends: '2027-07-09' },
];

function calendarWith(...layers: DayLayer[]) {
  return makeSchoolCalendar({
    terms,
    layers: [layer, ...layers],
    statutoryDays: (year) => statutoryDays(year, months),
  });
}

const own = (...days: (readonly [IsoDate, DayMark, string])[]): DayLayer => ({
  source: '台账',
  days: days.map(([date, mark, name]) => ({ date, mark, name })),
});

/** A notice for 2027 as the State Council might publish it. */
const notice: DayLayer = {
  source: '2027.yaml',
  days: [
    ...eachDay('2026-12-31', '2027-01-02').map((date) => ({ date, mark: 'off' as const, name: '元旦' })),
    { date: '2026-12-27', mark: 'work', name: '补元旦' },
    ...eachDay('2027-02-05', '2027-02-12').map((date) => ({ date, mark: 'off' as const, name: '春节' })),
    ...eachDay('2027-05-01', '2027-05-05').map((date) => ({ date, mark: 'off' as const, name: '劳动节' })),
    { date: '2027-05-08', mark: 'work', name: '补劳动节' },
    ...eachDay('2027-10-01', '2027-10-07').map((date) => ({ date, mark: 'off' as const, name: '国庆节' })),
  ],
};

describe('the kind of a day', () => {
  const calendar = calendarWith();

  it.each([
    ['2026-09-01', 'vacation', '暑假', 'the day before the term'],
    ['2026-09-02', 'school', null, 'the first day of the term, a Wednesday'],
    ['2026-09-19', 'weekend', null, 'a Saturday'],
    ['2026-09-20', 'makeup', '补国庆节', 'a Sunday that is worked'],
    ['2026-09-25', 'holiday', '中秋', 'a Friday off'],
    ['2026-09-26', 'holiday', '中秋', 'a Saturday of a holiday'],
    ['2026-09-30', 'school', null, 'the eve of a holiday'],
    ['2026-10-01', 'holiday', '国庆节', 'the first of a holiday'],
    ['2026-10-07', 'holiday', '国庆节', 'the last of a holiday'],
    ['2026-10-08', 'school', null, 'the day after'],
    ['2026-10-10', 'makeup', '补国庆节', 'a Saturday that is worked'],
    ['2026-02-28', 'vacation', '寒假', 'a make-up day before the term begins is none for schools'],
    ['2026-07-10', 'school', null, 'the last day of a term'],
    ['2026-07-11', 'vacation', '暑假', 'the day after a term'],
  ] as const)('%s: %s %s (%s)', (date, kind, name, _why) => {
    expect(calendar.dayOf(date)).toMatchObject({ date, kind, name, certain: true, mayBeOff: false });
    expect(calendar.isSchoolDay(date)).toBe(kind === 'school' || kind === 'makeup');
  });

  it.each([
    ['2026-12-27', 'weekend', null, true],
    ['2026-12-28', 'school', null, false],
    ['2026-12-31', 'school', null, false],
    ['2027-01-01', 'holiday', '元旦', false],
    ['2027-01-22', 'school', null, false],
    ['2027-01-23', 'vacation', '寒假', false],
    ['2027-02-05', 'holiday', '春节', false],
    ['2027-02-06', 'holiday', '春节', false],
    ['2027-02-08', 'holiday', '春节', false],
    ['2027-02-09', 'vacation', '寒假', false],
    ['2027-04-05', 'holiday', '清明', false],
    ['2027-05-02', 'holiday', '劳动节', false],
    ['2027-06-09', 'holiday', '端午', false],
  ])('%s without a notice: %s %s, certain: %s', (date, kind, name, certain) => {
    expect(calendar.dayOf(date)).toMatchObject({ kind, name, certain });
    expect(calendar.isCertain(date)).toBe(certain);
  });

  it('tells the days that notices usually join, while they are not certain', () => {
    const may = calendar
      .schoolDays('2026-09-01', '2027-07-09')
      .filter((date) => calendar.dayOf(date).mayBeOff);
    expect(may).toEqual(['2027-05-03', '2027-05-04', '2027-05-05']);
  });

  it('names the years that wait for a notice', () => {
    expect(calendar.unpublishedYears('2026-09-01', '2027-07-09')).toEqual(['2027']);
    expect(calendar.unpublishedYears('2025-09-01', '2026-07-09')).toEqual([]);
    expect(calendarWith(notice).unpublishedYears('2026-09-01', '2027-07-09')).toEqual([]);
  });
});

describe('a notice that comes later', () => {
  const calendar = calendarWith(notice);

  it.each([
    ['2026-12-27', 'makeup', '补元旦', true],
    ['2026-12-31', 'holiday', '元旦', true],
    ['2027-01-01', 'holiday', '元旦', true],
    ['2027-05-04', 'holiday', '劳动节', true],
    ['2027-05-08', 'makeup', '补劳动节', true],
    ['2027-12-27', 'vacation', null, true],
    ['2027-12-28', 'vacation', null, false],
    ['2028-01-01', 'holiday', '元旦', false],
  ])('makes %s %s %s, certain: %s', (date, kind, name, certain) => {
    const day = calendar.dayOf(date);
    // After the last term entered the assumed terms go on.
    if (kind !== 'vacation') expect(day).toMatchObject({ kind, name });
    expect(day.certain).toBe(certain);
  });

  it('takes the place of the lawful days it leaves out', () => {
    expect(calendar.dayOf('2027-06-09').kind).toBe('school');
    expect(calendarWith().dayOf('2027-06-09').kind).toBe('holiday');
  });

  it('replaces what an earlier source said of the year, but no closures', () => {
    const earlier = own(['2027-03-03', 'off', '误'], ['2027-03-04', 'closed', '停课']);
    expect(calendarWith(earlier, notice).dayOf('2027-03-03').kind).toBe('school');
    expect(calendarWith(earlier, notice).dayOf('2027-03-04').kind).toBe('closed');
    expect(calendarWith(notice, earlier).dayOf('2027-03-03').kind).toBe('holiday');
  });

  it('is not there for single days of a year', () => {
    const some = own(['2027-01-01', 'off', '元旦'], ['2027-05-01', 'off', '劳动节']);
    expect(calendarWith(some).isCertain('2027-03-01')).toBe(false);
    expect(calendarWith(some).dayOf('2027-04-05').name).toBe('清明');
  });
});

describe("the office's own days", () => {
  const calendar = calendarWith(
    own(
      ['2026-11-09', 'closed', '大雪停课'],
      ['2026-11-14', 'work', '补11月9日'],
      ['2026-10-10', 'closed', '停电'],
      ['2026-10-08', 'off', '县庆'],
      ['2026-08-22', 'work', '培训'],
    ),
  );

  it.each([
    ['2026-11-09', 'closed', '大雪停课'],
    ['2026-11-14', 'makeup', '补11月9日'],
    ['2026-10-10', 'closed', '停电'],
    ['2026-10-08', 'holiday', '县庆'],
    ['2026-08-22', 'vacation', '暑假'],
    ['2026-10-07', 'holiday', '国庆节'],
  ])('%s is %s %s', (date, kind, name) => {
    expect(calendar.dayOf(date)).toMatchObject({ kind, name });
  });
});

describe('teaching weeks', () => {
  const calendar = calendarWith();

  it.each([
    ['2026-09-01', null],
    ['2026-09-02', 1],
    ['2026-09-06', 1],
    ['2026-09-07', 2],
    ['2026-10-04', 5],
    ['2026-10-05', 6],
    ['2027-01-22', 21],
    ['2027-01-23', null],
    ['2027-02-21', null],
    ['2027-02-22', 1],
    ['2027-02-28', 1],
    ['2027-03-01', 2],
    ['2027-07-09', 20],
  ])('%s lies in week %s', (date, week) => {
    expect(calendar.weekOf(date)?.week ?? null).toBe(week);
  });

  it('run from Monday to Sunday and name their term', () => {
    expect(calendar.weekOf('2026-09-02')).toEqual({
      term: { ...terms[1], assumed: false },
      week: 1,
      starts: '2026-08-31',
      ends: '2026-09-06',
    });
  });

  it('begin anew where a term begins on a Sunday', () => {
    const sunday = makeSchoolCalendar({
      terms: [{ schoolYear: '2026-2027', number: 1, starts: '2026-09-06', ends: '2027-01-22' }],
      layers: [layer],
      statutoryDays: () => [],
    });
    expect(sunday.weekOf('2026-09-06')?.week).toBe(1);
    expect(sunday.weekOf('2026-09-07')?.week).toBe(2);
  });

  it('say of terms nobody entered that they are assumed', () => {
    expect(calendar.weekOf('2024-09-01')).toMatchObject({ week: 1, term: { assumed: true } });
    expect(calendar.termsIn('2024-09-01', '2024-10-01')).toHaveLength(1);
  });
});

const anyDate = fc.integer({ min: 0, max: 1500 }).map((days) => addDays('2025-01-01', days));
const anyDays = fc
  .array(fc.tuple(anyDate, fc.constantFrom('off', 'work', 'closed')), { maxLength: 40 })
  .map((days) => own(...days.map(([date, mark]) => [date, mark, '试'] as const)));

describe('any calendar', () => {
  it('gives school days that are just the days of teaching, wherever a period is cut', () => {
    fc.assert(
      fc.property(anyDays, anyDate, fc.nat(200), fc.nat(200), (days, from, length, cut) => {
        const calendar = calendarWith(days);
        const to = addDays(from, length);
        const middle = addDays(from, Math.min(cut, length));
        const whole = calendar.schoolDays(from, to);
        expect(whole).toEqual([
          ...calendar.schoolDays(from, middle),
          ...calendar.schoolDays(addDays(middle, 1), to),
        ]);
        expect(whole).toEqual(eachDay(from, to).filter((date) => calendar.isSchoolDay(date)));
        for (const date of whole) expect(calendar.weekOf(date)).not.toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  it('numbers weeks that never go back within a term and hold at most seven days', () => {
    fc.assert(
      fc.property(anyDate, (from) => {
        const calendar = calendarWith();
        for (const date of eachDay(from, addDays(from, 60))) {
          const [today, tomorrow] = [calendar.weekOf(date), calendar.weekOf(addDays(date, 1))];
          if (today) expect(today.starts <= date && date <= today.ends).toBe(true);
          if (!today || !tomorrow || today.term.starts !== tomorrow.term.starts) {
            if (tomorrow) expect(tomorrow.week).toBe(1);
            continue;
          }
          expect(tomorrow.week - today.week).toBe(date === today.ends ? 1 : 0);
        }
      }),
      { numRuns: 40 },
    );
  });
});
