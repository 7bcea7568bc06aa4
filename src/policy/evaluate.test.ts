import { describe, expect, it } from 'vitest';
import { builtInTemplates } from '../cli/create-context.ts';
import { evaluatePolicy, renderCitation, summarise } from './evaluate.ts';
import { runExample } from './examples.ts';
import { verdictFactLabel } from './fact-names.ts';
import {
  type GroupFacts,
  type KindergartenFacts,
  type LedgerFacts,
  type MembershipFacts,
  noRecords,
  unknownKindergarten,
} from './facts.ts';
import { loadPolicy } from './load.ts';
import type { DecidableRule, Policy } from './schema.ts';

const policy = loadPolicy('zaozhuang-2021', [builtInTemplates()]);

const kindergarten = (id: number, facts: Partial<KindergartenFacts> = {}): KindergartenFacts => ({
  ...unknownKindergarten(id, `园${id}`),
  district: '东湖区',
  districtId: 1,
  districtLevel: 'county',
  ownership: '民办',
  inclusive: true,
  isNew: false,
  isWeak: false,
  ...facts,
});

const lead = kindergarten(1, { name: '东湖区实验幼儿园', ownership: '教育部门办', inclusive: null });
let nextMembership = 1;

function group(
  facts: Partial<Omit<GroupFacts, 'lead' | 'members'>> & { lead?: number; members?: number[] } = {},
): GroupFacts {
  const { lead: leadId = 1, members = [2, 3], ...rest } = facts;
  const join = (role: MembershipFacts['role'], kindergartenId: number): MembershipFacts => ({
    membershipId: nextMembership++,
    kindergartenId,
    name: `园${kindergartenId}`,
    role,
    validFrom: rest.cycleStart ?? '2021-03-01',
    validTo: null,
  });
  return {
    id: 1,
    policyId: policy.id,
    tier: 'county',
    name: '第一联盟',
    cycleStart: '2021-03-01',
    cycleEnd: '2023-12-31',
    ...rest,
    lead: join('lead', leadId),
    members: members.map((id) => join('member', id)),
  };
}

function ledger(
  groups: readonly GroupFacts[],
  more: Partial<LedgerFacts> & { own?: readonly KindergartenFacts[] } = {},
): LedgerFacts {
  const { own = [], ...rest } = more;
  const all = [lead, ...[2, 3, 4, 5].map((id) => kindergarten(id)), ...own];
  return {
    on: '2022-09-01',
    askedOn: '2022-09-01',
    office: { own: null, areaName: '云溪市', districtNames: ['东湖区', '西岭区'], seat: null },
    roster: all,
    kindergartens: new Map(all.map((each) => [each.id, each])),
    groups,
    ...noRecords,
    ...rest,
  };
}

const outcomes = (facts: LedgerFacts, rule: string, used: Policy = policy) =>
  evaluatePolicy(used, facts)
    .filter((verdict) => verdict.rule === rule)
    .map((verdict) => verdict.outcome);

