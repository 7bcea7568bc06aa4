import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AssignmentProblem, type Bounds, solveByParts } from './assignment.ts';
import { compareGoals } from './compare-goals.ts';
import { type Conflict, explainShortage, findConflicts } from './conflicts.ts';
import { solveAssignment } from './exact-solver.ts';
import { smallProblems, tryEverything } from './testing/small-problems.ts';
import { applyChange } from './what-if.ts';

const solve = (problem: AssignmentProblem) => solveByParts(problem, solveAssignment);
const problems = smallProblems().map(
  (problem): AssignmentProblem => ({
    ...problem,
    arcs: problem.arcs.map((arc) => ({ ...arc, pinned: false })),
  }),
);

/** Counts again, by definition: which sets of leads are in conflict. */
function inConflict(problem: AssignmentProblem, leads: readonly number[], kind: Conflict['kind']) {
  const within = new Set(leads);
  const members = Array.from({ length: problem.memberCount }, (_, member) => member);
  const reached = (member: number) =>
    problem.arcs.filter((arc) => arc.member === member).map((arc) => arc.lead);
  const bounds = leads.map((lead) => problem.leads[lead] as Bounds);
  if (kind === 'too-few-places') {
    const only = members.filter((member) => reached(member).every((lead) => within.has(lead)));
    const places = bounds.reduce((total, { upper }) => total + upper, 0);
    return { members: only, count: places, holds: only.length > places };
  }
  const some = members.filter((member) => reached(member).some((lead) => within.has(lead)));
  const needed = bounds.reduce((total, { lower }) => total + Math.max(1, lower), 0);
  return { members: some, count: needed, holds: some.length < needed };
}

function subsetsOf(leads: readonly number[]): number[][] {
  return Array.from({ length: 2 ** leads.length }, (_, set) =>
    leads.filter((_lead, index) => (set >> index) % 2 === 1),
  );
}

describe('findConflicts', () => {
  it('finds a conflict exactly where not everybody has a place or not every lead a group', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const [, placed, groups] = tryEverything(problem);
        const reached = new Set(problem.arcs.map((arc) => arc.lead)).size;
        const satisfied = placed === problem.memberCount && groups === reached;
        expect(findConflicts(problem).length === 0).toBe(satisfied);
      }),
      { numRuns: 500 },
    );
  });

  it('counts right, and no lead could be left out of it', () => {
    let found = 0;
    fc.assert(
      fc.property(problems, (problem) => {
        for (const conflict of findConflicts(problem)) {
          found += 1;
          const { members, count, holds } = inConflict(problem, conflict.leads, conflict.kind);
          expect(holds).toBe(true);
          expect(conflict.members).toEqual(members);
          expect('places' in conflict ? conflict.places : conflict.needed).toBe(count);
          // Whom nobody takes is a conflict of no lead, and is not counted against others.
          const reachless = inConflict(problem, [], 'too-few-places').members;
          for (const smaller of subsetsOf(conflict.leads)) {
            if (smaller.length === conflict.leads.length || smaller.length === 0) continue;
            const less = inConflict(problem, smaller, conflict.kind);
            const concerned = less.members.filter((member) => !reachless.includes(member)).length;
            expect(conflict.kind === 'too-few-places' ? concerned > less.count : less.holds).toBe(false);
          }
        }
      }),
      { numRuns: 500 },
    );
    expect(found).toBeGreaterThan(300);
  });
});

describe('explainShortage', () => {
  it('names only ways out that are true', async () => {
    let named = 0;
    await fc.assert(
      fc.asyncProperty(problems, async (problem) => {
        const solution = await solve(problem);
        const { conflicts, relaxations } = await explainShortage(problem, solution);
        expect(conflicts).toEqual(findConflicts(problem));
        if (conflicts.length === 0) expect(relaxations).toEqual([]);
        for (const { change, before, after } of relaxations) {
          named += 1;
          const [pinnedKept, placed, groups, negative] = tryEverything(applyChange(problem, change));
          expect(after).toEqual({ pinnedKept, placed, groups, cost: 0 - negative });
          if ('by' in change)
            expect(compareGoals({ ...after, cost: 0 }, { ...before, cost: 0 })).toBeLessThan(0);
        }
      }),
      { numRuns: 150 },
    );
    expect(named).toBeGreaterThan(120);
  });

  it('tells which bound by how much, and who could stay out, the best first', async () => {
    // Three want the two places of the near lead, and reach no other.
    const problem: AssignmentProblem = {
      leads: [
        { lower: 1, upper: 2 },
        { lower: 1, upper: 3 },
      ],
      memberCount: 4,
      arcs: [
        { lead: 0, member: 0, cost: 10 },
        { lead: 0, member: 1, cost: 20 },
        { lead: 0, member: 2, cost: 30 },
        { lead: 1, member: 3, cost: 5 },
      ],
    };
    const solution = await solve(problem);
    expect(solution.leadOf).toEqual([0, 0, null, 1]);
    expect(solution.prices?.leads[0]).toEqual({ lower: 0, pinned: 0, placed: 1, cost: -30 });
    const { conflicts, relaxations } = await explainShortage(problem, solution);
    expect(conflicts).toEqual([{ kind: 'too-few-places', leads: [0], members: [0, 1, 2], places: 2 }]);
    expect(relaxations.map(({ change, after }) => [change, after.placed, after.cost])).toEqual([
      [{ kind: 'raise-upper', lead: 0, by: 1 }, 4, 65],
      [{ kind: 'leave-out-member', member: 2 }, 3, 35],
      [{ kind: 'leave-out-member', member: 1 }, 3, 45],
      [{ kind: 'leave-out-member', member: 0 }, 3, 55],
    ]);
  });

  it('tells which lower bound stands in the way, and which lead could do without', async () => {
    const problem: AssignmentProblem = {
      leads: [
        { lower: 2, upper: 3 },
        { lower: 2, upper: 3 },
      ],
      memberCount: 3,
      arcs: [0, 1, 2].flatMap((member) => [0, 1].map((lead) => ({ lead, member, cost: 10 * member + lead }))),
    };
    const { conflicts, relaxations } = await explainShortage(problem, await solve(problem));
    expect(conflicts).toEqual([{ kind: 'too-few-members', leads: [0, 1], members: [0, 1, 2], needed: 4 }]);
    expect(relaxations.map(({ change, after }) => [change, after.groups, after.cost])).toEqual([
      [{ kind: 'lower-lower', lead: 1, by: 1 }, 2, 31],
      [{ kind: 'lower-lower', lead: 0, by: 1 }, 2, 32],
      [{ kind: 'leave-out-lead', lead: 1 }, 1, 30],
      [{ kind: 'leave-out-lead', lead: 0 }, 1, 33],
    ]);
  });
});
