import fc from 'fast-check';
import { expect, it } from 'vitest';
import { greatCircleMillimetres } from './geography.ts';

const positions = fc.record({
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
});

it('measures a degree of latitude and of the equator alike', () => {
  const degree = Math.round((6_371_008.8 * 1000 * Math.PI) / 180);
  expect(greatCircleMillimetres({ longitude: 117, latitude: 34 }, { longitude: 117, latitude: 35 })).toBe(
    degree,
  );
  expect(greatCircleMillimetres({ longitude: 10, latitude: 0 }, { longitude: 11, latitude: 0 })).toBe(degree);
});

it('is symmetric, a whole number, and never more than half round the Earth', () => {
  fc.assert(
    fc.property(positions, positions, (from, to) => {
      const distance = greatCircleMillimetres(from, to);
      expect(distance).toBe(greatCircleMillimetres(to, from));
      expect(Number.isInteger(distance)).toBe(true);
      expect(distance).toBeLessThanOrEqual(Math.ceil(6_371_008.8 * 1000 * Math.PI));
    }),
  );
});
