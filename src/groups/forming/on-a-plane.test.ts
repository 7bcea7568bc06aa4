import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greatCircleMillimetres, type Position } from '../../common/geography.ts';
import { type LargeProblem, solveLarge } from './large-problem.ts';
import { onAPlane } from './on-a-plane.ts';

const anywhere = fc.record({
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  latitude: fc.double({ min: -89, max: 89, noNaN: true }),
});
const inATown = fc.record({
  longitude: fc.double({ min: 116.8, max: 118.2, noNaN: true }),
  latitude: fc.double({ min: 34.5, max: 35.5, noNaN: true }),
});

describe('onAPlane', () => {
  it.each([
    ['anywhere on Earth', anywhere],
    ['in a town', inATown],
  ])('makes no pair farther than it is, %s', (_, position) => {
    const some = fc.array(position, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(some, some, (members: Position[], leads: Position[]) => {
        const plane = onAPlane(members, leads);
        for (const [member, from] of members.entries()) {
          for (const [lead, to] of leads.entries()) {
            const apart = Math.max(
              Math.abs(plane.members.x[member]! - plane.leads.x[lead]!),
              Math.abs(plane.members.y[member]! - plane.leads.y[lead]!),
            );
            // Distances are rounded to whole millimetres.
            expect(apart).toBeLessThanOrEqual(greatCircleMillimetres(from, to) + 1);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keeps most of the distance within a town, or it would help little', () => {
    const from = { longitude: 117, latitude: 35 };
    const to = { longitude: 117.5, latitude: 35 };
    const { members, leads } = onAPlane([from], [to]);
    expect(Math.abs(members.x[0]! - leads.x[0]!)).toBeGreaterThan(0.99 * greatCircleMillimetres(from, to));
  });

  it('finds the same answer as looking at all pairs', async () => {
    const town = { minLength: 40, maxLength: 60 };
    const leadsOf = fc.array(inATown, { minLength: 18, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(fc.array(inATown, town), leadsOf, async (members, leads) => {
        const problem: LargeProblem = {
          memberCount: members.length,
          leads: leads.map(() => ({ lower: 1, upper: 3 })),
          highestCost: 400_000_000,
          cost: (member, lead) =>
            greatCircleMillimetres(members[member] as Position, leads[lead] as Position),
        };
        const near = await solveLarge({ ...problem, positions: onAPlane(members, leads) });
        const all = await solveLarge(problem);
        expect([near.cost, near.placed, near.prices]).toEqual([all.cost, all.placed, all.prices]);
        expect(near.proven).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
