import { describe, expect, it } from 'vitest';
import { coloursFor, inkOn, palette } from './colours.ts';

describe('colours of groups', () => {
  it('gives the first ten a colour each, on the map or not', () => {
    expect(new Set(coloursFor(palette.map((_, x) => (x % 2 === 0 ? { x, y: 0 } : null)))).size).toBe(10);
  });

  it('gives the eleventh the colour of the group farthest away', () => {
    const line = palette.map((_, index) => ({ x: index * 10, y: 0 }));
    expect(coloursFor([...line, { x: 95, y: 0 }])[10]).toBe(palette[0]);
    expect(coloursFor([...line, { x: -5, y: 0 }])[10]).toBe(palette[9]);
  });

  it('keeps neighbours apart in a grid of a hundred', () => {
    const grid = Array.from({ length: 100 }, (_, index) => ({ x: index % 10, y: Math.floor(index / 10) }));
    const colours = coloursFor(grid);
    for (const [index, colour] of colours.entries()) {
      expect(colours[index + 1] === colour && (index + 1) % 10 !== 0).toBe(false);
      expect(colours[index + 10]).not.toBe(colour);
    }
  });
});

describe('the number on a colour', () => {
  const luminance = (hex: string) =>
    [1, 3, 5]
      .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
      .reduce((sum, value, index) => sum + value * ([0.2126, 0.7152, 0.0722][index] ?? 0), 0);

  it.each(palette)('can be read on %s', (colour) => {
    const [one, other] = [luminance(colour), inkOn(colour) === '#fff' ? 1 : 0];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    expect(contrast).toBeGreaterThanOrEqual(4.5);
  });
});
