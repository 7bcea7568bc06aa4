import type { Chart, ChartPicture } from '../charts/chart.ts';
import type { Block, Cell, OfficialDocument } from '../documents/document.ts';
import type { IndicatorReportRow } from './indicator-report.ts';

/** Names of more characters stand on lying bars; more bars than these stand in a second chart. */
const mostBars = 12;

const figure = (value: number | null, unit: string) =>
  value === null ? '' : `${value}${unit === '%' || unit === '' ? '' : ' '}${unit}`;

/** Shares of the year beside those of the year before: one chart for each dozen indicators. */
export function indicatorCharts(rows: readonly IndicatorReportRow[], year: number): Chart[] {
  const known = rows.filter(({ unit, value }) => unit === '%' && value !== null);
  const byName = [...new Map(known.map((row) => [row.name, row])).values()];
  const hasPrevious = byName.some(({ previous }) => previous !== null);
  const charts: Chart[] = [];
  for (let from = 0; from < byName.length; from += mostBars) {
    const own = byName.slice(from, from + mostBars);
    const before = { name: `${year - 1} 年`, values: own.map(({ previous }) => previous) };
    const part = byName.length > mostBars ? `（${charts.length + 1}）` : '';
    charts.push({
      kind: 'lying-bar',
      title: `${year} 年主要指标${part}`,
      categories: own.map(({ name }) => name),
      series: [
        ...(hasPrevious ? [before] : []),
        { name: `${year} 年`, values: own.map(({ value }) => value) },
      ],
      unit: '%',
    });
  }
  return charts;
}

function describe({ title, categories, series, unit }: Chart): string {
  const lines = series.map(
    ({ name, values }) =>
      `${name}：${categories.map((each, index) => `${each} ${values[index] ?? '未知'}${unit}`).join('，')}`,
  );
  return `${title}。${lines.join('；')}。`;
}

const cell = (text: string, align: Cell['align'] = 'centre'): Cell => ({
  inlines: [text],
  ...(align && { align }),
});

/** The report as document tables with charts, for the yearly blue book (蓝皮书). */
export function indicatorDocument(
  texts: { readonly title: string; readonly remarks: readonly string[]; readonly year: number },
  rows: readonly IndicatorReportRow[],
  charts: readonly { readonly chart: Chart; readonly picture: ChartPicture }[],
  outcomeOf: (row: IndicatorReportRow) => string,
): OfficialDocument {
  const heads = ['指标', '要求', '分子', '分母', '数值', '上年', '结论'];
  const table: Block = {
    kind: 'table',
    caption: `${texts.year} 年主要指标完成情况`,
    head: [heads.map((text) => cell(text))],
    rows: rows.map((row) => [
      cell(row.name, 'left'),
      cell(row.requirement ?? '', 'left'),
      cell(row.part === null ? '' : String(row.part)),
      cell(row.whole === null ? '' : String(row.whole)),
      cell(figure(row.value, row.unit)),
      cell(figure(row.previous, row.unit)),
      cell(outcomeOf(row)),
    ]),
    widths: [21, 22, 8, 8, 13, 12, 16],
  };
  const pictures = charts.map(
    ({ chart, picture }): Block => ({
      kind: 'picture',
      ...picture,
      description: describe(chart),
    }),
  );
  const remarks = texts.remarks.map((text): Block => ({ kind: 'paragraph', inlines: [text] }));
  return { title: texts.title, body: [...remarks, table, ...pictures] };
}
