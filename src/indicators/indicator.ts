import { squeezeText } from '../common/text.ts';
import { figureValue, shown, withUnit } from '../policy/kinds/indicator-total.ts';
import type { Indicator, Policy } from '../policy/schema.ts';

/** A yearly figure (指标数据) of a policy's indicator: of one kindergarten, or of an office as a whole. */
export interface IndicatorEntry extends IndicatorKey, IndicatorGiven {
  readonly id: number;
}

/** What a figure is of. */
export interface IndicatorKey {
  readonly policyId: string;
  /** Id of one of the policy's indicators. */
  readonly indicator: string;
  readonly year: number;
  readonly officeId: number | null;
  readonly kindergartenId: number | null;
}

export interface IndicatorGiven {
  /** An answer of yes or no is 1 or 0 of 1; a plain number has no denominator. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Where only the result was given: per cent, or in the indicator's unit. */
  readonly result: number | null;
  readonly target: number | null;
  readonly note: string | null;
}

/** Nothing entered yet. */
export const nothingGiven: IndicatorGiven = {
  numerator: null,
  denominator: null,
  result: null,
  target: null,
  note: null,
};

/** The earliest year that figures may be of. */
export const earliestYear = 1990;

/** The indicator of a policy that a text means: by name or id, blanks and widths aside. */
export function indicatorMeant(policy: Policy, text: string): Indicator | undefined {
  const wanted = squeezeText(text).toLowerCase();
  return policy.indicators.find(
    ({ id, name }) => id === wanted || squeezeText(name).toLowerCase() === wanted,
  );
}

/** `是`, `85.5%（171/200）`, `4.2 平方米`: a figure in words. */
export function describeFigure(
  indicator: Indicator,
  { numerator, denominator, result }: Pick<IndicatorGiven, 'numerator' | 'denominator' | 'result'>,
): string {
  if (result !== null) return withUnit(shown(result), indicator);
  if (numerator === null) return '';
  if (indicator.measure === 'yes-no' && denominator === 1) return numerator > 0 ? '是' : '否';
  const value = figureValue(indicator, { numerator, denominator, result });
  if (value === null) return '';
  const parts = denominator === null ? '' : `（${numerator}/${denominator}）`;
  return `${withUnit(shown(value), indicator)}${parts}`;
}
