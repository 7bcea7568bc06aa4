import type { Worksheet } from 'exceljs';
import { chineseDate } from '../common/dates.ts';
import type { Outcome, Verdict } from '../policy/policy.ts';
import { type ListColumn, newWorkbook, writeListSheet } from '../tables/list-layout.ts';
import { sheetName, workbookBytes } from '../tables/sheet-style.ts';
import { columnLetters } from '../workbook/address.ts';
import type { PolicyCheck } from './check-ledger.ts';
import { clausesOf, factsInWords, outcomeNames, policyName, subjectName, titleOf } from './render-check.ts';

/** Pale enough for a black-and-white printer; 不能判定 stays grey, because nothing is wrong yet. */
const fills: Partial<Record<Outcome, string>> = {
  violation: 'FFFFC7CE',
  notice: 'FFFFEB9C',
  unknown: 'FFE7E6E6',
};

const subjectTypes: Readonly<Record<Verdict['subject']['type'], string>> = {
  group: '联盟',
  membership: '联盟园',
  kindergarten: '园所',
  office: '单位',
  body: '机构',
};

const order: readonly Outcome[] = ['violation', 'notice', 'unknown', 'pass'];

/** Columns up to 怎么办 are printed; the others are for whoever looks closer on the screen. */
const printedColumns = 7;

function columnsFor({ policy }: PolicyCheck): readonly ListColumn<Verdict>[] {
  return [
    { heading: '序号', width: 6, centred: true, value: (_, index) => String(index + 1) },
    { heading: '结论', width: 10, centred: true, value: ({ outcome }) => outcomeNames[outcome] },
    { heading: '名称', width: 24, value: subjectName },
    { heading: '规则', width: 14, value: ({ rule }) => rule },
    { heading: '情况', width: 40, value: ({ message }) => message },
    { heading: '依据', width: 16, value: ({ rule }) => clausesOf(policy, rule) },
    { heading: '怎么办', width: 32, value: ({ remedy }) => remedy },
    { heading: '对象', width: 9, centred: true, value: ({ subject }) => subjectTypes[subject.type] },
    { heading: '规则内容', width: 30, value: ({ rule }) => titleOf(policy, rule) },
    {
      heading: '另一种读法',
      width: 24,
      value: ({ otherReading }) =>
        otherReading ? `${otherReading.reading}，则${outcomeNames[otherReading.outcome]}` : '',
    },
    { heading: '事实', width: 60, value: (verdict) => factsInWords(policy, verdict) },
    { heading: '日期', width: 12, centred: true, value: ({ on }) => on },
  ];
}

/** Colours the outcomes; the list can be filtered by any column. */
function finish(sheet: Worksheet, verdicts: readonly Verdict[], first: number, columns: number): void {
  for (const [index, { outcome }] of verdicts.entries()) {
    const argb = fills[outcome];
    if (!argb) continue;
    const cell = sheet.getCell(first + index, 2);
    cell.style = { ...cell.style, fill: { type: 'pattern', pattern: 'solid', fgColor: { argb } } };
  }
  const last = Math.max(first, first + verdicts.length - 1);
  sheet.autoFilter = `A${first - 1}:${columnLetters(columns)}${last}`;
}

/**
 * The checks as a workbook to file and hand round (核查表): one sheet a policy, one row a verdict, what is not met
 * first. The same checks give the same bytes.
 */
export async function checkWorkbook(checks: readonly PolicyCheck[]): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  for (const check of checks) {
    const { policy, summary } = check;
    const sheet = workbook.addWorksheet(sheetName(checks.length > 1 ? `核查表 ${policy.id}` : '核查表'));
    const columns = columnsFor(check);
    const verdicts = order.flatMap((outcome) => check.verdicts.filter((each) => each.outcome === outcome));
    const days = [...new Set(verdicts.map(({ on }) => on))].sort();
    const counts = order.map((outcome) => `${outcomeNames[outcome]} ${summary[outcome]}`).join('，');
    const remarks = [
      `依据：${policyName(policy)}${policy.status === 'draft' ? '。没有正式印发，结果只供参考' : ''}`,
      `共 ${verdicts.length} 项：${counts}。${days.length > 0 ? `按 ${days.map(chineseDate).join('、')} 的情况核查。` : ''}`,
      ...check.figures.map(
        ({ rule, label, value, unit, subject, basis }) =>
          `${rule}　${subject.name}：${label} ${value}${unit}。${basis}`,
      ),
    ];
    const title = `${policy.names.kind}政策核查表`;
    const first = writeListSheet(sheet, { title, remarks, printed: printedColumns }, columns, verdicts);
    finish(sheet, verdicts, first, columns.length);
  }
  return workbookBytes(workbook);
}
