import { columnLetters, parseRange } from '../workbook/address.ts';
import { columnLabel } from './compiled.ts';
import type { ColumnDefinition } from './definition.ts';
import { contentText, lineText } from './fields/cell-text.ts';
import type { Grid } from './grid.ts';
import { fieldPath, resemblance } from './hand-mapping.ts';
import type { HeaderMatch } from './header-block.ts';
import type { ReadingQuestion } from './record.ts';

/** Values of a column named as samples. */
const samples = 3;
/** Unread columns named in a remedy. */
const namedColumns = 8;

/** The rows of a header in words: `第 2 行`, `第 2—3 行`. */
export function headerRows({ top, bottom }: Pick<HeaderMatch, 'top' | 'bottom'>): string {
  return top === bottom ? `第 ${top} 行` : `第 ${top}—${bottom} 行`;
}

/** Where two headers put the same field: `“园所名称”在 A 列还是 B 列`. */
export function differencesOf(one: HeaderMatch, other: HeaderMatch): string {
  return differingFields(one, other)
    .map((column) => `“${columnLabel(column)}”在${place(one, column)}还是${place(other, column)}`)
    .join('，');
}

const place = ({ columns }: HeaderMatch, { key }: ColumnDefinition) => {
  const column = columns[key];
  return column === undefined ? '没有的列' : ` ${columnLetters(column)} 列`;
};

function differingFields(one: HeaderMatch, other: HeaderMatch): ColumnDefinition[] {
  return one.list.definition.columns.filter(({ key }) => one.columns[key] !== other.columns[key]);
}

const option = (from: string, to: string) => `--map "${from}=${to}"`;

/** What there is to ask about a header, and the options that answer it. */
export interface HeaderQuestions {
  /** The first values below a heading: `如 甲幼儿园、乙幼儿园`. */
  samplesOf(cell: string): string;
  /** Tells one cell's column to be a field: `--map "C=园所名称"`. */
  mapOption(cell: string, column: ColumnDefinition): string;
  /** Tells the first of two headers to count. */
  rowOption(one: HeaderMatch, other: HeaderMatch): string;
  /** The columns that were not read, with samples, and how to tell which one is a missing field. */
  advice(): string;
  /** The first thing to be asked; undefined where no answer would help. */
  question(sheet: string, other: HeaderMatch | undefined): ReadingQuestion | undefined;
}

export function headerQuestions(grid: Grid, match: HeaderMatch): HeaderQuestions {
  const { definition } = match.list;
  const pathOf = (column: ColumnDefinition) => fieldPath(definition, column.key);
  const lettersOf = (cell: string) => cell.replace(/\d+$/u, '');

  function samplesOf(cell: string): string {
    const column = parseRange(cell)?.left ?? 0;
    const texts = grid.rows
      .filter(({ number }) => number > match.bottom)
      .flatMap(({ cells }) => cells.find((each) => each.column === column) ?? [])
      .map(({ content }) => lineText(contentText(content)))
      .slice(0, samples)
      .map((text) => (text.length > 12 ? `${text.slice(0, 12)}…` : text));
    return texts.length === 0 ? '下面没有内容' : `如 ${texts.join('、')}`;
  }

  /** Unread columns, those whose heading resembles the missing field first. */
  function unread(column: ColumnDefinition) {
    const likeness = ({ heading }: { heading: string }) => resemblance(heading, column.path.join(''));
    return [...match.unknown].sort((one, other) => likeness(other) - likeness(one));
  }

  const letterMappings = (one: HeaderMatch, other: HeaderMatch) =>
    differingFields(one, other).flatMap((column) => {
      const at = one.columns[column.key];
      return at === undefined ? [] : [{ from: columnLetters(at), to: pathOf(column) }];
    });

  const self: HeaderQuestions = {
    samplesOf,
    mapOption: (cell, column) => option(lettersOf(cell), pathOf(column)),
    rowOption: (one, other) =>
      letterMappings(one, other)
        .map(({ from, to }) => option(from, to))
        .join(' '),

    advice() {
      const [missing] = match.missing;
      if (!missing || match.unknown.length === 0) return '';
      const columns = unread(missing);
      const named = columns
        .slice(0, namedColumns)
        .map(({ heading, cell }) => `${cell}“${heading}”（${samplesOf(cell)}）`)
        .join('、');
      const more = columns.length > namedColumns ? ` 等 ${columns.length} 栏` : '';
      const first = columns[0];
      const example = first ? option(first.heading.replaceAll('·', '>'), pathOf(missing)) : '';
      return `没有读取的栏目有 ${named}${more}；其中有这一栏的话，也可以加 ${example} 这样的选项指明。`;
    },

    question(sheet, other) {
      const [duplicate] = match.duplicates;
      const place = `工作表“${sheet}”（${definition.name}）`;
      if (duplicate) {
        const { column, cells } = duplicate;
        return {
          message: `${place}有 ${cells.length} 列都像“${columnLabel(column)}”，读哪一列？`,
          option: self.mapOption(cells[0] ?? '', column),
          choices: cells.map((cell) => ({
            name: `${cell}“${headingAt(cell)}”（${samplesOf(cell)}）`,
            mappings: [{ from: lettersOf(cell), to: pathOf(column) }],
          })),
        };
      }
      const [unclear] = match.unclear;
      if (unclear) {
        return {
          message: `${place}的栏目“${unclear.heading}”（${unclear.cell}，${samplesOf(unclear.cell)}）是哪一栏？`,
          option: unclear.columns[0] ? self.mapOption(unclear.cell, unclear.columns[0]) : '--map',
          choices: unclear.columns.map((column) => ({
            name: columnLabel(column),
            mappings: [{ from: lettersOf(unclear.cell), to: pathOf(column) }],
          })),
        };
      }
      const [missing] = match.missing;
      if (missing) {
        const columns = unread(missing).slice(0, namedColumns);
        const [first] = columns;
        if (!first || match.matched === 0) return undefined;
        return {
          message: `${place}没有“${columnLabel(missing)}”一栏，是下面哪一列？`,
          option: option(first.heading.replaceAll('·', '>'), pathOf(missing)),
          choices: columns.map(({ heading, cell }) => ({
            name: `${cell}“${heading}”（${samplesOf(cell)}）`,
            mappings: [{ from: lettersOf(cell), to: pathOf(missing) }],
          })),
        };
      }
      if (!other) return undefined;
      return {
        message: `${place}有两行都像表头，而且不一样：${differencesOf(match, other)}。按哪一行读？`,
        option: self.rowOption(match, other),
        choices: [match, other].map((each) => ({
          name: headerRows(each),
          mappings: letterMappings(each, each === match ? other : match),
        })),
      };
    },
  };

  function headingAt(cell: string): string {
    const at = parseRange(cell);
    return at ? lineText(grid.text(at.top, at.left)) : '';
  }

  return self;
}
