import { describe, expect, it } from 'vitest';
import { solveConstrainedWithHighs } from './constrained-highs.ts';
import { distances } from './distance.ts';
import { solveAssignment } from './exact-solver.ts';
import { positionsOf } from './positions.ts';
import { type Answer, type ProposalInput, propose } from './proposal.ts';
import { sampleKindergarten as kindergarten } from './testing/sample-kindergarten.ts';

const yes: Answer = { outcome: 'yes', reason: '' };

const solvers = { plain: solveAssignment, constrained: solveConstrainedWithHighs };

const fallback = { sameCommunity: 1000, sameTown: 3000, sameDistrict: 15_000, elsewhere: 60_000 };

function input(facts: Partial<ProposalInput>): ProposalInput {
  return {
    leads: [],
    candidates: [],
    pins: [],
    rules: {
      bounds: { lower: 2, upper: 3 },
      noneInReach: '辖区内没有可以结对的主导园',
      memberFits: () => yes,
      inJurisdiction: (lead, member) =>
        member.districtId === null
          ? { outcome: 'unknown', reason: '缺少所属区县' }
          : lead.districtId === member.districtId
            ? yes
            : { outcome: 'no', reason: '不在同一区县' },
    },
    distance: (a, b) => distances({ positions: positionsOf([a, b], 'wgs84').positions, fallback })(a, b),
    ...facts,
  };
}

