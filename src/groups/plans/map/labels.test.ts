import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ems, type Label, type Named, placeLabels } from './labels.ts';
import type { Frame } from './projection.ts';

const frame: Frame = { left: 0, top: 0, width: 400, height: 300 };
const size = 10;
const options = { frame, size, zooms: [1, 2, 4], kept: [] as Frame[] };

/** The box of a label as it is drawn at a magnification, from its anchor and baseline. */
function boxOf({ at, text }: Named, { side, dx, dy }: Label, zoom: number) {
  const anchor = at.x * zoom + dx * size;
  const width = ems(text) * size;
  const left = side === 'start' ? anchor : side === 'end' ? anchor - width : anchor - width / 2;
  const middle = at.y * zoom + (dy - 0.35) * size;
  return { left, right: left + width, top: middle - size / 2, bottom: middle + size / 2 };
}

type Box = ReturnType<typeof boxOf>;
const overlap = (a: Box, b: Box) =>
  a.left < b.right - 1e-6 && b.left < a.right - 1e-6 && a.top < b.bottom - 1e-6 && b.top < a.bottom - 1e-6;

const crowd = fc.array(
  fc.record({
    at: fc.record({ x: fc.integer({ min: 0, max: 400 }), y: fc.integer({ min: 0, max: 300 }) }),
    text: fc.constantFrom('星河', '东湖区实验幼儿园', '12 柳泉镇中心', 'ABC'),
    radius: fc.constantFrom(3, 8),
  }),
  { maxLength: 40 },
);

describe('names on the map', () => {
  it('cover neither each other nor a mark, and stay in the frame', () => {
    fc.assert(
      fc.property(crowd, (named) => {
        const labels = placeLabels(named, options);
        const first = named.flatMap((each, index) => {
          const label = labels[index];
          return label?.zoom === 1 ? [boxOf(each, label, 1)] : [];
        });
        for (const [index, box] of first.entries()) {
          for (const other of first.slice(index + 1)) expect(overlap(box, other)).toBe(false);
          for (const { at, radius } of named) {
            const mark = {
              left: at.x - radius,
              right: at.x + radius,
              top: at.y - radius,
              bottom: at.y + radius,
            };
            expect(overlap(box, mark)).toBe(false);
          }
          expect(box.left >= 0 && box.right <= 400 && box.top >= 0 && box.bottom <= 300).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('stand to the right where there is room, else elsewhere', () => {
    const one: Named = { at: { x: 200, y: 150 }, text: '星河', radius: 3 };
    const atEdge: Named = { at: { x: 398, y: 50 }, text: '东湖区实验', radius: 3 };
    expect(placeLabels([one, atEdge], options).map((label) => label?.side)).toEqual(['start', 'end']);
  });

  it('come in at a magnification that gives them room', () => {
    const row = [0, 1, 2].map(
      (index): Named => ({ at: { x: 200, y: 150 + index * 4 }, text: '东湖区实验幼儿园', radius: 3 }),
    );
    const levels = placeLabels(row, options).map((label) => label?.zoom);
    expect(levels[0]).toBe(1);
    expect(Math.max(...levels.map((level) => level ?? 99))).toBeLessThanOrEqual(4);
    expect(placeLabels([...row, ...row, ...row, ...row, ...row, ...row], options)).toContain(undefined);
  });

  it('keep off what is kept free', () => {
    const one: Named = { at: { x: 50, y: 150 }, text: '星河', radius: 3 };
    const kept = [{ left: 50, top: 100, width: 200, height: 100 }];
    expect(placeLabels([one], { ...options, kept })[0]?.side).toBe('end');
  });
});
