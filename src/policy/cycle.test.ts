import { describe, expect, it } from 'vitest';
import { currentCycle, cycleFor, lastDayAfter } from './cycle.ts';

const first = { from: '2021-03-01', to: '2023-12-31' };
const second = { from: '2024-09-01', to: '2027-08-31' };
const policy = { cycle: { years: 3, stated: [first, second] } };

describe('current cycle', () => {
  it.each([
    ['2021-03-01', first],
    ['2023-12-31', first],
    ['2024-09-01', second],
    // Between and after the stated cycles, and before them: the latest stated one.
    ['2024-01-01', second],
    ['2030-01-01', second],
    ['2020-01-01', second],
  ])('on %s', (on, cycle) => {
    expect(currentCycle(policy, on)).toEqual(cycle);
  });

  it('is none where the policy states none', () => {
    expect(currentCycle({ cycle: { years: 3, stated: [] } }, '2022-01-01')).toBeNull();
    expect(currentCycle({ cycle: null }, '2022-01-01')).toBeNull();
  });
});

describe('cycle of a group that begins on a day', () => {
  it.each([
    ['2021-03-01', first],
    ['2022-05-10', first],
    ['2023-12-31', first],
    ['2024-01-01', { from: '2024-01-01', to: '2026-12-31' }],
    ['2024-02-29', { from: '2024-02-29', to: '2027-02-28' }],
  ])('since %s', (since, cycle) => {
    expect(cycleFor(policy, since)).toEqual(cycle);
  });

  it('has no end where the policy knows no cycle', () => {
    expect(cycleFor({ cycle: null }, '2022-01-01')).toEqual({ from: '2022-01-01', to: null });
  });
});

it('counts years to the day before', () => {
  expect(lastDayAfter('2021-03-01', 3)).toBe('2024-02-29');
});
