import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../common/dates.ts';
import { countDone, type Held } from './count-done.ts';
import { duePeriods } from './due-periods.ts';

const rule = { per: 'month', atLeast: 1, months: 'all', partial: 'half' } as const;
const months = (on: string, atLeast = 1) =>
  duePeriods({ ...rule, atLeast }, [{ from: '2026-01-01', to: null }], [], on);

/** `done/due`, `!` and what is owed, `+` and what was made up, `…` while it runs. */
function shown(held: readonly (string | Held)[], on: string, atLeast = 1) {
  const activities = held.map((each) => (typeof each === 'string' ? { on: each } : each));
  return countDone(months(on, atLeast), activities, on).map(
    ({ done, due, owed, madeUp, open }) =>
      `${done}/${due}${owed > 0 ? `!${owed}` : ''}${madeUp > 0 ? `+${madeUp}` : ''}${open ? '…' : ''}`,
  );
}

const april = { from: '2026-04-01', to: '2026-04-30' };
const january = { from: '2026-01-01', to: '2026-01-31' };

describe('what was done', () => {
  it.each<[string, (string | Held)[], string, string[], number?]>([
    ['nothing on the last day of the month', [], '2026-01-31', ['0/1…']],
    ['nothing on the day after', [], '2026-02-01', ['0/1!1', '0/1…']],
    ['on the last day', ['2026-01-31'], '2026-02-01', ['1/1', '0/1…']],
    ['on the first day of the next month', ['2026-02-01'], '2026-03-01', ['0/1!1', '1/1', '0/1…']],
    [
      'twice in the next month: the second pays',
      ['2026-02-03', '2026-02-20'],
      '2026-03-01',
      ['1/1+1', '1/1', '0/1…'],
    ],
    [
      'three times with one debt',
      ['2026-02-03', '2026-02-20', '2026-02-21'],
      '2026-03-01',
      ['1/1+1', '2/1', '0/1…'],
    ],
    [
      'the oldest debt is paid first',
      ['2026-03-03', '2026-03-20'],
      '2026-04-01',
      ['1/1+1', '0/1!1', '1/1', '0/1…'],
    ],
    [
      'more than due before does not pay what comes',
      ['2026-01-03', '2026-01-04'],
      '2026-03-01',
      ['2/1', '0/1!1', '0/1…'],
    ],
    ['what is held later does not count yet', ['2026-02-03'], '2026-02-02', ['0/1!1', '0/1…']],
    [
      'planned for the month before: pays that first',
      [{ on: '2026-02-03', meantFor: january }],
      '2026-03-01',
      ['1/1+1', '0/1!1', '0/1…'],
    ],
    [
      'planned for the month after: early',
      [{ on: '2026-03-31', meantFor: april }],
      '2026-05-01',
      ['0/1!1', '0/1!1', '0/1!1', '1/1', '0/1…'],
    ],
    [
      'planned for a period that is none of these',
      [{ on: '2026-02-03', meantFor: { from: '2020-01-01', to: '2020-01-31' } }],
      '2026-03-01',
      ['0/1!1', '1/1', '0/1…'],
    ],
    ['one of two', ['2026-01-03'], '2026-02-01', ['1/2!1', '0/2…'], 2],
    ['two of two', ['2026-01-03', '2026-01-03'], '2026-02-01', ['2/2', '0/2…'], 2],
  ])('%s', (_, held, on, expected, atLeast) => {
    expect(shown(held, on, atLeast)).toEqual(expected);
  });

  it('in the holidays pays the debt of the term before, and else nothing', () => {
    const terms = [
      { schoolYear: '2025-2026', number: 1, starts: '2025-09-01', ends: '2026-01-20', assumed: false },
      { schoolYear: '2025-2026', number: 2, starts: '2026-02-20', ends: '2026-07-10', assumed: false },
    ] as const;
    const stays = [{ from: '2025-09-01', to: null }];
    const count = (held: string[]) =>
      countDone(
        duePeriods({ ...rule, per: 'term' }, stays, terms, '2026-03-01'),
        held.map((on) => ({ on })),
        '2026-03-01',
      ).map(({ done, owed, madeUp }) => [done, owed, madeUp]);
    expect(count(['2026-02-01'])).toEqual([
      [1, 0, 1],
      [0, 0, 0],
    ]);
    expect(count(['2026-01-20', '2026-02-01'])).toEqual([
      [1, 0, 0],
      [0, 0, 0],
    ]);
  });

  it('counts what a month that asks for nothing has, and lets it pay what is owed', () => {
    const stays = [{ from: '2026-01-01', to: '2026-02-10' }];
    const periods = duePeriods(rule, stays, [], '2026-06-01');
    const done = (held: string[]) =>
      countDone(
        periods,
        held.map((on) => ({ on })),
        '2026-06-01',
      ).map((each) => each.done);
    expect(done(['2026-01-05', '2026-02-03'])).toEqual([1, 1]);
    expect(done(['2026-02-03'])).toEqual([1, 0]);
  });

  const held = fc.array(
    fc.record({
      on: fc.integer({ min: 0, max: 400 }).map((days) => addDays('2025-12-15', days)),
      meantFor: fc.option(fc.constantFrom(april, january)),
    }),
    { maxLength: 30 },
  );
  const day = fc.integer({ min: 0, max: 420 }).map((days) => addDays('2025-12-20', days));

  it('done and owed are never less than due once a period is over, and nothing is counted twice', () => {
    fc.assert(
      fc.property(held, day, fc.integer({ min: 1, max: 3 }), (activities, on, atLeast) => {
        const counts = countDone(months(on, atLeast), activities, on);
        const done = counts.reduce((sum, each) => sum + each.done, 0);
        expect(done).toBeLessThanOrEqual(activities.filter((each) => each.on <= on).length);
        for (const { due, done: own, owed, madeUp, open } of counts) {
          if (open) expect(owed).toBe(0);
          else expect(own + owed).toBeGreaterThanOrEqual(due);
          if (owed > 0) expect(own + owed).toBe(due);
          expect(madeUp).toBeLessThanOrEqual(own);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('does not depend on the order of the records, and grows with them', () => {
    fc.assert(
      fc.property(held, day, (activities, on) => {
        const sum = (records: typeof activities) =>
          countDone(months(on), records, on).reduce((total, each) => total + each.owed, 0);
        expect(countDone(months(on), activities.toReversed(), on).map(({ owed }) => owed)).toEqual(
          countDone(months(on), activities, on).map(({ owed }) => owed),
        );
        expect(sum(activities)).toBeLessThanOrEqual(sum(activities.slice(1)));
      }),
      { numRuns: 200 },
    );
  });
});
