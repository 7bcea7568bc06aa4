import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundedApart, roundedTruly } from './rounding.ts';

describe('a figure as it is shown', () => {
  it('says the same of every bound as the figure itself, and is as close as two decimals where it can be', () => {
    const bound = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1000, noNaN: true }), bound, bound, (value, least, more) => {
        const figure = roundedTruly(
          value,
          (each) => each >= least,
          (each) => each > more,
        );
        expect(figure >= least).toBe(value >= least);
        expect(figure > more).toBe(value > more);
        expect(Math.abs(figure - value)).toBeLessThanOrEqual(0.005 + 1e-6);
      }),
      { numRuns: 200 },
    );
  });

  it('shows which of two years is the higher', () => {
    expect(roundedApart([5.001, 5.004])).toEqual([5.001, 5.004]);
    expect(roundedApart([5, 5])).toEqual([5, 5]);
    expect(roundedApart([5.196, 4.9])).toEqual([5.2, 4.9]);
    expect(roundedApart([])).toEqual([]);
  });
});
