import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssignmentProblem, Bounds } from './assignment.ts';
import { solveAssignment } from './exact-solver.ts';
import { smallProblems, tryEverything } from './testing/small-problems.ts';

/** The first of all answers that reach these goals, tried in order: lower numbers first, no place last. */
function firstAnswer(problem: AssignmentProblem, goals: readonly number[]): (number | null)[] | null {
  const leadOf: (number | null)[] = [];
  const counts = problem.leads.map(() => 0);
  const walk = (pinned: number, cost: number): boolean => {
    const member = leadOf.length;
    if (member === problem.memberCount) {
      const groups = counts.filter((count) => count > 0).length;
      const placed = leadOf.filter((lead) => lead !== null).length;
      const within = counts.every((count, lead) => {
        const { lower, upper } = problem.leads[lead] as Bounds;
        return count === 0 || (count >= lower && count <= upper);
      });
      return (
        within && [pinned, placed, groups, 0 - cost].every((goal, index) => goal === (goals[index] ?? 0) + 0)
      );
    }
    for (const lead of [...problem.leads.keys(), null]) {
      const arc = problem.arcs.find((each) => each.member === member && each.lead === lead);
      if (lead !== null && !arc) continue;
      leadOf.push(lead);
      if (lead !== null) counts[lead]! += 1;
      if (walk(pinned + (arc?.pinned ? 1 : 0), cost + (arc?.cost ?? 0))) return true;
      leadOf.pop();
      if (lead !== null) counts[lead]! -= 1;
    }
    return false;
  };
  return walk(0, 0) ? leadOf : null;
}

describe('smallestAnswer', () => {
  it('is the first of all best answers, in the order of members and leads', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(smallProblems(fc.integer({ min: 0, max: 2 })), async (problem) => {
        const goals = tryEverything(problem);
        if (goals[2] < new Set(problem.arcs.map((arc) => arc.lead)).size) return;
        compared += 1;
        const { leadOf } = await solveAssignment(problem);
        expect(leadOf).toEqual(firstAnswer(problem, goals));
      }),
      { numRuns: 600 },
    );
    expect(compared).toBeGreaterThan(100);
  });

  it('does not depend on the order of the pairs', async () => {
    await fc.assert(
      fc.asyncProperty(smallProblems(fc.integer({ min: 0, max: 2 })), fc.nat(), async (problem, turn) => {
        const by = turn % Math.max(1, problem.arcs.length);
        const arcs = [...problem.arcs.slice(by), ...problem.arcs.slice(0, by)].reverse();
        expect(await solveAssignment({ ...problem, arcs })).toEqual(await solveAssignment(problem));
      }),
      { numRuns: 200 },
    );
  });

  it('answers where all stand in one place', async () => {
    const leads = Array.from({ length: 20 }, () => ({ lower: 2, upper: 5 }));
    const arcs = Array.from({ length: 80 }, (_, member) =>
      leads.map((_lead, lead) => ({ lead, member, cost: 0 })),
    );
    const { leadOf, proven } = await solveAssignment({ leads, memberCount: 80, arcs: arcs.flat() });
    // The first lead takes as many as it may, and so on, until just enough are left for the lower bounds.
    expect(leadOf.slice(0, 6)).toEqual([0, 0, 0, 0, 0, 1]);
    expect(proven).toBe(true);
  });
});
