import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeActivities } from './place.ts';
import type { Placeable, PlacingProblem } from './problem.ts';

/** Small problems of all shapes: locked ones, full days, parts of days, distances to be kept. */
const problems: fc.Arbitrary<PlacingProblem> = fc
  .record({
    dayCount: fc.integer({ min: 2, max: 5 }),
    slotCount: fc.integer({ min: 1, max: 2 }),
    resources: fc.array(
      fc.record({ bySlot: fc.boolean(), span: fc.integer({ min: 1, max: 3 }) }).map(({ bySlot, span }) => ({
        label: '某人',
        kind: 'person' as const,
        bySlot,
        span: bySlot ? 1 : span,
      })),
      { minLength: 1, maxLength: 4 },
    ),
    limits: fc.array(
      fc.record({
        label: fc.constant('全局'),
        perDay: fc.constantFrom(1, 2, Number.POSITIVE_INFINITY),
        weight: fc.integer({ min: 0, max: 2 }),
      }),
      { maxLength: 2 },
    ),
  })
  .chain((shape) => {
    const option = fc.record({
      day: fc.integer({ min: 0, max: shape.dayCount - 1 }),
      slots: fc.integer({ min: 1, max: 2 ** shape.slotCount - 1 }),
      cost: fc.integer({ min: 0, max: 9 }),
    });
    const activity: fc.Arbitrary<Placeable> = fc.record({
      options: fc.array(option, { minLength: 0, maxLength: 4 }),
      resources: fc.subarray([...shape.resources.keys()]),
      limits: fc.subarray([...shape.limits.keys()]),
      locked: fc.constant(false),
      priority: fc.integer({ min: 1, max: 2 }),
    });
    const locked = activity.map((each) =>
      each.options.length > 0 ? { ...each, options: each.options.slice(0, 1), locked: true } : each,
    );
    return fc.record({
      activities: fc
        .tuple(fc.array(locked, { maxLength: 1 }), fc.array(activity, { minLength: 1, maxLength: 5 }))
        .map((parts) => parts.flat()),
      ...Object.fromEntries(Object.entries(shape).map(([key, value]) => [key, fc.constant(value)])),
    }) as unknown as fc.Arbitrary<PlacingProblem>;
  });

/** Whether two activities collide at two options, said anew from the meaning of the words. */
function collide(
  problem: PlacingProblem,
  one: readonly [Placeable, number],
  other: readonly [Placeable, number],
) {
  const here = one[0].options[one[1]];
  const there = other[0].options[other[1]];
  if (!here || !there) return false;
  return one[0].resources.some((number) => {
    const resource = problem.resources[number];
    if (!resource || !other[0].resources.includes(number)) return false;
    if (resource.bySlot) return here.day === there.day && (here.slots & there.slots) !== 0;
    return Math.abs(here.day - there.day) < resource.span;
  });
}

/** Value of a choice, null where something in it is not allowed. */
function valueAt(problem: PlacingProblem, chosen: readonly number[]): number | null {
  const { activities } = problem;
  let value = 0;
  for (const [index, activity] of activities.entries()) {
    const at = chosen[index] as number;
    if (at < 0) continue;
    value += activity.options[at]?.cost ?? 0;
    for (let before = 0; before < index; before += 1) {
      const other = activities[before] as Placeable;
      if (activity.locked && other.locked) continue;
      if (collide(problem, [activity, at], [other, chosen[before] as number])) return null;
    }
  }
  for (const [number, limit] of problem.limits.entries()) {
    for (let day = 0; day < problem.dayCount; day += 1) {
      const there = activities.filter(
        (each, index) => each.limits.includes(number) && each.options[chosen[index] as number]?.day === day,
      );
      if (there.length > limit.perDay && there.some((each) => !each.locked)) return null;
      value += limit.weight * there.length ** 2;
    }
  }
  return value;
}

/** All choices in which exactly the given activities have a place. */
function* choices(problem: PlacingProblem, placed: readonly boolean[], at = 0): Generator<number[]> {
  const activity = problem.activities[at];
  if (!activity) {
    yield [];
    return;
  }
  const own = placed[at] ? [...activity.options.keys()] : [-1];
  for (const option of own) for (const rest of choices(problem, placed, at + 1)) yield [option, ...rest];
}

test('a plan has no collision, and its value lies between the best of all plans and the bound', async () => {
  await fc.assert(
    fc.asyncProperty(problems, async (problem) => {
      const placing = await placeActivities(problem);
      const chosen = [...placing.chosen];
      expect(valueAt(problem, chosen)).toBe(placing.value);
      let best = Number.POSITIVE_INFINITY;
      for (const other of choices(
        problem,
        chosen.map((option) => option >= 0),
      )) {
        best = Math.min(best, valueAt(problem, other) ?? Number.POSITIVE_INFINITY);
      }
      expect(placing.bound).toBeLessThanOrEqual(best);
      expect(placing.value).toBeGreaterThanOrEqual(best);
      // What was left out could not have been put beside the rest.
      for (const [index, activity] of problem.activities.entries()) {
        if ((chosen[index] as number) >= 0) continue;
        for (const option of activity.options.keys()) {
          expect(valueAt(problem, chosen.with(index, option))).toBeNull();
        }
      }
    }),
    { numRuns: 150 },
  );
});
