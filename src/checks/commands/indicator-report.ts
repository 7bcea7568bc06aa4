import type { Chart, ChartPicture } from '../../charts/chart.ts';
import { drawChart } from '../../charts/draw-chart.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { textOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import { fontsFrom } from '../../cli/to-pdf.ts';
import { chineseDate, type IsoDate } from '../../common/dates.ts';
import { type Context, today } from '../../context.ts';
import { loadProfile } from '../../documents/load-profile.ts';
import { renderDocument } from '../../documents/render-document.ts';
import { deliverFile, fileOutputFrom, outputFrom } from '../../exports/output.ts';
import { Failure } from '../../findings/catalogue.ts';
import { indicatorFacts } from '../../indicators/indicators.store.ts';
import { policyWithIndicators } from '../../indicators/policy-meant.ts';
import { yearOption } from '../../indicators/year-option.ts';
import { officeFacts } from '../../ledger/office-facts.ts';
import { ownOffice } from '../../ledger/offices.store.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { evaluateOffice } from '../../policy/evaluate.ts';
import type { IndicatorFacts } from '../../policy/facts.ts';
import type { Policy } from '../../policy/schema.ts';
import type { ListColumn } from '../../tables/list-layout.ts';
import { newWorkbook, writeListSheet } from '../../tables/list-layout.ts';
import { sheetName, workbookBytes } from '../../tables/sheet-style.ts';
import { factsOn, indexHistory } from '../facts.ts';
import { readHistory, rosterOn } from '../history.store.ts';
import { indicatorCharts, indicatorDocument } from '../indicator-document.ts';
import { type IndicatorReportRow, indicatorReport } from '../indicator-report.ts';
import { outcomeNames, policyName } from '../render-check.ts';

const figure = (value: number | null, unit: string) =>
  value === null ? '' : `${value}${unit === '%' || unit === '' ? '' : ' '}${unit}`;

const changed = (change: number | null, unit: string) => {
  if (change === null) return '';
  const behind = unit === '%' ? ' 个百分点' : unit === '' ? '' : ` ${unit}`;
  return `${change > 0 ? '+' : ''}${change}${behind}`;
};

const columns: readonly ListColumn<IndicatorReportRow>[] = [
  { heading: '指标', width: 22, value: ({ name }) => name },
  { heading: '规则', width: 17, value: ({ rule }) => rule ?? '' },
  { heading: '要求', width: 22, value: ({ requirement }) => requirement ?? '' },
  { heading: '分子', width: 9, centred: true, value: ({ part }) => (part === null ? '' : String(part)) },
  { heading: '分母', width: 9, centred: true, value: ({ whole }) => (whole === null ? '' : String(whole)) },
  { heading: '数值', width: 13, centred: true, value: ({ value, unit }) => figure(value, unit) },
  {
    heading: '缺几园',
    width: 9,
    centred: true,
    value: ({ lacking }) => (lacking > 0 ? String(lacking) : ''),
  },
  { heading: '上年', width: 13, centred: true, value: ({ previous, unit }) => figure(previous, unit) },
  { heading: '变化', width: 17, centred: true, value: ({ change, unit }) => changed(change, unit) },
  {
    heading: '结论',
    width: 11,
    centred: true,
    value: ({ outcome }) => (outcome ? outcomeNames[outcome] : ''),
  },
];

/** On paper there is room for why: 不能判定的原因. */
const printed: readonly ListColumn<IndicatorReportRow>[] = [
  ...columns,
  { heading: '说明', width: 46, value: ({ remark }) => remark },
];

/** Which year the report is of, and on which day its conclusions are drawn. */
interface ReportedYear {
  readonly year: number;
  readonly on: IsoDate;
  /** The latest year with figures, where it is later than the one reported. */
  readonly later: number | null;
}

/**
 * Without a year the latest that has figures. The latest year is judged today, as `check` does, be its deadline over
 * or not; one with figures of later years by its last day, for today those would count.
 */
function reportedYear(
  facts: IndicatorFacts,
  policy: Policy,
  asked: number | undefined,
  now: IsoDate,
): ReportedYear {
  const present = Number(now.slice(0, 4));
  const years = policy.indicators
    .flatMap(({ id }) => facts.years(policy.id, id))
    .filter((year) => year <= present);
  const latest = years.length === 0 ? null : Math.max(...years);
  const year = asked ?? latest ?? present;
  if (latest === null || year >= latest) return { year, on: now, later: null };
  return { year, on: `${year}-12-31`, later: latest };
}

