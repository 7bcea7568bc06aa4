import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInTemplates } from '../cli/create-context.ts';
import { inJurisdiction, type Located, mayLead, memberKinds, sizeBounds } from './eligibility.ts';
import { type Area, type KindergartenFacts, unknownKindergarten } from './facts.ts';
import { loadPolicy } from './load.ts';

const policy = loadPolicy('zaozhuang-2021', [builtInTemplates()]);
const tiers = ['city', 'county', 'town'] as const;
const area: Area = { areaName: '云溪市', districtNames: ['东湖区', '西岭区'] };

const member = (facts: Partial<KindergartenFacts>): KindergartenFacts => ({
  ...unknownKindergarten(1, '甲幼儿园'),
  ...facts,
});

describe('kinds of members', () => {
  it.each([
    ['city', { ownership: '民办', inclusive: true }, 'pass', ['普惠性民办']],
    ['city', { ownership: '民办', inclusive: true, isNew: true }, 'pass', ['普惠性民办', '新建']],
    ['city', { isWeak: true }, 'unknown', []],
    ['city', { ownership: '公办', isNew: false, isWeak: true }, 'violation', []],
    ['city', { ownership: '中外合作办', inclusive: true, isNew: false }, 'violation', []],
    ['county', { ownership: '公办', isNew: false, isWeak: true }, 'pass', ['薄弱']],
    ['county', { ownership: '民办', inclusive: false, isNew: false, isWeak: false }, 'notice', []],
    ['town', { isNew: true }, 'pass', ['新建']],
    // A wording the dictionary does not know says nothing of who runs it.
    ['town', { ownership: '联办', inclusive: true, isNew: false, isWeak: false }, 'unknown', []],
    // The term says 普惠 and the column denies it: only a person can tell.
    ['town', { ownership: '普惠性民办', inclusive: false, isNew: false, isWeak: false }, 'unknown', []],
  ] as const)('%s %o: %s', (tier, facts, outcome, kinds) => {
    expect(memberKinds(policy, tier, member(facts))).toMatchObject({ outcome, kinds });
  });

  it('names what is missing, and nothing that would not help', () => {
    expect(memberKinds(policy, 'county', member({})).missing).toEqual([
      'ownership',
      'inclusive',
      'isNew',
      'isWeak',
    ]);
    expect(memberKinds(policy, 'county', member({ ownership: '公办', isNew: false })).missing).toEqual([
      'isWeak',
    ]);
    expect(memberKinds(policy, 'city', member({})).missing).not.toContain('isWeak');
  });

  const truth = fc.constantFrom(true, false, null);
  const ownership = fc.constantFrom('教育部门办', '民办', '公办', '中外合作办', null);
  type Known = Pick<KindergartenFacts, 'ownership' | 'inclusive' | 'isNew' | 'isWeak'>;
  const facts: fc.Arbitrary<Known> = fc.record({
    ownership,
    inclusive: truth,
    isNew: truth,
    isWeak: truth,
  });

  it('stay what they are once decided, whatever more becomes known', () => {
    fc.assert(
      fc.property(fc.constantFrom(...tiers), facts, facts, (tier, known, more) => {
        const fuller: Known = {
          ownership: known.ownership ?? more.ownership,
          inclusive: known.inclusive ?? more.inclusive,
          isNew: known.isNew ?? more.isNew,
          isWeak: known.isWeak ?? more.isWeak,
        };
        const before = memberKinds(policy, tier, member(known));
        const after = memberKinds(policy, tier, member(fuller));
        if (before.outcome !== 'unknown') expect(after.outcome).toBe(before.outcome);
        expect(after.kinds).toEqual(expect.arrayContaining([...before.kinds]));
      }),
      { numRuns: 300 },
    );
  });

  it('are unknown exactly where something is missing, and then could still go either way', () => {
    fc.assert(
      fc.property(fc.constantFrom(...tiers), facts, (tier, known) => {
        const { outcome, missing } = memberKinds(policy, tier, member(known));
        expect(missing.length > 0).toBe(outcome === 'unknown');
        if (outcome !== 'unknown') return;
        const best = { ownership: known.ownership ?? '民办', inclusive: known.inclusive ?? true };
        const filled = { ...best, isNew: known.isNew ?? true, isWeak: known.isWeak ?? true };
        expect(memberKinds(policy, tier, member(filled)).outcome).toBe('pass');
        const worst = { ownership: known.ownership ?? '公办', inclusive: known.inclusive ?? false };
        const empty = { ...worst, isNew: known.isNew ?? false, isWeak: known.isWeak ?? false };
        expect(memberKinds(policy, tier, member(empty)).outcome).toBe(
          tier === 'city' ? 'violation' : 'notice',
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('leads', () => {
  const lead = (name: string, ownership: string | null, districtLevel: 'city' | 'county' | null = 'county') =>
    member({ name, ownership, districtLevel });

  it('of a sort the tier calls for pass in that tier alone', () => {
    for (const [own, candidate] of [
      ['city', lead('云溪市实验幼儿园', '教育部门办')],
      ['county', lead('东湖区实验幼儿园', '教育部门办')],
      ['town', lead('桃源镇中心幼儿园', '集体办')],
    ] as const) {
      for (const tier of tiers) {
        expect(mayLead(policy, tier, candidate, area).outcome).toBe(tier === own ? 'pass' : 'violation');
      }
    }
  });

  it('known to be private lead in no tier, even where their place is not known', () => {
    for (const tier of tiers) {
      expect(mayLead(policy, tier, lead('东湖区实验幼儿园', '民办', null), area).outcome).toBe('violation');
    }
  });

  it('of whom something is missing are not known, and it is named', () => {
    expect(mayLead(policy, 'county', lead('东湖区实验幼儿园', null), area)).toMatchObject({
      outcome: 'unknown',
      missing: ['ownership'],
    });
    expect(mayLead(policy, 'county', lead('春芽实验幼儿园', '公办', null), area)).toMatchObject({
      outcome: 'unknown',
      missing: ['district'],
    });
    expect(mayLead(policy, 'city', lead('春芽幼儿园', null, null), area).missing).toEqual([
      'district',
      'ownership',
    ]);
  });
});

describe('jurisdiction', () => {
  const at = (
    districtId: number | null,
    townId: number | null = null,
    district = `区${districtId}`,
  ): Located => ({
    district: districtId === null ? null : district,
    districtId,
    districtLevel: districtId === null ? null : 'county',
    townId,
  });
  const cityOwn: Located = { district: '市直', districtId: 9, districtLevel: 'city', townId: null };
  const noSeat = { seat: null };

  it('of districts and towns is the lead’s district', () => {
    for (const tier of ['county', 'town'] as const) {
      expect(inJurisdiction(policy, tier, at(1), at(1), noSeat).outcome).toBe('pass');
      expect(inJurisdiction(policy, tier, at(1), at(2), noSeat).outcome).toBe('violation');
      expect(inJurisdiction(policy, tier, at(1), at(null), noSeat)).toEqual({
        outcome: 'unknown',
        missing: ['district'],
      });
    }
  });

  it('of towns says the other reading only where it is decided and differs', () => {
    const read = (lead: Located, other: Located) =>
      inJurisdiction(policy, 'town', lead, other, noSeat).otherReading?.outcome;
    expect(read(at(1, 10), at(1, 11))).toBe('violation');
    expect(read(at(1, 10), at(1, 10))).toBeUndefined();
    expect(read(at(1, 10), at(1))).toBeUndefined();
    expect(read(at(1, 10), at(2, 20))).toBeUndefined();
    expect(inJurisdiction(policy, 'county', at(1, 10), at(1, 11), noSeat).otherReading).toBeUndefined();
  });

  it('of the city is its seat: as set, else the district of the lead', () => {
    const seat = { seat: ['区1', '区 2'] };
    expect(inJurisdiction(policy, 'city', cityOwn, at(2), seat).outcome).toBe('pass');
    expect(inJurisdiction(policy, 'city', cityOwn, at(3), seat).outcome).toBe('violation');
    expect(inJurisdiction(policy, 'city', at(3), at(3), seat).outcome).toBe('violation');
    expect(inJurisdiction(policy, 'city', at(3), at(3), noSeat).outcome).toBe('pass');
    expect(inJurisdiction(policy, 'city', at(3), at(1), noSeat).outcome).toBe('violation');
    expect(inJurisdiction(policy, 'city', cityOwn, at(1), noSeat).missing).toEqual(['seat']);
    expect(inJurisdiction(policy, 'city', cityOwn, at(null), seat).missing).toEqual(['district']);
  });
});

it('bounds every tier to 2–3 members without the lead', () => {
  for (const tier of tiers) {
    expect(sizeBounds(policy, tier)).toEqual({ lower: 2, upper: 3, countsLead: false });
  }
  expect(sizeBounds({ ...policy, rules: [] }, 'city')).toEqual({
    lower: null,
    upper: null,
    countsLead: false,
  });
});
