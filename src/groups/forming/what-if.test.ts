import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AssignmentProblem, noPrice, type Price, solveByParts } from './assignment.ts';
import { solveAssignment } from './exact-solver.ts';
import { smallProblems, tryEverything } from './testing/small-problems.ts';
import { applyChange, type Change, type Outcome, whatIf } from './what-if.ts';

const solve = (problem: AssignmentProblem) => solveByParts(problem, solveAssignment);
const goalsFrom = ([pinnedKept, placed, groups, negative]: readonly number[]) => ({
  pinnedKept,
  placed,
  groups,
  cost: 0 - (negative as number),
});
const withoutPins = (problem: AssignmentProblem): AssignmentProblem => ({
  ...problem,
  arcs: problem.arcs.map((arc) => ({ ...arc, pinned: false })),
});

/** The moves an outcome names lead from one answer to another that is worth what it says. */
function expectTrueMoves(
  problem: AssignmentProblem,
  leadOf: readonly (number | null)[],
  outcome: Outcome,
): void {
  const after = [...leadOf];
  for (const { member, from, to } of outcome.moves) {
    expect(after[member]).toBe(from);
    after[member] = to;
  }
  const arcs = after.flatMap((lead, member) => {
    if (lead === null) return [];
    const arc = problem.arcs.find((each) => each.member === member && each.lead === lead);
    expect(arc).toBeDefined();
    return arc ? [arc] : [];
  });
  expect(arcs.reduce((total, arc) => total + arc.cost, 0)).toBe(outcome.after.cost);
  expect(arcs.length).toBe(outcome.after.placed);
}

describe('whatIf', () => {
  it('says what forcing a pair costs, as trying everything finds', async () => {
    await fc.assert(
      fc.asyncProperty(smallProblems(), fc.nat(), async (drawn, choice) => {
        const problem = withoutPins(drawn);
        const arc = problem.arcs[choice % Math.max(1, problem.arcs.length)];
        if (!arc) return;
        const solution = await solve(problem);
        const change: Change = { kind: 'force-pair', member: arc.member, lead: arc.lead };
        const outcome = await whatIf(problem, solution, change);
        const best = tryEverything(problem, arc);
        expect(outcome.possible).toBe(best[0] >= 0);
        if (!outcome.possible) return;
        expect(outcome.after).toEqual(goalsFrom(best));
        expect(outcome.proven).toBe(true);
        expectTrueMoves(problem, solution.leadOf, outcome);
      }),
      { numRuns: 300 },
    );
  });

  it('says what other bounds, and leaving something out, would give', async () => {
    const kind = fc.constantFrom('raise-upper', 'lower-lower', 'leave-out-member', 'leave-out-lead' as const);
    await fc.assert(
      fc.asyncProperty(
        smallProblems(),
        kind,
        fc.nat(),
        fc.integer({ min: 1, max: 2 }),
        async (problem, what, choice, by) => {
          const lead = choice % problem.leads.length;
          const member = choice % Math.max(1, problem.memberCount);
          const change: Change =
            what === 'leave-out-member'
              ? { kind: what, member }
              : what === 'leave-out-lead'
                ? { kind: what, lead }
                : { kind: what as 'raise-upper' | 'lower-lower', lead, by };
          const solution = await solve(problem);
          const outcome = await whatIf(problem, solution, change);
          expect(outcome.before).toEqual(goalsFrom(tryEverything(problem)));
          expect(outcome.after).toEqual(goalsFrom(tryEverything(applyChange(problem, change))));
          expectTrueMoves(problem, solution.leadOf, outcome);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes the place of another pinned member where the lead is full of them', async () => {
    const problem: AssignmentProblem = {
      leads: [{ lower: 1, upper: 1 }],
      memberCount: 2,
      arcs: [
        { lead: 0, member: 0, cost: 5, pinned: true },
        { lead: 0, member: 1, cost: 9 },
      ],
    };
    const outcome = await whatIf(problem, await solve(problem), { kind: 'force-pair', member: 1, lead: 0 });
    expect(outcome).toMatchObject({
      possible: true,
      after: { pinnedKept: 0, placed: 1, cost: 9 },
      moves: [
        { member: 0, from: 0, to: null },
        { member: 1, from: null, to: 0 },
      ],
    });
  });

  it('wants the cost of a pair that the problem does not have', async () => {
    const problem: AssignmentProblem = { leads: [{ lower: 1, upper: 1 }], memberCount: 1, arcs: [] };
    const change = { kind: 'force-pair', member: 0, lead: 0 } as const;
    await expect(whatIf(problem, await solve(problem), change)).rejects.toThrow(RangeError);
    const outcome = await whatIf(problem, await solve(problem), { ...change, cost: 7 });
    expect(outcome).toMatchObject({ possible: true, after: { placed: 1, groups: 1, cost: 7 } });
  });
});

describe('prices', () => {
  /** Leads with pairs, all of which have a group in the answer: what is left to decide is a flow. */
  const reachedLeads = (problem: AssignmentProblem) => new Set(problem.arcs.map((arc) => arc.lead)).size;
  const openProblem = (problem: AssignmentProblem): AssignmentProblem => ({
    ...problem,
    leads: problem.leads.map(({ upper }) => ({ lower: 1, upper })),
  });
  const isGain = ({ lower, pinned, placed, cost }: Price) => (lower || pinned || placed || cost) > 0;

  it('say what one more place at a lead gains', async () => {
    let [gaining, held] = [0, 0];
    await fc.assert(
      fc.asyncProperty(smallProblems(fc.integer({ min: 0, max: 40 })), async (drawn) => {
        const problem = openProblem(drawn);
        const before = tryEverything(problem);
        if (before[2] < reachedLeads(problem)) return;
        const { prices } = await solve(problem);
        for (const [lead, price] of prices?.leads.entries() ?? []) {
          const after = tryEverything(applyChange(problem, { kind: 'raise-upper', lead, by: 1 }));
          // A pin more can cost a group; prices hold while every lead keeps its own.
          if (after[2] < before[2]) continue;
          const gain = {
            pinned: after[0] - before[0],
            placed: after[1] - before[1],
            cost: after[3] - before[3],
          };
          expect({ lower: 0, ...gain }).toEqual(isGain(price) ? price : noPrice);
          if (isGain(price)) gaining += 1;
          else if (price.lower < 0) held += 1;
        }
      }),
      { numRuns: 400 },
    );
    expect(gaining).toBeGreaterThan(30);
    expect(held).toBeGreaterThan(30);
  });

  it('say what would be saved without a member', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(smallProblems(fc.integer({ min: 0, max: 40 })), async (drawn) => {
        const problem = openProblem(drawn);
        const before = tryEverything(problem);
        if (before[2] < reachedLeads(problem)) return;
        const { prices } = await solve(problem);
        for (const [member, price] of prices?.members.entries() ?? []) {
          const after = tryEverything(applyChange(problem, { kind: 'leave-out-member', member }));
          // Without this one a lead could be left with nobody; prices hold while every lead keeps its group.
          if (price.lower !== 0 || after[2] < before[2]) continue;
          compared += 1;
          // One fewer wants a place, so having none saves that much too.
          expect(price).toEqual({
            lower: 0,
            pinned: after[0] - before[0],
            placed: after[1] - before[1] + 1,
            cost: after[3] - before[3] + 0,
          });
        }
      }),
      { numRuns: 400 },
    );
    expect(compared).toBeGreaterThan(100);
  });
});
