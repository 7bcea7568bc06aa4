import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Arc, AssignmentProblem } from '../../forming/assignment.ts';
import { type ConstrainedProblem, solveConstrained } from '../../forming/constrained.ts';
import { solveConstrainedWithHighs } from '../../forming/constrained-highs.ts';
import { solveAssignment } from '../../forming/exact-solver.ts';
import { stateProblem } from '../../forming/forming-problem.ts';
import { type ProposalInput, propose } from '../../forming/proposal.ts';
import { sampleKindergarten } from '../../forming/testing/sample-kindergarten.ts';
import { tryEverything } from '../../forming/testing/small-problems.ts';
import { explainKindergarten } from './explain-kindergarten.ts';
import type { Explanation, WhatIf } from './explanation.ts';
import { type Restated, restated } from './restate.ts';
import { sentencesOf } from './sentences.ts';

const names = { kind: '联盟', lead: '主导园', member: '联盟园', slogan: '' } as Parameters<
  typeof sentencesOf
>[1];

/** Leads 1… and members 101… with a distance in metres between them; null: the rules keep them apart. */
interface Town {
  readonly lower: number;
  readonly upper: number;
  readonly distances: readonly (readonly (number | null)[])[];
  readonly pins: readonly (readonly [member: number, lead: number])[];
  readonly forbidden: readonly (readonly [member: number, lead: number])[];
}

const leadId = (lead: number) => lead + 1;
const memberId = (member: number) => member + 101;

function inputOf({ lower, upper, distances, pins, forbidden }: Town): ProposalInput {
  const yes = { outcome: 'yes' as const, reason: '' };
  const between = (lead: number, member: number) => distances[member - 101]?.[lead - 1];
  return {
    leads: (distances[0] ?? []).map((_, lead) => sampleKindergarten(leadId(lead))),
    candidates: distances.map((_, member) => sampleKindergarten(memberId(member))),
    pins: pins.map(([member, lead]) => ({ memberId: memberId(member), leadId: leadId(lead) })),
    forbidden: forbidden.map(([member, lead]) => [memberId(member), leadId(lead)] as const),
    rules: {
      bounds: { lower, upper },
      noneInReach: '辖区内没有可以结对的主导园',
      memberFits: () => yes,
      inJurisdiction: (lead, member) =>
        between(lead.id, member.id) === null ? { outcome: 'no', reason: '不在同一区县' } : yes,
    },
    // Those kept apart by the rules still lie somewhere.
    distance: (lead, member) => ({
      millimetres: between(lead.id, member.id) ?? 7777,
      basis: 'coordinates',
    }),
  };
}

async function restate(input: ProposalInput): Promise<Restated> {
  const solvers = { plain: solveAssignment, constrained: solveConstrainedWithHighs };
  const solve = (problem: ConstrainedProblem) => solveConstrained(problem, solvers);
  const stated = stateProblem(input);
  const all = [...input.leads, ...input.candidates];
  return restated(
    input,
    { stated, solution: await solve(stated.problem), solve },
    { facts: { all, open: all, serving: new Map() }, differing: 0, excluded: [], areCentresChosen: false },
  );
}

async function explain(town: Town, id: number): Promise<{ explanation: Explanation; restated: Restated }> {
  const made = await restate(inputOf(town));
  const kindergarten = made.facts.all.find((each) => each.id === id)!;
  return { explanation: await explainKindergarten(made, { id: 1 }, kindergarten, false), restated: made };
}

const town: fc.Arbitrary<Town> = fc
  .record({ leads: fc.integer({ min: 1, max: 3 }), members: fc.integer({ min: 1, max: 5 }) })
  .chain(({ leads, members }) => {
    const pair = fc.tuple(fc.nat(members - 1), fc.nat(leads - 1));
    return fc
      .record({
        lower: fc.integer({ min: 1, max: 2 }),
        extra: fc.integer({ min: 0, max: 1 }),
        distances: fc.array(
          fc.array(fc.option(fc.integer({ min: 1, max: 9000 }), { freq: 5 }), {
            minLength: leads,
            maxLength: leads,
          }),
          { minLength: members, maxLength: members },
        ),
        pins: fc.array(pair, { maxLength: 1 }),
      })
      .map(({ lower, extra, ...rest }) => ({ ...rest, lower, upper: lower + extra, forbidden: [] }));
  });

