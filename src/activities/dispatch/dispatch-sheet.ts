import type { Worksheet } from 'exceljs';
import type { PeriodCount } from '../../policy/cadence/count-done.ts';
import type { ListDefinition } from '../../tables/definition.ts';
import { type ListColumn, newWorkbook, writeListSheet } from '../../tables/list-layout.ts';
import { type ListRow, renderList } from '../../tables/render-list.ts';
import { sheetName, type Wording, workbookBytes } from '../../tables/sheet-style.ts';
import type { DueAccount } from '../due/accounts.ts';
import type { DispatchRow, GroupDispatch } from './dispatch-rows.ts';
import type { DispatchMonth } from './month-option.ts';
import { mendingColumns, type ToBeMended } from './to-be-mended.ts';

/** What a group says of a row. */
export const dispatchStates = { done: '已办', cancelled: '取消', moved: '改期' } as const;

/** Columns that the group fills in; all others are locked. */
const filledIn: ReadonlySet<string> = new Set(['state', 'days', 'host', 'participants', 'reason']);

function listRow(row: DispatchRow, dispatch: GroupDispatch, month: DispatchMonth): ListRow {
  const { period, plan } = row;
  return {
    values: {
      month: month.month,
      group: dispatch.group,
      subject: row.subject,
      rule: row.rule,
      activityKind: row.kind,
      period: period?.whole.name ?? null,
      due: period?.due ?? null,
      done: period?.done ?? null,
      owed: period?.owed ?? null,
      plan: plan?.id ?? null,
      plannedOn: plan?.plannedOn ?? null,
    },
  };
}

/** Only what the group fills in can be typed over; the sheet is not meant to be safe, only hard to spoil by a slip. */
function lock(
  sheet: Worksheet,
  definition: ListDefinition,
  rows: { readonly first: number; readonly last: number },
): void {
  definition.columns.forEach(({ key }, index) => {
    if (!filledIn.has(key)) return;
    for (let row = rows.first; row <= rows.last; row += 1) {
      const cell = sheet.getCell(row, index + 1);
      cell.style = {
        ...cell.style,
        protection: { locked: false },
        fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFFDE7' } },
      };
    }
  });
  // Footer lines below are for the sender too.
  for (let row = rows.last + 1; row <= rows.last + 3; row += 1) {
    for (let column = 1; column <= definition.columns.length; column += 1) {
      sheet.getCell(row, column).protection = { locked: false };
    }
  }
  void sheet.protect('', {
    selectLockedCells: true,
    selectUnlockedCells: true,
    formatColumns: true,
    formatRows: true,
  });
}

/** The sheet for one group to send out, fill in and return. The same dispatch gives the same bytes. */
export async function groupSheet(
  definition: ListDefinition,
  dispatch: GroupDispatch,
  month: DispatchMonth,
  wording: Wording,
): Promise<Uint8Array> {
  const { kind } = dispatch.policy.names;
  return renderList(definition, {
    rows: dispatch.rows.map((row) => listRow(row, dispatch, month)),
    wording: {
      ...wording,
      heading: { attachment: '', title: `${wording.words.area ?? ''}幼儿园${kind}${month.name}活动调度表` },
    },
    choices: { state: { values: Object.values(dispatchStates), open: false } },
    finish: (_, sheet, rows) => lock(sheet, definition, rows),
  });
}

const summaryColumns: readonly ListColumn<GroupDispatch>[] = [
  { heading: '序号', width: 6, centred: true, value: (_, index) => String(index + 1) },
  { heading: '名称', width: 34, value: ({ group }) => group },
  { heading: '本月应办', width: 11, centred: true, value: ({ due }) => String(due) },
  { heading: '本月已办', width: 11, centred: true, value: ({ done }) => String(done) },
  { heading: '到期欠办', width: 11, centred: true, value: ({ owed }) => String(owed) },
  { heading: '下月已排', width: 11, centred: true, value: ({ planned }) => String(planned) },
  {
    heading: '欠的是',
    width: 46,
    value: ({ rows }) =>
      rows
        .filter(({ period }) => (period?.owed ?? 0) > 0)
        .slice(0, 4)
        .map(({ subject, kind, period }) => `${subject}${kind}（${period?.whole.name}）`)
        .join('、') + (rows.filter(({ period }) => (period?.owed ?? 0) > 0).length > 4 ? ' 等' : ''),
  },
];

