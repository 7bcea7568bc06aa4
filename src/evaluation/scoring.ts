import {
  add,
  divide,
  type Fraction,
  fractionOf,
  multiply,
  numberOf,
  roundFraction,
} from './formula/fraction.ts';
import {
  type Dimension,
  dimensionPoints,
  entitledScorers,
  type Gate,
  gradePosition,
  type Rubric,
  type RubricIndicator,
  type RubricSubject,
  type ScoredIndicator,
  type ScorerId,
} from './rubric.ts';

/**
 * The arithmetic of an evaluation. What is entered stands on half points, weights are whole numbers, and each score is
 * rounded (half up) where it is shown: on the indicator, the dimension and the total. So whoever adds up the figures on
 * the sheet comes to the total, and a spreadsheet to exactly the same as this file (see `sheet-formulas.ts`).
 */

/** What has come in for one subject. What is absent or null is a blank. */
export interface SubjectScores {
  /** By indicator id and scorer: what was entered, as it was entered (points given, points deducted). */
  readonly scores: Readonly<Record<string, Partial<Record<ScorerId, number | null>>>>;
  /** By gate id: the answer. */
  readonly gates: Readonly<Record<string, '是' | '否' | null>>;
  /** By indicator id: what its formula came to; null where it cannot be computed. */
  readonly computed: Readonly<Record<string, number | null>>;
}

/** A blank: a score, an answer, or (without a scorer) a figure that the ledger cannot give. */
export interface Missing {
  readonly kind: 'score' | 'gate' | 'fact';
  /** Id of the indicator or gate. */
  readonly id: string;
  readonly name: string;
  readonly scorer: ScorerId | null;
}

export interface IndicatorResult {
  readonly indicator: string;
  readonly name: string;
  readonly points: number;
  /** What counts, with `places` decimals. */
  readonly score: number;
  /** What each scorer's entry counts as before it is combined; null for a blank. */
  readonly parts: readonly {
    readonly by: ScorerId;
    readonly weight: number;
    readonly value: number | null;
  }[];
}

interface DimensionResult {
  readonly dimension: string;
  readonly name: string;
  /** Most it can count for in the total. */
  readonly worth: number;
  /** Sum of its indicators. */
  readonly subtotal: number;
  /** What it counts for in the total: the subtotal, or its share of the weight. */
  readonly score: number;
  readonly bonus: boolean;
  readonly indicators: readonly IndicatorResult[];
}

export interface SubjectResult {
  readonly total: number;
  readonly grade: string;
  /** The grade by the total alone. */
  readonly gradeByTotal: string;
  /** Gates that were failed (否决). */
  readonly failed: readonly Gate[];
  readonly dimensions: readonly DimensionResult[];
  readonly missing: readonly Missing[];
}

/** What an entry counts as: 扣分 is taken off the full points, 分档 falls into a band. */
export function countedValue(indicator: ScoredIndicator, entered: number): number {
  if (indicator.method === 'given') return entered;
  if (indicator.method === 'deducted') return indicator.points - entered;
  return indicator.bands.find(({ from }) => entered >= from)?.points ?? 0;
}

/** Sum of what was rounded to `places` before: again exact to that place. */
function sumOf(values: readonly number[]): Fraction {
  return values.map(fractionOf).reduce(add, fractionOf(0));
}

const rounded = (value: Fraction, places: number) => numberOf(roundFraction(value, places));

/** What several scorers' points come to; a blank counts 0, but with `first` the next one who scored. */
export function combineScores(
  combine: RubricSubject['combine'],
  parts: readonly { readonly weight: number; readonly value: number | null }[],
  places: number,
): number {
  if (combine === 'first') {
    return rounded(fractionOf(parts.find(({ value }) => value !== null)?.value ?? 0), places);
  }
  const weightOf = (weight: number) => (combine === 'average' ? 1 : weight);
  const whole = parts.reduce((sum, { weight }) => sum + weightOf(weight), 0);
  if (whole === 0) return 0;
  const weighted = parts.map(({ weight, value }) =>
    multiply(fractionOf(weightOf(weight)), fractionOf(value ?? 0)),
  );
  return rounded(divide(weighted.reduce(add, fractionOf(0)), fractionOf(whole)), places);
}

