import { cellAddress } from '../../../workbook/address.ts';
import { type RubricSubject, scorerName } from '../../rubric.ts';
import { coverTitle, type GroupEvaluation, identityLabels, type Locked, rubricLine } from '../group-book.ts';
import { SheetBuilder } from './sheet-builder.ts';
import type { MeaningfulSheet } from './subject-sheet.ts';

export const coverName = '封面';

function whoScores(evaluation: GroupEvaluation, subject: RubricSubject): string {
  return subject.scorers.map(({ by }) => scorerName(evaluation.rubric, by)).join('、');
}

const combining: Readonly<Record<RubricSubject['combine'], string>> = {
  weighted: '各方的分数按表头写的百分比合成',
  average: '各方的分数取平均',
  first: '几方都评了的，以排在前面的一方为准',
};

function instructions(evaluation: GroupEvaluation): string[] {
  const ways = new Set(evaluation.subjects.map(({ subject }) => combining[subject.combine]));
  return [
    '每个考核对象一张表，在目录里点序号可以直接翻到。',
    '只填浅黄色的格子。其余格子有保护，分值、公式和台账数据都不要改；改动过的会在汇总时退回。',
    '分数填 0.5 的倍数，从 0 到该项满分。扣分项填扣去的分。“是/否”的格子从下拉列表里选。',
    `评分各方只填自己那一列；${[...ways].join('；')}。没有填的按 0 分计，表末会显示还有几格没有填。`,
    '“佐证材料和说明”一栏写明材料的名称、份数和存放处；《佐证清单》会自动汇总。',
    '请不要插入或删除行、列，不要改工作表的名称，也不要另存为别的格式。',
    '填好后打印，各方签名盖章；电子表和纸质表一起交回。几方可以各填各的一份，分别交回。',
  ];
}

/** The first sheet of a group's workbook (封面): whose it is, how it is filled in, what is in it. */
export function coverSheet(evaluation: GroupEvaluation, sheets: readonly string[]): MeaningfulSheet {
  const { year, group, rubric, office, policy, subjects } = evaluation;
  const sheet = new SheetBuilder([8, 34, 18, 30]);
  const locked = new Map<string, Locked>();
  sheet.line('title', coverTitle(year), 60);
  const told = [
    `${identityLabels.group}${group.name}（组号 ${group.id}）`,
    `${identityLabels.year}${year}`,
    `${identityLabels.rubric}${rubricLine(rubric)}`,
    `依据：《${policy}》`,
    `主管部门：${office}`,
  ];
  for (const [index, text] of told.entries()) {
    const row = sheet.line('info', text, 24);
    if (index < 3) locked.set(cellAddress(row, 1), 'identity');
  }
  if (rubric.note !== '') sheet.line('remark', rubric.note);
  sheet.line('section', '填写说明', 24);
  for (const [index, text] of instructions(evaluation).entries()) {
    sheet.add([
      { style: 'code', value: String(index + 1) },
      { style: 'text', value: text, span: 3 },
    ]);
  }
  sheet.line('section', '目录', 24);
  const headings = ['序号', '考核对象', '考核类别', '评分各方'];
  const headingRow = sheet.add(headings.map((value) => ({ style: 'heading', value })));
  for (const [index, { name, subject }] of subjects.entries()) {
    const row = sheet.add([
      // LibreOffice does not wrap what is linked: long names would be cut.
      { style: 'link', value: String(index + 1) },
      { style: 'text', value: name },
      { style: 'code', value: subject.name },
      { style: 'text', value: whoScores(evaluation, subject) },
    ]);
    sheet.links.push({ cell: cellAddress(row, 1), sheet: sheets[index]! });
  }
  sheet.line(
    'signature',
    '填报单位（盖章）：＿＿＿＿＿＿＿＿＿＿　　填报人：＿＿＿＿＿＿＿＿　　　　年　　月　　日',
    40,
  );
  return {
    sheet: sheet.build(coverName, { isLandscape: false }),
    meaning: { subject: null, slots: new Map(), locked, headingRow, total: null },
  };
}
