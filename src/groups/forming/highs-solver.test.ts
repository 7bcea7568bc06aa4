import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Arc, decompose, solveByParts } from './assignment.ts';
import { solveWithHighs } from './highs-solver.ts';
import { smallProblems, tryEverything } from './testing/small-problems.ts';

describe('solveWithHighs', () => {
  it('finds what trying everything finds', async () => {
    await fc.assert(
      fc.asyncProperty(smallProblems(), async (problem) => {
        const solution = await solveByParts(problem, solveWithHighs);
        const [pinned, placed, groups, negativeCost] = tryEverything(problem);
        expect(solution).toMatchObject({ pinnedKept: pinned, placed, groups, cost: 0 - negativeCost });
        expect(solution).toMatchObject({ proven: true, bound: solution.cost });
      }),
      { numRuns: 50 },
    );
  });

  it('keeps within the bounds and gives no member two leads', async () => {
    const problem = {
      leads: [
        { lower: 2, upper: 3 },
        { lower: 2, upper: 3 },
      ],
      memberCount: 5,
      arcs: [0, 1, 2, 3, 4].flatMap((member) =>
        [0, 1].map((lead) => ({ lead, member, cost: 10 * member + lead })),
      ),
    };
    const { leadOf, placed } = await solveByParts(problem, solveWithHighs);
    expect(placed).toBe(5);
    expect([0, 1].map((lead) => leadOf.filter((each) => each === lead).length).sort()).toEqual([2, 3]);
  });

  it('gives every lead its group where there are members enough, although fewer groups would be nearer', async () => {
    const near = [0, 0, 0, 1, 1, 1];
    const problem = {
      leads: [0, 1, 2].map(() => ({ lower: 2, upper: 3 })),
      memberCount: 6,
      arcs: near.flatMap((nearest, member) =>
        [0, 1, 2].map((lead) => ({ lead, member, cost: lead === nearest ? 10 : 1000 })),
      ),
    };
    expect(await solveByParts(problem, solveWithHighs)).toMatchObject({ groups: 3, cost: 2040, bound: 2040 });
  });

  it('leaves a lead without a group where its lower bound cannot be met', async () => {
    const problem = {
      leads: [{ lower: 2, upper: 3 }],
      memberCount: 1,
      arcs: [{ lead: 0, member: 0, cost: 5 }],
    };
    const solution = await solveByParts(problem, solveWithHighs);
    expect(solution).toMatchObject({ leadOf: [null], placed: 0, groups: 0, cost: 0 });
  });
});

describe('decompose', () => {
  it('separates what shares neither lead nor member, and loses nothing', () => {
    fc.assert(
      fc.property(smallProblems(), (problem) => {
        const parts = decompose(problem);
        const text = (arc: Arc) => `${arc.member} ${arc.lead} ${arc.cost}`;
        const back = parts.flatMap((part) =>
          part.problem.arcs.map((arc) =>
            text({ ...arc, lead: part.leads[arc.lead] ?? -1, member: part.members[arc.member] ?? -1 }),
          ),
        );
        expect(back.sort()).toEqual(problem.arcs.map(text).sort());
        const leads = parts.flatMap((part) => part.leads);
        const members = parts.flatMap((part) => part.members);
        expect([new Set(leads).size, new Set(members).size]).toEqual([leads.length, members.length]);
      }),
    );
  });
});
