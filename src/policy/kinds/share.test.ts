import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInTemplates } from '../../cli/create-context.ts';
import { evaluateOffice } from '../evaluate.ts';
import { type KindergartenFacts, type LedgerFacts, noRecords, unknownKindergarten } from '../facts.ts';
import { loadPolicy } from '../load.ts';
import type { Outcome } from '../policy.ts';

const policy = loadPolicy('jingan-2023', [builtInTemplates()]);

type Known = Pick<KindergartenFacts, 'ownership' | 'inclusive' | 'children'>;

function ledger(roster: readonly Partial<KindergartenFacts>[]): LedgerFacts {
  return {
    on: '2025-06-01',
    askedOn: '2025-06-01',
    office: { own: { id: 7, name: '云溪市教育局' }, areaName: '云溪市', districtNames: [], seat: null },
    roster: roster.map((facts, index) => ({ ...unknownKindergarten(index + 1, `园${index + 1}`), ...facts })),
    kindergartens: new Map(),
    groups: [],
    ...noRecords,
  };
}

const outcomeOf = (rule: string, roster: readonly Partial<KindergartenFacts>[]): Outcome | undefined =>
  evaluateOffice(policy, ledger(roster)).find((verdict) => verdict.rule === rule)?.outcome;

const ownership = fc.constantFrom('教育部门办', '民办', '普惠性民办', null);
const kindergarten: fc.Arbitrary<Known> = fc.record({
  ownership,
  inclusive: fc.constantFrom(true, false, null),
  children: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 400 }) },
    { arbitrary: fc.constant(null), weight: 1 },
  ),
});
const complete: fc.Arbitrary<Known> = fc.record({
  ownership: fc.constantFrom('教育部门办', '民办'),
  inclusive: fc.constantFrom(true, false),
  children: fc.integer({ min: 0, max: 400 }),
});

describe('a share of the roster', () => {
  it('stays what it is once decided, however the gaps are filled', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(kindergarten, complete), { minLength: 1, maxLength: 8 }), (pairs) => {
        const known = pairs.map(([facts]) => facts);
        const filled = pairs.map(([facts, more]) => ({
          ownership: facts.ownership ?? more.ownership,
          // The term itself says that it is 普惠: filling in the contrary would take knowledge away.
          inclusive: facts.inclusive ?? (facts.ownership === '普惠性民办' || more.inclusive),
          children: facts.children ?? more.children,
        }));
        for (const rule of ['J2.public', 'J2.inclusive']) {
          const before = outcomeOf(rule, known);
          if (before !== 'unknown') expect(outcomeOf(rule, filled)).toBe(before);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('of a complete roster is what plain arithmetic gives', () => {
    fc.assert(
      fc.property(fc.array(complete, { minLength: 1, maxLength: 8 }), (roster) => {
        const all = roster.reduce((sum, each) => sum + (each.children ?? 0), 0);
        const own = roster
          .filter((each) => each.ownership === '教育部门办')
          .reduce((sum, each) => sum + (each.children ?? 0), 0);
        const expected = all === 0 ? 'unknown' : own * 5 >= all * 4 ? 'pass' : 'violation';
        expect(outcomeOf('J2.public', roster)).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('names what is missing and how many lack it, and no fact that would not help', () => {
    const [verdict] = evaluateOffice(
      policy,
      ledger([
        { ownership: '教育部门办', children: null },
        { ownership: null, children: 0 },
      ]),
    ).filter(({ rule }) => rule === 'J2.public');
    expect(verdict).toMatchObject({ outcome: 'unknown', missing: ['children'] });
    expect(verdict?.message).toContain('有 1 所园缺少“在园幼儿数”（园所信息表）');
  });

  it('is told of the office, and the percentage is never rounded up to the bound', () => {
    const [verdict] = evaluateOffice(
      policy,
      ledger([
        { ownership: '教育部门办', children: 79_996 },
        { ownership: '民办', children: 20_004 },
      ]),
    ).filter(({ rule }) => rule === 'J2.public');
    expect(verdict).toMatchObject({
      outcome: 'violation',
      subject: { type: 'office', id: '7', name: '云溪市教育局' },
      facts: { part: 79_996, whole: 100_000, percent: 79.996, required: 80 },
      message: expect.stringMatching(/^公办园在园幼儿占比现为 79\.996%（79996\/100000），应不低于 80%/),
    });
  });
});
