import { columnLetters } from '../../../workbook/address.ts';
import {
  type Dimension,
  dimensionPoints,
  dimensionWorth,
  entitledScorers,
  type RubricIndicator,
  scorerName,
} from '../../rubric.ts';
import { dimensionFormula, indicatorFormula, subtotalFormula } from '../../sheet-formulas.ts';
import { computedIndicatorFormula } from './facts-block.ts';
import { standardOf } from './indicator-words.ts';
import type { Piece } from './sheet-builder.ts';
import { column, dash, type SubjectPage } from './subject-page.ts';

/** The rows of a dimension (一级指标): its indicators, their sum, and what it counts for. */
export function addDimension(page: SubjectPage, dimension: Dimension, number: number): void {
  const sheet = page.sheet;
  const from = sheet.next;
  for (const [position, indicator] of dimension.indicators.entries()) {
    addIndicator(page, dimension, indicator, `${number}.${position + 1}`);
  }
  const to = sheet.next - 1;
  sheet.mergeDown(column.dimension, from, to);
  const { rubric } = page.evaluation;
  const own = `${columnLetters(page.score)}${from}:${columnLetters(page.score)}${to}`;
  const bonus = dimension.bonus ? '（加分）' : '';
  let row = addSum(
    page,
    `${dimension.name} 小计${bonus}`,
    dimensionPoints(dimension),
    subtotalFormula(rubric, own),
  );
  if (dimension.weight !== undefined) {
    const share = dimensionFormula(rubric, dimension, page.at(row, page.score));
    row = addSum(page, `${dimension.name} 计入总分${bonus}`, dimensionWorth(dimension), share);
  }
  page.dimensions.set(dimension.id, page.at(row, page.score));
}

function addSum(page: SubjectPage, label: string, points: number, formula: string): number {
  const row = page.sheet.add([
    { style: 'label', value: label, span: column.standard },
    { style: 'points', value: points },
    ...page.dashes(),
    { style: 'result', formula },
    { style: 'blocked', value: dash },
  ]);
  page.locked.set(page.at(row, column.points), 'points');
  return row;
}

function addIndicator(
  page: SubjectPage,
  dimension: Dimension,
  indicator: RubricIndicator,
  code: string,
): void {
  const sheet = page.sheet;
  const row = sheet.next;
  const { rubric } = page.evaluation;
  const entitled = entitledScorers(page.kind, indicator);
  const given = page.given.given?.scores[indicator.id];
  const inputs = page.kind.scorers.map(({ by }, position): Piece => {
    if (!entitled.some((each) => each.by === by)) return { style: 'blocked', value: dash };
    const address = page.at(row, column.firstScorer + position);
    const label = `${code} ${indicator.name}（${scorerName(rubric, by)}）`;
    page.slots.set(address, {
      kind: 'score',
      indicator: indicator.id,
      scorer: by,
      most: indicator.points,
      label,
    });
    return { style: 'score', value: given?.[by] ?? undefined };
  });
  const note = page.at(row, page.score + 1);
  const isComputed = indicator.method === 'formula';
  page.notes.set(indicator.id, note);
  if (!isComputed) {
    page.slots.set(note, { kind: 'note', indicator: indicator.id, label: `${code} ${indicator.name}` });
  }
  const formula = isComputed
    ? computedIndicatorFormula(rubric, indicator, page.facts, page.evaluation.read)
    : indicatorFormula(
        rubric,
        page.kind,
        indicator,
        entitled.map((each) => ({
          ...each,
          cell: page.at(row, column.firstScorer + page.kind.scorers.findIndex(({ by }) => by === each.by)),
        })),
      );
  sheet.add([
    { style: 'code', value: code },
    {
      style: 'code',
      value: `${dimension.name}${dimension.className ? `\n（${dimension.className}）` : ''}`,
    },
    { style: 'text', value: indicator.name },
    { style: 'small', value: standardOf(indicator, page.facts, page.evaluation.read) },
    { style: 'points', value: indicator.points },
    ...inputs,
    { style: isComputed ? 'fact' : 'result', formula },
    isComputed
      ? { style: 'factText', value: '按台账计算，不用填' }
      : { style: 'note', value: page.given.given?.notes[indicator.id] },
  ]);
  page.locked.set(page.at(row, column.points), 'points');
  checkScores(page, indicator, row);
}

function checkScores(page: SubjectPage, indicator: RubricIndicator, row: number): void {
  const cells = page.kind.scorers
    .map((_, position) => page.at(row, column.firstScorer + position))
    .filter((address) => page.slots.has(address));
  const [first] = cells;
  if (first === undefined) return;
  const most = indicator.points;
  const what = indicator.method === 'deducted' ? '扣去的分' : '分数';
  const error = `请填 0 到 ${most} 之间${what}，0.5 的倍数。`;
  const prompt = `${indicator.name}：填${what}，0～${most}，0.5 的倍数。`;
  page.sheet.checks.push({ kind: 'decimal', least: 0, most, cells: cells.join(' '), prompt, error });
  const wrong = `AND(NOT(ISBLANK(${first})),IF(ISNUMBER(${first}),OR(${first}<0,${first}>${most},${first}*2<>INT(${first}*2)),TRUE))`;
  page.sheet.colours.push({ cells: cells.join(' '), formula: wrong, colour: 'wrong' });
}
