import type { Worksheet } from 'exceljs';
import { newWorkbook } from '../tables/list-layout.ts';
import {
  bodyFont,
  cellText,
  centred,
  headingFill,
  headingFont,
  leftAligned,
  setUpPage,
  thinBorders,
  titleFont,
  workbookBytes,
} from '../tables/sheet-style.ts';
import { columnLetters } from '../workbook/address.ts';
import type { AuditAccount } from './audit-account.ts';
import { accountNames } from './fund.ts';

const moneyFormat = '#,##0.00;[Red]-#,##0.00';
const print = {
  orientation: 'landscape',
  titleSize: 18,
  headerSize: 11,
  bodySize: 11,
  rowHeight: 22,
} as const;

type Value = string | number | null | { readonly formula: string; readonly result: number };

interface Layout {
  readonly title: string;
  readonly remark: string;
  readonly columns: readonly { readonly heading: string; readonly width: number; readonly money?: boolean }[];
  readonly rows: readonly (readonly Value[])[];
  /** Indices of rows set in bold: sums. */
  readonly sums?: ReadonlySet<number>;
}

/** First row of the body: title, remark, headings stand above it. */
const top = 4;

/** A sheet ready to print: A4 landscape, headings on every page, money to the cent. */
function writeSheet(sheet: Worksheet, { title, remark, columns, rows, sums = new Set() }: Layout): void {
  columns.forEach(({ width }, index) => {
    sheet.getColumn(index + 1).width = width;
  });
  const line = (row: number, text: string, height: number, isTitle: boolean) => {
    sheet.mergeCells(row, 1, row, columns.length);
    const cell = sheet.getCell(row, 1);
    cell.value = cellText(text);
    cell.style = { font: isTitle ? titleFont(18) : bodyFont(11), alignment: isTitle ? centred : leftAligned };
    sheet.getRow(row).height = height;
  };
  line(1, title, 32, true);
  line(2, remark, 20, false);
  columns.forEach(({ heading }, index) => {
    const cell = sheet.getCell(top - 1, index + 1);
    cell.value = heading;
    cell.style = { font: headingFont(11), alignment: centred, border: thinBorders, fill: headingFill };
  });
  sheet.getRow(top - 1).height = 24;
  rows.forEach((values, at) => {
    const wide = Math.max(
      1,
      ...values.map((value, index) =>
        typeof value === 'string' ? Math.ceil((value.length * 2) / ((columns[index]?.width ?? 10) - 1)) : 1,
      ),
    );
    sheet.getRow(top + at).height = Math.max(print.rowHeight, wide * 16);
    columns.forEach(({ money }, index) => {
      const value = values[index] ?? null;
      const cell = sheet.getCell(top + at, index + 1);
      cell.value = typeof value === 'string' ? cellText(value) : value;
      cell.style = {
        font: sums.has(at) ? headingFont(11) : bodyFont(11),
        alignment: money ? { horizontal: 'right', vertical: 'middle' } : { ...leftAligned, wrapText: true },
        border: thinBorders,
        numFmt: money ? moneyFormat : '@',
      };
    });
  });
  setUpPage(sheet, print, {
    pagesTall: 0,
    area: `A1:${columnLetters(columns.length)}${Math.max(top, top + rows.length - 1)}`,
    titleRows: `${top - 1}:${top - 1}`,
  });
  sheet.views = [{ state: 'frozen', ySplit: top - 1, xSplit: 0 }];
}

const yuan = (cents: number) => cents / 100;

