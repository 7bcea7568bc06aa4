import type { Ledger } from '../store/ledger.ts';
import { type Plan, type PlanProblem, type PlanResult, planProblem, planResult } from './plan.ts';

/** A plan of a policy without tiers has an empty one. */
type PlanRow = Omit<Plan, 'tier' | 'problem' | 'result'> & { tier: string; problem: string; result: string };

const select = `SELECT id, policy_id AS policyId, tier, ledger_stamp AS ledgerStamp, state, problem, result
  FROM plan WHERE kind = 'forming'`;

const fromRow = (row: PlanRow): Plan => ({
  ...row,
  tier: row.tier || null,
  problem: planProblem(JSON.parse(row.problem) as PlanProblem),
  result: planResult(JSON.parse(row.result) as PlanResult),
});

/** Inside an open operation. Gives the plan's number. */
export function addPlan(ledger: Ledger, plan: Omit<Plan, 'id' | 'state'>): number {
  const { lastInsertRowid } = ledger
    .prepare(
      `INSERT INTO plan (kind, policy_id, tier, ledger_stamp, state, problem, result)
       VALUES ('forming', ?, ?, ?, 'draft', ?, ?)`,
    )
    .run(
      plan.policyId,
      plan.tier ?? '',
      plan.ledgerStamp,
      JSON.stringify(plan.problem),
      JSON.stringify(plan.result),
    );
  return Number(lastInsertRowid);
}

export function findPlan(ledger: Ledger, id: number): Plan | undefined {
  const row = ledger.prepare<[number], PlanRow>(`${select} AND id = ?`).get(id);
  return row && fromRow(row);
}

export function listPlans(ledger: Ledger): Plan[] {
  return ledger.prepare<[], PlanRow>(`${select} ORDER BY id`).all().map(fromRow);
}

/** Inside an open operation. */
export function setPlanState(ledger: Ledger, id: number, state: Plan['state']): void {
  ledger.prepare('UPDATE plan SET state = ? WHERE id = ?').run(state, id);
}

/**
 * Whether anything but proposals has been written since the ledger stood at `stamp`; an operation that is still open
 * is not counted.
 * @param open id of the operation under way
 */
export function hasChangedSince(ledger: Ledger, stamp: number, open: number): boolean {
  const row = ledger
    .prepare<[number, number], { n: number }>(
      `SELECT count(*) AS n FROM operation WHERE id > ? AND id < ? AND kind NOT IN ('group-propose')`,
    )
    .get(stamp, open);
  return (row?.n ?? 0) > 0;
}
