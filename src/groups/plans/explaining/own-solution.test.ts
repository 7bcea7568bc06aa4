import { describe, expect, it } from 'vitest';
import type { ConstrainedProblem, ConstrainedSolution } from '../../forming/constrained.ts';
import { ownIfAsGood } from './own-solution.ts';

const problem: ConstrainedProblem = {
  leads: [
    { lower: 1, upper: 1 },
    { lower: 1, upper: 1 },
  ],
  memberCount: 2,
  // Both members lie equally far from both leads; the last pair is dearer.
  arcs: [
    { lead: 0, member: 0, cost: 5 },
    { lead: 1, member: 0, cost: 5 },
    { lead: 0, member: 1, cost: 5 },
    { lead: 1, member: 1, cost: 5 },
  ],
  ...{ together: [], apart: [], shares: [], maxLeads: null, maxGivenUp: null },
  goals: ['pinned', 'placed', 'groups', 'cost'],
};
const solution: ConstrainedSolution = {
  leadOf: [0, 1],
  ...{ pinnedKept: 0, placed: 2, groups: 2, kept: 0, cost: 10, bound: 10, proven: true, prices: null },
};

describe('of equally good groupings', () => {
  const chosen = (own: readonly (number | null)[], changes: Partial<ConstrainedProblem> = {}) =>
    ownIfAsGood({ ...problem, ...changes }, solution, own).leadOf;

  it("the plan's own is taken", () => {
    expect(chosen([1, 0])).toEqual([1, 0]);
  });

  it.each<[string, readonly (number | null)[], Partial<ConstrainedProblem>]>([
    ['places fewer', [0, null], {}],
    ['breaks a bound', [1, 1], {}],
    [
      'is dearer',
      [1, 0],
      { arcs: problem.arcs.map((arc, index) => (index === 1 ? { ...arc, cost: 6 } : arc)) },
    ],
    [
      'makes a pair that is allowed no longer',
      [1, 0],
      { arcs: problem.arcs.filter((_, index) => index !== 1) },
    ],
    ['does without a share that the other has', [1, 0], { shares: [{ lead: 0, members: [0], weight: 3 }] }],
    [
      'keeps less of what stands',
      [1, 0],
      { arcs: problem.arcs.map((arc, index) => (index === 0 ? { ...arc, kept: true } : arc)) },
    ],
  ])('not one that %s', (_, own, changes) => {
    expect(chosen(own, changes)).toEqual([0, 1]);
  });
});
