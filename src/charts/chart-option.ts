import { type Chart, isKnown } from './chart.ts';
import { layOutNames, oneLine, pixelsWide, wrapName } from './names.ts';
import { labelSize, plotHeight, seriesOf } from './series.ts';

/** A chart as the drawing library is told it: pixels on paper before magnification. */
export interface DrawnChart {
  readonly width: number;
  readonly height: number;
  readonly option: Readonly<Record<string, unknown>>;
}

/** As wide as the type area is shown: 156 mm are 640 pixels of which 12 are a readable 8.3 points. */
const width = 640;
const titleSize = 16;
const nameSize = 12;
const ink = '#222222';
const gridInk = '#d0d0d0';
/** A lying bar's row. */
const rowHeight = 16;

/** Lays a chart out: title above, legend and unit below it, names and numbers at the axes, values at the bars. */
export function layOutChart(chart: Chart, family: string): DrawnChart {
  const categories = chart.categories.map(oneLine);
  const isLying = chart.kind === 'lying-bar' || (chart.kind !== 'line' && isBetterLying(categories));
  const text = { fontFamily: family, color: ink };
  const title = wrapName(oneLine(chart.title), width - 40, titleSize);
  const legend = legendOf(chart, 14 + title.length * titleSize * 1.4);
  const top = legend.bottom + 36;
  const beside = chart.kind === 'stacked-bar' ? 1 : chart.series.length;
  const plan = isLying ? lyingPlan(categories, beside, top) : levelPlan(categories, top);
  const values = {
    type: 'value',
    axisLabel: { ...text, fontSize: labelSize },
    axisLine: { show: true, lineStyle: { color: ink } },
    splitLine: { lineStyle: { color: gridInk } },
    ...boundsOf(chart),
  };
  const names = {
    type: 'category',
    data: plan.names,
    inverse: isLying,
    axisLabel: {
      ...text,
      fontSize: nameSize,
      lineHeight: nameSize * 1.25,
      interval: 0,
      rotate: plan.rotation,
    },
    axisTick: { show: false },
    axisLine: { lineStyle: { color: ink } },
  };
  const heading = { ...text, fontSize: titleSize, lineHeight: titleSize * 1.4, fontWeight: 'normal' };
  const unit = { ...text, fontSize: labelSize, fontWeight: 'normal' };
  return {
    width,
    height: Math.ceil(plan.height),
    option: {
      animation: false,
      backgroundColor: '#ffffff',
      title: [
        { text: title.join('\n'), left: 'center', top: 10, textStyle: heading },
        { text: `单位：${oneLine(chart.unit)}`, left: 8, top: legend.bottom, textStyle: unit },
      ],
      legend: legend.option && { ...legend.option, textStyle: { ...text, fontSize: nameSize } },
      grid: plan.grid,
      xAxis: isLying ? values : names,
      yAxis: isLying ? names : values,
      series: seriesOf(chart, { text, isLying, slot: plan.slot }),
    },
  };
}

/** Names that would have to be turned, and are long, are read better beside lying bars. */
function isBetterLying(categories: readonly string[]): boolean {
  const slot = (width - numbersWide - 24) / categories.length;
  const { rotation } = layOutNames(categories, slot, nameSize);
  return rotation !== 0 && categories.some((name) => pixelsWide(name, nameSize) > 8 * nameSize);
}

interface Plan {
  readonly names: readonly string[];
  readonly rotation: number;
  readonly height: number;
  /** Pixels along the axis that one name has. */
  readonly slot: number;
  readonly grid: Readonly<Record<string, number>>;
}

const numbersWide = 58;

function levelPlan(categories: readonly string[], top: number): Plan {
  const slot = (width - numbersWide - 24) / categories.length;
  const layout = layOutNames(categories, slot, nameSize);
  // A turned name leans to the left, past the axis where it is the first.
  const overhang = layout.rotation === 0 ? 0 : Math.max(0, layout.height * 1.2 - slot / 2 - numbersWide);
  const bottom = layout.height + 20;
  return {
    names: layout.lines.map((lines) => lines.join('\n')),
    rotation: layout.rotation,
    height: top + plotHeight + bottom,
    slot,
    grid: { left: numbersWide + overhang, right: 24, top, bottom },
  };
}

function lyingPlan(categories: readonly string[], series: number, top: number): Plan {
  const lines = categories.map((name) => wrapName(name, 200, nameSize));
  const widest = Math.max(...lines.flat().map((line) => pixelsWide(line, nameSize)));
  const tallest = Math.max(...lines.map((each) => each.length));
  const slot = Math.max(series * rowHeight + 8, tallest * nameSize * 1.25 + 8);
  const bottom = 44;
  return {
    names: lines.map((each) => each.join('\n')),
    rotation: 0,
    height: top + slot * categories.length + bottom,
    slot,
    grid: { left: widest + 20, right: 56, top, bottom },
  };
}

/** Shown where there is more than one series; as many lines as its names take. */
function legendOf(chart: Chart, top: number): { bottom: number; option: object | undefined } {
  if (chart.series.length < 2) return { bottom: top, option: undefined };
  let [rows, used] = [1, 0];
  for (const { name } of chart.series) {
    const wide = pixelsWide(oneLine(name), nameSize) + 46;
    if (used > 0 && used + wide > width - 60) {
      rows += 1;
      used = 0;
    }
    used += wide;
  }
  const option = {
    top,
    left: 'center',
    itemWidth: 24,
    itemHeight: 11,
    data: chart.series.map(({ name }) => oneLine(name)),
  };
  return { bottom: top + rows * 24, option };
}

/** Shares of a whole are seen against 100; everything starts at nought unless it goes below. */
function boundsOf(chart: Chart): object {
  const values = chart.series.flatMap((series) => series.values).filter(isKnown);
  const isShare = chart.unit === '%' && values.every((value) => value >= 0 && value <= 100);
  if (isShare && chart.kind !== 'stacked-bar') return { min: 0, max: 100 };
  const isWhole = values.every(Number.isInteger);
  return isWhole ? { minInterval: 1 } : {};
}
