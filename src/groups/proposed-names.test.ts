import { describe, expect, it } from 'vitest';
import { builtInTemplates } from '../cli/create-context.ts';
import { loadPolicy } from '../policy/load.ts';
import { proposedNames } from './proposed-names.ts';

const lead = (id: number, town: string | null, district: string | null = '东湖区') => ({
  ...{ id, name: `第${id}幼儿园`, town, district, address: null },
  districtLevel: district === null ? null : ('county' as const),
});

const names = (policy: string, leads: ReturnType<typeof lead>[], taken: string[] = []) => [
  ...proposedNames(loadPolicy(policy, [builtInTemplates()]), null, leads, new Set(taken)).values(),
];

describe('proposedNames', () => {
  it.each([
    [
      'after the towns, where they tell the groups apart',
      [lead(1, '湖滨街道'), lead(2, '柳堤街道')],
      [],
      ['湖滨街道学区', '柳堤街道学区'],
    ],
    [
      'with the district and numbers, where two centres share a town',
      [lead(1, '湖滨街道'), lead(2, '湖滨街道')],
      [],
      ['东湖区第1学区', '东湖区第2学区'],
    ],
    [
      'with numbers, where a town is not known',
      [lead(1, '湖滨街道'), lead(2, null)],
      [],
      ['东湖区第1学区', '东湖区第2学区'],
    ],
    [
      'past the numbers and names that stand',
      [lead(1, '湖滨街道'), lead(2, '柳堤街道')],
      ['湖滨街道学区', '东湖区第1学区'],
      ['东湖区第2学区', '东湖区第3学区'],
    ],
    [
      'district by district',
      [lead(1, '湖滨街道'), lead(2, null, '西岭区')],
      [],
      ['湖滨街道学区', '西岭区第1学区'],
    ],
    ['after the lead, where no place is known', [lead(1, null, null)], [], ['第1幼儿园学区']],
  ])('%s', (_, leads, taken, expected) => {
    expect(names('shenzhen-draft', leads, taken)).toEqual(expected);
  });

  it('after the lead, where the policy has no rule', () => {
    expect(names('zaozhuang-2021', [lead(1, '湖滨街道')])).toEqual(['第1幼儿园联盟']);
  });
});
