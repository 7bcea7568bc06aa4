import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CheckedActivity, checkPlan } from './check-plan.ts';
import { type Draft, draftPlan } from './draft.ts';
import type { PlanningFacts } from './options.ts';
import { loadPlanningSettings, type PlanningSettings } from './settings.ts';
import { randomOffice } from './testing/random-office.ts';

const settings = loadPlanningSettings([join(import.meta.dirname, '../../../templates')]);

function checked(draft: Draft): CheckedActivity[] {
  return draft.planned.map(({ groupName, kind, date, starts, ends, venue, people, window }, index) => ({
    id: index,
    group: groupName,
    kind,
    date,
    start: starts,
    end: ends,
    venue,
    people,
    window,
  }));
}

function faults(facts: PlanningFacts, draft: Draft) {
  const school = new Set(facts.days.filter((day) => day.isSchoolDay).map(({ date }) => date));
  const { oncePerDay, spacing, perDay } = facts.settings;
  return checkPlan(checked(draft), {
    isSchoolDay: (date) => school.has(date),
    oncePerDay,
    ...spacing,
    perDay,
  });
}

describe('a year of a random office', () => {
  const shape = fc.record({
    groups: fc.integer({ min: 1, max: 8 }),
    members: fc.integer({ min: 1, max: 6 }),
    experts: fc.integer({ min: 1, max: 3 }),
    seed: fc.integer({ min: 0, max: 10_000 }),
    blocked: fc.constantFrom(0, 0.1, 0.5),
    oncePerDay: fc.boolean(),
    perDay: fc.constantFrom(null, 1, 3),
    sameKind: fc.constantFrom(1, 7, 20),
  });

  it('has no collision, and each wanted activity is planned or told with its reason', async () => {
    await fc.assert(
      fc.asyncProperty(shape, async ({ oncePerDay, perDay, sameKind, ...office }) => {
        const own: PlanningSettings = { ...settings, oncePerDay, perDay, spacing: { any: 2, sameKind } };
        const facts = randomOffice({ ...office, settings: own });
        const draft = await draftPlan(facts);
        expect(faults(facts, draft)).toEqual([]);
        expect(draft.planned.length + draft.unmet.length).toBe(facts.wanted.length);
        for (const { reason } of draft.unmet) expect(reason).toMatch(/最省的办法|没有可排的上课日/);
        expect(draft.objective.bound).toBeLessThanOrEqual(draft.objective.value);
      }),
      { numRuns: 8 },
    );
  });
});
