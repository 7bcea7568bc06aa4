import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertPosition, coordinateSystems } from './coordinate-systems.ts';
import { greatCircleMillimetres } from './geography.ts';

// 天安门 as the published examples of the conversions give it.
const square = {
  wgs84: { longitude: 116.397_47, latitude: 39.908_823 },
  gcj02: { longitude: 116.403_714, latitude: 39.910_226 },
  bd09: { longitude: 116.410_09, latitude: 39.916_556 },
} as const;

describe('convertPosition', () => {
  it.each(coordinateSystems.flatMap((from) => coordinateSystems.map((to) => [from, to] as const)))(
    'brings a known place from %s to %s within five metres',
    (from, to) => {
      const converted = convertPosition(square[from], from, to);
      expect(greatCircleMillimetres(converted, square[to])).toBeLessThan(5_000);
    },
  );

  it('leaves places outside China as they are between WGS-84 and GCJ-02', () => {
    const tokyo = { longitude: 139.7, latitude: 35.7 };
    expect(convertPosition(tokyo, 'wgs84', 'gcj02')).toEqual(tokyo);
  });

  it('comes back to where it was within two metres, anywhere in the middle of China', () => {
    fc.assert(
      fc.property(
        fc.record({
          longitude: fc.double({ min: 80, max: 130, noNaN: true }),
          latitude: fc.double({ min: 20, max: 50, noNaN: true }),
        }),
        fc.constantFrom('gcj02' as const, 'bd09' as const),
        (position, system) => {
          const there = convertPosition(position, 'wgs84', system);
          expect(greatCircleMillimetres(there, position)).toBeGreaterThan(10_000);
          expect(greatCircleMillimetres(convertPosition(there, system, 'wgs84'), position)).toBeLessThan(
            2_000,
          );
        },
      ),
      { numRuns: 100 },
    );
  });
});
