import { type Chart, isKnown } from './chart.ts';
import { oneLine, pixelsWide } from './names.ts';
import { colourOf, dashOf, inkOn, symbolOf } from './palette.ts';

export const labelSize = 11;
/** Pixels of height of a plot whose names stand below it. */
export const plotHeight = 240;

interface SeriesLayout {
  readonly text: Readonly<Record<string, unknown>>;
  readonly isLying: boolean;
  /** Pixels along the axis that one name has. */
  readonly slot: number;
}

/** The series as the drawing library is told them, each value with its number where there is room for it. */
export function seriesOf(chart: Chart, layout: SeriesLayout): object[] {
  if (chart.kind === 'line') return linesOf(chart, layout);
  return chart.kind === 'stacked-bar' ? partsOf(chart, layout) : barsOf(chart, layout);
}

function shownValue(chart: Chart, value: number): string {
  return `${Math.round(value * 100) / 100}${chart.unit === '%' ? '%' : ''}`;
}

/** The values by category; null for a gap. */
function valuesOf(chart: Chart, series: number): (number | null)[] {
  return chart.categories.map((_, index) => {
    const value = chart.series[series]?.values[index];
    return isKnown(value) ? value : null;
  });
}

function labelOf(chart: Chart, { text }: SeriesLayout): object {
  const formatter = ({ value }: { value: unknown }) =>
    typeof value === 'number' ? shownValue(chart, value) : '';
  return { show: true, fontSize: labelSize, ...text, formatter };
}

/** Numbers that have no room beside one another would be a grey band: the tables have them all. */
function barsOf(chart: Chart, layout: SeriesLayout): object[] {
  const widest = Math.max(
    ...chart.series.flatMap(({ values }) =>
      values.filter(isKnown).map((value) => pixelsWide(shownValue(chart, value), labelSize)),
    ),
  );
  const hasRoom = layout.isLying || widest * chart.series.length <= layout.slot * 1.1;
  return chart.series.map(({ name }, number) => ({
    type: 'bar',
    name: oneLine(name),
    data: valuesOf(chart, number),
    itemStyle: { color: colourOf(number) },
    barMaxWidth: layout.isLying ? 18 : 48,
    barGap: '10%',
    label: {
      ...labelOf(chart, layout),
      show: hasRoom,
      position: layout.isLying ? 'right' : 'top',
    },
  }));
}

/** Parts of a whole: a number stands inside its part, unless that is too thin. */
function partsOf(chart: Chart, layout: SeriesLayout): object[] {
  const all = chart.series.map((_, number) => valuesOf(chart, number));
  const totals = chart.categories.map((_, index) =>
    all.reduce((sum, values) => sum + Math.abs(values[index] ?? 0), 0),
  );
  const scale = (layout.isLying ? 400 : plotHeight) / (Math.max(...totals) * 1.1 || 1);
  const isThin = (value: number) =>
    value * scale < (layout.isLying ? pixelsWide(shownValue(chart, value), labelSize) : labelSize + 3);
  return chart.series.map(({ name }, number) => ({
    type: 'bar',
    stack: 'whole',
    name: oneLine(name),
    data: all[number]!.map((value) =>
      value !== null && isThin(Math.abs(value)) ? { value, label: { show: false } } : value,
    ),
    itemStyle: { color: colourOf(number), borderColor: '#ffffff', borderWidth: 1 },
    barMaxWidth: layout.isLying ? 20 : 48,
    label: { ...labelOf(chart, layout), position: 'inside', color: inkOn(colourOf(number)) },
  }));
}

/** Pixels between two points of one moment in which a number finds room. */
const roomBetween = 30;

/** Courses in time: the highest point of a moment has its number above, the lowest below, others where there is room. */
function linesOf(chart: Chart, layout: SeriesLayout): object[] {
  const all = chart.series.map((_, number) => valuesOf(chart, number));
  const known = all.flat().filter(isKnown);
  const top = chart.unit === '%' ? Math.max(100, ...known) : Math.max(...known);
  const scale = plotHeight / (top - Math.min(0, ...known) || 1);
  const positionAt = (number: number, index: number): 'top' | 'bottom' | undefined => {
    const own = all[number]![index];
    if (!isKnown(own)) return undefined;
    const others = all
      .map((values, other) => ({ value: values[index], other }))
      .filter(({ value, other }) => isKnown(value) && other !== number) as { value: number; other: number }[];
    const above = others.filter(({ value, other }) => value > own || (value === own && other < number));
    const below = others.filter(({ value, other }) => value < own || (value === own && other > number));
    if (above.length === 0) return 'top';
    if (below.length === 0) return above.some(({ value }) => value === own) ? undefined : 'bottom';
    const gap = (points: { value: number }[]) =>
      Math.min(...points.map(({ value }) => Math.abs(value - own) * scale));
    // Twice the room where the neighbour may put its own number into the same gap.
    if (gap(above) > roomBetween * (above.length > 1 ? 1.3 : 1)) return 'top';
    return gap(below) > roomBetween * (below.length > 1 ? 1.3 : 1) ? 'bottom' : undefined;
  };
  return chart.series.map(({ name }, number) => ({
    type: 'line',
    name: oneLine(name),
    data: all[number]!.map((value, index) => {
      const position = positionAt(number, index);
      return { value, label: position ? { position } : { show: false } };
    }),
    connectNulls: false,
    showAllSymbol: true,
    symbol: symbolOf(number),
    symbolSize: 8,
    itemStyle: { color: colourOf(number) },
    lineStyle: { color: colourOf(number), width: 2.5, type: dashOf(number) },
    label: labelOf(chart, layout),
  }));
}