/** Every answer to a change that an explanation gives, with whom it is about. */
const answersOf = ({ alternatives, changes }: Explanation): WhatIf[] => [
  ...changes,
  ...alternatives.flatMap(({ outcome, morePlace }) => [outcome, morePlace].filter((each) => each !== null)),
];

/** The problem with the change made, by hand: independent of the code that explanations rest on. */
function changedByHand(
  { problem, stated, input }: Restated,
  { change }: WhatIf,
): { problem: AssignmentProblem; forced?: { member: number; lead: number } } {
  const lead = stated.leads.findIndex((each) => each.id === change.lead?.id);
  const member = stated.members.findIndex((each) => each.id === change.kindergarten?.id);
  const { leads, memberCount, arcs } = problem;
  const plain = (other: Partial<AssignmentProblem>) => ({ problem: { leads, memberCount, arcs, ...other } });
  switch (change.kind) {
    case 'raise-upper':
    case 'lower-lower': {
      const by = change.by ?? 0;
      return plain({
        leads: leads.map(({ lower, upper }, index) => {
          if (index !== lead) return { lower, upper };
          return change.kind === 'raise-upper' ? { lower, upper: upper + by } : { lower: lower - by, upper };
        }),
      });
    }
    case 'leave-out-lead':
      return plain({ arcs: arcs.filter((arc) => arc.lead !== lead) });
    default: {
      const cost = input.distance(stated.leads[lead]!, stated.members[member]!).millimetres;
      const pair: Arc = { lead, member, cost };
      return {
        ...plain({ arcs: [...arcs.filter((arc) => arc.member !== member), pair] }),
        forced: { lead, member },
      };
    }
  }
}

