/** A yearly figure (指标数据) of a policy's indicator: of one kindergarten, or of an office as a whole. */
export interface IndicatorEntry {
  readonly id: number;
  readonly policyId: string;
  /** Id of one of the policy's indicators. */
  readonly indicator: string;
  readonly year: number;
  readonly officeId: number | null;
  readonly kindergartenId: number | null;
  /** An answer of yes or no is 1 or 0 of 1; a plain number has no denominator. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Where only the result was given: per cent, or in the indicator's unit. */
  readonly result: number | null;
  readonly target: number | null;
  readonly note: string | null;
}
