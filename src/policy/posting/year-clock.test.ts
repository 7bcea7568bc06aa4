import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../common/dates.ts';
import { bestRun, lastDayOfYear, runsOf, type Stay } from './year-clock.ts';

describe('a year', () => {
  it.each([
    ['2025-03-01', '2026-02-28'],
    ['2023-03-01', '2024-02-29'],
    ['2024-02-29', '2025-02-28'],
    ['2024-02-28', '2025-02-27'],
    ['2024-03-01', '2025-02-28'],
    ['2025-01-01', '2025-12-31'],
    ['2020-12-31', '2021-12-30'],
  ])('that begins on %s is full on %s', (from, to) => {
    expect(lastDayOfYear(from)).toBe(to);
  });
});

describe('the clock', () => {
  const full = (stays: readonly Stay[], gap = 0, on = '2030-01-01') =>
    bestRun(runsOf(stays, gap, on))?.isFull;

  it.each<[string, Stay[], number, boolean]>([
    ['to the very last day', [{ from: '2025-03-01', to: '2026-02-28' }], 0, true],
    ['one day less', [{ from: '2025-03-01', to: '2026-02-27' }], 0, false],
    ['in a leap year, one day less', [{ from: '2023-03-01', to: '2024-02-28' }], 0, false],
    ['in a leap year', [{ from: '2023-03-01', to: '2024-02-29' }], 0, true],
    [
      'in two parts that follow',
      [
        { from: '2025-03-01', to: '2025-08-31' },
        { from: '2025-09-01', to: '2026-02-28' },
      ],
      0,
      true,
    ],
    [
      'with one day between',
      [
        { from: '2025-03-01', to: '2025-08-31' },
        { from: '2025-09-02', to: '2026-02-28' },
      ],
      0,
      false,
    ],
    [
      'with one day between that is tolerated',
      [
        { from: '2025-03-01', to: '2025-08-31' },
        { from: '2025-09-02', to: '2026-02-28' },
      ],
      1,
      true,
    ],
    [
      'with two days between of which one is tolerated',
      [
        { from: '2025-03-01', to: '2025-08-31' },
        { from: '2025-09-03', to: '2026-02-28' },
      ],
      1,
      false,
    ],
    [
      'of parts that overlap',
      [
        { from: '2025-03-01', to: '2025-10-31' },
        { from: '2025-06-01', to: '2026-02-28' },
      ],
      0,
      true,
    ],
    ['that still lasts', [{ from: '2025-03-01', to: null }], 0, true],
  ])('counts a stay %s', (_, stays, gap, isFull) => {
    expect(full(stays, gap)).toBe(isFull);
  });

  it.each([
    ['2026-02-27', false, 1],
    ['2026-02-28', true, 0],
  ])('counts only what was served by %s', (on, isFull, missing) => {
    const run = bestRun(runsOf([{ from: '2025-03-01', to: null }], 0, on));
    expect([run?.isFull, run?.missing, run?.fullOn]).toEqual([isFull, missing, '2026-02-28']);
  });

  it('begins anew after a break, and tells of the later run', () => {
    const stays = [
      { from: '2024-01-01', to: '2024-06-30' },
      { from: '2025-01-01', to: '2025-03-31' },
    ];
    expect(runsOf(stays, 0, '2026-01-01').map(({ from, days }) => [from, days])).toEqual([
      ['2024-01-01', 182],
      ['2025-01-01', 90],
    ]);
  });

  it('agrees with counting day by day', () => {
    const start = '2023-01-01';
    const stay = fc
      .tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 450 }), fc.boolean())
      .map(
        ([first, length, open]): Stay => ({
          from: addDays(start, first),
          to: open ? null : addDays(start, first + length),
        }),
      );
    fc.assert(
      fc.property(
        fc.array(stay, { maxLength: 4 }),
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 0, max: 1400 }),
        (stays, gap, last) => {
          const on = addDays(start, last);
          // Day by day: away or not; gaps of so many days between days away are filled.
          const away = new Set<number>();
          for (let day = 0; day <= last; day += 1) {
            const date = addDays(start, day);
            if (stays.some(({ from, to }) => from <= date && (to === null || date <= to))) away.add(day);
          }
          const days = [...away].sort((one, other) => one - other);
          const runs: [number, number][] = [];
          for (const day of days) {
            const run = runs.at(-1);
            if (run && day - run[1] - 1 <= gap) run[1] = day;
            else runs.push([day, day]);
          }
          const expected = runs.map(([first, end]) => {
            // A year is full on the day before the same day of the next year.
            const from = addDays(start, first);
            const next = `${Number(from.slice(0, 4)) + 1}${from.slice(4) === '-02-29' ? '-03-01' : from.slice(4)}`;
            return [from, end - first + 1, addDays(start, end + 1) >= next];
          });
          expect(runsOf(stays, gap, on).map(({ from, days: n, isFull }) => [from, n, isFull])).toEqual(
            expected,
          );
        },
      ),
      { numRuns: 150, seed: 20250301 },
    );
  });
});
