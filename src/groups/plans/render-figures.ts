import { renderTable } from '../../cli/table.ts';
import type { Policy } from '../../policy/schema.ts';
import type { DistanceFigures, GroupingFigures } from './figures.ts';
import { kilometres } from './words.ts';

type Names = Policy['names'];

/** One figure of a grouping, as a row of the table of figures. */
interface FigureLine {
  readonly label: string;
  value(figures: GroupingFigures): string;
}

const far = (millimetres: number | null) => (millimetres === null ? '–' : kilometres(millimetres));

function figureLines({ kind, member }: Names): FigureLine[] {
  return [
    { label: `${kind}（个）`, value: ({ groups }) => String(groups) },
    { label: `编入的${member}（所）`, value: ({ members }) => String(members) },
    { label: '没有编入（所）', value: ({ unassigned }) => String(unassigned) },
    { label: `每个${kind}的${member}（所）`, value: ({ size }) => sizeText(size) },
    { label: '距离合计（公里）', value: ({ distance }) => far(distance.total) },
    { label: '平均距离（公里）', value: ({ distance }) => far(distance.mean) },
    { label: '距离的中位数（公里）', value: ({ distance }) => far(distance.median) },
    { label: '最远的（公里）', value: ({ distance }) => far(distance.longest) },
    { label: '公办园（所）', value: ({ sectors }) => String(sectors.public) },
    { label: '民办园（所）', value: ({ sectors }) => String(sectors.private) },
    { label: '中外合作办园（所）', value: ({ sectors }) => String(sectors.joint) },
    { label: '不知公办民办（所）', value: ({ sectors }) => String(sectors.unknown) },
    { label: `公办、民办都有的${kind}（个）`, value: ({ mixed }) => String(mixed) },
    { label: '按距离表的（所）', value: ({ bases }) => String(bases.matrix) },
    { label: '距离为估算的（所）', value: ({ bases }) => String(bases.administrative) },
  ];
}

/** Lines that say nothing where they are 0 for all. */
const rare = /^(?:中外合作办园|不知公办民办|按距离表的|距离为估算的)/u;

function sizeText(size: GroupingFigures['size']): string {
  if (size === null) return '–';
  if (size.least === size.most) return String(size.least);
  return `${size.least}–${size.most}，平均 ${size.mean.toFixed(1)}`;
}

/** The figures of one or several groupings side by side: a row a figure, label first. */
export function figureTable(all: readonly GroupingFigures[], names: Names): string[][] {
  return figureLines(names)
    .map(({ label, value }) => [label, ...all.map(value)])
    .filter(([label = '', ...values]) => !rare.test(label) || values.some((each) => each !== '0'));
}

export function renderFigures(
  columns: readonly { readonly heading: string; readonly figures: GroupingFigures }[],
  names: Names,
  wide: boolean,
): string {
  const rows = figureTable(
    columns.map(({ figures }) => figures),
    names,
  );
  return renderTable(
    rows,
    [
      { heading: '指标', value: ([label = '']) => label },
      ...columns.map(({ heading }, index) => ({
        heading,
        align: 'right' as const,
        value: (row: readonly string[]) => row[index + 1] ?? '',
      })),
    ],
    wide,
  );
}

const metres = (millimetres: number) => millimetres / 1000;
const metresOrNull = (millimetres: number | null) => (millimetres === null ? null : metres(millimetres));

function distanceRecord({ measured, total, mean, median, longest, farthest }: DistanceFigures) {
  return {
    measured,
    total: metres(total),
    mean: metresOrNull(mean),
    median: metresOrNull(median),
    longest: metresOrNull(longest),
    farthest: farthest && { member: farthest.member.name, lead: farthest.lead.name },
  };
}

/** The shape of figures in `--json`; distances in metres, exact to the millimetre. */
export function figuresRecord({ perGroup, ...figures }: GroupingFigures) {
  return {
    ...figures,
    distance: distanceRecord(figures.distance),
    perGroup: perGroup.map(({ lead, members, distance, sectors }) => ({
      ...{ lead: lead?.name ?? null, members, sectors },
      distance: distanceRecord(distance),
    })),
  };
}
