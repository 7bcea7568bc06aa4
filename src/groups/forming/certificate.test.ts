import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AssignmentProblem, noPrice, type Price, type Prices } from './assignment.ts';
import { type CheckedProblem, checkCertificate } from './certificate.ts';
import { solveAssignment } from './exact-solver.ts';
import { smallProblems, tryEverything } from './testing/small-problems.ts';

/** Two leads for two members each; the third member is nearer to the first lead by 30 than to the second. */
const problem: AssignmentProblem = {
  leads: [
    { lower: 1, upper: 2 },
    { lower: 1, upper: 2 },
  ],
  memberCount: 3,
  arcs: [
    [0, 0, 10],
    [0, 1, 100],
    [1, 0, 20],
    [1, 1, 90],
    [2, 0, 40],
    [2, 1, 70],
  ].map(([member, lead, cost]) => ({ member, lead, cost }) as AssignmentProblem['arcs'][number]),
};

function checked({ leads, memberCount, arcs }: AssignmentProblem): CheckedProblem {
  return {
    leads,
    memberCount,
    pairsOf: (member, visit) => {
      for (const arc of arcs) if (arc.member === member) visit(arc.lead, arc.cost, arc.pinned === true);
    },
  };
}

const cost = (amount: number): Price => ({ ...noPrice, cost: amount });
const right: Prices = { leads: [cost(30), cost(0)], members: [cost(40), cost(50), cost(70)] };

describe('checkCertificate', () => {
  it('proves the best answer by the right prices', () => {
    expect(checkCertificate(checked(problem), [0, 0, 1], right)).toEqual({
      feasible: true,
      optimal: true,
      ranksProven: true,
      cost: 100,
      bound: 100,
      pinnedKept: 0,
      placed: 3,
      groups: 2,
      pairs: 6,
    });
  });

  it.each<[string, readonly (number | null)[], Prices, object]>([
    ['an answer that costs more', [0, 1, 0], right, { feasible: true, cost: 140, bound: 100 }],
    ['a price too low', [0, 0, 1], { ...right, leads: [cost(29), cost(0)] }, { feasible: true, bound: 99 }],
    ['a price too high', [0, 0, 1], { ...right, leads: [cost(101), cost(0)] }, { feasible: true }],
    ['a price at a lead with room', [0, 0, 1], { ...right, leads: [cost(35), cost(5)] }, { bound: 95 }],
    [
      'a price of a member that is another',
      [0, 0, 1],
      { ...right, members: [cost(40), cost(50), cost(71)] },
      {},
    ],
    ['prices that are missing', [0, 0, 1], { ...right, members: [] }, {}],
    ['a lead that is too full', [0, 0, 0], right, { feasible: false, bound: 0 }],
    ['a lead below its bound', [0, 0, null], right, { feasible: false }],
    ['somebody without a place', [0, null, 1], right, { ranksProven: false, bound: 0 }],
    ['an answer too short', [0, 0], right, { feasible: false }],
  ])('does not let pass %s', (_, leadOf, prices, expected) => {
    expect(checkCertificate(checked(problem), leadOf, prices)).toMatchObject({ optimal: false, ...expected });
  });

  it('does not let pass a pair that is not allowed', () => {
    const without = { ...problem, arcs: problem.arcs.filter((arc) => arc.member !== 2 || arc.lead !== 1) };
    expect(checkCertificate(checked(without), [0, 0, 1], right)).toMatchObject({
      feasible: false,
      optimal: false,
    });
  });

  it('never proves more than is true, whatever the prices', async () => {
    const price = fc.record({
      lower: fc.integer({ min: -1, max: 1 }),
      pinned: fc.integer({ min: -1, max: 1 }),
      placed: fc.integer({ min: -1, max: 1 }),
      cost: fc.integer({ min: -60, max: 60 }),
    });
    const drawn = smallProblems(fc.integer({ min: 0, max: 60 }));
    await fc.assert(
      fc.asyncProperty(drawn, fc.array(price, { minLength: 3, maxLength: 3 }), async (given, prices) => {
        // Leads that are open whatever happens, so that the bounds are those of a flow.
        const open = { ...given, leads: given.leads.map(({ upper }) => ({ lower: 0, upper })) };
        const { leadOf, cost: least, pinnedKept, placed } = await solveAssignment(open);
        const [pinned, most, , negative] = tryEverything({
          ...open,
          leads: open.leads.map(({ upper }) => ({ lower: 1, upper })),
        });
        expect([pinnedKept, placed, least]).toEqual([pinned, most, 0 - negative]);
        const members = leadOf.map(() => noPrice);
        const proof = checkCertificate(checked(open), leadOf, {
          leads: prices.slice(0, open.leads.length),
          members,
        });
        if (proof.ranksProven) expect(proof.bound).toBeLessThanOrEqual(least);
      }),
      { numRuns: 300 },
    );
  });
});