function scoreIndicator(
  rubric: Rubric,
  subject: RubricSubject,
  indicator: RubricIndicator,
  given: SubjectScores,
): IndicatorResult {
  const { id, name, points } = indicator;
  if (indicator.method === 'formula') {
    const value = given.computed[id] ?? 0;
    return { indicator: id, name, points, score: rounded(fractionOf(value), rubric.places), parts: [] };
  }
  const parts = entitledScorers(subject, indicator).map(({ by, weight }) => {
    const entered = given.scores[id]?.[by] ?? null;
    return { by, weight, value: entered === null ? null : countedValue(indicator, entered) };
  });
  return { indicator: id, name, points, score: combineScores(subject.combine, parts, rubric.places), parts };
}

function scoreDimension(
  rubric: Rubric,
  subject: RubricSubject,
  dimension: Dimension,
  given: SubjectScores,
): DimensionResult {
  const indicators = dimension.indicators.map((each) => scoreIndicator(rubric, subject, each, given));
  const points = dimensionPoints(dimension);
  const sum = sumOf(indicators.map(({ score }) => score));
  const { id, name, weight, bonus } = dimension;
  const share = weight === undefined ? sum : divide(multiply(sum, fractionOf(weight)), fractionOf(points));
  return {
    dimension: id,
    name,
    worth: weight ?? points,
    subtotal: rounded(sum, rubric.places),
    score: rounded(share, rubric.places),
    bonus,
    indicators,
  };
}

/** The grade of a total, gates aside. */
export function gradeOf(rubric: Rubric, total: number): string {
  const found = rubric.grades.find(({ from }) => total >= from) ?? rubric.grades.at(-1);
  return found?.name ?? '';
}

/** The gates that an answer fails; a gate without an answer is not failed. */
function failedGates(subject: RubricSubject, answers: SubjectScores['gates']): Gate[] {
  return subject.gates.filter(({ id, fails }) => answers[id] === fails);
}

function blanks(subject: RubricSubject, given: SubjectScores): Missing[] {
  const missing: Missing[] = [];
  for (const { id, name, scorer } of subject.gates) {
    if ((given.gates[id] ?? null) === null) missing.push({ kind: 'gate', id, name, scorer });
  }
  for (const indicator of subject.dimensions.flatMap(({ indicators }) => indicators)) {
    const { id, name } = indicator;
    if (indicator.method === 'formula') {
      if ((given.computed[id] ?? null) === null) missing.push({ kind: 'fact', id, name, scorer: null });
      continue;
    }
    const entitled = entitledScorers(subject, indicator);
    const blank = entitled.filter(({ by }) => (given.scores[id]?.[by] ?? null) === null);
    // Whoever stands first and scored decides: the others need not.
    const needed = subject.combine === 'first' && blank.length < entitled.length ? [] : blank;
    for (const { by } of needed) missing.push({ kind: 'score', id, name, scorer: by });
  }
  return missing;
}

/** Total, grade and what is missing of one subject. A blank counts 0; a failed gate caps the grade, not the total. */
export function scoreSubject(rubric: Rubric, subject: RubricSubject, given: SubjectScores): SubjectResult {
  const dimensions = subject.dimensions.map((each) => scoreDimension(rubric, subject, each, given));
  const total = rounded(sumOf(dimensions.map(({ score }) => score)), rubric.places);
  const gradeByTotal = gradeOf(rubric, total);
  const failed = failedGates(subject, given.gates);
  const position = Math.max(
    gradePosition(rubric, gradeByTotal),
    ...failed.map(({ cap }) => gradePosition(rubric, cap)),
  );
  const grade = rubric.grades[position]?.name ?? gradeByTotal;
  return { total, grade, gradeByTotal, failed, dimensions, missing: blanks(subject, given) };
}
