import type { LedgerFacts } from '../policy/facts.ts';
import { isOfficeOnly } from '../policy/indicator-fillers.ts';
import { coverageOf } from '../policy/kinds/coverage.ts';
import {
  countedKindergartens,
  figureValue,
  indicatorTotal,
  shown,
  unitOf,
} from '../policy/kinds/indicator-total.ts';
import { describeBound, percentOf } from '../policy/kinds/percentage.ts';
import { describeThreshold } from '../policy/kinds/threshold-work.ts';
import { townsIn } from '../policy/kinds/towns-covered.ts';
import type { Outcome, Verdict } from '../policy/policy.ts';
import type { Indicator, Policy, Rule } from '../policy/schema.ts';

/** One indicator in a year, against what one rule wants of it; without a rule only the figure. */
export interface IndicatorReportRow {
  readonly indicator: string;
  readonly name: string;
  readonly unit: string;
  readonly rule: string | null;
  readonly requirement: string | null;
  /** As entered by the office: 目标值. */
  readonly target: number | null;
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
  /** Why nothing can be said, or which kindergartens do not reach it. */
  readonly remark: string;
}

const indicatorsOf = (rule: Rule): readonly string[] => {
  if (!rule.decidable) return [];
  if (rule.kind === 'threshold') return [rule.parameters.indicator];
  if (rule.kind === 'trend') return rule.parameters.indicators;
  return rule.kind === 'coverage' && rule.parameters.answering !== undefined
    ? [rule.parameters.answering]
    : [];
};

/** The target that the office set for a year, or that all its kindergartens share. */
function targetOf({ facts, policy }: ReportContext, indicator: Indicator, year: number): number | null {
  const { office, kindergartens } = facts.indicators.of(policy.id, indicator.id, year);
  if (office?.target != null) return office.target;
  const own = new Set([...kindergartens.values()].map(({ target }) => target));
  return own.size === 1 ? ([...own][0] ?? null) : null;
}

function wanted(rule: Rule, indicator: Indicator, target: number | null): string {
  if (!rule.decidable) return '';
  if (rule.kind === 'trend') return rule.parameters.direction === 'falling' ? '逐年降低' : '逐年提高';
  if (rule.kind !== 'threshold') return rule.title;
  const { strict, of, years } = rule.parameters;
  const bound = rule.parameters.bound ?? target;
  if (bound === null) return '不低于目标值（还没有填）';
  const unit = of === 'towns' ? { ...indicator, measure: 'ratio' as const } : indicator;
  return `${years ? `${years.from}–${years.to} 年合计` : ''}${of === 'towns' ? '街镇' : ''}${describeThreshold(unit, bound, strict)}`;
}

interface ReportContext {
  readonly policy: Policy;
  readonly facts: LedgerFacts;
}

/** A figure as a rule looks at it. */
interface Looked {
  readonly part: number | null;
  readonly whole: number | null;
  readonly value: number | null;
  readonly unit: string;
  readonly lacking: number;
  readonly source: 'office' | 'kindergartens' | null;
}

/** Kindergartens that have not given their figure, where the office gave none for all of them. */
function lackingIn(context: ReportContext, indicator: Indicator, year: number, among: Among): number {
  if (isOfficeOnly(indicator)) return 0;
  const total = indicatorTotal(context, indicator, year, among);
  if (total) return total.lacking;
  return [...countedKindergartens(context, indicator, year, among, new Set())].length;
}

type Among = Parameters<typeof indicatorTotal>[3];

/** The towns that are covered, the groups that are joined, or the indicator's own figure. */
function look(context: ReportContext, rule: Rule | null, indicator: Indicator, year: number): Looked | null {
  const { policy, facts } = context;
  if (rule?.decidable && rule.kind === 'coverage') {
    const { covered, whole, unanswered } = coverageOf(rule.parameters, policy, facts);
    const value = whole === 0 ? null : percentOf(covered, whole, rule.parameters);
    return { part: covered, whole, value, unit: '%', lacking: unanswered, source: 'kindergartens' };
  }
  const threshold = rule?.decidable && rule.kind === 'threshold' ? rule : null;
  const { among, bound = null, strict = false } = threshold?.parameters ?? {};
  const lacking = lackingIn(context, indicator, year, among);
  const nothing = { part: null, whole: null, value: null, unit: unitOf(indicator), lacking, source: null };
  if (threshold?.parameters.of === 'towns') {
    const towns = townsIn({ rule: threshold, policy, facts, indicator }, year);
    if (!towns) return { ...nothing, unit: '%' };
    const { covered, whole } = towns;
    const value = whole === 0 ? null : shown((covered * 100) / whole, bound, strict);
    return { part: covered, whole, value, unit: '%', lacking, source: 'kindergartens' };
  }
  const total = indicatorTotal(context, indicator, year, among);
  if (!total) return nothing;
  const value = figureValue(indicator, total);
  const exact = total.result === null;
  return {
    part: exact ? total.numerator : null,
    whole: exact ? total.denominator : null,
    value: value === null ? null : shown(value, bound ?? targetOf(context, indicator, year), strict),
    unit: unitOf(indicator),
    lacking,
    source: total.source,
  };
}

