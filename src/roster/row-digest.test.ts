import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowDigest } from './row-digest.ts';

const fields = ['name', 'town', 'classes', 'longitude', 'inclusive'];

describe('rowDigest', () => {
  test.each([
    ['a text in another field', { name: '甲' }, { town: '甲' }],
    ['a text cut elsewhere', { name: '甲乙', town: '丙' }, { name: '甲', town: '乙丙' }],
    ['a number and its text', { classes: 3 }, { classes: '3' }],
    ['numbers that differ in the last decimal', { longitude: 117.123456 }, { longitude: 117.123457 }],
    ['yes and no', { inclusive: true }, { inclusive: false }],
    ['yes and one', { inclusive: true }, { inclusive: 1 }],
    ['no and nothing', { inclusive: false }, {}],
    ['nought and nothing', { classes: 0 }, {}],
  ])('tells apart %s', (_, one, other) => {
    expect(rowDigest(one, fields)).not.toBe(rowDigest(other, fields));
  });

  test('depends on the values of the fields and on nothing else', () => {
    const one = { town: '石桥镇', name: '甲幼儿园', other: 1 };
    expect(rowDigest(one, fields)).toBe(
      rowDigest({ name: '甲幼儿园', town: '石桥镇', classes: undefined }, fields),
    );
  });

  test('rows that differ have different digests', () => {
    const row = fc.record(
      { name: fc.string(), town: fc.string(), classes: fc.nat(), inclusive: fc.boolean() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(row, row, (one, other) => {
        const same = fields.every(
          (field) => one[field as keyof typeof one] === other[field as keyof typeof other],
        );
        expect(rowDigest(one, fields) === rowDigest(other, fields)).toBe(same);
      }),
      { numRuns: 500 },
    );
  });
});
