import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateToSerial, serialToDate } from './serial-dates.ts';

describe('serialToDate', () => {
  it.each([
    [0, '1899-12-31'],
    [1, '1900-01-01'],
    [31, '1900-01-31'],
    [59, '1900-02-28'],
    // The day that Excel invented.
    [60, '1900-02-28'],
    [61, '1900-03-01'],
    [366, '1900-12-31'],
    [367, '1901-01-01'],
    [36_526, '2000-01-01'],
    [36_585, '2000-02-29'],
    [44_271, '2021-03-16'],
    [44_271.5, '2021-03-16T12:00:00'],
    [44_271.354_166_666_664, '2021-03-16T08:30:00'],
    // Half a second below midnight belongs to the next day.
    [44_271.999_999, '2021-03-17'],
    [44_271.000_001, '2021-03-16'],
    [0.354_166_666_7, '1899-12-31T08:30:00'],
    [2_958_465, '9999-12-31'],
    [2_958_466, undefined],
    [-1, undefined],
    [Number.NaN, undefined],
  ])('%d → %s', (serial, date) => expect(serialToDate(serial)).toBe(date));

  it.each([
    [0, '1904-01-01'],
    [42_809, '2021-03-16'],
    [59, '1904-02-29'],
    [60, '1904-03-01'],
  ])('%d → %s in a workbook that counts from 1904', (serial, date) => {
    expect(serialToDate(serial, true)).toBe(date);
  });

  it('agrees with the calendar of the runtime on every day from March 1900', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => {
        const expected = new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10);
        expect(serialToDate(serial)).toBe(expected);
        expect(dateToSerial(expected)).toBe(serial);
      }),
    );
  });

  it('is undone by dateToSerial to the second', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 61, max: 100_000 }),
        fc.integer({ min: 0, max: 86_399 }),
        (day, second) => {
          const serial = day + second / 86_400;
          expect(dateToSerial(serialToDate(serial) ?? '')).toBeCloseTo(serial, 9);
        },
      ),
    );
  });
});

describe('dateToSerial', () => {
  it.each([
    ['2021-03-16', 44_271],
    ['2021-03-16T00:00:00', 44_271],
    ['2021-03-16T12:00:00.000Z', 44_271.5],
    ['1900-02-28', 59],
    ['1900-03-01', 61],
    ['2023-02-29', undefined],
    ['2021-13-01', undefined],
    ['2021-03-16T25:00:00', undefined],
    ['1899-01-01', undefined],
    ['昨天', undefined],
  ])('%s → %s', (text, serial) => expect(dateToSerial(text)).toBe(serial));
});
