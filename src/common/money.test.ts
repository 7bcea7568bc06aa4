import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centsOf, readCents } from './money.ts';

describe('an amount', () => {
  it.each([
    ['12345.6', 1_234_560],
    ['12,345.60', 1_234_560],
    ['１２，３４５．６０', 1_234_560],
    ['1.2万', 1_200_000],
    ['0.0001万元', 100],
    ['¥1200元', 120_000],
    ['￥ 1 200.05', 120_005],
    ['（300.00）', -30_000],
    ['-300', -30_000],
    ['−300', -30_000],
    ['0', 0],
    ['0.10', 10],
    ['1000元整', 100_000],
  ])('%s is %i cents', (text, cents) => {
    expect(readCents(text)).toBe(cents);
  });

  it.each(['', '约1200', '1,20', '12.345', '1.2345678万', '(300', '--3', '壹仟元', '1e5', '99999999999999'])(
    '%s is none',
    (text) => {
      expect(readCents(text)).toBeUndefined();
    },
  );

  it('is read back from however it is written', () => {
    const cents = fc.integer({ min: -9_999_999_999, max: 9_999_999_999 });
    fc.assert(
      fc.property(cents, fc.boolean(), fc.boolean(), (amount, grouped, wide) => {
        const whole = String(Math.trunc(Math.abs(amount) / 100));
        const tail = String(Math.abs(amount) % 100).padStart(2, '0');
        const groups = grouped ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
        const plain = `${amount < 0 ? '-' : ''}${groups}.${tail}`;
        const text = wide
          ? [...plain].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join('')
          : plain;
        expect(readCents(text)).toBe(amount === 0 ? 0 : amount);
        expect(centsOf(amount / 100)).toBe(amount === 0 ? 0 : amount);
        const tenThousands = `${(BigInt(Math.abs(amount)) / 1_000_000n).toString()}.${String(Math.abs(amount) % 1_000_000).padStart(6, '0')}万`;
        expect(readCents(tenThousands)).toBe(Math.abs(amount));
      }),
      { seed: 20260101 },
    );
  });
});
