import { expect, it } from 'vitest';
import { remarkHeight, rowHeight } from './list-heights.ts';

it.each([
  ['one line', ['甲', 'a'], [6, 6], 21],
  ['a Chinese character is two wide', ['甲乙丙丁', ''], [5, 9], 36],
  ['eight Latin letters on two lines', ['abcdefgh', ''], [5, 9], 36],
  ['lines of its own', ['甲\n\n乙'], [9], 51],
  ['never higher than a sheet allows', ['甲\n'.repeat(100)], [9], 400],
  ['blank', [], [], 21],
] as [string, string[], number[], number][])(
  'a row is as high as its fullest cell: %s',
  (_, texts, widths, points) => {
    expect(rowHeight(texts, widths)).toBe(points);
  },
);

it('a remark has the width of all columns', () => {
  expect([remarkHeight('甲乙丙丁', 9), remarkHeight('甲乙丙丁', 5)]).toEqual([19, 34]);
});