const gravity: readonly Outcome[] = ['violation', 'unknown', 'notice', 'pass'];

/** Why nothing can be said, or which kindergartens do not reach what each of them should; empty where it is plain. */
function explain(own: readonly Verdict[], outcome: Outcome | null): string {
  const same = own.filter((verdict) => verdict.outcome === outcome);
  if (outcome === 'unknown') return same[0]?.message ?? '';
  const each = same.filter(({ subject }) => subject.type === 'kindergarten');
  if (outcome === 'pass' || outcome === null || each.length === 0) return '';
  const names = each.slice(0, 3).map(({ subject }) => subject.name);
  return `${each.length} 所园没有达到：${names.join('、')}${each.length > names.length ? ' 等' : ''}。`;
}

/** The figures of a year beside what the rules want of them and what they were the year before. */
export function indicatorReport(
  policy: Policy,
  facts: LedgerFacts,
  year: number,
  verdicts: readonly Verdict[],
): IndicatorReportRow[] {
  const context = { policy, facts };
  const entered = policy.indicators.flatMap((indicator): IndicatorReportRow[] => {
    const rules = policy.rules.filter((rule) => indicatorsOf(rule).includes(indicator.id));
    return (rules.length > 0 ? rules : [null]).map((rule): IndicatorReportRow => {
      const now = look(context, rule, indicator, year);
      // What was covered a year ago stands in groups that may have changed since.
      const before = rule?.kind === 'coverage' ? null : look(context, rule, indicator, year - 1);
      const value = now?.value ?? null;
      const previous = before?.value ?? null;
      const target = targetOf(context, indicator, year);
      const own = verdicts.filter(
        (verdict) =>
          verdict.rule === rule?.id && (verdict.facts.indicator ?? indicator.name) === indicator.name,
      );
      const outcome = gravity.find((each) => own.some((verdict) => verdict.outcome === each)) ?? null;
      return {
        indicator: indicator.id,
        name: indicator.name,
        unit: now?.unit ?? unitOf(indicator),
        rule: rule?.id ?? null,
        requirement: rule ? wanted(rule, indicator, target) : null,
        target,
        part: now?.part ?? null,
        whole: now?.whole ?? null,
        value,
        lacking: now?.lacking ?? 0,
        source: now?.source ?? null,
        previous,
        // Between the figures as they are shown: whoever takes one from the other finds the same.
        change: value === null || previous === null ? null : Math.round((value - previous) * 1e6) / 1e6,
        outcome,
        message: own.find((verdict) => verdict.outcome === outcome)?.message ?? '',
        remark: explain(own, outcome),
      };
    });
  });
  return [...entered, ...rosterRows(policy, verdicts)];
}

const numberIn = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** Shares that nobody enters: reckoned from the roster (占比、覆盖率) as the rules judge them. */
function rosterRows({ rules }: Policy, verdicts: readonly Verdict[]): IndicatorReportRow[] {
  return rules.flatMap((rule): IndicatorReportRow[] => {
    if (!rule.decidable || rule.kind !== 'share') return [];
    const verdict = verdicts.find((each) => each.rule === rule.id);
    if (!verdict) return [];
    const { part, whole, percent, required, lacking } = verdict.facts;
    const isKnown = (numberIn(whole) ?? 0) > 0;
    return [
      {
        indicator: rule.id,
        name: rule.parameters.described,
        unit: '%',
        rule: rule.id,
        requirement: describeBound(rule.parameters),
        target: numberIn(required),
        part: isKnown ? numberIn(part) : null,
        whole: isKnown ? numberIn(whole) : null,
        // Where some do not say, the share of those that do would be no figure of the office.
        value: isKnown && verdict.outcome !== 'unknown' ? numberIn(percent) : null,
        lacking: numberIn(lacking) ?? 0,
        source: isKnown ? 'kindergartens' : null,
        previous: null,
        change: null,
        outcome: verdict.outcome,
        message: verdict.message,
        remark: verdict.outcome === 'unknown' ? verdict.message : '按园所信息计算',
      },
    ];
  });
}
