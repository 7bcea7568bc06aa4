import { squeezeText } from '../common/text.ts';
import { Failure, type FindingCode } from '../findings/catalogue.ts';
import type { Finding, Parameters } from '../findings/finding.ts';
import type { EnteredTerm } from '../ledger/term.ts';
import { contentText } from '../tables/fields/cell-text.ts';
import { normaliseDate } from '../tables/fields/date.ts';
import { cellAddress } from '../workbook/address.ts';
import { openWorkbook } from '../workbook/open.ts';
import type { Cell, Row, Sheet } from '../workbook/sheet.ts';
import { type CalendarEntry, type EntryPlace, findingAt } from './calendar-change.ts';
import { type Column, findHeader, type Header, yearIn } from './calendar-header.ts';
import { type DaysRead, isEndless, isInYear, readDays, type YearMeant } from './date-range.ts';
import type { DayMark, MarkedDay } from './day-layer.ts';

/** What became of the rows that hold something; vacations (寒假) are skipped, as the terms settle them. */
export interface RowCounts {
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly skipped: number;
}

/** A table read: its days and terms, what was wrong, and what became of its rows. */
export interface CalendarTable extends Pick<CalendarEntry, 'days' | 'terms'> {
  readonly findings: readonly Finding[];
  readonly rows: RowCounts;
  readonly sha256: string;
  readonly bytes: number;
}

/** A school calendar has a row for each holiday: what is longer is none. */
const mostRows = 2_000;

const kinds: readonly (readonly [DayMark | 'term', RegExp])[] = [
  ['term', /^(?:学期|开学|上学期|下学期|第[一二12]学期)/],
  ['closed', /^(?:停课|闭园|停园|关园|临时停课)/],
  ['work', /^(?:上班|上课|补班|补课|调休(?:上班|上课|补课|补班)|调休工作日|工作日|补上班|补上课|班)$/],
  ['off', /^(?:放假|节假日|法定节假日|假期|假日|休息|休假|放假调休|公休|节日|休|假)$/],
];
const kindWords = '放假、上班（调休上课）、停课、学期';

const isBlank = (cell: Cell | undefined) =>
  cell === undefined || squeezeText(contentText(cell.content)) === '';

/** Whether a cell may hold a date: 填报人：… and 注：… below the table do not. */
const isDated = (cell: Cell | undefined) =>
  cell !== undefined && /^\s*[\d〇○零一二三四五六七八九十]/.test(contentText(cell.content).normalize('NFKC'));

/** The days of a cell: a real date as it is, a text as a list of ranges. */
function daysOfCell(cell: Cell | undefined, meant: YearMeant): DaysRead {
  if (cell === undefined || isBlank(cell)) return { problem: '没有填日期' };
  if (cell.content.type === 'text') return readDays(cell.content.value, meant);
  const { value } = normaliseDate(cell.content, { key: 'date', type: 'date' }, { dictionaries: new Map() });
  return typeof value === 'string' ? { days: [value] } : { problem: '看不出是哪年哪月哪日' };
}

/** Gathers the days and terms of all tables of a file: what one sheet says another must not gainsay. */
class TableReader {
  readonly days = new Map<string, MarkedDay & { readonly place: EntryPlace }>();
  readonly terms: (EnteredTerm & { readonly place: EntryPlace })[] = [];
  readonly findings: Finding[] = [];
  readonly rows = { read: 0, accepted: 0, rejected: 0, skipped: 0 };
  readonly #file: string;
  readonly #year: string | null;

  constructor(file: string, year: string | null) {
    this.#file = file;
    this.#year = year;
  }

