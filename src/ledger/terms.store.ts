import type { Ledger } from '../store/ledger.ts';
import type { EnteredTerm } from './term.ts';

/** The terms that were entered, in the order of their dates. */
export function enteredTerms(ledger: Ledger): EnteredTerm[] {
  return ledger
    .prepare<[], EnteredTerm>(
      'SELECT school_year AS schoolYear, number, starts, ends FROM term ORDER BY starts',
    )
    .all();
}

/** Enters a term, or changes the dates of the one entered (inside `perform`). */
export function saveTerm(ledger: Ledger, term: EnteredTerm): void {
  const updated = ledger
    .prepare(
      'UPDATE term SET starts = @starts, ends = @ends WHERE school_year = @schoolYear AND number = @number',
    )
    .run(term);
  if (updated.changes > 0) return;
  ledger
    .prepare(
      'INSERT INTO term (school_year, number, starts, ends) VALUES (@schoolYear, @number, @starts, @ends)',
    )
    .run(term);
}
