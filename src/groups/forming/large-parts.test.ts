import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { solveConstrained } from './constrained.ts';
import { solveConstrainedWithHighs } from './constrained-highs.ts';
import { distances } from './distance.ts';
import { solveAssignment } from './exact-solver.ts';
import { stateProblem } from './forming-problem.ts';
import { isTooLargeToWrite, solveLargeParts } from './large-parts.ts';
import { positionsOf } from './positions.ts';
import type { Answer, ProposalInput } from './proposal.ts';
import { sampleKindergarten } from './testing/sample-kindergarten.ts';

const yes: Answer = { outcome: 'yes', reason: '' };
const fallback = { sameCommunity: 1000, sameTown: 3000, sameDistrict: 15_000, elsewhere: 60_000 };
const solvers = { plain: solveAssignment, constrained: solveConstrainedWithHighs };

interface Drawn {
  readonly places: readonly (readonly [district: number, east: number, north: number])[];
  readonly leads: number;
  readonly pin: readonly [number, number];
  readonly forbid: readonly [number, number];
  readonly lower: number;
  readonly spread: number;
  readonly isLocated: boolean;
}

function inputOf({ places, leads, pin, forbid, lower, spread, isLocated }: Drawn): ProposalInput {
  const all = places.map(([districtId, east, north], index) =>
    sampleKindergarten(index + 1, {
      districtId,
      // One whose place is not known is what a large problem cannot put on a plane.
      longitude: !isLocated && index === 0 ? null : 117 + east / 100,
      latitude: 35 + north / 100,
    }),
  );
  const { positions } = positionsOf(all, 'wgs84');
  const idOf = (index: number, from: number, count: number) => from + 1 + (index % count);
  const members = places.length - leads;
  const pinned = { memberId: idOf(pin[0], leads, members), leadId: idOf(pin[1], 0, leads) };
  const barred = [idOf(forbid[0], leads, members), idOf(forbid[1], 0, leads)] as const;
  return {
    leads: all.slice(0, leads),
    candidates: all,
    pins: [pinned],
    forbidden: barred[0] === pinned.memberId ? [] : [barred],
    rules: {
      bounds: { lower, upper: lower + spread },
      noneInReach: '没有',
      memberFits: () => yes,
      inJurisdiction: (lead, member) =>
        lead.districtId === member.districtId ? yes : { outcome: 'no', reason: '不在同一区县' },
      placeOf: (each) => String(each.districtId),
    },
    distance: distances({ positions, fallback }),
    positions,
  };
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  places: fc.array(fc.tuple(fc.integer({ min: 1, max: 2 }), fc.nat(30), fc.nat(30)), {
    minLength: 8,
    maxLength: 24,
  }),
  leads: fc.integer({ min: 1, max: 4 }),
  pin: fc.tuple(fc.nat(40), fc.nat(40)),
  forbid: fc.tuple(fc.nat(40), fc.nat(40)),
  lower: fc.integer({ min: 1, max: 2 }),
  spread: fc.nat(3),
  isLocated: fc.boolean(),
});

describe('solveLargeParts', () => {
  it('reaches what is reached with all pairs written down, and claims a proof only where it has one', async () => {
    let provenOnes = 0;
    await fc.assert(
      fc.asyncProperty(drawn, async (given) => {
        const input = inputOf(given);
        const stated = stateProblem(input);
        expect(isTooLargeToWrite(stated, input, 0)).toBe(stated.leadsAllowed.some((own) => own.length > 0));
        const written = await solveConstrained(stated.problem, solvers);
        const large = await solveLargeParts(stated, input, solveAssignment, {}, 0);
        const split = await solveLargeParts(stated, input, solveAssignment);
        const goals = ({ pinnedKept, placed, groups, cost }: typeof large) => [
          pinnedKept,
          placed,
          groups,
          cost,
        ];
        expect(goals(split)).toEqual(goals(written));
        if (!large.proven) return;
        provenOnes += 1;
        expect(goals(large)).toEqual(goals(written));
        expect(large.bound).toBe(large.cost);
        const costs = large.leadOf.map((lead, member) => (lead === null ? 0 : stated.cost(member, lead)));
        expect(costs.reduce((sum, cost) => sum + cost, 0)).toBe(large.cost);
      }),
      { numRuns: 150, seed: 11 },
    );
    expect(provenOnes).toBeGreaterThan(50);
  });
});

describe('isTooLargeToWrite', () => {
  const places = Array.from({ length: 12 }, (_, index) => [1, index, 0] as const);
  const plain = inputOf({
    ...{ places, leads: 2, pin: [0, 0], forbid: [0, 0], lower: 1, spread: 8, isLocated: true },
  });

  it.each<[string, Partial<ProposalInput>, boolean]>([
    ['bounds, pins and distances alone', {}, true],
    ['a pair of members kept apart', { forbidden: [[5, 6]] }, false],
    ['a pair of members kept together', { together: [[5, 6]] }, false],
    ['a limit on leads', { maxLeads: 1 }, false],
    ['a grouping to stay near to', { current: { leadOf: new Map(), leadIds: new Set() } }, false],
    ['a mix', { rules: { ...plain.rules, mix: { hard: false, wanting: () => [] } } }, false],
  ])('with %s', (_, more, expected) => {
    const input = { ...plain, ...more };
    const pairs = stateProblem(input).leadsAllowed.reduce((sum, own) => sum + own.length, 0);
    expect(isTooLargeToWrite(stateProblem(input), input, pairs - 1)).toBe(expected);
    expect(isTooLargeToWrite(stateProblem(input), input, pairs)).toBe(false);
  });
});
