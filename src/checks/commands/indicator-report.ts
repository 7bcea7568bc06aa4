import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { textOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { deliverFile, outputFrom } from '../../exports/output.ts';
import { policyWithIndicators } from '../../indicators/policy-meant.ts';
import { yearOption } from '../../indicators/year-option.ts';
import { officeFacts } from '../../ledger/office-facts.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { evaluateOffice } from '../../policy/evaluate.ts';
import type { Policy } from '../../policy/schema.ts';
import type { ListColumn } from '../../tables/list-layout.ts';
import { newWorkbook, writeListSheet } from '../../tables/list-layout.ts';
import { sheetName, workbookBytes } from '../../tables/sheet-style.ts';
import { factsOn, indexHistory } from '../facts.ts';
import { readHistory, rosterOn } from '../history.store.ts';
import { type IndicatorReportRow, indicatorReport } from '../indicator-report.ts';
import { outcomeNames, policyName } from '../render-check.ts';

const figure = (value: number | null, unit: string) =>
  value === null ? '' : `${value}${unit === '%' || unit === '' ? '' : ' '}${unit}`;

const columns: readonly ListColumn<IndicatorReportRow>[] = [
  { heading: '指标', width: 26, value: ({ name }) => name },
  { heading: '规则', width: 14, value: ({ rule }) => rule ?? '' },
  { heading: '要求', width: 24, value: ({ requirement }) => requirement ?? '' },
  { heading: '分子', width: 9, centred: true, value: ({ part }) => (part === null ? '' : String(part)) },
  { heading: '分母', width: 9, centred: true, value: ({ whole }) => (whole === null ? '' : String(whole)) },
  { heading: '数值', width: 11, centred: true, value: ({ value, unit }) => figure(value, unit) },
  {
    heading: '缺数据的园',
    width: 8,
    centred: true,
    value: ({ lacking }) => (lacking > 0 ? String(lacking) : ''),
  },
  { heading: '上年', width: 11, centred: true, value: ({ previous, unit }) => figure(previous, unit) },
  {
    heading: '变化',
    width: 9,
    centred: true,
    value: ({ change }) => (change === null ? '' : change > 0 ? `+${change}` : String(change)),
  },
  {
    heading: '结论',
    width: 10,
    centred: true,
    value: ({ outcome }) => (outcome ? outcomeNames[outcome] : ''),
  },
];

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const now = today(context);
  const year = yearOption(options, now) ?? Number(now.slice(0, 4));
  const on = `${year}-12-31` < now ? `${year}-12-31` : now;
  const output =
    options.output === undefined ? undefined : await outputFrom(context, options, '指标完成情况');
  const ledger = openLedger(context);
  try {
    const policy = policyWithIndicators(ledger, textOption(options, 'policy'), now, context.templateFolders);
    const history = indexHistory(readHistory(ledger));
    const groups = new Set(history.groups.map(({ id }) => id));
    const facts = factsOn(history, officeFacts(ledger), { on, groups }, on, (day) => rosterOn(ledger, day));
    const rows = indicatorReport(policy, facts, year, evaluateOffice(policy, facts));
    if (options.json) context.stdout.write(renderJson({ policy: policy.id, year, on, indicators: rows }));
    else if (!output) {
      const table = renderTable(
        rows,
        columns.map(({ heading, value }) => ({ heading, value: (row) => value(row, 0) })),
        context.ambiguousIsWide,
      );
      context.stdout.write(table);
    }
    if (output?.path !== undefined) {
      await deliverFile(context, { ...output, path: output.path }, await reportWorkbook(policy, year, rows));
    }
    return rows.some(({ outcome }) => outcome === 'violation') ? 1 : 0;
  } finally {
    ledger.close();
  }
}

async function reportWorkbook(
  policy: Policy,
  year: number,
  rows: readonly IndicatorReportRow[],
): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  const sheet = workbook.addWorksheet(sheetName('指标完成情况'));
  const remarks = [
    `依据：${policyName(policy)}${policy.status === 'draft' ? '。没有正式印发，结果只供参考' : ''}`,
  ];
  writeListSheet(sheet, { title: `${year} 年指标完成情况`, remarks }, columns, rows);
  return workbookBytes(workbook);
}
