import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../common/dates.ts';
import type { FindingCode } from '../../findings/catalogue.ts';
import type { CellContent } from '../../workbook/sheet.ts';
import { daysOf, daysText } from './days.ts';
import { normalise } from './normalise.ts';

function read(type: 'days' | 'hours', content: CellContent | string) {
  const cell: CellContent = typeof content === 'string' ? { type: 'text', value: content } : content;
  const { value, findings } = normalise(cell, { key: 'field', type }, { dictionaries: new Map() });
  return [value, ...findings.map(({ code }) => code)];
}

const number = (value: number): CellContent => ({ type: 'number', value });

describe('days', () => {
  it.each<[CellContent | string, string]>([
    ['2026-10-14', '2026-10-14'],
    [{ type: 'date', value: '2026-10-14', serial: 46309 }, '2026-10-14'],
    ['2026年10月14日', '2026-10-14'],
    ['2026.10.14', '2026-10-14'],
    ['2026年10月14日至16日', '2026-10-14至2026-10-16'],
    ['2026年10月30日－11月2日', '2026-10-30至2026-11-02'],
    ['2026年12月30日—2027年1月2日', '2026-12-30至2027-01-02'],
    ['二〇二六年十月十四日到十六日', '2026-10-14至2026-10-16'],
    ['2026.10.14-10.16', '2026-10-14至2026-10-16'],
    ['2026.10.14-16', '2026-10-14至2026-10-16'],
    ['2026-10-14~2026-10-16', '2026-10-14至2026-10-16'],
    ['2026-10-14 至 2026-10-16', '2026-10-14至2026-10-16'],
    ['2026-10-14-16', '2026-10-14至2026-10-16'],
    ['2026/10/14-2026/10/16', '2026-10-14至2026-10-16'],
    ['2026-10-14至2026-10-14', '2026-10-14'],
  ])('%s', (content, value) => {
    expect(read('days', content)).toEqual([value]);
  });

  it.each<[CellContent | string, FindingCode]>([
    ['2026年10月16日至14日', 'days-reversed'],
    ['2026-10-14至2025-10-16', 'days-reversed'],
    ['2026-10-14至2027-10-16', 'days-too-many'],
    ['2026年10月', 'date-invalid'],
    ['10月14日', 'date-invalid'],
    ['2026年2月28日至30日', 'date-invalid'],
    ['每周三', 'date-invalid'],
    [{ type: 'boolean', value: true }, 'value-kind'],
  ])('%s is refused', (content, code) => {
    expect(read('days', content)).toEqual([undefined, code]);
  });

  it('reads back what it writes', () => {
    const first = fc.integer({ min: 0, max: 3_000 }).map((days) => addDays('2020-01-01', days));
    fc.assert(
      fc.property(first, fc.nat(60), (from, length) => {
        const to = addDays(from, length);
        const text = daysText(from, to);
        expect(read('days', text)).toEqual([text]);
        expect(daysOf(text)).toEqual({ from, to });
        const dots = text.replaceAll('-', '.').replace('至', '-');
        expect(read('days', dots)).toEqual([text]);
      }),
      { numRuns: 200, seed: 20211103 },
    );
  });
});

describe('class hours', () => {
  it.each<[CellContent | string, ...unknown[]]>([
    [number(4), 4],
    ['4.5', 4.5],
    ['４学时', 4, 'value-normalised'],
    ['2个课时', 2, 'value-normalised'],
    [number(0), undefined, 'hours-invalid'],
    [number(-2), undefined, 'hours-invalid'],
    ['半天', undefined, 'hours-invalid'],
    ['2天', undefined, 'hours-invalid'],
    [number(46309), undefined, 'hours-invalid'],
    [{ type: 'date', value: '2026-10-14', serial: 46309 }, undefined, 'value-kind'],
  ])('%s', (content, ...expected) => {
    expect(read('hours', content)).toEqual(expected);
  });
});
