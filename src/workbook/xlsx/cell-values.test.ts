import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumber, parsePlainNumber } from './cell-values.ts';

function plain(text: string): number {
  const bytes = Buffer.from(`<v>${text}</v>`);
  return parsePlainNumber(bytes, 3, bytes.length - 4);
}

describe('parsePlainNumber', () => {
  it.each([
    ['0', 0],
    ['-0', 0],
    ['007', 7],
    ['12', 12],
    ['-12.5', -12.5],
    ['.5', 0.5],
    ['5.', 5],
    ['0.1', 0.1],
    ['117.123456', 117.123456],
    ['999999999999999', 999_999_999_999_999],
    ['0.00000000000001', 1e-14],
  ])('%s → %d', (text, value) => expect(plain(text)).toBe(value));

  it.each(['', '-', '.', '1e5', '1.2.3', '1234567890123456', '0.1234567890123456', '1 ', 'abc', '+1', '--1'])(
    'leaves %j to the slower parser',
    (text) => expect(plain(text)).toBeNaN(),
  );

  it('gives what the language gives, or gives up', () => {
    const decimal = fc
      .tuple(fc.boolean(), fc.stringMatching(/^\d{0,10}$/), fc.boolean(), fc.stringMatching(/^\d{0,10}$/))
      .map(([minus, whole, point, part]) => `${minus ? '-' : ''}${whole}${point ? '.' : ''}${part}`);
    fc.assert(
      fc.property(decimal, (text) => {
        const value = plain(text);
        if (!Number.isNaN(value)) expect(value).toBe(Number(text) + 0);
        else expect(/\d/.test(text) && text.replace(/\D/g, '').length <= 15).toBe(false);
      }),
    );
  });
});

describe('parseNumber', () => {
  it.each([
    ['1.38E+10', 13_800_000_000],
    ['1e-7', 1e-7],
    [' 12 ', 12],
    ['+5', 5],
    ['116.40739999999999', 116.4074],
    ['0.30000000000000004', 0.1 + 0.2],
    ['-0', 0],
  ])('%s → %d', (text, value) => expect(parseNumber(text)).toBe(value));

  it.each(['', ' ', 'abc', '0x10', 'Infinity', 'NaN', '1e400', '1,000', '１２', '1e', '.'])(
    '%j is none',
    (text) => expect(parseNumber(text)).toBeUndefined(),
  );
});
