import type { Workbook, Worksheet } from 'exceljs';
import { type Filler, fillersOf } from '../policy/indicator-fillers.ts';
import { unitOf } from '../policy/kinds/indicator-total.ts';
import type { Indicator, Policy } from '../policy/schema.ts';
import { offerChoices } from '../tables/drop-downs.ts';
import { guideSheetTitle, type ListColumn, writeListSheet } from '../tables/list-layout.ts';
import type { IndicatorRow } from './indicators.rows.ts';
import { wayOf } from './read-figure.ts';

const fillerNames: Readonly<Record<Filler, string>> = { office: '主管部门', kindergarten: '各园' };

/** What a figure is written in: 是或否, %, 平方米. */
function unitToFillIn(indicator: Indicator): string {
  return indicator.measure === 'yes-no' ? '是或否' : unitOf(indicator);
}

/** Adds the sheet that says of each indicator who fills it in, in what unit, and how (填写说明). */
export function writeGuide(
  workbook: Workbook,
  policy: Pick<Policy, 'title'>,
  indicators: readonly Indicator[],
  whole: string,
): void {
  const columns: readonly ListColumn<Indicator>[] = [
    { heading: '指标', width: 26, value: ({ name }) => name },
    {
      heading: '由谁填',
      width: 12,
      centred: true,
      value: (indicator) =>
        fillersOf(indicator)
          .map((filler) => fillerNames[filler])
          .join('或'),
    },
    { heading: '单位', width: 10, centred: true, value: unitToFillIn },
    { heading: '分子', width: 22, value: ({ numerator }) => numerator ?? '' },
    { heading: '分母', width: 18, value: ({ denominator }) => denominator ?? '' },
    { heading: '填法', width: 44, value: (indicator) => `${wayOf(indicator)}。` },
  ];
  const remarks = [
    `指标出自《${policy.title}》。一行是一个指标一年的数：写园名的是那一所园的，园所名称写“${whole}”的是全部园所的，核查时以它为准。`,
    '填不出的空着：整行没有填的，导入时跳过。百分数请写百分号（96%）；分子和分母要一起填，填了的，数值可以不填。',
    '“目标值”只填文件没有定、由本单位定的标准；没有的空着。',
  ];
  const sheet = workbook.addWorksheet('填写说明');
  writeListSheet(sheet, { title: guideSheetTitle, remarks }, columns, indicators);
}

/** Offers 是 and 否 in the column of results (数值) of the rows where a kindergarten answers one of them. */
export function offerAnswers(
  workbook: Workbook,
  sheet: Worksheet,
  rows: readonly IndicatorRow[],
  given: {
    readonly indicators: readonly Indicator[];
    readonly whole: string;
    /** Column of the results, and the sheet's row of the first of the rows. */
    readonly column: number;
    readonly first: number;
  },
): void {
  const answered = new Set(
    given.indicators.flatMap(({ name, measure }) => (measure === 'yes-no' ? [name] : [])),
  );
  const isAnswer = (row: IndicatorRow | undefined) =>
    row !== undefined && row.name !== given.whole && answered.has(String(row.indicator));
  for (let from = 0; from < rows.length; ) {
    let to = from;
    if (isAnswer(rows[from])) {
      while (isAnswer(rows[to + 1])) to += 1;
      const range = { column: given.column, first: given.first + from, last: given.first + to };
      offerChoices(workbook, sheet, range, { values: ['是', '否'], open: false });
    }
    from = to + 1;
  }
}
