import type { IsoDate } from '../../common/dates.ts';
import type { LedgerFacts } from '../facts.ts';
import type { ThresholdParameters } from '../parameters.ts';
import type { Modality, Outcome } from '../policy.ts';
import type { Indicator, Policy, RuleOf } from '../schema.ts';
import type { Truth } from '../three-valued.ts';
import { inPercent, withUnit } from './indicator-total.ts';
import { type Judgement, officeSubject } from './kind.ts';
import { whenNotReached } from './percentage.ts';

/** A threshold rule on its way to a judgement. */
export interface ThresholdWork {
  readonly rule: RuleOf<'threshold'>;
  readonly policy: Policy;
  readonly facts: LedgerFacts;
  readonly indicator: Indicator;
}

/**
 * The year whose figures a day is judged by: the latest there is, as long as it is no older than last year or, once
 * a deadline is over, than the deadline's year.
 */
export function yearJudged(years: readonly number[], on: IsoDate, by: IsoDate | undefined): number | null {
  const now = Number(on.slice(0, 4));
  const latest = years.filter((year) => year <= now).at(-1);
  const oldest = by !== undefined && on > by ? Number(by.slice(0, 4)) : now - 1;
  return latest !== undefined && latest >= oldest ? latest : null;
}

/** `不低于 85%`, `超过 50%`, `达到 100%`. */
export function describeThreshold(indicator: Indicator, bound: number, strict: boolean): string {
  const number = withUnit(bound, indicator);
  if (strict) return `超过 ${number}`;
  return inPercent(indicator) && bound === 100 ? '达到 100%' : `不低于 ${number}`;
}

export const outcomeOf = (
  reached: Truth,
  modality: Modality,
  { by }: Pick<ThresholdParameters, 'by'>,
  on: IsoDate,
): Outcome => (reached === null ? 'unknown' : reached ? 'pass' : whenNotReached(modality, { by }, on));

export const remedyFor: Readonly<Record<Outcome, string>> = {
  pass: '',
  notice: '请核对指标数据；属实的，请列入改进安排。',
  violation: '请核对指标数据；属实的，请列入改进安排。',
  unknown: '请在指标数据表里补上后重新导入。',
};

/** Nothing, or nothing recent enough, is known. */
export function withoutFigures({ policy, facts, indicator }: ThresholdWork, bound: string): Judgement {
  const latest = facts.indicators.years(policy.id, indicator.id).at(-1);
  return {
    subject: officeSubject(facts),
    outcome: 'unknown',
    facts: { indicator: indicator.name, year: latest ?? null },
    message:
      latest === undefined
        ? `还没有“${indicator.name}”的数据；${bound}。`
        : `“${indicator.name}”最近的数据是 ${latest} 年的，不能用来判定；${bound}。`,
    remedy: remedyFor.unknown,
    missing: ['indicators'],
  };
}
