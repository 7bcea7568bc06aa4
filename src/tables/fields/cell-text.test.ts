import { expect, it } from 'vitest';
import { lineText } from './cell-text.ts';

it('puts the lines of a text together', () => {
  expect(lineText('园所 \r\n  名称')).toBe('园所名称');
  expect(lineText('a \t\n\n b')).toBe('a b');
  expect(lineText('　（ x　 \n')).toBe('（ x');
});

it('a long run of blanks is gone through once', () => {
  expect(lineText(`园${' '.repeat(500_000)}x`)).toBe('园 x');
}, 5_000);
