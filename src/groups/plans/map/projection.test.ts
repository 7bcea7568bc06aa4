import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greatCircleMillimetres } from '../../../common/geography.ts';
import { type Frame, projectionFor, scaleBar } from './projection.ts';

const frame: Frame = { left: 10, top: 20, width: 700, height: 500 };

const city = fc.record({
  longitude: fc.double({ min: 117, max: 117.8, noNaN: true }),
  latitude: fc.double({ min: 34.4, max: 35.2, noNaN: true }),
});

describe('the projection', () => {
  it('keeps every position of a city in its frame, and distances within half a percent', () => {
    fc.assert(
      fc.property(fc.array(city, { minLength: 1, maxLength: 30 }), (positions) => {
        const projection = projectionFor(positions, frame);
        const points = positions.map(projection.project);
        for (const { x, y } of points) {
          expect(x).toBeGreaterThanOrEqual(frame.left - 1e-6);
          expect(x).toBeLessThanOrEqual(frame.left + frame.width + 1e-6);
          expect(y).toBeGreaterThanOrEqual(frame.top - 1e-6);
          expect(y).toBeLessThanOrEqual(frame.top + frame.height + 1e-6);
        }
        const [from, to] = [positions[0], positions.at(-1)] as const;
        const [a, b] = [points[0], points.at(-1)];
        if (!from || !to || !a || !b) return;
        const onPaper = Math.hypot(a.x - b.x, a.y - b.y) * projection.metresPerUnit;
        const onGround = greatCircleMillimetres(from, to) / 1000;
        expect(Math.abs(onPaper - onGround)).toBeLessThanOrEqual(0.005 * onGround + 0.01);
      }),
      { numRuns: 200 },
    );
  });

  it('puts north up and east to the right', () => {
    const south = { longitude: 117.5, latitude: 34.5 };
    const north = { longitude: 117.6, latitude: 34.6 };
    const { project } = projectionFor([south, north], frame);
    expect(project(north).y).toBeLessThan(project(south).y);
    expect(project(north).x).toBeGreaterThan(project(south).x);
  });

  it('puts kindergartens at one place into the middle, and draws something without any', () => {
    const here = { longitude: 117.5, latitude: 34.8 };
    expect(projectionFor([here, here], frame).project(here)).toEqual({ x: 360, y: 270 });
    expect(projectionFor([], frame).metresPerUnit).toBeGreaterThan(0);
  });
});

describe('the scale bar', () => {
  it.each([
    [1, 175, 100, '100 米'],
    [10, 175, 1000, '1 公里'],
    [3, 175, 500, '500 米'],
    [120, 175, 20_000, '20 公里'],
  ])('at %d m a unit and %d units of room is %d m', (metresPerUnit, most, metres, text) => {
    const bar = scaleBar({ metresPerUnit, project: () => ({ x: 0, y: 0 }) }, most);
    expect(bar).toEqual({ metres, length: metres / metresPerUnit, text });
  });
});
