import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { solveByParts } from './assignment.ts';
import { solveAssignment } from './exact-solver.ts';
import { smallProblems, tryEverything } from './testing/small-problems.ts';

describe('solveAssignment', () => {
  it.each([
    ['distances', fc.integer({ min: 0, max: 60_000_000 })],
    ['few different costs, so that ties abound', fc.integer({ min: 0, max: 3 })],
    ['the largest costs', fc.integer({ min: 0, max: 20_015_115_000 })],
  ])('finds what trying everything finds, with %s', async (_, costs) => {
    await fc.assert(
      fc.asyncProperty(smallProblems(costs), async (problem) => {
        const solution = await solveByParts(problem, solveAssignment);
        const [pinned, placed, groups, negativeCost] = tryEverything(problem);
        expect(solution).toMatchObject({ pinnedKept: pinned, placed, groups, cost: 0 - negativeCost });
        expect(solution).toMatchObject({ proven: true, bound: solution.cost });
      }),
      { numRuns: 1000 },
    );
  });
});
