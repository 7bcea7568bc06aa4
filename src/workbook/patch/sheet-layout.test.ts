import { describe, expect, it } from 'vitest';
import type { Cell } from '../sheet.ts';
import { LayoutFinder, RowHeights } from './sheet-layout.ts';

const text = (row: number, column: number, value: string): Cell =>
  ({ row, column, content: { type: 'text', value }, format: 'General' }) as Cell;
const number = (row: number, column: number, value: number): Cell =>
  ({ row, column, content: { type: 'number', value }, format: 'General' }) as Cell;

const layoutOf = (cells: readonly Cell[], merges: ConstructorParameters<typeof LayoutFinder>[0] = []) => {
  const finder = new LayoutFinder(merges);
  for (const cell of cells) finder.see(cell);
  return finder.layout();
};

describe('the layout of a sheet', () => {
  it('prints a form upright and a wide table lying', () => {
    expect(layoutOf([text(1, 1, '单位名称'), text(1, 2, '东湖区彩虹幼儿园')])).toMatchObject({
      orientation: 'portrait',
      scale: null,
    });
    const wide = Array.from({ length: 8 }, (_, index) => text(1, index + 1, '东湖区光明路街道中心幼儿园'));
    expect(layoutOf(wide)).toMatchObject({ orientation: 'landscape', scale: null });
  });

  it('narrows texts before print gets too small, and never below the smallest readable size', () => {
    const long = '东湖区光明路街道中心幼儿园附属分园';
    const sum = (layout: ReturnType<typeof layoutOf>) =>
      [...layout.widths.values()].reduce((a, b) => a + b, 0);
    const ten = layoutOf(Array.from({ length: 10 }, (_, index) => text(1, index + 1, long)));
    expect([ten.scale, sum(ten) <= 230]).toEqual([null, true]);
    const forty = layoutOf(Array.from({ length: 40 }, (_, index) => text(1, index + 1, long)));
    expect([forty.scale, forty.orientation]).toEqual([60, 'landscape']);
    // A number that does not fit is shown as ####.
    const code = layoutOf([
      ...Array.from({ length: 40 }, (_, index) => text(1, index + 1, long)),
      number(2, 1, 137_911_000_001),
    ]);
    expect(code.widths.get(1)).toBe(14);
  });

  it('lets no cell over several columns make one of them wide', () => {
    const title = text(1, 1, '云溪市幼儿园联盟申请表（样表）');
    const range = { top: 1, left: 1, bottom: 1, right: 4 };
    expect(layoutOf([title, text(2, 1, '名称')], [range]).widths.get(1)).toBe(6);
    expect(layoutOf([title]).widths.get(1)).toBe(32);
  });
});

describe('heights of rows', () => {
  const widths = new Map([
    [1, 11],
    [2, 11],
  ]);

  it('holds all lines of wrapped text', () => {
    const heights = new RowHeights([], widths);
    expect(heights.heightOf(1, [text(1, 1, '短')])).toBeUndefined();
    expect(heights.heightOf(2, [text(2, 1, '十个字宽的一格里要写两行')])).toBe(3 * 15 + 4);
    expect(heights.heightOf(3, [text(3, 1, '一\n二\n三')])).toBe(3 * 15 + 4);
  });

  it('measures merged cells over all their columns and shares them among their rows', () => {
    const merges = [
      { top: 1, left: 1, bottom: 1, right: 2 },
      { top: 2, left: 1, bottom: 4, right: 1 },
    ];
    const heights = new RowHeights(merges, widths);
    expect(heights.heightOf(1, [text(1, 1, '十个字宽的一格里面')])).toBeUndefined();
    const opinion = text(2, 1, '一\n二\n三\n四\n五\n六');
    expect(heights.heightOf(2, [opinion])).toBe(32);
    expect(heights.heightOf(3, [])).toBe(32);
    expect(heights.missingBefore(9)).toEqual([[4, 32]]);
    expect(heights.missingBefore(10)).toEqual([]);
  });
});
