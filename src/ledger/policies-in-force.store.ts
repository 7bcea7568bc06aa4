import { beginning, type IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';

/** Ids of the policies the office goes by on a date, in the order in which they were taken up. */
export function policiesInForce(ledger: Ledger, on: IsoDate): string[] {
  return ledger
    .prepare<[{ on: IsoDate }], { id: string }>(
      `SELECT policy_id AS id FROM policy_adoption
       WHERE valid_from <= @on AND (valid_to IS NULL OR valid_to > @on) ORDER BY policy_adoption.id`,
    )
    .all({ on })
    .map((row) => row.id);
}

/**
 * Takes a policy up from a date on (inside `perform`): from the beginning of all known where no date is given.
 * Where it is in force already, or is taken up later anyway, the earlier date counts.
 */
export function adoptPolicy(ledger: Ledger, policyId: string, since: IsoDate = beginning): void {
  const periods = ledger
    .prepare<[string], { id: number; from: IsoDate; to: IsoDate | null }>(
      `SELECT id, valid_from AS "from", valid_to AS "to" FROM policy_adoption WHERE policy_id = ? ORDER BY valid_from`,
    )
    .all(policyId);
  const last = periods.at(-1);
  // A policy taken up again goes on from where it was given up at the earliest: nothing past is rewritten.
  const start = periods.reduce(
    (date, period) => (period.to !== null && period.to > date ? period.to : date),
    since,
  );
  if (last && last.to === null) {
    if (start < last.from)
      ledger.prepare('UPDATE policy_adoption SET valid_from = ? WHERE id = ?').run(start, last.id);
    return;
  }
  ledger.prepare('INSERT INTO policy_adoption (policy_id, valid_from) VALUES (?, ?)').run(policyId, start);
}

/** Gives a policy up: `on` is the first day without it (inside `perform`). */
export function dropPolicy(ledger: Ledger, policyId: string, on: IsoDate): void {
  ledger.prepare('DELETE FROM policy_adoption WHERE policy_id = ? AND valid_from >= ?').run(policyId, on);
  ledger
    .prepare(
      `UPDATE policy_adoption SET valid_to = @on
       WHERE policy_id = @policyId AND valid_from < @on AND (valid_to IS NULL OR valid_to > @on)`,
    )
    .run({ policyId, on });
}