interface DetailRow {
  readonly dispatch: GroupDispatch;
  readonly row: DispatchRow;
}

const detailColumns: readonly ListColumn<DetailRow>[] = [
  { heading: '序号', width: 6, centred: true, value: (_, index) => String(index + 1) },
  { heading: '联盟', width: 26, value: ({ dispatch }) => dispatch.group },
  { heading: '对象', width: 24, value: ({ row }) => row.subject },
  { heading: '规则', width: 14, value: ({ row }) => row.rule ?? '' },
  { heading: '活动', width: 18, value: ({ row }) => row.kind },
  { heading: '应办期', width: 22, value: ({ row }) => row.period?.whole.name ?? '' },
  { heading: '应办', width: 6, centred: true, value: ({ row }) => String(row.period?.due ?? '') },
  { heading: '已办', width: 6, centred: true, value: ({ row }) => String(row.period?.done ?? '') },
  { heading: '欠办', width: 6, centred: true, value: ({ row }) => String(row.period?.owed ?? '') },
  { heading: '计划日期', width: 13, centred: true, value: ({ row }) => row.plan?.plannedOn ?? '' },
];

interface OwnRow {
  readonly account: DueAccount;
  readonly period: PeriodCount;
}

const ownColumns: readonly ListColumn<OwnRow>[] = [
  { heading: '序号', width: 6, centred: true, value: (_, index) => String(index + 1) },
  { heading: '单位', width: 30, value: ({ account }) => account.name },
  { heading: '规则', width: 16, value: ({ account }) => account.rule.id },
  { heading: '活动', width: 26, value: ({ account }) => account.activity },
  { heading: '应办期', width: 24, value: ({ period }) => period.whole.name },
  { heading: '应办', width: 8, centred: true, value: ({ period }) => String(period.due) },
  { heading: '已办', width: 8, centred: true, value: ({ period }) => String(period.done) },
  { heading: '欠办', width: 8, centred: true, value: ({ period }) => String(period.owed) },
];

/**
 * The workbook for the office: every group in one list, every row behind it, what the office owes itself, and what
 * inspections found that is not mended yet.
 */
export async function officeSheet(
  dispatches: readonly GroupDispatch[],
  month: DispatchMonth,
  area: string,
  { own, mending }: { readonly own: readonly OwnRow[]; readonly mending: readonly ToBeMended[] },
): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  const sum = (key: 'due' | 'done' | 'owed' | 'planned') =>
    dispatches.reduce((total, each) => total + each[key], 0);
  const remarks = [
    `共 ${dispatches.length} 个：本月应办 ${sum('due')} 次，已办 ${sum('done')} 次；到期欠办 ${sum('owed')} 次；下月已排 ${sum('planned')} 次。`,
  ];
  const title = `${area}${month.name}活动调度汇总表`;
  writeListSheet(workbook.addWorksheet(sheetName('汇总')), { title, remarks }, summaryColumns, dispatches);
  const rows = dispatches.flatMap((dispatch) => dispatch.rows.map((row) => ({ dispatch, row })));
  const detail = { title: `${area}${month.name}活动调度明细`, remarks };
  writeListSheet(workbook.addWorksheet(sheetName('明细')), detail, detailColumns, rows);
  if (own.length > 0) {
    const ownTitle = { title: `${area}${month.name}本级应办活动`, remarks: [] };
    writeListSheet(workbook.addWorksheet(sheetName('本级')), ownTitle, ownColumns, own);
  }
  if (mending.length > 0) {
    const overdue = mending.filter(({ state }) => state.isOverdue).length;
    const words = [`督导发现、还没有整改的问题 ${mending.length} 个，其中逾期 ${overdue} 个。`];
    const mendingTitle = { title: `${area}${month.name}整改调度表`, remarks: words };
    writeListSheet(workbook.addWorksheet(sheetName('整改')), mendingTitle, mendingColumns, mending);
  }
  return workbookBytes(workbook);
}
