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

  it('shows a share cut off, never rounded up', () => {
    expect(percentOf(79_996, 100_000)).toBe(79.9);
    expect(percentOf(2, 3)).toBe(66.6);
    expect(percentOf(0, 0)).toBe(0);
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
