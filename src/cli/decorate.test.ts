import fc from 'fast-check';
import { expect, it } from 'vitest';
import { colourText } from './decorate.ts';

const plain = (text: string) => text.replace(/\u001b\[\d+m/g, '');

it('paints the word that says how bad it is, and only at the start of a line', () => {
  expect(colourText('错误：没有这个文件。\n')).toMatch(/^\u001b\[.*错误：.*\u001b\[\d+m没有这个文件。\n$/);
  expect(colourText('没有错误：好\n')).toBe('没有错误：好\n');
});

it('never changes what is said', () => {
  const lines = fc.array(
    fc.oneof(fc.constantFrom('错误：', '注意：', '符合 3 项', '── 步骤', '\n'), fc.string()),
  );
  fc.assert(
    fc.property(lines, (parts) => {
      const text = parts.join('').replaceAll('\u001b', '');
      expect(plain(colourText(text))).toBe(text);
    }),
  );
});
