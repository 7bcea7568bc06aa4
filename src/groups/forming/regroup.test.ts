import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConstrainedProblem, keepable } from './constrained.ts';
import { solveConstrainedWithHighs } from './constrained-highs.ts';
import { regroup } from './regroup.ts';
import { bestOf, everyGrouping, judgeGrouping, type Outcome } from './testing/brute-force.ts';
import { randomProblem } from './testing/random-problem.ts';

const solve = solveConstrainedWithHighs;

/** Best of the groupings with so many changes at most. */
function within(problem: ConstrainedProblem, groupings: readonly Outcome[], moves: number) {
  const allowed = groupings.filter((each) => keepable(problem) - each.kept <= moves);
  return bestOf(allowed, ['pinned', 'placed', 'cost', 'kept']);
}

describe('regroup', () => {
  it('changes as little as trying every grouping finds possible, then at the least cost', async () => {
    await fc.assert(
      fc.asyncProperty(randomProblem({ regroup: true }), async (problem) => {
        const groupings = everyGrouping(problem);
        const best = bestOf(groupings, problem.goals);
        const found = await regroup(problem, {
          maxMoves: null,
          standing: keepable(problem),
          solve,
          limits: {},
        });
        expect(found && judgeGrouping(problem, found.leadOf)).toMatchObject({
          ...{ pinned: best?.pinned, placed: best?.placed, kept: best?.kept, cost: best?.cost },
        });
        expect(found).toMatchObject({ proven: true, bound: best?.cost, cost: best?.cost });
        expect(found?.moves).toBe(keepable(problem) - (best?.kept ?? 0));
      }),
      { numRuns: 50 },
    );
  });

  it('with a limit finds the best that so many changes allow, and says where they are too few', async () => {
    await fc.assert(
      fc.asyncProperty(randomProblem({ regroup: true }), fc.nat({ max: 5 }), async (problem, maxMoves) => {
        const best = within(problem, everyGrouping(problem), maxMoves);
        const found = await regroup(problem, { maxMoves, standing: keepable(problem), solve, limits: {} });
        if (!best) {
          expect(found).toBeUndefined();
          return;
        }
        expect(found && judgeGrouping(problem, found.leadOf)).toMatchObject({
          ...{ pinned: best.pinned, placed: best.placed, cost: best.cost },
        });
        expect(found?.moves).toBeLessThanOrEqual(maxMoves);
        expect(found?.proven).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('shows at each number of changes the least cost there is', async () => {
    await fc.assert(
      fc.asyncProperty(randomProblem({ regroup: true }), async (problem) => {
        const groupings = everyGrouping(problem);
        const found = await regroup(problem, {
          maxMoves: null,
          standing: keepable(problem),
          solve,
          limits: {},
        });
        const trades = found?.trades ?? [];
        for (const { moves, total, placed, bound } of trades) {
          const best = within(problem, groupings, moves);
          expect({ moves, total, placed }).toEqual({ moves, total: best?.cost, placed: best?.placed });
          expect(bound).toBe(total);
        }
        expect(trades[0]?.moves).toBe(found?.moves);
        expect(trades.at(-1)?.total).toBe(within(problem, groupings, 99)?.cost);
      }),
      { numRuns: 50 },
    );
  });

  it('answers from the grouping that stands when there is no time, and does not call it proven', async () => {
    const lead = { lower: 1, upper: 3, kept: true };
    const arc = (leadIndex: number, member: number, kept: boolean) => ({
      ...{ lead: leadIndex, member, cost: kept ? 50 : 1 },
      ...(kept ? { kept } : {}),
    });
    const problem: ConstrainedProblem = {
      leads: [lead, lead],
      memberCount: 2,
      arcs: [arc(0, 0, true), arc(1, 0, false), arc(0, 1, false), arc(1, 1, true)],
      ...{ together: [], apart: [], shares: [], maxLeads: null, maxGivenUp: null },
      goals: ['pinned', 'placed', 'kept', 'cost'],
    };
    const found = await regroup(problem, {
      maxMoves: null,
      standing: keepable(problem),
      solve,
      limits: { remaining: () => 0 },
    });
    expect(found).toMatchObject({ leadOf: [0, 1], moves: 0, proven: false });
  });
});