describe('the engine', () => {
  it('judges a sound group in full: each rule of its tier once for the group or each member', () => {
    const verdicts = evaluatePolicy(policy, ledger([group()]));
    expect(verdicts.map((verdict) => [verdict.rule, verdict.subject.type, verdict.outcome])).toEqual([
      ['Z1.tier', 'group', 'pass'],
      ['Z3.lead', 'group', 'pass'],
      ['Z3.size', 'group', 'pass'],
      ['Z3.members', 'membership', 'pass'],
      ['Z3.members', 'membership', 'pass'],
      ['Z3.jurisdiction', 'membership', 'pass'],
      ['Z3.jurisdiction', 'membership', 'pass'],
      ['Z3.decision', 'group', 'unknown'],
      ['Z5.cycle', 'group', 'pass'],
      ['Z8.milestones', 'group', 'unknown'],
      ['Z10.documents', 'group', 'unknown'],
      ['common.multi-membership', 'kindergarten', 'pass'],
      ['common.multi-membership', 'kindergarten', 'pass'],
      ['common.multi-membership', 'kindergarten', 'pass'],
    ]);
    expect(summarise(verdicts)).toEqual({ pass: 11, notice: 0, violation: 0, unknown: 3 });
  });

  it('judges only the groups of the policy, and of those the ones asked for', () => {
    const facts = ledger([
      group(),
      group({ id: 2, policyId: 'other' }),
      group({ id: 3, lead: 4, members: [5] }),
    ]);
    const subjects = (ids?: number[]) =>
      new Set(
        evaluatePolicy(policy, facts, ids ? { groups: new Set(ids) } : {})
          .filter((verdict) => verdict.subject.type === 'group')
          .map((verdict) => verdict.subject.id),
      );
    expect(subjects()).toEqual(new Set(['1', '3']));
    expect(subjects([3])).toEqual(new Set(['3']));
    expect(subjects([2])).toEqual(new Set());
  });

  it('takes a tier the policy does not know for an open one', () => {
    expect(outcomes(ledger([group({ tier: 'village' })]), 'Z1.tier')).toEqual(['unknown']);
  });

  it.each([
    ['must', 'violation'],
    ['stated', 'violation'],
    ['should', 'notice'],
    ['may', undefined],
    ['record', undefined],
  ] as const)('gives a %s rule that is not met: %s', (modality, outcome) => {
    const rules = policy.rules.map((rule) =>
      rule.id === 'Z3.size' || rule.id === 'Z3.lead' || rule.id === 'Z3.jurisdiction'
        ? ({ ...rule, modality } as DecidableRule)
        : rule,
    );
    const stranger = kindergarten(9, { districtId: 2, district: '西岭区', name: '春芽幼儿园' });
    const facts = ledger([group({ lead: 9, members: [2] })], { own: [stranger] });
    for (const rule of ['Z3.size', 'Z3.lead', 'Z3.jurisdiction']) {
      expect(outcomes(facts, rule, { ...policy, rules })).toEqual(outcome ? [outcome] : []);
    }
  });

  it('says in the citation that a draft is one', () => {
    const citation = { document: '《某办法》', clause: '二' };
    expect(renderCitation(citation, 'issued')).toBe('《某办法》 二');
    expect(renderCitation(citation, 'draft')).toBe('《某办法》（征求意见稿） 二');
  });

  it('says on which day a group past its cycle was judged, but judges the cycle today', () => {
    const facts = ledger([group({ members: [2] })], { on: '2023-12-31', askedOn: '2026-11-22' });
    const verdicts = evaluatePolicy(policy, facts);
    const size = verdicts.find((verdict) => verdict.rule === 'Z3.size');
    expect(size).toMatchObject({ on: '2023-12-31', facts: { judgedOn: '2023-12-31' } });
    expect(size?.message).toContain('2023年12月31日');
    const cycle = verdicts.find((verdict) => verdict.rule === 'Z5.cycle');
    expect(cycle).toMatchObject({ on: '2026-11-22', outcome: 'notice' });
    expect(cycle?.facts).not.toHaveProperty('judgedOn');
  });

  it('names every fact that its verdicts report', () => {
    const decidable = policy.rules.filter((rule): rule is DecidableRule => rule.decidable);
    const verdicts = decidable.flatMap((rule) =>
      rule.examples.flatMap((example) => runExample(policy, rule, example).verdicts),
    );
    const keys = new Set([...verdicts.flatMap((verdict) => Object.keys(verdict.facts)), 'judgedOn']);
    expect([...keys].filter((key) => verdictFactLabel(key) === undefined)).toEqual([]);
  });
});

describe('a group whose tier is open', () => {
  const open = { tier: null } as const;
  const all = (name: string) => `Z2.${name}/Z3.${name}/Z4.${name}`;

  it.each([
    [1, 'violation'],
    [2, 'pass'],
    [3, 'pass'],
    [4, 'violation'],
  ])('of %i members: size is decided all the same: %s', (count, outcome) => {
    const members = [2, 3, 4, 5].slice(0, count);
    const [verdict] = evaluatePolicy(policy, ledger([group({ ...open, members })])).filter(
      (each) => each.rule === all('size'),
    );
    expect(verdict).toMatchObject({ outcome, requirement: 'Z2/Z3/Z4', facts: { tier: null } });
    expect(verdict?.citation).toContain('三、联盟模式（一）；三、联盟模式（二）；三、联盟模式（三）');
    expect(verdict?.missing).toBeUndefined();
  });

  it('is not known where the tiers differ, with the tier among what is missing', () => {
    const weak = kindergarten(9, { ownership: '公办', isWeak: true });
    const facts = ledger([group({ ...open, members: [2, 9] })], { own: [weak] });
    const [inclusive, onlyWeak] = evaluatePolicy(policy, facts).filter(
      (verdict) => verdict.rule === all('members'),
    );
    expect(inclusive?.outcome).toBe('pass');
    expect(onlyWeak).toMatchObject({ outcome: 'unknown', missing: ['tier'] });
  });

  it('lets a lead stand that one tier calls for, and refuses one that none does', () => {
    const facts = (name: string, ownership: string) =>
      ledger([group({ ...open, lead: 9 })], { own: [kindergarten(9, { name, ownership })] });
    expect(outcomes(facts('东湖区实验幼儿园', '公办'), all('lead'))).toEqual(['unknown']);
    expect(outcomes(facts('东湖区实验幼儿园', '民办'), all('lead'))).toEqual(['violation']);
    expect(outcomes(facts('春芽幼儿园', '公办'), all('lead'))).toEqual(['violation']);
  });
});

