import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Indicator } from '../policy/schema.ts';
import { describeFigure } from './indicator.ts';
import { readFigure } from './read-figure.ts';

const indicator = (measure: Indicator['measure'], unit?: string): Indicator => ({
  id: 'a',
  name: '甲',
  measure,
  ...(unit === undefined ? {} : { unit }),
});

const written = (
  numerator: number | undefined,
  denominator: number | undefined,
  result: string | undefined,
  ofOffice = true,
) => ({ numerator, denominator, result, ofOffice });

const figure = (numerator: number | null, denominator: number | null, result: number | null = null) => ({
  numerator,
  denominator,
  result,
});

describe('readFigure', () => {
  it.each([
    ['ratio', written(46, 50, undefined), figure(46, 50)],
    ['ratio', written(46, 50, '92%'), figure(46, 50)],
    ['ratio', written(1, 3, '33.3%'), figure(1, 3)],
    ['ratio', written(undefined, undefined, '85%'), figure(null, null, 85)],
    ['ratio', written(undefined, undefined, '８５．５'), figure(null, null, 85.5)],
    ['yes-no', written(undefined, undefined, '是', false), figure(1, 1)],
    ['yes-no', written(undefined, undefined, ' √ ', false), figure(1, 1)],
    ['yes-no', written(undefined, undefined, '否', false), figure(0, 1)],
    ['yes-no', written(1, undefined, undefined, false), figure(1, 1)],
    ['yes-no', written(0, 1, undefined, false), figure(0, 1)],
    ['yes-no', written(12, 15, undefined), figure(12, 15)],
    ['per-head', written(812.5, 200, undefined), figure(812.5, 200)],
    ['per-head', written(undefined, undefined, '4.06'), figure(null, null, 4.06)],
    ['number', written(undefined, undefined, '3'), figure(3, null)],
    ['number', written(3, undefined, undefined), figure(3, null)],
  ] as const)('%s %o is %o', (measure, given, expected) => {
    expect(readFigure(indicator(measure), given)).toEqual(expected);
  });

  it.each([
    ['ratio', written(56, 50, undefined), '的分子 56 大于分母 50'],
    ['ratio', written(46, 50, '95%'), '的数值“95%”与分子 46、分母 50 不符'],
    ['ratio', written(46, undefined, undefined), '的分子和分母要一起填'],
    ['ratio', written(undefined, undefined, '120%'), '的数值 120% 超过 100%'],
    ['ratio', written(undefined, undefined, '约九成'), '的数值“约九成”不是百分数'],
    ['ratio', written(undefined, undefined, undefined), '没有填数'],
    ['ratio', written(0, 0, undefined), '的分母是 0'],
    ['yes-no', written(undefined, undefined, '部分', false), '应填是或否'],
    ['yes-no', written(undefined, undefined, undefined, false), '没有填是或否'],
    ['yes-no', written(2, undefined, undefined, false), '应填是或否'],
    ['yes-no', written(3, 4, undefined, false), '按园填的只填是或否'],
    ['per-head', written(undefined, undefined, '4%'), '的数值“4%”不是数'],
    ['number', written(3, 4, undefined), '是一个数，不填分母'],
    ['number', written(3, undefined, '4'), '的分子是 3，数值是 4，两处不同'],
  ] as const)('%s %o is refused: %s', (measure, given, reason) => {
    expect(readFigure(indicator(measure), given)).toBe(reason);
  });

  it('reads back every share as it shows it', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.integer({ min: 1, max: 5000 }), (part, whole) => {
        fc.pre(part <= whole);
        const read = readFigure(indicator('ratio'), written(part, whole, undefined));
        expect(read).toEqual(figure(part, whole));
        const [shown = ''] = describeFigure(indicator('ratio'), figure(part, whole)).split('（');
        expect(readFigure(indicator('ratio'), written(part, whole, shown))).toEqual(figure(part, whole));
      }),
    );
  });
});
