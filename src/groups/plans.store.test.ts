import { describe, expect, it } from 'vitest';
import { planGap, planProblem, planResult } from './plan.ts';
import { addPlan, findPlan } from './plans.store.ts';
import { sampleInfo, sampleLedger, samplePolicy } from './sample-ledger.ts';

const member = { id: 2, name: '东湖区星星幼儿园', millimetres: 1200, basis: 'coordinates' };

describe('stored plans', () => {
  it('reads a plan stored before tasks, goals and moves were kept', async () => {
    const { ledger } = await sampleLedger();
    const problem = { on: '2021-03-01', leads: null, pins: [{ memberId: 2, leadId: 1 }] };
    const result = {
      groups: [{ leadId: 1, lead: '东湖区实验幼儿园', members: [member] }],
      unassigned: [{ id: 3, name: '东湖区月亮幼儿园', reason: '已满' }],
      leadsWithoutGroup: [],
      undetermined: [],
      ...{ total: 1200, bound: 1200, proven: true },
    };
    await ledger.perform(sampleInfo, () =>
      ledger
        .prepare(
          `INSERT INTO plan (kind, policy_id, tier, ledger_stamp, state, problem, result)
           VALUES ('forming', ?, 'county', 0, 'draft', ?, ?)`,
        )
        .run(samplePolicy, JSON.stringify(problem), JSON.stringify(result)),
    );
    const plan = findPlan(ledger, 1);
    expect(plan?.problem).toMatchObject({ ...problem, task: 'assign', wishes: 'ignore', crs: 'wgs84' });
    expect(plan?.result).toMatchObject({ ...result, moves: [], goals: [], penalty: 0 });
    ledger.close();
  });

  it('gives back what was stored', async () => {
    const { ledger } = await sampleLedger();
    const plan = {
      ...{ policyId: samplePolicy, tier: 'county', ledgerStamp: 1 },
      problem: planProblem({ on: '2021-03-01', task: 'regroup', maxMoves: 2, forbidden: [[1, 2]] }),
      result: planResult({ groups: [], total: 5, penalty: 2, bound: 6, proven: false, solver: 'flow' }),
    };
    const { result: id } = await ledger.perform(sampleInfo, () => addPlan(ledger, plan));
    expect(findPlan(ledger, id)).toEqual({ id, state: 'draft', ...plan });
    ledger.close();
  });
});

it('measures the gap against what was minimised', () => {
  expect(planGap({ total: 6, penalty: 4, bound: 9 })).toBeCloseTo(0.1);
  expect(planGap({ total: 0, penalty: 0, bound: 0 })).toBe(0);
});
