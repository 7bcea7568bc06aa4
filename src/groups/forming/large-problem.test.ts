import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssignmentProblem } from './assignment.ts';
import { solveAssignment } from './exact-solver.ts';
import { type LargeProblem, proveLarge, searchLarge, solveLarge } from './large-problem.ts';
import { planeProblem, withPairs } from './testing/plane-problem.ts';

const sizes = ['loose', 'tenth', 'equal'] as const;

/** A large problem with holes and pins, and the same with its pairs written down. */
function withHolesAndPins(base: LargeProblem, positions: boolean): [LargeProblem, AssignmentProblem] {
  const allowed = (member: number, lead: number) => (member * 7 + lead * 3) % 5 !== 0;
  const pins = [0, 11, 22, 33, 44].map((member) => ({ member, lead: (member * 5) % base.leads.length }));
  const isPinned = (member: number, lead: number) =>
    pins.some((pin) => pin.member === member && pin.lead === lead);
  const { positions: points, ...rest } = base;
  const written = withPairs(base);
  return [
    { ...rest, ...(positions && points ? { positions: points } : {}), allowed, pins },
    {
      ...written,
      arcs: written.arcs
        .filter(({ member, lead }) => allowed(member, lead) || isPinned(member, lead))
        .map((arc) => ({ ...arc, pinned: isPinned(arc.member, arc.lead) })),
    },
  ];
}

describe('solveLarge', () => {
  const cases = sizes.flatMap((size) => [true, false].map((positions) => [size, positions] as const));
  it.each(cases)('agrees with the problem written down: %s, with positions %s', async (size, positions) => {
    for (const seed of [1, 2, 3]) {
      const base = planeProblem(60 + seed * 40, 20 + seed, size, seed);
      const [large, written] = withHolesAndPins(base, positions);
      const found = await solveLarge(large);
      const { pinnedKept, placed, groups, cost, bound, proven, prices } = await solveAssignment(written);
      expect(found).toMatchObject({ pinnedKept, placed, groups, cost, bound, proven });
      expect(found.proven).toBe(true);
      expect(found.prices).toEqual(prices);
    }
  });

  it('loses nothing where the nearest leads have no room', async () => {
    // All members in one corner, the leads in a row that leads away: most go to leads far beyond the nearest.
    const count = 120;
    const line = Float64Array.from({ length: count }, (_, lead) => lead * 1000);
    const corner = Float64Array.from({ length: count }, (_, member) => member % 7);
    const problem: LargeProblem = {
      memberCount: count,
      leads: Array.from(line, () => ({ lower: 1, upper: 1 })),
      highestCost: 200_000,
      positions: {
        members: { x: corner, y: new Float64Array(count) },
        leads: { x: line, y: new Float64Array(count) },
      },
      cost: (member, lead) => Math.abs(corner[member]! - line[lead]!),
    };
    const total = line.reduce((sum, x) => sum + x, 0);
    const found = await solveLarge(problem);
    expect(found).toMatchObject({ proven: true, placed: count, groups: count });
    // One who stands at the lead at 0 takes it, all others walk away from it.
    expect(found.cost).toBe(total - corner.reduce((sum, x) => sum + x, 0));
  });

  it('closes leads where members are too few, and claims nothing', async () => {
    const base = planeProblem(50, 20, 'loose', 4);
    const large = { ...base, leads: base.leads.map(() => ({ lower: 4, upper: 6 })) };
    const found = await solveLarge(large);
    expect(found).toMatchObject({ proven: false, bound: 0, placed: 50 });
    for (const [lead] of base.leads.entries()) {
      const size = found.leadOf.filter((each) => each === lead).length;
      expect(size === 0 || (size >= 4 && size <= 6)).toBe(true);
    }
  });

  it.each([
    ['before it began', 0],
    ['on the way', 3],
  ])('gives an answer within the bounds when it is called off %s', async (_, turns) => {
    const problem = planeProblem(600, 60, 'equal', 5);
    const controller = new AbortController();
    const call = async () => {
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      controller.abort();
    };
    if (turns === 0) controller.abort();
    const [found] = await Promise.all([solveLarge(problem, { signal: controller.signal }), call()]);
    const best = await solveLarge(problem);
    expect(found.proven).toBe(false);
    expect(found.bound).toBeLessThanOrEqual(best.cost);
    expect(found.placed).toBeGreaterThan(0);
    for (const [lead, { lower, upper }] of problem.leads.entries()) {
      const size = found.leadOf.filter((each) => each === lead).length;
      expect(size === 0 || (size >= lower && size <= upper)).toBe(true);
    }
  });

  it('answers with nobody, with no lead, and with all in one place', async () => {
    const empty = { x: new Float64Array(0), y: new Float64Array(0) };
    const nobody: LargeProblem = {
      memberCount: 0,
      leads: [],
      highestCost: 0,
      positions: { members: empty, leads: empty },
      cost: () => 0,
    };
    expect(await solveLarge(nobody)).toMatchObject({ placed: 0, cost: 0 });
    const here = { x: new Float64Array(9), y: new Float64Array(9) };
    const alone = { ...nobody, memberCount: 9, positions: { members: here, leads: empty } };
    expect(await solveLarge(alone)).toMatchObject({ placed: 0, cost: 0, proven: true });
    const together = {
      ...alone,
      leads: [2, 4, 3].map((upper) => ({ lower: 1, upper })),
      positions: { members: here, leads: { x: new Float64Array(3), y: new Float64Array(3) } },
    };
    expect(await solveLarge(together)).toMatchObject({ placed: 9, groups: 3, cost: 0, proven: true });
  });

  it('is checked by prices of its own: others prove less, never more', async () => {
    const problem = planeProblem(80, 12, 'tenth', 6);
    const answer = await searchLarge(problem);
    const best = proveLarge(problem, answer);
    expect(best).toMatchObject({ optimal: true, pairs: 80 * 12 });
    fc.assert(
      fc.property(fc.nat(11), fc.integer({ min: -5_000_000, max: 5_000_000 }), (lead, change) => {
        const leads = answer.prices.leads.map((price, index) =>
          index === lead ? { ...price, cost: price.cost + change } : price,
        );
        const proof = proveLarge(problem, { ...answer, prices: { ...answer.prices, leads } });
        expect(proof.bound).toBeLessThanOrEqual(best.cost);
        expect(proof.optimal).toBe(change === 0);
      }),
      { numRuns: 100 },
    );
  });
});
