import { basename } from 'node:path';
import { absolutePath, type Context } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { cellAddress } from '../../workbook/address.ts';
import type { Row, Sheet, Workbook } from '../../workbook/sheet.ts';
import { type MatchColumn, matchHeadings, matchSheetTitle } from './match-sheet.ts';

/** A row of a sheet of doubtful names, as it came back. */
export interface AnsweredRow {
  /** Texts as they stand; empty where a cell is. */
  readonly texts: Readonly<Record<MatchColumn, string>>;
  /** Address of the answer, for findings. */
  readonly cell: string;
}

export interface AnsweredSheet {
  /** As the clerk named the file. */
  readonly file: string;
  readonly sheet: string;
  readonly rows: readonly AnsweredRow[];
}

const textOf = (row: Row, column: number | undefined): string => {
  const content = row.cells.find((cell) => cell.column === column)?.content;
  return content === undefined || content.type === 'error' ? '' : String(content.value).trim();
};

const needed: readonly MatchColumn[] = ['name', 'candidates', 'answer'];

/** Rows searched for the headings. */
const headingRows = 20;

/**
 * Reads the answers of a sheet of doubtful names (待认园所). Columns are found by their headings, rows by themselves:
 * both may have been moved.
 * @throws Failure `match-sheet-unreadable`, and those of a workbook that cannot be read
 */
export async function readMatchSheet(context: Context, path: string): Promise<AnsweredSheet> {
  const { openWorkbook } = await import('../../workbook/open.ts');
  const workbook = await openWorkbook(absolutePath(context, path), { signal: context.signal });
  try {
    const sheet = await findSheet(workbook, path);
    const rows: AnsweredRow[] = [];
    let columns: Map<MatchColumn, number> | undefined;
    for await (const row of sheet.rows()) {
      if (columns) {
        const texts = Object.fromEntries(
          (Object.keys(matchHeadings) as MatchColumn[]).map((key) => [key, textOf(row, columns?.get(key))]),
        ) as Record<MatchColumn, string>;
        if (texts.name === '' && texts.answer === '') continue;
        rows.push({ texts, cell: cellAddress(row.number, columns.get('answer') ?? 1) });
      } else columns = headingsOf(row);
      if (!columns && row.number > headingRows) break;
    }
    if (!columns) throw unreadable(path, `没有找到“${matchHeadings.answer}”一栏`);
    return { file: path, sheet: sheet.name, rows };
  } finally {
    await workbook.close();
  }
}

const unreadable = (path: string, reason: string) =>
  new Failure('match-sheet-unreadable', { value: basename(path), reason });

async function findSheet(workbook: Workbook, path: string): Promise<Sheet> {
  for (const sheet of workbook.sheets) {
    const [first] = await sheet.window(1, 1);
    if (first && textOf(first, 1) === matchSheetTitle) return sheet;
  }
  throw unreadable(path, '里面没有待认园所表');
}

function headingsOf(row: Row): Map<MatchColumn, number> | undefined {
  const columns = new Map<MatchColumn, number>();
  for (const cell of row.cells) {
    const heading = String(cell.content.value).replace(/\s/gu, '');
    const key = (Object.keys(matchHeadings) as MatchColumn[]).find((each) => matchHeadings[each] === heading);
    if (key) columns.set(key, cell.column);
  }
  return needed.every((key) => columns.has(key)) ? columns : undefined;
}
