import { expect, it } from 'vitest';
import { textWidth } from './text-width.ts';

it.each([
  ['abc', 3, 3],
  ['幼儿园', 6, 6],
  ['ＡＢ', 4, 4],
  ['“共建”', 8, 6],
  ['①', 2, 1],
  ['e\u0301', 1, 1],
  ['𠮷', 2, 2],
  ['', 0, 0],
])('%s takes %i columns, %i where ambiguous ones are narrow', (text, wide, narrow) => {
  expect(textWidth(text, true)).toBe(wide);
  expect(textWidth(text, false)).toBe(narrow);
});