describe('every statement of an explanation is true', () => {
  it('of what a change would bring: trying everything finds the same', async () => {
    await fc.assert(
      fc.asyncProperty(town, fc.nat(7), async (given, pick) => {
        const ids = inputOf(given);
        const all = [...ids.leads, ...ids.candidates];
        const { explanation, restated: made } = await explain(given, all[pick % all.length]!.id);
        for (const tried of answersOf(explanation)) {
          const { problem, forced } = changedByHand(made, tried);
          const [pinned, placed, groups, negativeCost] = tryEverything(problem, forced);
          expect(tried.possible).toBe(pinned >= 0);
          if (!tried.possible) continue;
          expect([tried.placed.after, tried.groups.after]).toEqual([placed, groups]);
          expect(tried.distance.after + tried.penalty.after).toBe(-negativeCost);
          expect(tried.proven).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('of how things are: the lead, the distance, how many lie nearer, who is in a group', async () => {
    await fc.assert(
      fc.asyncProperty(town, fc.nat(4), async (given, pick) => {
        const member = pick % given.distances.length;
        const { explanation, restated: made } = await explain(given, memberId(member));
        const { stated, solution } = made;
        const index = stated.members.findIndex(({ id }) => id === memberId(member));
        const lead = solution.leadOf[index] ?? null;
        expect(explanation.role).toBe(lead === null ? 'unassigned' : 'member');
        if (lead === null) return;
        const own = given.distances[member]!;
        const id = stated.leads[lead]!.id;
        expect(explanation.lead?.id).toBe(id);
        const distance = own[id - 1] ?? 7777;
        expect(explanation.distance).toBe(distance);
        const isPinned = given.pins.some(([pinned]) => pinned === member);
        expect(explanation.isPinned).toBe(isPinned);
        if (!isPinned)
          expect(explanation.nearer).toBe(own.filter((each) => each !== null && each < distance).length);
        for (const each of explanation.alternatives) {
          expect(each.distance).toBeLessThan(distance);
          expect(each.refusal === null).toBe(own[each.lead.id - 1] !== null && !isPinned);
          const inGroup = stated.members.filter((_, at) => {
            const there = solution.leadOf[at] ?? null;
            return there !== null && stated.leads[there]?.id === each.lead.id;
          });
          expect(each.members.map(({ id: one }) => one)).toEqual(inGroup.map(({ id: one }) => one));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('of a conflict: its members reach no other lead, and outnumber the places', async () => {
    await fc.assert(
      fc.asyncProperty(town, fc.nat(4), async (given, pick) => {
        const { explanation, restated: made } = await explain(given, memberId(pick % given.distances.length));
        for (const { kind, members, leads, count } of explanation.conflicts) {
          if (kind !== 'too-few-places') continue;
          expect(members.map(({ id }) => id)).toContain(explanation.kindergarten.id);
          expect(members.length).toBeGreaterThan(count);
          expect(count).toBe(
            leads.length * Math.min(given.upper, Math.max(given.lower, given.distances.length)),
          );
          const inside = new Set(leads.map(({ id }) => id));
          for (const arc of made.problem.arcs) {
            if (!members.some(({ id }) => id === made.stated.members[arc.member]?.id)) continue;
            expect(inside.has(made.stated.leads[arc.lead]?.id ?? 0)).toBe(true);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('under conditions that no flow holds', () => {
  it('what insisting costs is what the pinned proposal costs', async () => {
    const apart: ProposalInput = { ...inputOf(plainTown), forbidden: [[memberId(0), memberId(1)]] };
    const made = await restate(apart);
    const solvers = { plain: solveAssignment, constrained: solveConstrainedWithHighs };
    let tried = 0;
    for (const { id } of apart.candidates) {
      const kindergarten = made.facts.all.find((each) => each.id === id)!;
      const { alternatives } = await explainKindergarten(made, { id: 1 }, kindergarten, false);
      for (const { lead, outcome } of alternatives) {
        const pinned = await propose({ ...apart, pins: [{ memberId: id, leadId: lead.id }] }, solvers);
        expect(outcome?.distance.after).toBe(pinned.total);
        expect(outcome?.placed.after).toBe(3 - pinned.unassigned.length);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(0);
  });
});

const plainTown: Town = {
  ...{ lower: 1, upper: 2, pins: [], forbidden: [] },
  // Two leads; the first is nearest to all three.
  distances: [
    [1_000_000, 5_000_000],
    [2_000_000, 9_000_000],
    [3_000_000, 4_000_000],
  ],
};

const saidOf = async (given: Town, id: number) => {
  const { explanation } = await explain(given, id);
  return sentencesOf(explanation, names).join('\n');
};

describe('an explanation in words', () => {
  it('says who took the nearer place, what the swap costs, and what one more place would do', async () => {
    const said = await saidOf(plainTown, memberId(2));
    expect(said).toContain('云溪市第103幼儿园编在“云溪市第2幼儿园”，距离 4.00 公里。');
    expect(said).toContain('它已满 2 所（云溪市第101幼儿园、云溪市第102幼儿园）。');
    expect(said).toContain('距离合计多 3.00 公里（7.00 公里 → 10.00 公里）');
    expect(said).toContain('云溪市第101幼儿园由“云溪市第1幼儿园”改到“云溪市第2幼儿园”');
  });

  it('says that the nearest is the nearest', async () => {
    expect(await saidOf(plainTown, memberId(0))).toContain('就是它可以结对的主导园里最近的。');
  });

  it('says who contends for which places, and how far a bound must give', async () => {
    const crowd: Town = { ...plainTown, distances: [[1_000_000], [2_000_000], [3_000_000], [4_000_000]] };
    const said = await saidOf(crowd, memberId(3));
    expect(said).toContain('只能编到云溪市第1幼儿园，一共只有 2 个名额，总有 2 所编不进去。');
    expect(said).not.toContain('还是编不进去');
    expect(said).toMatch(/上限放宽到 4 所：多编入 2 所.*云溪市第104幼儿园编到/u);
    expect(said).not.toContain('就编得进去');
    expect(said).toMatch(/一定要编到“云溪市第1幼儿园”：距离合计多 2\.00 公里.*云溪市第102幼儿园编不进去/u);
  });

  it('says why the rules keep two apart, and what insisting would cost', async () => {
    const apart: Town = {
      ...plainTown,
      distances: [
        [null, 9_000_000],
        [null, 9_000_000],
      ],
    };
    const said = await saidOf(apart, memberId(0));
    expect(said).toContain('没有编到更近的“云溪市第1幼儿园”（8 米）：不在同一区县。');
    expect(said).toContain('（用 --pin 指定，核查时会列出）');
  });

  it('says what a lead could take, and what would be without it', async () => {
    const said = await saidOf(plainTown, leadId(0));
    expect(said).toContain('担任主导园，联盟园 2 所');
    expect(said).toMatch(/如果它不担任主导园：少编入 1 所，少组成 1 个联盟/u);
  });

  it('names a lower bound that cannot be met, and to what it would have to come down', async () => {
    const few: Town = { ...plainTown, lower: 2, upper: 3, distances: [[1_000_000]] };
    const said = await saidOf(few, leadId(0));
    expect(said).toContain('按下限要 2 所，还差 1 所。');
    expect(said).toContain('的下限降到 1 所：多编入 1 所，多组成 1 个联盟');
  });
});