/** What the report is by, and how its conclusions go with those of `check`. */
function remarksOf(policy: Policy, { on, later }: ReportedYear): string[] {
  const draft = policy.status === 'draft' ? '没有正式印发，结果只供参考。' : '';
  const day = chineseDate(on);
  return [
    `依据：${policyName(policy)}。${draft}`,
    later === null
      ? `结论按 ${day}判定，与 youlian check 一致。`
      : `结论按 ${day}判定；已有 ${later} 年的数据，youlian check 按今天和最近一年的数据判定，结论可能不同。`,
  ];
}

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const now = today(context);
  const asked = yearOption(options, now);
  const isDocument = /\.docx$/iu.test(textOption(options, 'output') ?? '');
  const output =
    options.output === undefined
      ? undefined
      : isDocument
        ? await fileOutputFrom(context, options, '指标完成情况', '.docx')
        : await outputFrom(context, options, '指标完成情况');
  const ledger = openLedger(context);
  try {
    const policy = policyWithIndicators(ledger, textOption(options, 'policy'), now, context.templateFolders);
    const history = indexHistory(readHistory(ledger));
    const groups = new Set(history.groups.map(({ id }) => id));
    const meant = reportedYear(indicatorFacts(ledger), policy, asked, now);
    const { year, on } = meant;
    const facts = factsOn(history, officeFacts(ledger), { on, groups }, on, (day) => rosterOn(ledger, day));
    const rows = indicatorReport(policy, facts, year, evaluateOffice(policy, facts));
    const own = ownOffice(ledger);
    const office = own.title ?? own.name;
    const title = `${office} ${year} 年指标完成情况`;
    const remarks = remarksOf(policy, meant);
    if (options.json) {
      const asCheck = meant.later === null;
      context.stdout.write(renderJson({ policy: policy.id, office, year, on, asCheck, indicators: rows }));
    } else if (!output) {
      const table = renderTable(
        rows,
        columns.map(({ heading, value }) => ({ heading, value: (row) => value(row, 0) })),
        context.ambiguousIsWide,
      );
      context.stdout.write(`${title}\n${remarks.join('\n')}\n\n${table}`);
    }
    if (output?.path !== undefined) {
      await deliverFile(
        context,
        { ...output, path: output.path },
        isDocument
          ? await reportDocument(context, options, { title, remarks: remarks.slice(0, 1), year }, rows)
          : await reportWorkbook(title, remarks, rows),
      );
    }
    return rows.some(({ outcome }) => outcome === 'violation') ? 1 : 0;
  } finally {
    ledger.close();
  }
}

/** Tables and charts as .docx; without a font that draws Chinese the charts are left out, and that is said. */
async function reportDocument(
  context: Context,
  options: CommandInput['options'],
  texts: { readonly title: string; readonly remarks: readonly string[]; readonly year: number },
  rows: readonly IndicatorReportRow[],
): Promise<Uint8Array> {
  const fonts = fontsFrom(context, options);
  const charts: { chart: Chart; picture: ChartPicture }[] = [];
  for (const chart of indicatorCharts(rows, texts.year)) {
    try {
      charts.push({ chart, picture: await drawChart(chart, fonts) });
    } catch (error) {
      if (!(error instanceof Failure) || error.finding.code !== 'font-none') throw error;
      context.stderr.write(renderFinding(error.finding));
      break;
    }
  }
  const outcomeOf = ({ outcome }: IndicatorReportRow) => (outcome ? outcomeNames[outcome] : '');
  const document = indicatorDocument(texts, rows, charts, outcomeOf);
  return renderDocument(document, loadProfile('standard', context.templateFolders));
}

async function reportWorkbook(
  title: string,
  remarks: readonly string[],
  rows: readonly IndicatorReportRow[],
): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  const sheet = workbook.addWorksheet(sheetName('指标完成情况'));
  writeListSheet(sheet, { title, remarks, leastHeight: 36 }, printed, rows);
  return workbookBytes(workbook);
}
