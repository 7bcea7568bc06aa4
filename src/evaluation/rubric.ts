import type { RubricFile } from './rubric-schema.ts';

/** A rubric (考核细则): dimensions and indicators, who scores, and what the totals are called. */
export type Rubric = RubricFile;
/** A kind of subject (考核对象): one sheet for each group, lead or member. */
export type RubricSubject = Rubric['subjects'][number];
/** 一级指标 */
export type Dimension = RubricSubject['dimensions'][number];
/** 二级指标 */
export type RubricIndicator = Dimension['indicators'][number];
/** 一票否决 / 前置条件 */
export type Gate = RubricSubject['gates'][number];
export type ScorerId = Rubric['scorers'][number]['id'];
export type Combination = RubricSubject['combine'];

/** An indicator that somebody scores: not one computed from the ledger. */
export type ScoredIndicator = Exclude<RubricIndicator, { method: 'formula' }>;

export const methodNames: Readonly<Record<RubricIndicator['method'], string>> = {
  given: '给分',
  deducted: '扣分',
  bands: '分档',
  formula: '按台账计算',
};

export const combinationNames: Readonly<Record<Combination, string>> = {
  weighted: '按权重合成',
  average: '取平均',
  first: '以排在前面且已评分的一方为准',
};

/** What a scorer is called in this rubric. */
export function scorerName(rubric: Rubric, id: ScorerId): string {
  return rubric.scorers.find((scorer) => scorer.id === id)?.name ?? id;
}

/** A scorer of an indicator with the weight its score has there. */
export interface EntitledScorer {
  readonly by: ScorerId;
  readonly weight: number;
}

/**
 * Who scores an indicator, in the order of the subject; nobody where it is computed. Where only some of the subject's
 * scorers do, their weights keep their proportions.
 */
export function entitledScorers(subject: RubricSubject, indicator: RubricIndicator): EntitledScorer[] {
  if (indicator.method === 'formula') return [];
  const { scorers } = indicator;
  return scorers === undefined ? subject.scorers : subject.scorers.filter(({ by }) => scorers.includes(by));
}

/** Points of a dimension: the sum of its indicators' points. */
export function dimensionPoints(dimension: Dimension): number {
  return dimension.indicators.reduce((sum, { points }) => sum + points, 0);
}

/** What a dimension counts for in the total at most. */
export function dimensionWorth(dimension: Dimension): number {
  return dimension.weight ?? dimensionPoints(dimension);
}

/** All indicators of a subject in order. */
export function indicatorsOf(subject: RubricSubject): RubricIndicator[] {
  return subject.dimensions.flatMap(({ indicators }) => indicators);
}

/** The best grade first: its position is how good it is, 0 the best. */
export function gradePosition(rubric: Rubric, name: string): number {
  return rubric.grades.findIndex((grade) => grade.name === name);
}

/** Whether a rubric is for a calendar year. */
export function isForYear({ years }: Pick<Rubric, 'years'>, year: number): boolean {
  return (years.from ?? year) <= year && year <= (years.to ?? year);
}
