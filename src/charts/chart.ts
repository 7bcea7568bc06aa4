/** A chart (图) as a value: what is compared, in which unit; drawn as a picture with Chinese text. */
export interface Chart {
  /** Bars for a comparison, lying ones where names are long; lines for a course in time; parts stacked to a whole. */
  readonly kind: 'bar' | 'lying-bar' | 'line' | 'stacked-bar';
  readonly title: string;
  /** Names along the axis: districts, quarters, grades. */
  readonly categories: readonly string[];
  /** A null is a gap: not known, which is not zero. */
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  /** `%`, `次`, `所`: said at the axis and behind the values. */
  readonly unit: string;
}

/** A drawn chart; `width` and `height` in pixels. */
export interface ChartPicture {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Whether a value is a number that can be drawn. */
export function isKnown(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** Whether there is anything to draw. */
export function hasData(chart: Chart): boolean {
  return chart.series.some(({ values }) => values.slice(0, chart.categories.length).some(isKnown));
}
