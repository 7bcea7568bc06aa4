import { describe, expect, it } from 'vitest';
import { describeBound, percentOf, reaches, whenNotReached } from './percentage.ts';

describe('a bound in per cent', () => {
  it.each([
    [1, 2, 50, false, true],
    [1, 2, 50, true, false],
    [51, 101, 50, true, true],
    [4_999, 10_000, 50, false, false],
    [7, 20, 35, false, true],
    [0, 0, 100, false, true],
  ])('%i of %i against %i %% (strict %s): %s', (part, whole, percent, strict, expected) => {
    expect(reaches(part, whole, { percent, strict })).toBe(expected);
  });

  it('is worded as the clause means it', () => {
    expect(describeBound({ percent: 80, strict: false })).toBe('不低于 80%');
    expect(describeBound({ percent: 50, strict: true })).toBe('超过 50%');
    expect(describeBound({ percent: 100, strict: false })).toBe('达到 100%');
  });

  it.each([
    [2, 3, undefined, 66.67],
    [1, 3, undefined, 33.33],
    [970, 1370, 80, 70.8],
    [79_996, 100_000, 80, 79.996],
    [79_996, 100_000, 90, 80],
    [79_994, 100_000, 80, 79.99],
    [1_999_999, 2_000_000, undefined, 99.99995],
    [0, 0, 80, 0],
  ])('shows %i of %i, %s %% being wanted, as %s', (part, whole, percent, expected) => {
    const bound = percent === undefined ? undefined : { percent, strict: false };
    expect(percentOf(part, whole, bound)).toBe(expected);
  });

  it('shows what is not more than the bound as no more', () => {
    expect(percentOf(50_001, 100_000, { percent: 50, strict: true })).toBe(50.001);
    expect(percentOf(50_000, 100_000, { percent: 50, strict: true })).toBe(50);
  });

  it.each([
    ['2025-12-31', 'notice'],
    ['2026-01-01', 'violation'],
  ])('not reached on %s, the last day being 2025-12-31: %s', (on, expected) => {
    expect(whenNotReached('stated', { percent: 100, strict: false, by: '2025-12-31' }, on)).toBe(expected);
  });

  it('without a last day holds at once', () => {
    expect(whenNotReached('must', { percent: 100, strict: false }, '2020-01-01')).toBe('violation');
    expect(whenNotReached('should', { percent: 100, strict: false }, '2020-01-01')).toBe('notice');
  });
});
