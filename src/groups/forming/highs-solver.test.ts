import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Arc, type AssignmentProblem, type Bounds, decompose, solveByParts } from './assignment.ts';
import { solveWithHighs } from './highs-solver.ts';

type Goals = [pinned: number, placed: number, groups: number, negativeCost: number];

/** Tries every way of giving each member one of its arcs or none: independent of the solver under test. */
function tryEverything(problem: AssignmentProblem): Goals {
  let best: Goals = [-1, -1, -1, 0];
  const counts = problem.leads.map(() => 0);
  const fits = () =>
    counts.every((n, lead) => {
      const { lower, upper } = problem.leads[lead] as Bounds;
      return n === 0 || (n >= lower && n <= upper);
    });
  const walk = (member: number, pinned: number, placed: number, cost: number) => {
    if (member === problem.memberCount) {
      if (!fits()) return;
      const goals: Goals = [pinned, placed, counts.filter((n) => n > 0).length, -cost];
      const at = goals.findIndex((value, index) => value !== best[index]);
      if (at >= 0 && (goals[at] as number) > (best[at] as number)) best = goals;
      return;
    }
    walk(member + 1, pinned, placed, cost);
    for (const arc of problem.arcs) {
      if (arc.member !== member) continue;
      counts[arc.lead] = (counts[arc.lead] ?? 0) + 1;
      walk(member + 1, pinned + (arc.pinned ? 1 : 0), placed + 1, cost + arc.cost);
      counts[arc.lead] = (counts[arc.lead] ?? 0) - 1;
    }
  };
  walk(0, 0, 0, 0);
  return best;
}

const bounds = fc
  .record({ lower: fc.integer({ min: 1, max: 3 }), extra: fc.integer({ min: 0, max: 2 }) })
  .map(({ lower, extra }): Bounds => ({ lower, upper: lower + extra }));

const pair = fc.option(fc.record({ cost: fc.integer({ min: 0, max: 60_000_000 }), pin: fc.nat(4) }), {
  freq: 4,
});

const problems = fc
  .record({ leads: fc.integer({ min: 1, max: 3 }), members: fc.integer({ min: 0, max: 7 }) })
  .chain(({ leads, members }) =>
    fc
      .record({
        leads: fc.array(bounds, { minLength: leads, maxLength: leads }),
        pairs: fc.array(pair, { minLength: leads * members, maxLength: leads * members }),
      })
      .map(
        (drawn): AssignmentProblem => ({
          leads: drawn.leads,
          memberCount: members,
          arcs: drawn.pairs.flatMap((each, index): Arc[] =>
            each
              ? [
                  {
                    lead: index % leads,
                    member: Math.floor(index / leads),
                    cost: each.cost,
                    pinned: each.pin === 0,
                  },
                ]
              : [],
          ),
        }),
      ),
  );

describe('solveWithHighs', () => {
  it('finds what trying everything finds', async () => {
    await fc.assert(
      fc.asyncProperty(problems, async (problem) => {
        const solution = await solveByParts(problem, solveWithHighs);
        const [pinned, placed, groups, negativeCost] = tryEverything(problem);
        expect(solution).toMatchObject({ pinnedKept: pinned, placed, groups, cost: 0 - negativeCost });
        expect(solution).toMatchObject({ proven: true, bound: solution.cost });
      }),
      { numRuns: 150 },
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
      fc.property(problems, (problem) => {
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