  /** Says whether there was a table on the sheet. */
  async readSheet(sheet: Sheet): Promise<boolean> {
    const rows: Row[] = [];
    for await (const row of sheet.rows()) {
      if (rows.push(row) <= mostRows) continue;
      const parameters = { value: this.#file, what: `工作表“${sheet.name}”的行数`, limit: `${mostRows} 行` };
      throw new Failure('workbook-too-large', parameters, { place: { file: this.#file } });
    }
    const header = findHeader(rows, sheet);
    if (!header) return false;
    const cells = new Map(
      rows.flatMap(({ cells }) => cells.map((cell) => [`${cell.row} ${cell.column}`, cell])),
    );
    // A cell merged over several rows (放假) stands for each of them.
    const merges = sheet.merges.filter(({ top, bottom }) => top < bottom);
    const cellAt = (row: number, column: number) => {
      const merge = merges.find(({ left, top, bottom }) => left === column && top <= row && row <= bottom);
      return cells.get(merge ? `${merge.top} ${merge.left}` : `${row} ${column}`);
    };
    for (const row of rows) {
      if (row.number <= header.row || row.cells.every(isBlank)) continue;
      const at = (column: Column) => cellAt(row.number, header.columns[column] ?? 0);
      if (isBlank(at('kind')) && !isDated(at('dates')) && !isDated(at('from'))) continue;
      this.rows.read += 1;
      this.rows[this.#readRow(sheet, row.number, header, at)] += 1;
    }
    return true;
  }

  #readRow(
    sheet: Sheet,
    row: number,
    header: Header,
    at: (column: Column) => Cell | undefined,
  ): keyof RowCounts {
    const { columns } = header;
    const placeOf = (column: Column): EntryPlace => {
      const cell = cellAddress(row, columns[column] ?? columns.dates ?? columns.from ?? 1);
      return { file: this.#file, sheet: sheet.name, cell, position: sheet.describeCell?.(cell) };
    };
    const report = (code: FindingCode, column: Column, parameters: Parameters): 'rejected' => {
      this.findings.push(findingAt(code, parameters, placeOf(column)));
      return 'rejected';
    };
    const textOf = (column: Column) => {
      const cell = at(column);
      return cell ? squeezeText(contentText(cell.content)) : '';
    };
    const kindText = textOf('kind');
    if (/^[寒暑]假/.test(kindText) || (/假/.test(kindText) && /^[寒暑]假/.test(textOf('name'))))
      return 'skipped';
    const kind = kinds.find(([, pattern]) => pattern.test(kindText))?.[0];
    if (kind === undefined) {
      return report('calendar-kind-unknown', 'kind', { value: kindText || '（空）', known: kindWords });
    }
    const place = columns.dates !== undefined && !isBlank(at('dates')) ? 'dates' : 'from';
    const read = this.#daysOfRow(at, place, this.#year ?? header.year);
    if ('problem' in read) {
      return report('calendar-date-invalid', read.place, {
        value: textOf(read.place),
        problem: read.problem,
      });
    }
    const [first = '', last = first] = [read.days[0], read.days.at(-1)];
    if (kind === 'term') {
      const problem = this.#takeTerm(`${kindText}${textOf('name')}`, first, last, placeOf(place));
      return problem === null
        ? 'accepted'
        : report('calendar-term-invalid', place, { value: textOf(place), problem });
    }
    const outside = this.#year === null ? undefined : read.days.find((date) => !isInYear(date, this.#year!));
    if (outside !== undefined) {
      return report('calendar-outside-year', place, { value: outside, year: this.#year });
    }
    if (isEndless(read.days)) {
      const problem = `一行写了 ${read.days.length} 天，请核对年份`;
      return report('calendar-date-invalid', place, { value: textOf(place), problem });
    }
    const other = read.days.map((date) => this.days.get(date)).find((each) => each && each.mark !== kind);
    if (other) {
      return report('calendar-day-contradiction', place, {
        value: other.date,
        other: placeWords(other.place),
      });
    }
    const name = textOf('name') || { off: '放假', work: '调休上班', closed: '停课' }[kind];
    for (const date of read.days) this.days.set(date, { date, mark: kind, name, place: placeOf(place) });
    return 'accepted';
  }

  #daysOfRow(
    at: (column: Column) => Cell | undefined,
    place: 'dates' | 'from',
    meant: YearMeant,
  ): { readonly days: readonly string[] } | { readonly place: Column; readonly problem: string } {
    const read = daysOfCell(at(place), meant);
    if ('problem' in read) return { place, problem: read.problem };
    if (place === 'dates' || isBlank(at('to'))) return read;
    const end = daysOfCell(at('to'), meant);
    if ('problem' in end) return { place: 'to', problem: end.problem };
    const both = readDays(`${read.days[0]}至${end.days.at(-1)}`, null);
    return 'problem' in both ? { place: 'to', problem: both.problem } : both;
  }

  /** Which term the words mean; why it is none, in Chinese. */
  #takeTerm(words: string, starts: string, ends: string, place: EntryPlace): string | null {
    const schoolYear = yearIn(words) ?? this.#year ?? schoolYearOfTerm(starts);
    const plain = words.normalize('NFKC');
    const number = /下学期|第[二2]学期|春/.test(plain)
      ? 2
      : /上学期|第[一1]学期|秋/.test(plain)
        ? 1
        : starts.slice(5, 7) < '07'
          ? 2
          : 1;
    if (ends <= starts) return '要写第一天和最后一天';
    if (!/^\d{4}-\d{4}$/.test(schoolYear) || !isInYear(starts, schoolYear) || !isInYear(ends, schoolYear)) {
      return `日期不在 ${schoolYear} 学年里`;
    }
    const year = schoolYear.slice(number === 1 ? 0 : 5, number === 1 ? 4 : 9);
    if (!starts.startsWith(year)) return `${schoolYear} 学年第${number}学期应在 ${year} 年开始`;
    this.terms.push({ schoolYear, number, starts, ends, place });
    return null;
  }
}

/** 表1 第3行第2列, or 工作表“表” A3. */
function placeWords({ sheet, cell, position }: EntryPlace): string {
  return position ?? `工作表“${sheet}” ${cell}`;
}

/** A term that begins in July or later is the first of the school year of that year. */
function schoolYearOfTerm(starts: string): string {
  const year = Number(starts.slice(0, 4)) - (starts.slice(5, 7) < '07' ? 1 : 0);
  return `${year}-${year + 1}`;
}

/**
 * Reads calendar tables (日期、类型、说明) from all visible sheets of a workbook or a Word document.
 * @param year the school year all days must lie in; null: none was named
 * @throws Failure `calendar-no-table`, and those of `openWorkbook`
 */
export async function readCalendarTable(
  path: string,
  file: string,
  year: string | null,
): Promise<CalendarTable> {
  const workbook = await openWorkbook(path);
  try {
    const reader = new TableReader(file, year);
    let tables = 0;
    for (const sheet of workbook.sheets) {
      if (sheet.visibility === 'visible' && (await reader.readSheet(sheet))) tables += 1;
    }
    if (tables === 0) throw new Failure('calendar-no-table', { value: file }, { place: { file } });
    const days = [...reader.days.values()].sort((one, other) => (one.date < other.date ? -1 : 1));
    const { terms, findings, rows } = reader;
    return {
      days,
      terms,
      findings: [...workbook.findings, ...findings],
      rows,
      sha256: workbook.sha256,
      bytes: workbook.bytes,
    };
  } finally {
    await workbook.close();
  }
}
