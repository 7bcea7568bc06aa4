import { columnLetters } from '../../../workbook/address.ts';
import { indicatorsOf, type RubricSubject } from '../../rubric.ts';
import type { StyleName } from '../book/styles.ts';
import { quotedSheet } from '../book/write-book.ts';
import type { GroupEvaluation } from '../group-book.ts';
import { type Piece, SheetBuilder } from './sheet-builder.ts';
import type { MeaningfulSheet, SubjectCells } from './subject-sheet.ts';

export const summaryName = '汇总';
export const evidenceName = '佐证清单';

/** A subject's sheet by name, and where its figures stand. */
export interface OverviewEntry {
  readonly sheet: string;
  readonly cells: SubjectCells;
}

/** The list of papers asked for, with what was told of them on the subjects' sheets (佐证清单); null where none is. */
export function evidenceSheet(
  evaluation: GroupEvaluation,
  entries: readonly OverviewEntry[],
): MeaningfulSheet | null {
  const sheet = new SheetBuilder([6, 30, 26, 34, 44]);
  sheet.line('title', `${evaluation.year} 年度佐证清单`, 34);
  sheet.line('remark', '本表自动汇总各表“佐证材料和说明”一栏，不用填；缺的请到各表补写。');
  const headings = ['序号', '考核对象', '指标', '要求的佐证材料', '已备材料'];
  const headingRow = sheet.add(
    headings.map((value) => ({ style: 'heading', value })),
    24,
  );
  let number = 0;
  for (const [index, { subject, name }] of evaluation.subjects.entries()) {
    for (const { id, name: indicator, evidence } of indicatorsOf(subject)) {
      if (evidence.length === 0) continue;
      const entry = entries[index]!;
      const note = `${quotedSheet(entry.sheet)}!${entry.cells.notes.get(id)}`;
      number += 1;
      const row = sheet.add(
        [
          { style: 'code', value: String(number) },
          { style: 'text', value: `${name}（${subject.name}）` },
          { style: 'text', value: indicator },
          { style: 'text', value: evidence.join('、') },
          { style: 'resultText', formula: `IF(${note}="","（未写）",${note})` },
        ],
        30,
      );
      const cell = `E${row}`;
      sheet.colours.push({ cells: cell, formula: `${cell}="（未写）"`, colour: 'middling' });
    }
  }
  if (number === 0) return null;
  return {
    sheet: sheet.build(evidenceName, { isLandscape: true, heading: { from: headingRow, to: headingRow } }),
    meaning: { subject: null, slots: new Map(), locked: new Map(), headingRow, total: null },
  };
}

/** All subjects of the group at a glance (汇总): what each dimension counts for, total, grade, blanks. */
export function summarySheet(
  evaluation: GroupEvaluation,
  entries: readonly OverviewEntry[],
): MeaningfulSheet {
  const { year, rubric, subjects, group } = evaluation;
  const kinds = rubric.subjects.filter((kind) => subjects.some(({ subject }) => subject.id === kind.id));
  const dimensions = Math.max(...kinds.map((kind) => kind.dimensions.length));
  const sheet = new SheetBuilder([6, 34, ...Array.from({ length: dimensions }, () => 13), 11, 13, 10]);
  sheet.line('title', `${year} 年度考核汇总表`, 34);
  sheet.line('info', `${group.name}　本表自动汇总，不用填。`);
  let headingRow = 0;
  for (const kind of kinds) {
    sheet.line('section', `${kind.name}（满分 ${kind.full}）`, 22);
    const row = sheet.add(headingsOf(kind, dimensions));
    headingRow ||= row;
    let number = 0;
    for (const [index, { subject, name }] of subjects.entries()) {
      if (subject.id !== kind.id) continue;
      number += 1;
      addEntry(sheet, {
        kind,
        number,
        name,
        entry: entries[index]!,
        dimensions,
        grades: gradesOf(evaluation),
      });
    }
  }
  sheet.line(
    'signature',
    '汇总人（签名）：＿＿＿＿＿＿＿＿　　负责人（签名）：＿＿＿＿＿＿＿＿　　　　年　　月　　日',
    36,
  );
  return {
    sheet: sheet.build(summaryName, { isLandscape: true }),
    meaning: { subject: null, slots: new Map(), locked: new Map(), headingRow, total: null },
  };
}

function gradesOf({ rubric }: GroupEvaluation) {
  return { best: rubric.grades[0]?.name ?? '', worst: rubric.grades.at(-1)?.name ?? '' };
}

function headingsOf(kind: RubricSubject, dimensions: number): Piece[] {
  const own = Array.from({ length: dimensions }, (_, index) => kind.dimensions[index]?.name ?? '—');
  return ['序号', '考核对象', ...own, '总分', '等次', '未填格数'].map((value) => ({
    style: 'heading',
    value,
  }));
}

function addEntry(
  sheet: SheetBuilder,
  given: {
    kind: RubricSubject;
    number: number;
    name: string;
    entry: OverviewEntry;
    dimensions: number;
    grades: { best: string; worst: string };
  },
): void {
  const { kind, number, name, entry, dimensions, grades } = given;
  const from = (style: StyleName, cell: string): Piece => ({
    style,
    formula: `${quotedSheet(entry.sheet)}!${cell}`,
  });
  const own = Array.from({ length: dimensions }, (_, index): Piece => {
    const dimension = kind.dimensions[index];
    const cell = dimension && entry.cells.dimensions.get(dimension.id);
    return cell === undefined ? { style: 'blocked', value: '—' } : from('result', cell);
  });
  const row = sheet.add([
    { style: 'code', value: String(number) },
    { style: 'text', value: name },
    ...own,
    from('result', entry.cells.total),
    from('resultText', entry.cells.grade),
    from('resultCount', entry.cells.missing),
  ]);
  const grade = `${columnLetters(dimensions + 4)}${row}`;
  const missing = `${columnLetters(dimensions + 5)}${row}`;
  const is = (text: string) => `AND(${missing}=0,${grade}="${text.replaceAll('"', '""')}")`;
  sheet.colours.push({ cells: grade, formula: is(grades.best), colour: 'good' });
  sheet.colours.push({ cells: grade, formula: is(grades.worst), colour: 'wrong' });
  sheet.colours.push({ cells: missing, formula: `${missing}>0`, colour: 'middling' });
}
