import type { Worksheet } from 'exceljs';
import { chineseDate } from '../../common/dates.ts';
import type { PeriodCount } from '../../policy/cadence/count-done.ts';
import { type ListColumn, newWorkbook, writeListSheet } from '../../tables/list-layout.ts';
import { sheetName, workbookBytes } from '../../tables/sheet-style.ts';
import { type DueAccount, totalsOf } from './accounts.ts';
import {
  type HeatMap,
  type HeatState,
  heatLegend,
  heatMaps,
  heatMarks,
  heatState,
  perTitles,
} from './heat-map.ts';
import type { DueResult } from './read-due.ts';
import { accountName, owedPeriods } from './render-due.ts';

/** Pale enough for a black-and-white printer, where the sign says the same. */
const fills: Readonly<Record<HeatState, string | null>> = {
  none: null,
  done: 'FFC6EFCE',
  excess: 'FFFFEB9C',
  madeUp: 'FFDDEBF7',
  owed: 'FFFFC7CE',
  open: 'FFF2F2F2',
};

/** More columns than this are too narrow to read on one page: the map goes on, on a sheet of its own. */
const columnsOnPage = 18;

const listColumns: readonly ListColumn<DueAccount>[] = [
  { heading: '序号', width: 6, centred: true, value: (_, index) => String(index + 1) },
  { heading: '对象', width: 28, value: accountName },
  { heading: '规则', width: 14, value: ({ rule }) => rule.id },
  { heading: '活动', width: 20, value: ({ activity }) => activity },
  { heading: '应办多少', width: 14, centred: true, value: ({ cadence }) => cadence },
  { heading: '应办', width: 7, centred: true, value: ({ periods }) => String(totalsOf(periods).due) },
  { heading: '已办', width: 7, centred: true, value: ({ periods }) => String(totalsOf(periods).done) },
  { heading: '欠办', width: 7, centred: true, value: ({ periods }) => String(totalsOf(periods).owed) },
  { heading: '欠的是', width: 34, value: owedPeriods },
];

interface PeriodRow {
  readonly account: DueAccount;
  readonly period: PeriodCount;
}

const states: Readonly<Record<HeatState, string>> = {
  none: '不应办',
  done: '已办足',
  excess: '多于上限',
  madeUp: '后来补办',
  owed: '欠办',
  open: '本期还没有过',
};

const periodColumns: readonly ListColumn<PeriodRow>[] = [
  { heading: '序号', width: 6, centred: true, value: (_, index) => String(index + 1) },
  { heading: '对象', width: 28, value: ({ account }) => accountName(account) },
  { heading: '规则', width: 14, value: ({ account }) => account.rule.id },
  { heading: '活动', width: 20, value: ({ account }) => account.activity },
  { heading: '期', width: 22, value: ({ period }) => period.whole.name },
  { heading: '起', width: 12, centred: true, value: ({ period }) => period.from },
  { heading: '止', width: 12, centred: true, value: ({ period }) => period.to },
  { heading: '应办', width: 7, centred: true, value: ({ period }) => String(period.due) },
  { heading: '已办', width: 7, centred: true, value: ({ period }) => String(period.done) },
  { heading: '欠办', width: 7, centred: true, value: ({ period }) => String(period.owed) },
  {
    heading: '情况',
    width: 14,
    centred: true,
    value: ({ account, period }) => states[heatState(account, period)],
  },
];

type MapRow = HeatMap['rows'][number];

/** `欠0/1`: the sign, and how many of how many. */
function cellOf(account: DueAccount, period: PeriodCount | undefined): string {
  if (!period) return '';
  const { due, done } = period;
  const state = heatState(account, period);
  return state === 'none' ? heatMarks.none : `${heatMarks[state]}${done}/${due}`;
}

function writeMap(sheet: Worksheet, title: string, map: HeatMap, from: number, wide: number): void {
  const periods = map.columns.slice(from, from + wide);
  const columns: ListColumn<MapRow>[] = [
    { heading: '对象', width: 26, value: ({ account }) => accountName(account) },
    { heading: '活动', width: 16, value: ({ account }) => account.activity },
    ...periods.map(({ short }, index) => ({
      heading: short,
      width: 7,
      centred: true,
      value: ({ account, cells }: MapRow) => cellOf(account, cells[from + index]),
    })),
  ];
  const rows = map.rows.filter(({ cells }) =>
    cells.slice(from, from + wide).some((cell) => cell !== undefined),
  );
  const first = writeListSheet(sheet, { title, remarks: [heatLegend] }, columns, rows);
  for (const [index, { account, cells }] of rows.entries()) {
    for (const [column, period] of cells.slice(from, from + wide).entries()) {
      const argb = period ? fills[heatState(account, period)] : null;
      if (argb === null) continue;
      const cell = sheet.getCell(first + index, column + 3);
      cell.style = { ...cell.style, fill: { type: 'pattern', pattern: 'solid', fgColor: { argb } } };
    }
  }
  sheet.views = [{ state: 'frozen', ySplit: first - 1, xSplit: 2 }];
}

/**
 * What was due, done and owed as a workbook: a list, maps of the periods with colours and signs, and every period in
 * a list that can be filtered. The same ledger gives the same bytes.
 */
export async function dueWorkbook({ accounts, on }: DueResult): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  const totals = totalsOf(accounts.flatMap(({ periods }) => periods));
  const remarks = [
    `截至${chineseDate(on)}：应办 ${totals.due} 次，已办 ${totals.done} 次，欠 ${totals.owed} 次。本期还没有过的不算欠。`,
  ];
  const list = workbook.addWorksheet(sheetName('应办已办'));
  writeListSheet(list, { title: '活动应办已办一览表', remarks }, listColumns, accounts);
  for (const map of heatMaps(accounts)) {
    const parts = Math.ceil(map.columns.length / columnsOnPage);
    const wide = Math.ceil(map.columns.length / parts);
    for (let from = 0; from < map.columns.length; from += wide) {
      const part = parts > 1 ? ` ${from / wide + 1}` : '';
      const years = map.columns.slice(from, from + wide);
      const span = `${years[0]?.name ?? ''}至${years.at(-1)?.name ?? ''}`;
      const title = `活动${perTitles[map.per]}情况图（${years.length > 1 ? span : (years[0]?.name ?? '')}）`;
      writeMap(workbook.addWorksheet(sheetName(`${perTitles[map.per]}图${part}`)), title, map, from, wide);
    }
  }
  const rows = accounts.flatMap((account) => account.periods.map((period) => ({ account, period })));
  const detail = workbook.addWorksheet(sheetName('逐期明细'));
  const first = writeListSheet(detail, { title: '活动应办已办逐期明细', remarks }, periodColumns, rows);
  detail.autoFilter = `A${first - 1}:K${first - 1 + rows.length}`;
  return workbookBytes(workbook);
}
