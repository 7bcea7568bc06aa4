import { sheetName } from '../../../tables/sheet-style.ts';
import { columnLetters } from '../../../workbook/address.ts';
import { byResult, ranksOf } from '../../outcomes.ts';
import { dimensionWorth, type RubricSubject } from '../../rubric.ts';
import type { SubjectResult } from '../../scoring.ts';
import type { Book, BookPicture, BookSheet } from '../book/book.ts';
import { quotedSheet } from '../book/write-book.ts';
import { officeTitle, rubricLine } from '../group-book.ts';
import type { EvaluationGround } from '../group-evaluation.ts';
import { type Piece, SheetBuilder } from './sheet-builder.ts';

/** One line of the office's workbook. */
export interface OfficeEntry {
  readonly group: string;
  readonly subject: RubricSubject;
  readonly name: string;
  /** Null while nothing has come in. */
  readonly result: SubjectResult | null;
  /** Cells that nobody has filled in. */
  readonly blanks: number;
}

type Ground = Pick<EvaluationGround, 'year' | 'rubric' | 'office' | 'policyTitle'>;

/** Picture of a chart, and the kind of subject it is about. */
interface OfficePicture {
  readonly kind: string;
  readonly picture: Omit<BookPicture, 'row' | 'column'>;
}

/** Columns of a ranking. */
const column = { rank: 1, name: 2, group: 3, firstDimension: 4 } as const;

/** The workbook of the office: for each kind of subject a ranking, then the distribution of grades, then the charts. */
export function officeBook(
  ground: Ground,
  entries: readonly OfficeEntry[],
  pictures: readonly OfficePicture[],
): Book {
  const kinds = ground.rubric.subjects.filter(({ id }) => entries.some(({ subject }) => subject.id === id));
  const rankings = kinds.map((kind) =>
    rankingSheet(
      ground,
      kind,
      entries.filter(({ subject }) => subject.id === kind.id),
    ),
  );
  const sheets: BookSheet[] = [
    ...rankings.map(({ sheet }) => sheet),
    distributionSheet(ground, rankings),
    dimensionSheet(ground, rankings),
    ...kinds.flatMap((kind) => {
      const own = pictures.filter((each) => each.kind === kind.id);
      return own.length > 0 ? [chartSheet(ground, kind, own)] : [];
    }),
  ];
  return { title: officeTitle(ground.year), sheets };
}

interface Ranking {
  readonly kind: RubricSubject;
  readonly sheet: BookSheet;
  readonly first: number;
  readonly last: number;
  readonly total: number;
  readonly grade: number;
}

function head(sheet: SheetBuilder, ground: Ground, title: string): void {
  sheet.line('title', officeTitle(ground.year), 34);
  sheet.line('subtitle', title, 24);
  sheet.line(
    'info',
    `主管部门：${ground.office}　依据：《${ground.policyTitle}》　细则：${rubricLine(ground.rubric)}`,
  );
}

function rankingSheet(ground: Ground, kind: RubricSubject, entries: readonly OfficeEntry[]): Ranking {
  const { rubric } = ground;
  const sheet = new SheetBuilder([7, 34, 34, ...kind.dimensions.map(() => 13), 11, 13, 9]);
  head(sheet, ground, `${kind.name}排名`);
  sheet.line(
    'remark',
    '分数来自台账里已经导入的评分；没有交回的留空，不参加排名。总分相同的名次并列；触发否决的排在没有触发的后面。',
  );
  const total = column.firstDimension + kind.dimensions.length;
  const grade = total + 1;
  const heading = sheet.add(
    [
      ...['名次', '考核对象', '所在组'],
      ...kind.dimensions.map((dimension) => `${dimension.name}\n${dimensionWorth(dimension)}`),
      ...['总分', '等次', '未填'],
    ].map((value): Piece => ({ style: 'heading', value })),
    34,
  );
  const first = sheet.next;
  const last = first + entries.length - 1;
  const scored = entries.flatMap(({ result }) => (result ? [result] : []));
  const ranks = new Map(ranksOf(scored, byResult).map((rank, index) => [scored[index]!, rank]));
  const rankOf = ({ result }: OfficeEntry) => (result ? ranks.get(result) : undefined);
  for (const entry of ordered(entries, rankOf)) {
    const { name, group, result, blanks } = entry;
    const rank = rankOf(entry);
    const row = sheet.next;
    const scores = kind.dimensions.map(
      ({ id }): Piece => ({
        style: 'result',
        value: result?.dimensions.find(({ dimension }) => dimension === id)?.score,
      }),
    );
    const from = columnLetters(column.firstDimension);
    const sum = `ROUND(SUM(${from}${row}:${columnLetters(total - 1)}${row}),${rubric.places})`;
    sheet.add([
      rank === undefined ? { style: 'blocked', value: '—' } : { style: 'count', value: rank },
      { style: 'text', value: name },
      { style: 'text', value: group },
      ...scores,
      result ? { style: 'result', formula: sum } : { style: 'result' },
      { style: 'resultText', value: result ? result.grade : '未交回' },
      { style: 'count', value: blanks },
    ]);
  }
  const grades = `${columnLetters(grade)}${first}:${columnLetters(grade)}${last}`;
  const is = (text: string | undefined) =>
    `${columnLetters(grade)}${first}="${(text ?? '').replaceAll('"', '""')}"`;
  sheet.colours.push({ cells: grades, formula: is(rubric.grades[0]?.name), colour: 'good' });
  sheet.colours.push({ cells: grades, formula: is(rubric.grades.at(-1)?.name), colour: 'wrong' });
  sheet.colours.push({ cells: grades, formula: is('未交回'), colour: 'middling' });
  const name = sheetName(`${kind.name}排名`);
  return {
    kind,
    sheet: sheet.build(name, { isLandscape: true, heading: { from: heading, to: heading } }),
    first,
    last,
    total,
    grade,
  };
}

