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
    expect(readFigure(indicator(measure), given)).toEqual({ figure: expected });
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
    ['yes-no', written(0, 1, '是', false), '的数值“是”与分子 0 矛盾（1 是“是”，0 是“否”）'],
    ['yes-no', written(1, undefined, '否', false), '的数值“否”与分子 1 矛盾（1 是“是”，0 是“否”）'],
    ['yes-no', written(12.5, 15, undefined), '的分子、分母是园数，应是整数，这里是 12.5 和 15'],
    ['ratio', written(undefined, undefined, '-5%'), '的数值“-5%”不能是负数'],
    ['ratio', written(undefined, undefined, '120'), '的数值“120”超过 100%'],
    ['number', written(undefined, undefined, '-3'), '的数值“-3”不能是负数'],
    ['per-head', written(undefined, undefined, '4 亩'), '的数值“4 亩”不是数'],
    ['number', written(3, undefined, '4'), '的分子是 3，数值是 4，两处不同'],
  ] as const)('%s %o is refused: %s', (measure, given, reason) => {
    expect(readFigure(indicator(measure), given)).toEqual({ code: 'indicator-figure', reason });
  });

  it.each([
    ['ratio', written(undefined, undefined, '0.96'), figure(null, null, 96), '96%'],
    ['yes-no', written(undefined, undefined, '0.98'), figure(null, null, 98), '98%'],
    ['ratio', written(24, 25, '0.96'), figure(24, 25), undefined],
    ['ratio', written(12, 1250, '0.96'), figure(12, 1250), undefined],
    ['ratio', written(50, 50, '1'), figure(50, 50), undefined],
    ['ratio', written(undefined, undefined, '0.96%'), figure(null, null, 0.96), undefined],
    ['per-head', written(undefined, undefined, '0.96'), figure(null, null, 0.96), undefined],
  ] as const)('%s %o without a sign is %o, said as %s', (measure, given, expected, normalised) => {
    expect(readFigure(indicator(measure), given)).toEqual({
      figure: expected,
      ...(normalised === undefined ? {} : { normalised }),
    });
  });

  it('refuses a lone 1, which may be 1 % or all of it', () => {
    const read = readFigure(indicator('ratio'), written(undefined, undefined, '1'));
    expect(read).toEqual({ code: 'percentage-unclear' });
  });

  it.each([
    ['number', '所', '3所', figure(3, null)],
    ['number', '所', '1,200 个', figure(1200, null)],
    ['number', '人', '12人', figure(12, null)],
    ['per-head', '平方米', '4.06㎡', figure(null, null, 4.06)],
    ['per-head', '平方米', '4.06 平方米', figure(null, null, 4.06)],
  ] as const)('reads %s in %s behind the number: %s', (measure, unit, text, expected) => {
    const read = readFigure(indicator(measure, unit), written(undefined, undefined, text));
    expect(read).toEqual({ figure: expected });
  });

  it('wants a number that is counted to be whole', () => {
    const counted = { ...indicator('number', '所'), whole: true };
    expect(readFigure(counted, written(undefined, undefined, '3'))).toEqual({ figure: figure(3, null) });
    expect(readFigure(counted, written(undefined, undefined, '2.5所'))).toMatchObject({
      reason: '应是整数，这里是 2.5',
    });
    expect(readFigure(indicator('number', '公里'), written(undefined, undefined, '2.5'))).toEqual({
      figure: figure(2.5, null),
    });
  });

  it('reads back every share as it shows it', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.integer({ min: 1, max: 5000 }), (part, whole) => {
        fc.pre(part <= whole);
        const ratio = indicator('ratio');
        const read = { figure: figure(part, whole) };
        expect(readFigure(ratio, written(part, whole, undefined))).toEqual(read);
        const [shown = ''] = describeFigure(ratio, figure(part, whole)).split('（');
        expect(readFigure(ratio, written(part, whole, shown))).toEqual(read);
        // Never all of it unless it is.
        expect(shown === '100%').toBe(part === whole);
      }),
    );
  });
});
