import { scorerName } from '../../rubric.ts';
import type { BookSheet } from '../book/book.ts';
import { type GroupEvaluation, identityLabels, rubricLine, type SheetMeaning } from '../group-book.ts';
import { addDimension } from './dimension-rows.ts';
import { factRows } from './facts-block.ts';
import { partyName } from './indicator-words.ts';
import type { Piece } from './sheet-builder.ts';
import { column, SubjectPage } from './subject-page.ts';
import { addGates, addTotals } from './total-rows.ts';

/** A sheet and what its cells mean. */
export interface MeaningfulSheet {
  readonly sheet: BookSheet;
  readonly meaning: SheetMeaning;
}

/** Where the figures stand that other sheets refer to. */
export interface SubjectCells {
  readonly total: string;
  readonly grade: string;
  readonly missing: string;
  /** By indicator id: where evidence is told. */
  readonly notes: ReadonlyMap<string, string>;
  /** By dimension id: what it counts for. */
  readonly dimensions: ReadonlyMap<string, string>;
}

/** The sheet on which one subject is scored (考核评分表). */
export function subjectSheet(
  evaluation: GroupEvaluation,
  index: number,
  name: string,
  /** Formula of the members' average total, for a group or lead that is measured by it. */
  membersAverage: string | null,
): MeaningfulSheet & { readonly cells: SubjectCells } {
  const page = new SubjectPage(evaluation, index);
  writeHead(page);
  const headingRow = writeHeadings(page);
  // The ledger's figures stand at the end, but formulas refer to them.
  const first = headingRow + 1;
  page.facts = factRows(page.given, factsStart(page, first), page.score, evaluation.read);
  for (const [position, dimension] of page.kind.dimensions.entries()) {
    addDimension(page, dimension, position + 1);
  }
  const gates = addGates(page);
  const totalRow = page.sheet.next;
  const cells = addTotals(page, first, gates);
  const together = { from: totalRow, to: page.sheet.next - 1 };
  writeFacts(page, membersAverage);
  writeWords(page);
  const { slots, locked, dimensions, notes } = page;
  return {
    sheet: page.sheet.build(name, {
      isLandscape: true,
      heading: { from: headingRow, to: headingRow },
      together,
    }),
    meaning: { subject: index, slots, locked, headingRow, total: cells.total },
    cells: { ...cells, dimensions, notes },
  };
}

function writeHead(page: SubjectPage): void {
  const sheet = page.sheet;
  const { year, rubric, group } = page.evaluation;
  const name = page.given.name;
  sheet.line('title', `${year} 年度考核评分表（${page.kind.name}）`, 34);
  const right = sheet.columns - column.standard;
  const pair = (one: string, other: string) => {
    const row = sheet.add([
      { style: 'info', value: one, span: column.standard },
      { style: 'info', value: other, span: right },
    ]);
    page.locked.set(page.at(row, 1), 'identity');
    page.locked.set(page.at(row, column.standard + 1), 'identity');
  };
  pair(`${identityLabels.subject}${name}`, `${identityLabels.role}${page.kind.name}`);
  pair(`${identityLabels.group}${group.name}（组号 ${group.id}）`, `${identityLabels.year}${year}`);
  const rubricRow = sheet.line('info', `${identityLabels.rubric}${rubricLine(rubric)}`);
  page.locked.set(page.at(rubricRow, 1), 'identity');
  sheet.line(
    'remark',
    '只填浅黄色的格子：分数填 0.5 的倍数，不超过满分；扣分项填扣去的分；“是/否”从下拉列表里选。浅蓝色是台账数据，浅绿色是自动计算的结果，都不要改。',
  );
}

function writeHeadings(page: SubjectPage): number {
  const { rubric } = page.evaluation;
  const texts = ['序号', '一级指标', '二级指标', '评分标准', '分值'];
  const scorers = page.kind.scorers.map(({ by, weight }) => {
    const name = scorerName(rubric, by);
    return page.kind.combine === 'weighted' ? `${name}\n${weight}%` : name;
  });
  return page.sheet.add(
    [...texts, ...scorers, '得分', '佐证材料和说明'].map((value): Piece => ({ style: 'heading', value })),
    34,
  );
}

/** Row in which the ledger's figures will begin. */
function factsStart(page: SubjectPage, first: number): number {
  const rows = page.kind.dimensions.reduce(
    (sum, dimension) => sum + dimension.indicators.length + (dimension.weight === undefined ? 1 : 2),
    0,
  );
  const gates = page.kind.gates.length;
  const totals = 3;
  // After the heading of the block.
  return first + rows + (gates > 0 ? gates + 1 : 0) + totals + 1;
}

function writeFacts(page: SubjectPage, membersAverage: string | null): void {
  if (page.facts.size === 0) return;
  const sheet = page.sheet;
  sheet.line('section', '台账数据（已填好，不要改；有疑问请告诉主管部门）');
  for (const { row, cell, code, name, unit, meaning, value, basis } of page.facts.values()) {
    const formula = value === 'live' ? (membersAverage ?? '"无数据"') : undefined;
    const shown = value === 'live' ? undefined : (value ?? '无数据');
    const written = sheet.add([
      { style: 'code', value: code },
      { style: 'factText', value: name, span: 2 },
      { style: 'factText', value: meaning },
      { style: 'code', value: unit },
      ...page.dashes(),
      { style: 'fact', ...(formula === undefined ? { value: shown } : { formula }) },
      { style: 'factText', value: basis ?? '' },
    ]);
    if (written !== row) throw new Error(`fact row ${row} came to stand in ${written}`);
    if (formula === undefined) page.locked.set(cell, 'fact');
  }
}

/** Opinion and signatures. */
function writeWords(page: SubjectPage): void {
  const sheet = page.sheet;
  const { rubric } = page.evaluation;
  const asked = rubric.opinions.filter(({ of }) => of === page.kind.of);
  for (const { by } of asked) {
    const label = `${partyName(scorerName(rubric, by))}的意见`;
    const row = sheet.add(
      [
        { style: 'label', value: label, span: column.name },
        {
          style: 'opinion',
          value: page.given.given?.opinion ?? undefined,
          span: sheet.columns - column.name,
        },
      ],
      64,
    );
    page.slots.set(page.at(row, column.standard), { kind: 'opinion', label });
  }
  for (const { by } of page.kind.scorers) {
    const text = `${scorerName(rubric, by)}：评分人（签名）＿＿＿＿＿＿＿＿　负责人（签名）＿＿＿＿＿＿＿＿　（盖章）　　　　年　　月　　日`;
    sheet.line('signature', text, 30);
  }
}