describe('the lead of a city group', () => {
  const remedyFor = (facts: Partial<KindergartenFacts>) =>
    evaluatePolicy(
      policy,
      ledger([group({ tier: 'city', lead: 9 })], { own: [kindergarten(9, facts)] }),
    ).find((verdict) => verdict.rule === 'Z2.lead');

  it("may only have to be entered as the city's own, and the remedy says how", () => {
    const publicly = { name: '春芽幼儿园', ownership: '教育部门办' };
    expect(remedyFor(publicly)).toMatchObject({ outcome: 'violation' });
    expect(remedyFor(publicly)?.remedy).toContain('--set 所属区县=市直');
    expect(remedyFor({ ...publicly, district: null, districtLevel: null })?.remedy).toContain('市直');
    // Run by others: the place would not help.
    expect(remedyFor({ ...publicly, ownership: '民办' })?.remedy).not.toContain('市直）');
    expect(remedyFor({ ...publicly, districtLevel: 'city' })).toMatchObject({ outcome: 'pass', remedy: '' });
  });

  it('of another tier is not told so', () => {
    const county = evaluatePolicy(
      policy,
      ledger([group({ lead: 9 })], { own: [kindergarten(9, { ownership: '教育部门办' })] }),
    ).find((verdict) => verdict.rule === 'Z3.lead');
    expect(county).toMatchObject({ outcome: 'violation' });
    expect(county?.remedy).not.toContain('市直');
  });
});

describe('a kindergarten in two groups', () => {
  const rule = 'common.multi-membership';
  const flagged = (groups: readonly GroupFacts[], on = '2022-09-01') =>
    evaluatePolicy(policy, ledger(groups, { on, askedOn: on }))
      .filter((verdict) => verdict.rule === rule && verdict.outcome !== 'pass')
      .map((verdict) => [verdict.subject.id, verdict.outcome, verdict.facts.groups]);

  it('is pointed out once, with both groups, whatever its role and their policies', () => {
    const second = group({ id: 2, name: '第二联盟', policyId: 'other', lead: 2, members: [4] });
    expect(flagged([group(), second])).toEqual([['2', 'notice', '第一联盟、第二联盟（主导园）']]);
  });

  it('is not in two at once where one cycle ended before the other began', () => {
    const next = group({ id: 2, name: '第二联盟', cycleStart: '2024-01-01', cycleEnd: '2026-12-31' });
    expect(flagged([group(), next], '2024-05-01')).toEqual([]);
    const early = group({ id: 2, name: '第二联盟', cycleStart: '2023-12-31', cycleEnd: '2026-12-30' });
    expect(flagged([group(), early], '2024-05-01').map(([id]) => id)).toEqual(['1', '2', '3']);
  });

  it('is said to be in the groups that run on the day, and in none past its cycle', () => {
    const next = group({ id: 2, name: '第二联盟', cycleStart: '2024-01-01', cycleEnd: '2026-12-31' });
    const named = (on: string) =>
      evaluatePolicy(policy, ledger([group(), next], { on, askedOn: on }))
        .filter((verdict) => verdict.rule === rule && verdict.subject.id === '2')
        .map(({ outcome, facts }) => [outcome, facts.groups, facts.count]);
    expect(named('2024-05-01')).toEqual([['pass', '第二联盟', 1]]);
    expect(named('2027-05-01')).toEqual([['pass', '', 0]]);
  });
});