describe('propose', () => {
  it('gives the nearest members where all fit', async () => {
    const leads = [kindergarten(10), kindergarten(20)];
    const candidates = [9, 11, 19, 21].map((id) => kindergarten(id));
    const proposal = await propose(input({ leads, candidates }), solvers);
    expect(proposal.groups.map((group) => group.members.map((each) => each.kindergarten.id))).toEqual([
      [9, 11],
      [19, 21],
    ]);
    expect(proposal).toMatchObject({ unassigned: [], leadsWithoutGroup: [], proven: true });
    expect(proposal.bound).toBe(proposal.total);
  });

  it('names those left over and why: full, no lead, district unknown', async () => {
    const proposal = await propose(
      input({
        leads: [kindergarten(10)],
        candidates: [
          ...[11, 12, 13, 14].map((id) => kindergarten(id)),
          kindergarten(30, { district: '西岭区', districtId: 2 }),
          kindergarten(31, { district: null, districtId: null }),
        ],
      }),
      solvers,
    );
    expect(proposal.unassigned.map((each) => each.kindergarten.id)).toEqual([14, 30, 31]);
    expect(proposal.unassigned.map((each) => each.reason)).toEqual([
      expect.stringContaining('已满 3 所'),
      expect.stringContaining('没有可以结对的主导园'),
      '缺少所属区县',
    ]);
  });

  it('leaves a lead without a group when its members are too few, and says so on both sides', async () => {
    const proposal = await propose(
      input({ leads: [kindergarten(10)], candidates: [kindergarten(11)] }),
      solvers,
    );
    expect(proposal.groups).toEqual([]);
    expect(proposal.leadsWithoutGroup.map((each) => each.kindergarten.id)).toEqual([10]);
    expect(proposal.unassigned.map((each) => [each.kindergarten.id, each.reason])).toEqual([
      [11, '可以结对的主导园都凑不足下限 2 所'],
    ]);
  });

  it('tells the leads that are full from those whose members are too few', async () => {
    const leads = [kindergarten(10), kindergarten(20)];
    const candidates = [11, 12, 13, 14].map((id) => kindergarten(id));
    const rules = { ...input({}).rules, bounds: { lower: 3, upper: 3 } };
    const { unassigned } = await propose(input({ leads, candidates, rules }), solvers);
    expect(unassigned.map((each) => each.reason)).toEqual([
      '可以结对的主导园，云溪市第10幼儿园已满 3 所，其余凑不足下限 3 所',
    ]);
  });

  it('keeps a pin against distance and against the rules, and reports pins that contradict one another', async () => {
    const leads = [kindergarten(10), kindergarten(20)];
    const candidates = [9, 11, 12, 19, 21].map((id) => kindergarten(id));
    const kept = await propose(input({ leads, candidates, pins: [{ memberId: 9, leadId: 20 }] }), solvers);
    expect(kept.pinsBroken).toEqual([]);
    expect(kept.groups[1]?.members.map((each) => each.kindergarten.id)).toContain(9);

    const pins = [9, 11, 12, 19].map((memberId) => ({ memberId, leadId: 10 }));
    const broken = await propose(input({ leads, candidates, pins }), solvers);
    expect(broken.pinsBroken).toHaveLength(1);
  });

  it.each([
    ['a lead that is none', { memberId: 9, leadId: 99 }, /不担任主导园/],
    ['a member that leads', { memberId: 20, leadId: 10 }, /担任主导园，不能又编入/],
    ['a member that is no candidate', { memberId: 98, leadId: 10 }, /已经编在联盟里/],
  ])('says what is wrong with a pin to %s', async (_, pin, reason) => {
    const leads = [kindergarten(10), kindergarten(20)];
    const candidates = [9, 11, 12, 19, 21].map((id) => kindergarten(id));
    const { pinsBroken } = await propose(input({ leads, candidates, pins: [pin] }), solvers);
    expect(pinsBroken).toEqual([{ ...pin, reason: expect.stringMatching(reason) }]);
  });

  it('tells a lead nobody can reach from one for whom too few are left', async () => {
    const leads = [kindergarten(10), kindergarten(20), kindergarten(30, { districtId: 2 })];
    const candidates = [11, 12, 13].map((id) => kindergarten(id));
    const { leadsWithoutGroup } = await propose(input({ leads, candidates }), solvers);
    expect(leadsWithoutGroup.map((each) => [each.kindergarten.id, each.reason])).toEqual([
      [20, expect.stringContaining('不够每个主导园')],
      [30, expect.stringContaining('只有 0 所')],
    ]);
  });

  it('does not count on whom the ledger does not know', async () => {
    const unsure = kindergarten(12, { name: '云溪市星河幼儿园' });
    const proposal = await propose(
      input({
        leads: [kindergarten(10)],
        candidates: [kindergarten(11), unsure, kindergarten(13)],
        rules: {
          ...input({}).rules,
          memberFits: (each) => (each.id === 12 ? { outcome: 'unknown', reason: '缺少是否普惠' } : yes),
        },
      }),
      solvers,
    );
    expect(proposal.undetermined.map((each) => each.reason)).toEqual(['缺少是否普惠']);
    expect(proposal.groups[0]?.members.map((each) => each.kindergarten.id)).toEqual([11, 13]);
  });

  it('answers with one kindergarten, and with all in the same place', async () => {
    expect(await propose(input({ candidates: [kindergarten(1)] }), solvers)).toMatchObject({
      groups: [],
    });
    const same = { longitude: 117, latitude: 35 };
    const proposal = await propose(
      input({
        leads: [kindergarten(10, same)],
        candidates: [11, 12, 13, 14].map((id) => kindergarten(id, same)),
      }),
      solvers,
    );
    expect(proposal.total).toBe(0);
    expect(proposal.groups[0]?.members).toHaveLength(3);
  });

  const publicOnes = new Set([11, 12]);
  const mixed = (hard: boolean) =>
    input({
      leads: [kindergarten(10), kindergarten(30)],
      candidates: [11, 12, 28, 29].map((id) => kindergarten(id)),
      rules: {
        ...input({}).rules,
        bounds: { lower: 2, upper: 2 },
        mix: {
          hard,
          wanting: () => [{ described: '公办园', isMetBy: (member) => publicOnes.has(member.id) }],
        },
      },
      mixWeight: 5_000_000,
    });
  const groupsOf = (proposal: Awaited<ReturnType<typeof propose>>) =>
    proposal.groups.map((group) => group.members.map((each) => each.kindergarten.id));

  it('mixes public and private where it must be, and says who could not be mixed', async () => {
    const proposal = await propose(mixed(true), solvers);
    expect(groupsOf(proposal).flat().sort()).toEqual([11, 12, 28, 29]);
    for (const members of groupsOf(proposal)) expect(members.some((id) => publicOnes.has(id))).toBe(true);
    const without = await propose(
      { ...mixed(true), candidates: [28, 29].map((id) => kindergarten(id)) },
      solvers,
    );
    expect(without.groups).toEqual([]);
    expect(without.leadsWithoutGroup.map((each) => each.reason)).toEqual([
      '没有可以搭配的公办园',
      '没有可以搭配的公办园',
    ]);
  });

  it('weighs a mix that only should be against the distance', async () => {
    const light = await propose(mixed(false), solvers);
    expect(groupsOf(light)).toEqual([
      [11, 12],
      [28, 29],
    ]);
    expect(light).toMatchObject({ penalty: 5_000_000, proven: true });
    expect(light.bound).toBe(light.total + 5_000_000);
    const heavy = await propose({ ...mixed(false), mixWeight: 100_000_000 }, solvers);
    expect(heavy.penalty).toBe(0);
    expect(heavy.total).toBeGreaterThan(light.total);
  });

  it('says of two that must stand together why neither could be placed', async () => {
    const other = { districtId: 2, district: '西岭区' };
    const proposal = await propose(
      input({
        leads: [kindergarten(10), kindergarten(20, other)],
        candidates: [9, 11, 12]
          .map((id) => kindergarten(id))
          .concat([19, 21].map((id) => kindergarten(id, other))),
        together: [[9, 19]],
      }),
      solvers,
    );
    expect(proposal.unassigned.map(({ kindergarten: { id }, reason }) => [id, reason])).toContainEqual([
      9,
      '要与云溪市第19幼儿园编在一起，而没有它们都可以结对的主导园',
    ]);
  });
});
