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

/** Takes a policy up from a date on (inside `perform`); nothing happens where it is in force already. */
export function adoptPolicy(ledger: Ledger, policyId: string, since: IsoDate = beginning): void {
  const open = ledger
    .prepare<[string], { id: number }>(
      'SELECT id FROM policy_adoption WHERE policy_id = ? AND valid_to IS NULL',
    )
    .get(policyId);
  if (open) return;
  ledger.prepare('INSERT INTO policy_adoption (policy_id, valid_from) VALUES (?, ?)').run(policyId, since);
}