/** The best first; those without a result last, as they came. */
function ordered(
  entries: readonly OfficeEntry[],
  rankOf: (entry: OfficeEntry) => number | undefined,
): OfficeEntry[] {
  const place = (entry: OfficeEntry) => rankOf(entry) ?? Number.MAX_SAFE_INTEGER;
  return [...entries].sort((one, other) => place(one) - place(other));
}

function distributionSheet(ground: Ground, rankings: readonly Ranking[]): BookSheet {
  const { grades } = ground.rubric;
  const sheet = new SheetBuilder([26, ...grades.map(() => 13), 13, 13, 13, 13, 13]);
  head(sheet, ground, '等次和分数分布');
  const headings = [
    '考核对象',
    ...grades.map(({ name }) => name),
    '未交回',
    '合计',
    '平均分',
    '最高分',
    '最低分',
  ];
  sheet.add(
    headings.map((value) => ({ style: 'heading', value })),
    24,
  );
  for (const { kind, sheet: ranking, first, last, total, grade } of rankings) {
    const range = (at: number) =>
      `${quotedSheet(ranking.name)}!$${columnLetters(at)}$${first}:$${columnLetters(at)}$${last}`;
    const count = (name: string): Piece => ({
      style: 'resultCount',
      formula: `COUNTIF(${range(grade)},"${name.replaceAll('"', '""')}")`,
    });
    const figure = (formula: string): Piece => ({
      style: 'result',
      formula: `IF(COUNT(${range(total)})=0,"—",${formula})`,
    });
    const to = columnLetters(grades.length + 2);
    sheet.add(
      [
        { style: 'text', value: kind.name },
        ...grades.map(({ name }) => count(name)),
        count('未交回'),
        { style: 'resultCount', formula: `SUM(B${sheet.next}:${to}${sheet.next})` },
        figure(`ROUND(AVERAGE(${range(total)}),2)`),
        figure(`MAX(${range(total)})`),
        figure(`MIN(${range(total)})`),
      ],
      24,
    );
  }
  return sheet.build('分布', { isLandscape: true });
}

function dimensionSheet(ground: Ground, rankings: readonly Ranking[]): BookSheet {
  const sheet = new SheetBuilder([24, 34, 13, 13, 13, 13, 13]);
  head(sheet, ground, '各一级指标得分');
  sheet.add(
    ['考核对象', '一级指标', '分值', '平均分', '得分率', '最高分', '最低分'].map((value) => ({
      style: 'heading',
      value,
    })),
    24,
  );
  for (const { kind, sheet: ranking, first, last } of rankings) {
    const from = sheet.next;
    for (const [index, dimension] of kind.dimensions.entries()) {
      const letters = columnLetters(column.firstDimension + index);
      const range = `${quotedSheet(ranking.name)}!$${letters}$${first}:$${letters}$${last}`;
      const figure = (formula: string) => `IF(COUNT(${range})=0,"—",${formula})`;
      sheet.add([
        { style: 'code', value: kind.name },
        { style: 'text', value: dimension.name },
        { style: 'points', value: dimensionWorth(dimension) },
        { style: 'result', formula: figure(`ROUND(AVERAGE(${range}),2)`) },
        { style: 'percent', formula: figure(`AVERAGE(${range})/${dimensionWorth(dimension)}`) },
        { style: 'result', formula: figure(`MAX(${range})`) },
        { style: 'result', formula: figure(`MIN(${range})`) },
      ]);
    }
    sheet.mergeDown(1, from, sheet.next - 1);
  }
  return sheet.build('分维度', { isLandscape: true });
}

/** Points of a pixel. */
const pixel = 0.75;

function chartSheet(ground: Ground, kind: RubricSubject, pictures: readonly OfficePicture[]): BookSheet {
  const sheet = new SheetBuilder([96]);
  head(sheet, ground, `${kind.name}图表`);
  for (const { picture } of pictures) {
    // A row holds 409 points at most: a picture may stand over two.
    const height = picture.height * pixel + 14;
    const row = sheet.next;
    sheet.add([], Math.min(height, 400));
    if (height > 400) sheet.add([], height - 400);
    sheet.pictures.push({ ...picture, row, column: 1 });
  }
  return sheet.build(sheetName(`${kind.name}图表`), { isLandscape: false, isOnePage: true });
}
