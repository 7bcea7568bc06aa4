import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConstrainedProblem, solveConstrained } from './constrained.ts';
import { solveConstrainedWithHighs } from './constrained-highs.ts';
import { solveAssignment } from './exact-solver.ts';
import { placeGreedily } from './greedy.ts';
import { bestOf, everyGrouping, judgeGrouping } from './testing/brute-force.ts';
import { randomProblem } from './testing/random-problem.ts';

const solvers = { plain: solveAssignment, constrained: solveConstrainedWithHighs };

const plain: ConstrainedProblem = {
  leads: [
    { lower: 1, upper: 2 },
    { lower: 1, upper: 2 },
  ],
  memberCount: 3,
  arcs: [0, 1, 2].flatMap((member) => [0, 1].map((lead) => ({ lead, member, cost: lead * 10 + member }))),
  ...{ together: [], apart: [], shares: [], maxLeads: null, maxGivenUp: null },
  goals: ['pinned', 'placed', 'groups', 'cost'],
};

describe('solveConstrained', () => {
  it('finds what trying every grouping finds, and proves it', async () => {
    await fc.assert(
      fc.asyncProperty(randomProblem({ regroup: false }), async (problem) => {
        const best = bestOf(everyGrouping(problem), problem.goals);
        const solution = await solveConstrained(problem, solvers);
        const judged = judgeGrouping(problem, solution.leadOf);
        expect(judged).toMatchObject({ pinned: best?.pinned, placed: best?.placed, cost: best?.cost });
        expect(solution).toMatchObject({ cost: best?.cost, bound: best?.cost, proven: true });
        if (problem.maxLeads === null) expect(judged?.groups).toBe(best?.groups);
      }),
      { numRuns: 200 },
    );
  });

  it.each<[string, Partial<ConstrainedProblem>, (number | null)[]]>([
    ['no condition', {}, [1, 0, 0]],
    ['a pair together', { together: [[0, 1]] }, [0, 0, 1]],
    ['a pair apart', { apart: [[1, 2]] }, [0, 0, 1]],
    ['a share that must be', { shares: [{ lead: 0, members: [0], weight: null }] }, [0, 0, 1]],
    ['a share too dear', { shares: [{ lead: 1, members: [2], weight: 1 }] }, [0, 0, 1]],
    ['one lead at most', { maxLeads: 1, goals: ['pinned', 'placed', 'cost'] }, [0, 0, null]],
  ])('holds %s', async (_, conditions, expected) => {
    const problem = { ...plain, ...conditions };
    const { leadOf, cost } = await solveConstrained(problem, solvers);
    const sum = (chosen: readonly (number | null)[]) => judgeGrouping(problem, chosen)?.cost;
    expect(cost).toBe(sum(leadOf));
    // Several groupings may be equally good.
    expect(sum(leadOf)).toBe(sum(expected));
  });

  it('gives the best so far when it is interrupted or out of time, never called proven', async () => {
    const problem = { ...plain, apart: [[1, 2]] as const };
    const stopped = [{ signal: AbortSignal.abort() }, { remaining: () => 0 }];
    for (const limits of stopped) {
      const solution = await solveConstrained(problem, solvers, limits);
      expect(solution.proven).toBe(false);
      expect(judgeGrouping(problem, solution.leadOf)?.placed).toBe(3);
      expect(solution.bound).toBeLessThanOrEqual(solution.cost);
    }
  });
});

describe('placeGreedily', () => {
  it('holds every condition', () => {
    fc.assert(
      fc.property(randomProblem({ regroup: true }), (problem) => {
        expect(judgeGrouping(problem, placeGreedily(problem))).toBeDefined();
      }),
      { numRuns: 500 },
    );
  });
});
