import type { Chart } from '../../../charts/chart.ts';
import { dimensionWorth, type Rubric } from '../../rubric.ts';
import type { OfficeEntry } from './office-sheets.ts';

/** Most kindergartens that a chart of totals shows: beyond, names cannot be read. */
const mostBars = 15;

/** What the office's workbook shows as pictures, by kind of subject; nothing where nothing has come in. */
export function officeCharts(
  rubric: Rubric,
  entries: readonly OfficeEntry[],
): { readonly kind: string; readonly chart: Chart }[] {
  return rubric.subjects.flatMap((kind) => {
    const scored = entries.filter(({ subject, result }) => subject.id === kind.id && result !== null);
    if (scored.length === 0) return [];
    const grades: Chart = {
      kind: 'bar',
      title: `${kind.name}等次分布`,
      categories: rubric.grades.map(({ name }) => name),
      series: [
        {
          name: '个数',
          values: rubric.grades.map(
            ({ name }) => scored.filter(({ result }) => result?.grade === name).length,
          ),
        },
      ],
      unit: '个',
    };
    const dimensions: Chart = {
      kind: 'bar',
      title: `${kind.name}各一级指标平均得分率`,
      categories: kind.dimensions.map(({ name }) => name),
      series: [
        {
          name: '得分率',
          values: kind.dimensions.map((dimension) => {
            const worth = dimensionWorth(dimension);
            const sum = scored.reduce(
              (total, { result }) =>
                total + (result?.dimensions.find((each) => each.dimension === dimension.id)?.score ?? 0),
              0,
            );
            return Math.round((sum / scored.length / worth) * 1000) / 10;
          }),
        },
      ],
      unit: '%',
    };
    const best = [...scored].sort((one, other) => other.result!.total - one.result!.total).slice(0, mostBars);
    const totals: Chart = {
      kind: 'lying-bar',
      title: scored.length > mostBars ? `${kind.name}总分（前 ${mostBars} 名）` : `${kind.name}总分`,
      categories: best.map(({ name }) => name),
      series: [{ name: '总分', values: best.map(({ result }) => result!.total) }],
      unit: '分',
    };
    return [totals, grades, dimensions].map((chart) => ({ kind: kind.id, chart }));
  });
}