/** What an auditor is given of a year's special fund: totals, every entry with the balance, what must be looked at. */
export async function auditWorkbook(
  accounts: readonly AuditAccount[],
  { year, area, citation }: { readonly year: number; readonly area: string; readonly citation: string },
): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  const entries = accounts.flatMap((account) =>
    account.entries.map((entry) => ({ entry, holder: account.holder })),
  );
  const last = top + Math.max(entries.length, 1) - 1;
  const column = (letter: string) => `明细!$${letter}$${top}:$${letter}$${last}`;
  const sums = new Set<number>();
  const rows: Value[][] = [];
  for (const { holder, purposes, budgetCents } of accounts) {
    const first = top + rows.length;
    for (const { name, budgetCents: budget, spentCents } of purposes) {
      const at = top + rows.length;
      rows.push([
        holder,
        name,
        budget === null ? null : yuan(budget),
        {
          formula: `ROUND(SUMIFS(${column('F')},${column('B')},A${at},${column('D')},B${at}),2)`,
          result: yuan(spentCents),
        },
        budget === null ? null : { formula: `ROUND(C${at}-D${at},2)`, result: yuan(budget - spentCents) },
      ]);
    }
    const at = top + rows.length;
    const spent = purposes.reduce((sum, { spentCents }) => sum + spentCents, 0);
    sums.add(rows.length);
    rows.push([
      holder,
      '合计',
      yuan(budgetCents),
      { formula: `ROUND(SUM(D${first}:D${at - 1}),2)`, result: yuan(spent) },
      { formula: `ROUND(C${at}-D${at},2)`, result: yuan(budgetCents - spent) },
    ]);
  }
  writeSheet(workbook.addWorksheet('汇总'), {
    title: `${area} ${year} 年专项经费审计汇总表`,
    remark: `单位：元。依据：${citation}`,
    columns: [
      { heading: '使用单位', width: 34 },
      { heading: '用途', width: 22 },
      { heading: '预算', width: 18, money: true },
      { heading: '支出', width: 18, money: true },
      { heading: '结余', width: 18, money: true },
    ],
    rows,
    sums,
  });
  writeSheet(workbook.addWorksheet('明细'), {
    title: `${area} ${year} 年专项经费支出明细`,
    remark: '按使用单位、日期排列；“余额”从预算起逐笔减去。',
    columns: [
      { heading: '日期', width: 12 },
      { heading: '使用单位', width: 26 },
      { heading: '凭证', width: 13 },
      { heading: '用途', width: 14 },
      { heading: '摘要', width: 27 },
      { heading: '金额', width: 15, money: true },
      { heading: '余额', width: 15, money: true },
      { heading: '账户', width: 12 },
    ],
    rows: entryRows(accounts),
  });
  const exceptions = accounts.flatMap((account) => account.exceptions);
  writeSheet(workbook.addWorksheet('例外'), {
    title: `${area} ${year} 年专项经费需要说明的事项`,
    remark: exceptions.length === 0 ? '没有需要说明的事项。' : `共 ${exceptions.length} 项，请逐项说明。`,
    columns: [
      { heading: '事项', width: 22 },
      { heading: '使用单位', width: 26 },
      { heading: '日期', width: 12 },
      { heading: '情况', width: 40 },
      { heading: '条款', width: 20 },
      { heading: '说明', width: 16 },
    ],
    rows: exceptions.map(({ what, holder, on, detail, clause }) => [what, holder, on, detail, clause, null]),
  });
  return workbookBytes(workbook);
}

function entryRows(accounts: readonly AuditAccount[]): Value[][] {
  const rows: Value[][] = [];
  for (const { holder, entries, budgetCents } of accounts) {
    let balance = budgetCents;
    for (const [index, entry] of entries.entries()) {
      const at = top + rows.length;
      balance -= entry.cents;
      const before = index === 0 ? String(yuan(budgetCents)) : `G${at - 1}`;
      rows.push([
        entry.on,
        holder,
        [entry.voucher, entry.reverses === null ? null : `冲 ${entry.reverses}`].filter(Boolean).join('，'),
        entry.purpose.name,
        entry.summary ?? '',
        yuan(entry.cents),
        { formula: `ROUND(${before}-F${at},2)`, result: yuan(balance) },
        entry.account === null ? '' : accountNames[entry.account],
      ]);
    }
  }
  return rows;
}
