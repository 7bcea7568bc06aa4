import { describe, expect, it } from 'vitest';
import type { Failure } from '../findings/catalogue.ts';
import { dateOption, flagOption, namesOption, textOption } from './options.ts';

describe('options', () => {
  it.each([
    ['2021-03-16', '2021-03-16'],
    ['2021.3.6', '2021-03-06'],
    ['2021/3/16', '2021-03-16'],
    ['2021年3月16日', '2021-03-16'],
    ['20210316', '2021-03-16'],
    ['二〇二一年三月五日', '2021-03-05'],
    ['二零二一年十月二十三日', '2021-10-23'],
    ['  ', undefined],
    [undefined, undefined],
  ])('reads the date %s', (since, date) => {
    expect(dateOption({ since }, 'since')).toBe(date);
  });

  it.each(['2023-02-29', '2021-13-01', '去年', '二〇二一年二月三十日', '2021', '21-3-16'])(
    'refuses %s as a date',
    (givenOn) => {
      try {
        dateOption({ givenOn }, 'givenOn');
        expect.unreachable();
      } catch (error) {
        expect((error as Failure).finding.code).toBe('option-value');
        expect((error as Failure).finding.message).toContain('--given-on');
      }
    },
  );

  it.each([
    [
      ['甲园', '乙园'],
      ['甲园', '乙园'],
    ],
    [
      ['甲园、乙园', ' 丙园 '],
      ['甲园', '乙园', '丙园'],
    ],
    ['甲园,乙园，丙园;', ['甲园', '乙园', '丙园']],
    [undefined, []],
  ])('splits names', (value, names) => {
    expect(namesOption({ value }, 'value')).toEqual(names);
  });

  it('takes blank text as not given, and only true as a flag', () => {
    expect(textOption({ name: ' 甲 ' }, 'name')).toBe('甲');
    expect(textOption({ name: '' }, 'name')).toBeUndefined();
    expect([flagOption({ yes: true }, 'yes'), flagOption({}, 'yes')]).toEqual([true, false]);
  });
});
