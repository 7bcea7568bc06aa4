import { describe, expect, it } from 'vitest';
import { type FontShelf, findFonts } from '../fonts/find-fonts.ts';
import type { Chart } from './chart.ts';
import { layOutChart } from './chart-option.ts';
import { drawChart } from './draw-chart.ts';
import { layOutNames, pixelsWide, wrapName } from './names.ts';
import { colourOf, inkOn, lightnessOf } from './palette.ts';

const shelf = findFonts({ environment: process.env });
const nothing: FontShelf = { named: [], installed: [], findings: [] };
/** Drawing needs a Chinese font on the machine; what is laid out does not. */
const hasFont = shelf.installed.some(({ families }) =>
  families.some((name) => /CJK SC|Hei|黑体|宋体|SimSun/u.test(name)),
);

const chart = (given: Partial<Chart> = {}): Chart => ({
  kind: 'bar',
  title: '各区县活动办结率',
  categories: ['东湖区', '西岭区', '南山区'],
  unit: '%',
  series: [{ name: '本季度', values: [100, 62.5, null] }],
  ...given,
});

const years = ['2024Q1', '2024Q2', '2024Q3', '2024Q4'];

describe.skipIf(!hasFont)('a drawn chart', () => {
  it.each([
    ['bar', chart()],
    ['lying-bar', chart({ kind: 'lying-bar' })],
    ['line', chart({ kind: 'line', categories: years, series: [{ name: '全市', values: [1, null, 3, 4] }] })],
    [
      'stacked-bar',
      chart({ kind: 'stacked-bar', series: [1, 2, 3].map((n) => ({ name: `${n}类`, values: [n, 5, 0] })) }),
    ],
  ])('is a PNG twice its layout, the same each time: %s', async (_, drawn) => {
    const first = await drawChart(drawn, shelf);
    const second = await drawChart(drawn, shelf);
    expect(Buffer.from(first.png).equals(second.png)).toBe(true);
    expect(Buffer.from(first.png.subarray(0, 4)).toString('latin1')).toBe('\u0089PNG');
    const { width, height } = layOutChart(drawn, 'x');
    expect([first.width, first.height]).toEqual([width * 2, height * 2]);
  });

  it('draws Chinese, and not one box for every character', async () => {
    const png = async (name: string) =>
      Buffer.from((await drawChart(chart({ categories: [name, '乙', '丙'] }), shelf)).png);
    // Equally wide texts: only the shapes of the glyphs can differ.
    const [one, other, rare, box] = [
      await png('一龘'),
      await png('一园'),
      await png('一𠮷'),
      await png('一\u{e000}'),
    ];
    expect([one.equals(other), one.equals(rare), one.equals(box)]).toEqual([false, false, false]);
  });

  it('takes signs of markup, breaks and controls for text', async () => {
    const name = '<东&湖>"\'\u0007\u0000\ud800]]>';
    const picture = await drawChart(
      chart({ title: `第一\n行${name}`, categories: [name, '乙', '丙'], unit: '<b>&' }),
      shelf,
    );
    expect(picture.width).toBe(1280);
  });

  it('shows a gap as nothing, and zero as 0', async () => {
    const png = async (value: number | null) =>
      Buffer.from(
        (await drawChart(chart({ series: [{ name: '本季度', values: [100, value, 50] }] }), shelf)).png,
      );
    expect((await png(null)).equals(await png(0))).toBe(false);
    expect((await png(null)).equals(await png(Number.NaN))).toBe(true);
  });
});

it.each([
  ['no values', chart({ series: [{ name: 'a', values: [null, null, null] }] })],
  ['no series', chart({ series: [] })],
  ['no categories', chart({ categories: [] })],
  ['values for no category', chart({ categories: ['甲'], series: [{ name: 'a', values: [null, 3] }] })],
])('refuses an empty chart, naming it: %s', async (_, empty) => {
  await expect(drawChart(empty, shelf)).rejects.toMatchObject({
    finding: { code: 'chart-empty', value: '各区县活动办结率' },
  });
});

it('says so where the machine has no Chinese font', async () => {
  await expect(drawChart(chart(), nothing)).rejects.toMatchObject({ finding: { code: 'font-none' } });
});

describe('names at the axis', () => {
  it('stand level where they fit, on several lines where they do not, else turned', () => {
    expect(layOutNames(['东湖区', '西岭区'], 100, 12)).toMatchObject({
      rotation: 0,
      lines: [['东湖区'], ['西岭区']],
    });
    const wrapped = layOutNames(['高新技术产业开发区', '甲'], 70, 12);
    expect([wrapped.rotation, wrapped.lines]).toEqual([0, [['高新技术产', '业开发区'], ['甲']]]);
    expect(layOutNames(['云溪市东湖区第一实验幼儿园', '甲'], 40, 12).rotation).toBe(40);
  });

  it('lose no character, keep numbers whole and leave no line with one character', () => {
    const name = '云溪市东湖区第12实验幼儿园教育集团（含𠮷园、分园）';
    const lines = wrapName(name, 200, 12);
    expect(lines.join('')).toBe(name);
    expect(lines.every((line) => pixelsWide(line, 12) <= 200 && line.length > 2)).toBe(true);
    expect(wrapName('第100', 30, 12)).toEqual(['第', '100']);
  });

  it('turn a bar chart with many long names into lying bars, all names whole', () => {
    const categories = [...Array(14).keys()].map((n) => `云溪市东湖区第${n + 1}实验幼儿园教育集团`);
    const { option, height } = layOutChart(
      chart({ categories, series: [{ name: 'a', values: categories.map(() => 1) }] }),
      'x',
    );
    const axis = option.yAxis as { type: string; data: string[] };
    expect([axis.type, axis.data.map((name) => name.replaceAll('\n', ''))]).toEqual(['category', categories]);
    expect(height).toBeGreaterThan(500);
  });
});

it('takes colours that can be told apart in grey, and ink that can be read on them', () => {
  const lights = [...Array(8).keys()].map((number) => lightnessOf(colourOf(number)));
  for (const [index, light] of lights.entries()) {
    if (index > 0) expect(Math.abs(light - lights[index - 1]!)).toBeGreaterThan(15);
    expect(Math.abs(light - lightnessOf(inkOn(colourOf(index))))).toBeGreaterThan(40);
  }
});
