import { bench, describe } from 'vitest';
import { builtInTemplates } from '../cli/create-context.ts';
import type { ActivityFacts, RegularFacts } from './cadence/facts.ts';
import { evaluateOffice, evaluatePolicy, figuresOf } from './evaluate.ts';
import {
  type GroupFacts,
  type KindergartenFacts,
  type LedgerFacts,
  type MembershipFacts,
  noRecords,
  unknownKindergarten,
} from './facts.ts';
import { loadPolicy, policyIds } from './load.ts';

const policy = loadPolicy('zaozhuang-2021', [builtInTemplates()]);
const tiers = ['city', 'county', 'town', null];

/** So many kindergartens in a tenth as many groups of ten each, half of them of unknown kind. */
function ledger(kindergartenCount: number): LedgerFacts {
  const groupCount = kindergartenCount / 10;
  const kindergartens = new Map<number, KindergartenFacts>();
  for (let id = 1; id <= kindergartenCount; id += 1) {
    const districtId = 1 + (id % 80);
    kindergartens.set(id, {
      ...unknownKindergarten(id, ''),
      name: id <= groupCount ? `区${districtId}实验幼儿园${id}` : `园${id}`,
      district: `区${districtId}`,
      districtId,
      districtLevel: 'county',
      ownership: id <= groupCount ? '教育部门办' : '民办',
      inclusive: id % 2 === 0 ? true : null,
      classes: 6,
    });
  }
  const join = (id: number, role: MembershipFacts['role']): MembershipFacts => ({
    membershipId: id,
    kindergartenId: id,
    name: kindergartens.get(id)?.name ?? '',
    role,
    validFrom: '2021-03-01',
    validTo: null,
  });
  const groups = Array.from({ length: groupCount }, (_, index): GroupFacts => {
    const first = groupCount + index * 9 + 1;
    return {
      id: index + 1,
      policyId: policy.id,
      tier: tiers[index % tiers.length] ?? null,
      name: `联盟${index + 1}`,
      lead: join(index + 1, 'lead'),
      members: Array.from({ length: 9 }, (_, offset) => join(first + offset, 'member')),
      cycleStart: '2021-03-01',
      cycleEnd: '2023-12-31',
    };
  });
  // What every group held in each month of a year, with all who are in it.
  const held = groups.flatMap(({ id, members, lead }) =>
    Array.from({ length: 12 }, (_, index): ActivityFacts => {
      const month = String(index + 1).padStart(2, '0');
      return {
        policyId: policy.id,
        groupId: id,
        officeId: null,
        kind: ['research', 'training', 'family', 'showcase'][index % 4] ?? '',
        ruleId: null,
        due: null,
        heldOn: `2021-${month}-15`,
        hostId: lead?.kindergartenId ?? null,
        kindergartenIds: members.map(({ kindergartenId }) => kindergartenId),
      };
    }),
  );
  const regular: RegularFacts = {
    activities: {
      ofGroups: new Map(groups.map(({ id }, index) => [id, held.slice(index * 12, index * 12 + 12)])),
      ofOffices: new Map(),
    },
    submissions: groups.map(({ id }) => ({
      policyId: policy.id,
      report: 'group-report',
      officeId: null,
      groupId: id,
      period: '2021-H2',
      submittedOn: '2021-12-30',
    })),
    terms: [2020, 2021, 2022].flatMap((year) => [
      {
        schoolYear: `${year}-${year + 1}`,
        number: 1 as const,
        starts: `${year}-09-01`,
        ends: `${year + 1}-01-20`,
        assumed: false,
      },
      {
        schoolYear: `${year}-${year + 1}`,
        number: 2 as const,
        starts: `${year + 1}-02-20`,
        ends: `${year + 1}-07-10`,
        assumed: false,
      },
    ]),
    spans: [{ policyId: policy.id, from: '2021-03-01', to: '2024-01-01' }],
  };
  const districtNames = Array.from({ length: 80 }, (_, index) => `区${index + 1}`);
  return {
    on: '2022-09-01',
    askedOn: '2022-09-01',
    office: { own: null, areaName: '云溪市', districtNames, seat: null },
    roster: { [Symbol.iterator]: () => kindergartens.values() },
    kindergartens,
    groups,
    ...noRecords,
    ...regular,
  };
}

// The yardstick: as many plain records made and thrown away as the larger run gives verdicts.
function yardstick(): number {
  let total = 0;
  for (let index = 0; index < 70_000; index += 1) {
    const record = { id: String(index), facts: { a: index, b: null, c: true }, text: `记录 ${index}` };
    total += record.text.length;
  }
  return total;
}

/** Every policy in turn, as if all groups had been formed under it: groups, the office as a whole, and figures. */
function underEveryPolicy(facts: LedgerFacts): number {
  let verdicts = 0;
  for (const each of policies) {
    const under = <T extends object>(record: T) => ({ ...record, policyId: each.id });
    const { ofGroups, ofOffices } = facts.activities;
    const seen = {
      ...facts,
      groups: facts.groups.map(under),
      spans: facts.spans.map(under),
      submissions: facts.submissions.map(under),
      activities: {
        ofGroups: new Map([...ofGroups].map(([id, own]) => [id, own.map(under)])),
        ofOffices,
      },
    };
    verdicts += evaluatePolicy(each, seen).length + evaluateOffice(each, seen).length;
    figuresOf(each, seen);
  }
  return verdicts;
}

const policies = policyIds([builtInTemplates()]).map((id) => loadPolicy(id, [builtInTemplates()]));

describe('policies on a ledger', () => {
  const small = ledger(2_000);
  const large = ledger(20_000);
  bench('yardstick: 70,000 records made', () => void yardstick());
  bench('one policy, 2,000 kindergartens in 200 groups', () => void evaluatePolicy(policy, small));
  bench('one policy, 20,000 kindergartens in 2,000 groups', () => void evaluatePolicy(policy, large));
  bench('all five, 2,000 kindergartens in 200 groups', () => void underEveryPolicy(small));
  bench('all five, 20,000 kindergartens in 2,000 groups', () => void underEveryPolicy(large));
});
