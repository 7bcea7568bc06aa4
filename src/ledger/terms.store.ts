import type { IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';
import { completeTerms, type EnteredTerm, type Term } from './term.ts';

/** The terms that were entered, in the order of their dates. */
export function enteredTerms(ledger: Ledger): EnteredTerm[] {
  return ledger
    .prepare<[], EnteredTerm>(
      'SELECT school_year AS schoolYear, number, starts, ends FROM term ORDER BY starts',
    )
    .all();
}

/**
 * The terms that touch a period, both days inclusive: the entered ones, and for terms not entered the usual
 * dates with `assumed: true`. What rests on an assumed term says so.
 */
export function termsOf(ledger: Ledger, from: IsoDate, to: IsoDate): Term[] {
  return completeTerms(enteredTerms(ledger), from, to);
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
