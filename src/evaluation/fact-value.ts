import { add, divide, fractionOf, numberOf, roundFraction } from './formula/fraction.ts';

/** A fact of a participant: null where the ledger cannot tell; `basis` says what it was counted from. */
export interface FactValue {
  readonly value: number | null;
  readonly basis: string;
}

/** Facts are used and shown with so many decimals. */
const factPlaces = 2;

export const exact = (value: number) => numberOf(roundFraction(fractionOf(value), factPlaces));
export const count = (value: number, basis: string): FactValue => ({ value: exact(value), basis });
export const unknown = (basis: string): FactValue => ({ value: null, basis });

/** A share in per cent; not known where there is nothing to take a share of. */
export function rate(part: number, whole: number, basis: string): FactValue {
  if (whole === 0) return unknown(basis);
  return {
    value: numberOf(roundFraction(divide(fractionOf(part * 100), fractionOf(whole)), factPlaces)),
    basis,
  };
}

/** The mean of totals, rounded as facts are: what AVERAGE of the same cells gives. */
export function averageOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sum = values.map(fractionOf).reduce(add, fractionOf(0));
  return numberOf(roundFraction(divide(sum, fractionOf(values.length)), factPlaces));
}
