import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitWidths, neededWidths } from './column-widths.ts';

const cell = (column: number, text: string) => ({
  column,
  columns: 1,
  isBelow: false,
  cell: { inlines: [text] },
});

describe('neededWidths', () => {
  it('keeps short texts on one line, and lets long ones break', () => {
    const rows = [
      ['活动次数', '要求', '名称'],
      ['12', '每学期1–2次', '东湖区第一实验幼儿园教育集团'],
    ].map((texts) => texts.map((text, column) => cell(column, text)));
    const widths = neededWidths(rows, 3, { character: 200, margins: 100, isWesternOwn: true });
    expect(widths).toEqual([940, 1340, 1340]);
  });
});

describe('fitWidths', () => {
  it('takes from the columns with most to spare', () => {
    expect(fitWidths([100, 500, 400], [200, 300, 300])).toEqual([200, 434, 366]);
  });

  it('leaves what is wanted where there is not enough for all', () => {
    expect(fitWidths([100, 200], [200, 200])).toEqual([100, 200]);
  });

  it('keeps the sum, and gives each column what it needs where the table has it', () => {
    const widths = fc.array(fc.tuple(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 3000 })), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(widths, (columns) => {
        const wanted = columns.map(([width]) => width);
        const needed = columns.map(([, width]) => width);
        const sum = (list: readonly number[]) => list.reduce((total, each) => total + each, 0);
        const fitted = fitWidths(wanted, needed);
        expect(sum(fitted)).toBe(sum(wanted));
        if (sum(needed) <= sum(wanted))
          for (const [column, width] of fitted.entries())
            expect(width).toBeGreaterThanOrEqual(needed[column]! - 1);
      }),
    );
  });
});
