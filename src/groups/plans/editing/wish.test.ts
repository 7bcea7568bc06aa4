import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWishes, type Wish, wishText } from './wish.ts';

describe('what a clerk types', () => {
  it.each<[string, Wish[] | null]>([
    ['', []],
    ['  \n', []],
    ['保持', [{ kind: 'keep' }]],
    ['不 动', [{ kind: 'keep' }]],
    ['不编入', [{ kind: 'exclude' }]],
    ['换一个', [{ kind: 'elsewhere' }]],
    ['东湖区实验幼儿园', [{ kind: 'to', name: '东湖区实验幼儿园' }]],
    ['改到 东湖区实验幼儿园', [{ kind: 'to', name: '改到东湖区实验幼儿园', orName: '东湖区实验幼儿园' }]],
    ['#12', [{ kind: 'to', name: '#12' }]],
    ['不到东湖区实验幼儿园', [{ kind: 'not-to', name: '东湖区实验幼儿园' }]],
    ['不要编给东湖区实验幼儿园', [{ kind: 'not-to', name: '东湖区实验幼儿园' }]],
    ['与东湖区星河幼儿园一起', [{ kind: 'with', name: '东湖区星河幼儿园' }]],
    ['不能和东湖区星河幼儿园编在一起', [{ kind: 'without', name: '东湖区星河幼儿园' }]],
    ['不跟星河幼儿园一组', [{ kind: 'without', name: '星河幼儿园' }]],
    [
      '不到甲园；不与乙园一起',
      [
        { kind: 'not-to', name: '甲园' },
        { kind: 'without', name: '乙园' },
      ],
    ],
    ['保持，', [{ kind: 'keep' }]],
    ['不好说', null],
    ['东湖区实验幼儿园；不行', null],
  ])('%j', (text, wishes) => {
    expect(readWishes(text)).toEqual(wishes);
  });

  it('is read back from what the sheet says, whatever the names', () => {
    const name = fc.constantFrom(
      '东湖区实验幼儿园',
      '柳泉镇中心幼儿园',
      '和平路幼儿园',
      '一起成长幼儿园',
      '#7',
      '同德园@东湖区',
    );
    const wish: fc.Arbitrary<Wish> = fc.oneof(
      fc.constantFrom<Wish>({ kind: 'keep' }, { kind: 'exclude' }, { kind: 'elsewhere' }),
      fc.record({ kind: fc.constantFrom('to', 'not-to', 'with', 'without'), name }) as fc.Arbitrary<Wish>,
    );
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 4 }), (wishes) => {
        expect(readWishes(wishes.map(wishText).join('；'))).toEqual(wishes);
      }),
      { numRuns: 300 },
    );
  });
});
