import { anyConditionHolds } from '../conditions.ts';
import type { FactKey } from '../fact-names.ts';
import type { IndicatorFigure, KindergartenFacts, LedgerFacts } from '../facts.ts';
import type { Condition } from '../parameters.ts';
import type { Indicator, Policy } from '../schema.ts';
import type { Truth } from '../three-valued.ts';
import { roundedTruly } from './rounding.ts';

/** A figure of the office as a whole, as far as it is known. */
export interface IndicatorTotal {
  /** As given by the office, or added up over its kindergartens. */
  readonly source: 'office' | 'kindergartens';
  readonly numerator: number;
  /** Null for a plain number. */
  readonly denominator: number | null;
  /** Where only the result was given: numerator and denominator then mean nothing. */
  readonly result: number | null;
  /** Kindergartens without a figure, or of which it is not known whether they count. */
  readonly lacking: number;
  /** What is to be asked for besides the figures: whatever tells which kindergartens count. */
  readonly missing: readonly FactKey[];
}

/** A kindergarten that counts, or may count, and its figure. */
export interface Counted {
  readonly kindergarten: KindergartenFacts;
  readonly figure: IndicatorFigure | undefined;
  /** Null where it is not known whether it is one of those meant. */
  readonly counts: Exclude<Truth, false>;
}

/** The kindergartens that an indicator is about, with their figures of a year; those ruled out are left out. */
export function* countedKindergartens(
  { policy, facts }: { readonly policy: Policy; readonly facts: LedgerFacts },
  { id }: Pick<Indicator, 'id'>,
  year: number,
  among: readonly Condition[] | undefined,
  missing: Set<FactKey>,
): Generator<Counted> {
  const { kindergartens } = facts.indicators.of(policy.id, id, year);
  for (const kindergarten of facts.roster) {
    const wanted = new Set<FactKey>();
    const counts = anyConditionHolds(policy, among, kindergarten, wanted);
    if (counts === false) continue;
    if (counts === null) for (const fact of wanted) missing.add(fact);
    yield { kindergarten, figure: kindergartens.get(kindergarten.id), counts };
  }
}

/**
 * The figure of the office in a year: its own where it gave one, else the sum over its kindergartens. Null where
 * nothing is known at all.
 */
export function indicatorTotal(
  context: { readonly policy: Policy; readonly facts: LedgerFacts },
  indicator: Indicator,
  year: number,
  among?: readonly Condition[],
): IndicatorTotal | null {
  const { office, kindergartens } = context.facts.indicators.of(context.policy.id, indicator.id, year);
  if (office && (office.numerator !== null || office.result !== null)) {
    const { numerator, denominator, result } = office;
    return { source: 'office', numerator: numerator ?? 0, denominator, result, lacking: 0, missing: [] };
  }
  if (kindergartens.size === 0) return null;
  const missing = new Set<FactKey>();
  const plain = indicator.measure === 'number';
  let numerator = 0;
  let denominator = 0;
  let lacking = 0;
  for (const { figure, counts } of countedKindergartens(context, indicator, year, among, missing)) {
    const part = figure?.numerator ?? null;
    const whole = plain ? 0 : (figure?.denominator ?? null);
    if (part === null || whole === null || counts === null) {
      lacking += 1;
      continue;
    }
    numerator += part;
    denominator += whole;
  }
  return {
    source: 'kindergartens',
    numerator,
    denominator: plain ? null : denominator,
    result: null,
    lacking,
    missing: [...missing],
  };
}

/** Shares and answers of yes or no are told in per cent. */
export const inPercent = ({ measure }: Pick<Indicator, 'measure'>): boolean =>
  measure === 'ratio' || measure === 'yes-no';

/** The unit in words: `%`, `平方米`. */
export function unitOf(indicator: Indicator): string {
  return inPercent(indicator) ? '%' : (indicator.unit ?? '');
}

/** `85%`, `4.5 平方米`, `3`. */
export function withUnit(value: number, indicator: Indicator): string {
  const unit = unitOf(indicator);
  return `${value}${unit === '%' || unit === '' ? '' : ' '}${unit}`;
}

/** What a total comes to, in the indicator's unit; null where there is nothing to divide by. */
export function figureValue(
  indicator: Indicator,
  { numerator, denominator, result }: Pick<IndicatorFigure, 'denominator' | 'result'> & { numerator: number },
): number | null {
  if (result !== null) return result;
  if (denominator === null) return indicator.measure === 'number' ? numerator : null;
  if (denominator === 0) return null;
  return (inPercent(indicator) ? numerator * 100 : numerator) / denominator;
}

/** A figure as it is shown; one that does not reach its bound, or is not all of it, never looks as if it did. */
export function shown(value: number, bound?: number | null, strict = false): number {
  return roundedTruly(
    value,
    (figure) => reachesBound(figure, 100, false),
    (figure) => bound != null && reachesBound(figure, bound, strict),
  );
}

/** Whether a value reaches a bound; equal within what decimal fractions lose in binary. */
export function reachesBound(value: number, bound: number, strict: boolean): boolean {
  const slack = 1e-9 * Math.max(1, Math.abs(bound));
  return strict ? value > bound + slack : value >= bound - slack;
}
