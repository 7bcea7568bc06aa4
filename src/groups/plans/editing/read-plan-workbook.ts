import { squeezeText } from '../../../common/text.ts';
import { Failure } from '../../../findings/catalogue.ts';
import type { Place } from '../../../findings/finding.ts';
import { cellAddress } from '../../../workbook/address.ts';
import { openWorkbook } from '../../../workbook/open.ts';
import type { Row, Sheet } from '../../../workbook/sheet.ts';
import { nameHeading, numberHeading, wishHeading } from './plan-workbook.ts';

/** One kindergarten of an edited plan, as its row says. */
export interface EditedRow {
  /** From the column 园所编号; null where that is empty or no number. */
  readonly id: number | null;
  readonly name: string;
  /** What stands in the column 调整, as written; empty where nothing does. */
  readonly wish: string;
  /** On the sheet of leads, where a wish is about leading. */
  readonly isLead: boolean;
  /** Of the cell in the column 调整. */
  readonly place: Place;
  readonly namePlace: Place;
}

export interface EditedWorkbook {
  /** Number of the plan the file was made from. */
  readonly plan: number;
  readonly rows: readonly EditedRow[];
}

/** Rows in which the number of the plan and the headings are looked for. */
const headRows = 20;
/** Of the sheet of leads, where the others have none. */
const leadsHeading = '联盟园（所）';

/**
 * Reads the wishes of an edited plan. The plan is known by its number above the tables, the columns by their headings:
 * by what can be seen, since office programs keep nothing else for sure.
 * @throws Failure `plan-sheet-unnumbered`, `plan-sheet-mixed`, `plan-sheet-columns`; workbook failures of `openWorkbook`
 */
export async function readPlanWorkbook(path: string): Promise<EditedWorkbook> {
  const workbook = await openWorkbook(path);
  try {
    const plans = new Set<number>();
    const rows: EditedRow[] = [];
    let found = false;
    for (const sheet of workbook.sheets.filter(({ visibility }) => visibility === 'visible')) {
      const all: Row[] = [];
      for await (const row of sheet.rows()) all.push(row);
      for (const plan of marksIn(all)) plans.add(plan);
      const columns = findColumns(all);
      if (!columns) continue;
      found = true;
      rows.push(...editedRows(path, sheet, all, columns));
    }
    const [plan, ...others] = plans;
    const place = { place: { file: path } };
    if (plan === undefined) throw new Failure('plan-sheet-unnumbered', { value: path }, place);
    if (others.length > 0) {
      throw new Failure('plan-sheet-mixed', { value: [plan, ...others].join('、') }, place);
    }
    if (!found) throw new Failure('plan-sheet-columns', { value: path }, place);
    return { plan, rows };
  } finally {
    await workbook.close();
  }
}

/** Numbers of plans that stand above the table. */
function marksIn(rows: readonly Row[]): number[] {
  return rows
    .filter(({ number }) => number <= headRows)
    .flatMap((row) => row.cells)
    .flatMap(({ content }) => {
      const digits =
        content.type === 'text'
          ? /^\s*组建方案\s*(\d{1,15})(?!\d)/u.exec(content.value.normalize('NFKC'))?.[1]
          : undefined;
      return digits === undefined ? [] : [Number(digits)];
    });
}

interface Columns {
  readonly header: number;
  readonly wish: number;
  readonly name: number;
  readonly number: number | null;
  readonly isLeads: boolean;
}

function findColumns(rows: readonly Row[]): Columns | undefined {
  for (const row of rows) {
    if (row.number > headRows) return undefined;
    const wish = row.cells.find((_, index) => textOf(row, index) === wishHeading)?.column;
    if (wish === undefined) continue;
    // In the official list the headings of the columns stand a row below those of the sides.
    const heads = rows.filter(({ number }) => number === row.number || number === row.number + 1);
    const columnsOf = (heading: string) =>
      heads.flatMap((head) =>
        head.cells.flatMap((cell, index) => (textOf(head, index) === heading ? [cell.column] : [])),
      );
    const name = columnsOf(nameHeading)
      .filter((column) => column < wish)
      .at(-1);
    if (name === undefined) continue;
    const header = Math.max(
      row.number,
      ...heads
        .filter((head) => head.cells.some((_, index) => textOf(head, index) === nameHeading))
        .map(({ number }) => number),
    );
    return {
      ...{ header, wish, name },
      number: columnsOf(numberHeading)[0] ?? null,
      isLeads: columnsOf(squeezeText(leadsHeading)).length > 0,
    };
  }
  return undefined;
}

function textOf(row: Row, index: number): string {
  const content = row.cells[index]?.content;
  return content?.type === 'text' ? squeezeText(content.value) : '';
}

function editedRows(file: string, sheet: Sheet, rows: readonly Row[], columns: Columns): EditedRow[] {
  return rows
    .filter(({ number }) => number > columns.header)
    .flatMap((row): EditedRow[] => {
      const value = (column: number | null) => {
        const content = row.cells.find((cell) => cell.column === column)?.content;
        return content === undefined ? '' : String(content.value).trim();
      };
      const digits = /^#?(\d{1,15})$/u.exec(value(columns.number).normalize('NFKC').trim())?.[1];
      const name = value(columns.name);
      const wish = value(columns.wish);
      if (name === '' && digits === undefined && wish === '') return [];
      const at = (column: number): Place => ({
        ...{ file, sheet: sheet.name, cell: cellAddress(row.number, column) },
      });
      return [
        {
          ...{ id: digits === undefined ? null : Number(digits), name, wish, isLead: columns.isLeads },
          ...{ place: at(columns.wish), namePlace: at(columns.name) },
        },
      ];
    });
}
