import type { Outcome } from './policy.ts';

/** What is known of a statement: true, false, or nothing (null). */
export type Truth = boolean | null;

/** True if any is true; else not known if any is not; else false. */
export function anyTrue(values: readonly Truth[]): Truth {
  if (values.includes(true)) return true;
  return values.includes(null) ? null : false;
}

/** False if any is false; else not known if any is not; else true. */
export function allTrue(values: readonly Truth[]): Truth {
  if (values.includes(false)) return false;
  return values.includes(null) ? null : true;
}

const gravity: readonly Outcome[] = ['pass', 'notice', 'unknown', 'violation'];

/** The gravest outcome: what is known to be wrong weighs more than what is not known. */
export function gravest(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce<Outcome>(
    (worst, outcome) => (gravity.indexOf(outcome) > gravity.indexOf(worst) ? outcome : worst),
    'pass',
  );
}
