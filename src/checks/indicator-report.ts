import type { LedgerFacts } from '../policy/facts.ts';
import { figureValue, indicatorTotal, shown, unitOf } from '../policy/kinds/indicator-total.ts';
import { describeThreshold } from '../policy/kinds/threshold-work.ts';
import type { Outcome, Verdict } from '../policy/policy.ts';
import type { Indicator, Policy, Rule } from '../policy/schema.ts';

/** One indicator in a year, against what one rule wants of it; without a rule only the figure. */
export interface IndicatorReportRow {
  readonly indicator: string;
  readonly name: string;
  readonly unit: string;
  readonly rule: string | null;
  readonly requirement: string | null;
  readonly part: number | null;
  readonly whole: number | null;
  readonly value: number | null;
  /** Kindergartens without a figure. */
  readonly lacking: number;
  readonly source: 'office' | 'kindergartens' | null;
  readonly previous: number | null;
  readonly change: number | null;
  readonly outcome: Outcome | null;
  readonly message: string;
}

const indicatorsOf = (rule: Rule): readonly string[] => {
  if (!rule.decidable) return [];
  if (rule.kind === 'threshold') return [rule.parameters.indicator];
  if (rule.kind === 'trend') return rule.parameters.indicators;
  return rule.kind === 'coverage' && rule.parameters.answering !== undefined
    ? [rule.parameters.answering]
    : [];
};

function wanted(rule: Rule, indicator: Indicator): string {
  if (!rule.decidable) return '';
  if (rule.kind === 'trend') return rule.parameters.direction === 'falling' ? '逐年降低' : '逐年提高';
  if (rule.kind !== 'threshold') return rule.title;
  const { bound, strict, of, years } = rule.parameters;
  if (bound === null) return '不低于目标值';
  const unit = of === 'towns' ? { ...indicator, measure: 'ratio' as const } : indicator;
  return `${years ? `${years.from}–${years.to} 年合计` : ''}${of === 'towns' ? '街镇' : ''}${describeThreshold(unit, bound, strict)}`;
}

const gravity: readonly Outcome[] = ['violation', 'unknown', 'notice', 'pass'];

/** The figures of a year beside what the rules want of them and what they were the year before. */
export function indicatorReport(
  policy: Policy,
  facts: LedgerFacts,
  year: number,
  verdicts: readonly Verdict[],
): IndicatorReportRow[] {
  const context = { policy, facts };
  return policy.indicators.flatMap((indicator): IndicatorReportRow[] => {
    const rules = policy.rules.filter((rule) => indicatorsOf(rule).includes(indicator.id));
    return (rules.length > 0 ? rules : [null]).map((rule): IndicatorReportRow => {
      const among = rule?.decidable && rule.kind === 'threshold' ? rule.parameters.among : undefined;
      const total = indicatorTotal(context, indicator, year, among);
      const before = indicatorTotal(context, indicator, year - 1, among);
      const value = total && figureValue(indicator, total);
      const previous = before && figureValue(indicator, before);
      const own = verdicts.filter(
        (verdict) =>
          verdict.rule === rule?.id && (verdict.facts.indicator ?? indicator.name) === indicator.name,
      );
      const outcome = gravity.find((each) => own.some((verdict) => verdict.outcome === each)) ?? null;
      const exact = total !== null && total.result === null;
      return {
        indicator: indicator.id,
        name: indicator.name,
        unit: unitOf(indicator),
        rule: rule?.id ?? null,
        requirement: rule ? wanted(rule, indicator) : null,
        part: exact ? total.numerator : null,
        whole: exact ? total.denominator : null,
        value: value === null ? null : shown(value),
        lacking: total?.lacking ?? 0,
        source: total?.source ?? null,
        previous: previous === null ? null : shown(previous),
        change: value === null || previous === null ? null : Math.round((value - previous) * 100) / 100,
        outcome,
        message: own.find((verdict) => verdict.outcome === outcome)?.message ?? '',
      };
    });
  });
}
