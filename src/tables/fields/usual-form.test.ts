import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldType } from '../definition.ts';
import { creditCheckSign } from './codes.ts';
import { normaliseClosely } from './normalise.ts';
import { isUsualForm } from './usual-form.ts';

const credit = (first17: string) => first17 + creditCheckSign(first17);

const usual: [FieldType, string][] = [
  ['identityCode', '3799020001'],
  ['creditCode', credit('52379902MJ1000001')],
  ['personName', '邓淇'],
  ['personName', '欧阳静'],
  ['phone', '13812345678'],
  ['text', '东湖区育才路12号3单元'],
  ['district', '东湖区'],
];

const unusual: [FieldType, string][] = [
  ['identityCode', '379902001'],
  ['identityCode', '３７９９０２０００１'],
  ['creditCode', '52379902MJ10000010'],
  ['creditCode', '52379902MI10000012'],
  ['personName', '邓 淇'],
  ['personName', '暂无'],
  ['personName', '邓淇园长'],
  ['phone', '13800000000'],
  ['phone', '12345678901'],
  ['text', '无'],
  ['text', '6-9'],
  ['text', '育才路（东）12号'],
  ['name', '东湖区实验幼儿园'],
];

describe('isUsualForm', () => {
  test.each(usual)('%s %s', (type, text) => {
    expect(isUsualForm(text, type)).toBe(true);
  });

  test.each(unusual)('not %s %s', (type, text) => {
    expect(isUsualForm(text, type)).toBe(false);
  });

  const signs = '东湖区育才路幼园邓淇无没有暂空以上说明负责人小计0123456789ABCXY，。、·.@_/-*（） \u3000';
  const anyText = fc.oneof(
    fc.string({ unit: fc.constantFrom(...signs), maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 9, maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(...'13890'), minLength: 11, maxLength: 11 }),
    fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHJK'), minLength: 17, maxLength: 17 }).map(credit),
    fc.constantFrom(...[...usual, ...unusual].map(([, text]) => text)),
  );

  test.each<FieldType>(['text', 'district', 'identityCode', 'creditCode', 'personName', 'phone'])(
    '%s: what has it is taken as it stands by the long way too',
    (type) => {
      fc.assert(
        fc.property(anyText, fc.boolean(), (text, required) => {
          if (!isUsualForm(text, type)) return;
          const field = { key: 'field', type, required };
          const tools = { dictionaries: new Map() };
          expect(normaliseClosely({ type: 'text', value: text }, field, tools)).toEqual({
            value: text,
            findings: [],
          });
        }),
        { numRuns: 1_000 },
      );
    },
  );
});
