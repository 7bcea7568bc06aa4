import type { IsoDate } from '../common/dates.ts';
import { ownOffice } from '../ledger/offices.store.ts';
import type { IndicatorFacts, IndicatorFigure, IndicatorYear } from '../policy/facts.ts';
import type { Ledger } from '../store/ledger.ts';
import type { IndicatorEntry, IndicatorGiven, IndicatorKey } from './indicator.ts';

const columns = `id, policy_id AS policyId, indicator, year, office_id AS officeId,
  kindergarten_id AS kindergartenId, numerator, denominator, result, target, note`;

export function findEntry(ledger: Ledger, key: IndicatorKey): IndicatorEntry | undefined {
  return ledger
    .prepare<[IndicatorKey], IndicatorEntry>(
      `SELECT ${columns} FROM indicator_value WHERE policy_id = @policyId AND indicator = @indicator
        AND year = @year AND office_id IS @officeId AND kindergarten_id IS @kindergartenId`,
    )
    .get(key);
}

/** Enters or changes a figure (inside `perform`). Gives its row id. */
export function putEntry(ledger: Ledger, key: IndicatorKey, given: IndicatorGiven, on: IsoDate): number {
  const known = findEntry(ledger, key);
  if (known) {
    ledger
      .prepare(
        `UPDATE indicator_value SET numerator = @numerator, denominator = @denominator, result = @result,
          target = @target, note = @note, received_on = @on WHERE id = @id`,
      )
      .run({ ...given, on, id: known.id });
    return known.id;
  }
  const { lastInsertRowid } = ledger
    .prepare(
      `INSERT INTO indicator_value (policy_id, indicator, year, office_id, kindergarten_id, numerator, denominator,
        result, target, note, received_on)
       VALUES (@policyId, @indicator, @year, @officeId, @kindergartenId, @numerator, @denominator, @result, @target,
        @note, @on)`,
    )
    .run({ ...key, ...given, on });
  return Number(lastInsertRowid);
}

/** Inside `perform`. */
export function removeEntry(ledger: Ledger, id: number): void {
  ledger.prepare('DELETE FROM indicator_value WHERE id = ?').run(id);
}

export interface IndicatorFilter {
  readonly policyId: string;
  readonly indicator?: string | undefined;
  readonly year?: number | undefined;
}

/** The figures of a policy: by indicator, year, the office's own first, then by kindergarten. */
export function listEntries(
  ledger: Ledger,
  { policyId, indicator, year }: IndicatorFilter,
): IndicatorEntry[] {
  return ledger
    .prepare<[string, string | null, string | null, number | null, number | null], IndicatorEntry>(
      `SELECT ${columns} FROM indicator_value
       WHERE policy_id = ? AND (? IS NULL OR indicator = ?) AND (? IS NULL OR year = ?)
       ORDER BY indicator, year, kindergarten_id IS NOT NULL, kindergarten_id, office_id`,
    )
    .all(policyId, indicator ?? null, indicator ?? null, year ?? null, year ?? null);
}

const figure = ({ numerator, denominator, result, target }: IndicatorFigure): IndicatorFigure => ({
  numerator,
  denominator,
  result,
  target,
});

/** The figures as rules look them up: one year of one indicator is read when asked for, and kept. */
export function indicatorFacts(ledger: Ledger): IndicatorFacts {
  const years = new Map<string, number[]>();
  const read = new Map<string, IndicatorYear>();
  return {
    years(policyId, indicator) {
      const key = `${policyId} ${indicator}`;
      const known = years.get(key);
      if (known) return known;
      const found = ledger
        .prepare<[string, string], { year: number }>(
          'SELECT DISTINCT year FROM indicator_value WHERE policy_id = ? AND indicator = ? ORDER BY year',
        )
        .all(policyId, indicator)
        .map(({ year }) => year);
      years.set(key, found);
      return found;
    },
    of(policyId, indicator, year) {
      const key = `${policyId} ${indicator} ${year}`;
      const known = read.get(key);
      if (known) return known;
      const entries = listEntries(ledger, { policyId, indicator, year });
      const own = ownOffice(ledger).id;
      const office = entries.find(({ officeId }) => officeId === own);
      const found: IndicatorYear = {
        office: office ? figure(office) : null,
        kindergartens: new Map(
          entries.flatMap((entry) =>
            entry.kindergartenId === null ? [] : [[entry.kindergartenId, figure(entry)] as const],
          ),
        ),
      };
      read.set(key, found);
      return found;
    },
  };
}
