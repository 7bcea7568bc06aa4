import fc from 'fast-check';
import type { Arc, AssignmentProblem, Bounds } from '../assignment.ts';

export type Goals = [pinned: number, placed: number, groups: number, negativeCost: number];

/**
 * Tries every way of giving each member one of its arcs or none: independent of the solvers under test.
 * @param forced a pair that must be made; the first goal is -1 where it cannot be
 */
export function tryEverything(
  problem: AssignmentProblem,
  forced?: { readonly member: number; readonly lead: number },
): Goals {
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
    const bound = member === forced?.member;
    if (!bound) walk(member + 1, pinned, placed, cost);
    for (const arc of problem.arcs) {
      if (arc.member !== member || (bound && arc.lead !== forced?.lead)) continue;
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

const pairWith = (cost: fc.Arbitrary<number>) => fc.option(fc.record({ cost, pin: fc.nat(4) }), { freq: 4 });

/** Problems small enough to try everything: tight and loose bounds, missing pairs, pins that contradict one another. */
export const smallProblems = (cost = fc.integer({ min: 0, max: 60_000_000 })) =>
  fc
    .record({ leads: fc.integer({ min: 1, max: 3 }), members: fc.integer({ min: 0, max: 7 }) })
    .chain(({ leads, members }) =>
      fc
        .record({
          leads: fc.array(bounds, { minLength: leads, maxLength: leads }),
          pairs: fc.array(pairWith(cost), { minLength: leads * members, maxLength: leads * members }),
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
