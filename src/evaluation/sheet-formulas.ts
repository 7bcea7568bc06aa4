import {
  type Dimension,
  dimensionPoints,
  type EntitledScorer,
  type Gate,
  gradePosition,
  type Rubric,
  type RubricSubject,
  type ScoredIndicator,
} from './rubric.ts';

/**
 * The arithmetic of `scoring.ts` as spreadsheet formulas, without the `=`. Only IF, ISNUMBER, ROUND, SUM, MAX and CHOOSE
 * are used, and each quotient is one division of figures that are exact, so that every program rounds alike.
 */

/** What an entry counts as (`countedValue`); a blank or a text counts 0. */
function countedFormula(indicator: ScoredIndicator, cell: string): string {
  if (indicator.method === 'given') return `IF(ISNUMBER(${cell}),${cell},0)`;
  if (indicator.method === 'deducted') return `IF(ISNUMBER(${cell}),${indicator.points}-${cell},0)`;
  const last = indicator.bands.at(-1)?.points ?? 0;
  const banded = indicator.bands
    .slice(0, -1)
    .reduceRight((rest, { from, points }) => `IF(${cell}>=${from},${points},${rest})`, String(last));
  return `IF(ISNUMBER(${cell}),${banded},0)`;
}

/** The score of an indicator from its scorers' cells, in their order (`combineScores`). */
export function indicatorFormula(
  { places }: Rubric,
  { combine }: RubricSubject,
  indicator: ScoredIndicator,
  scorers: readonly (EntitledScorer & { readonly cell: string })[],
): string {
  if (combine === 'first') {
    const chosen = scorers.reduceRight(
      (rest, { cell }) => `IF(ISNUMBER(${cell}),${countedFormula(indicator, cell)},${rest})`,
      '0',
    );
    return `ROUND(${chosen},${places})`;
  }
  const weights = scorers.map(({ weight }) => (combine === 'average' ? 1 : weight));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (whole === 0) return '0';
  const parts = scorers.map(({ cell }, index) => `${weights[index]}*${countedFormula(indicator, cell)}`);
  return `ROUND((${parts.join('+')})/${whole},${places})`;
}

/** The subtotal of a dimension from the range (or list of cells) of its indicators' scores. */
export function subtotalFormula({ places }: Rubric, cells: string): string {
  return `ROUND(SUM(${cells}),${places})`;
}

/** What a dimension counts for, from the cell of its subtotal. */
export function dimensionFormula({ places }: Rubric, dimension: Dimension, subtotal: string): string {
  if (dimension.weight === undefined) return subtotal;
  const scale = 10 ** places;
  // Doubled, so that half points too make whole numbers.
  const divisor = dimensionPoints(dimension) * 2 * scale;
  return `ROUND(ROUND(${subtotal}*${scale},0)*${dimension.weight * 2}/${divisor},${places})`;
}

/** The total from the cells of what the dimensions count for. */
export function totalFormula({ places }: Rubric, cells: readonly string[]): string {
  return `ROUND(SUM(${cells.join(',')}),${places})`;
}

/** The grade from the total's cell and the gates' cells (answers 是 or 否). */
export function gradeFormula(
  rubric: Rubric,
  total: string,
  gates: readonly (Pick<Gate, 'fails' | 'cap'> & { readonly cell: string })[],
): string {
  const { grades } = rubric;
  const position = grades
    .slice(0, -1)
    .reduceRight(
      (rest, { from }, index) => `IF(${total}>=${from},${index + 1},${rest})`,
      String(grades.length),
    );
  const caps = gates.map(
    ({ cell, fails, cap }) => `IF(${cell}="${fails}",${gradePosition(rubric, cap) + 1},1)`,
  );
  const names = grades.map(({ name }) => `"${name.replaceAll('"', '""')}"`);
  return `CHOOSE(MAX(${[position, ...caps].join(',')}),${names.join(',')})`;
}
