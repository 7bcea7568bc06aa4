import { describe, expect, it } from 'vitest';
import type { Body, Seat } from '../committees/committee.ts';
import { leadershipRecords, leadershipRows } from '../committees/leadership.rows.ts';
import { allianceRows } from '../groups/alliance-list.rows.ts';
import type { Group, Member } from '../groups/group.ts';
import type { Office } from '../ledger/office.ts';
import type { Kindergarten } from '../roster/kindergarten.ts';
import { rosterRecords } from '../roster/kindergarten.ts';

const offices: Office[] = [
  { id: 1, level: 'city', name: '云溪市', title: null, regionCode: '379900', parentId: null },
  { id: 2, level: 'county', name: '东湖区', title: null, regionCode: '379902', parentId: 1 },
  { id: 3, level: 'county', name: '西岭区', title: null, regionCode: '379903', parentId: 1 },
  { id: 4, level: 'town', name: '湖滨街道', title: null, regionCode: null, parentId: 2 },
];

function kindergarten(
  id: number,
  name: string,
  districtId: number,
  facts: Partial<Kindergarten> = {},
): Kindergarten {
  const office = offices.find((each) => each.id === districtId)!;
  const unknown = Object.fromEntries(
    [
      ...[
        'code',
        'creditCode',
        'town',
        'townId',
        'address',
        'longitude',
        'latitude',
        'ownership',
        'inclusive',
      ],
      ...['category', 'isNew', 'isWeak', 'buildState', 'classes', 'children', 'staff', 'teachers'],
      ...['preschoolTeachers', 'middleTitles', 'seniorTitles', 'principal', 'phone', 'validTo'],
    ].map((key) => [key, null]),
  ) as unknown as Kindergarten;
  const place = {
    district: office.level === 'city' ? '市直' : office.name,
    districtId,
    districtLevel: office.level,
  };
  return { ...unknown, id, name, ...place, validFrom: '0001-01-01', ...facts };
}

const kindergartens = [
  kindergarten(1, '云溪市实验幼儿园', 1, { ownership: '教育部门办', principal: '云一' }),
  kindergarten(2, '东湖区实验幼儿园', 2, { category: '省级示范', phone: '13800138000' }),
  kindergarten(3, '东湖区星星幼儿园', 2, { ownership: '民办', inclusive: true, principal: '东三' }),
  kindergarten(4, '东湖区月亮幼儿园', 2, { ownership: '民办', inclusive: false }),
  kindergarten(5, '西岭区实验幼儿园', 3),
];

function member(kindergartenId: number, role: Member['role'], responsible: string | null = null): Member {
  const name = kindergartens.find((each) => each.id === kindergartenId)!.name;
  return {
    membershipId: kindergartenId,
    kindergartenId,
    name,
    role,
    responsible,
    validFrom: '',
    validTo: null,
  };
}

function group(id: number, officeId: number | null, lead: number, members: Member[]): Group {
  return {
    ...{ id, officeId, policyId: 'zaozhuang-2021', tier: null, name: `联盟${id}`, origin: 'list' },
    ...{ cycleStart: '2021-03-01', cycleEnd: null, validFrom: '2021-03-01', validTo: null, state: 'active' },
    ...{ lead: member(lead, 'lead'), members },
  };
}

const rowsOf = (groups: Group[], masked = false) => allianceRows({ groups, kindergartens, offices }, masked);

describe('the list of groups', () => {
  it('stands in the order of office, lead and position', () => {
    const rows = rowsOf([
      group(1, 3, 5, [member(4, 'member')]),
      group(2, 4, 4, [member(3, 'member')]),
      group(3, 2, 2, [member(4, 'member'), member(3, 'member')]),
      group(4, null, 1, [member(3, 'member')]),
    ]);
    expect(rows.map(({ values }) => [values.office, values.leadName, values.memberName])).toEqual([
      ['市直', '云溪市实验幼儿园', '东湖区星星幼儿园'],
      ['东湖区', '东湖区实验幼儿园', '东湖区月亮幼儿园'],
      ['东湖区', '东湖区实验幼儿园', '东湖区星星幼儿园'],
      ['东湖区', '东湖区月亮幼儿园', '东湖区星星幼儿园'],
      ['西岭区', '西岭区实验幼儿园', '东湖区月亮幼儿园'],
    ]);
    expect(rows.map(({ blocks }) => blocks?.lead)).toEqual([4, 3, 3, 2, 1]);
    expect(rows.map(({ blocks }) => blocks?.office)).toEqual([4, 3, 3, 2, 1]);
  });

  it('says 普惠性民办 of an inclusive private kindergarten, for there is no other column', () => {
    const rows = rowsOf([group(1, 1, 1, [member(3, 'member'), member(4, 'member')])]);
    expect(rows.map(({ values }) => values.memberOwnership)).toEqual(['普惠性民办', '民办']);
    expect(rows[0]?.values.leadOwnership).toBe('教育部门办');
  });

  it('names the person responsible, else the principal', () => {
    const rows = rowsOf([group(1, 1, 1, [member(3, 'member', '苏晓棠'), member(3, 'member')])]);
    expect(rows.map(({ values }) => values.memberResponsible)).toEqual(['苏晓棠', '东三']);
    expect(rows[0]?.values.leadResponsible).toBe('云一');
    const masked = rowsOf([group(1, 1, 1, [member(3, 'member', '苏晓棠 13800138000')])], true);
    expect(masked[0]?.values.memberResponsible).toBe('苏晓棠 138****8000');
  });

  it('has one row for a group without members, also one that has lost its lead', () => {
    const rows = rowsOf([{ ...group(1, 2, 2, []), lead: null }, group(2, 2, 2, [])]);
    expect(rows.map(({ values }) => [values.office, values.leadName, values.memberName])).toEqual([
      ['东湖区', '东湖区实验幼儿园', null],
      ['东湖区', null, null],
    ]);
  });
});

describe('the roster', () => {
  it('has the keys that other programs rely on, in their order', () => {
    expect(Object.keys(rosterRecords(kindergartens, false)[0]!)).toEqual(
      (
        'code creditCode name district town address longitude latitude ownership inclusive category isNew isWeak ' +
        'classes children staff teachers principal phone buildState preschoolTeachers middleTitles seniorTitles'
      ).split(' '),
    );
  });

  it('prints 市直 for the city itself, plain ownership, and masks phones where asked', () => {
    expect(rosterRecords(kindergartens, false).map((each) => each.district)).toEqual([
      '市直',
      '东湖区',
      '东湖区',
      '东湖区',
      '西岭区',
    ]);
    expect(rosterRecords(kindergartens, false)[2]).toMatchObject({ ownership: '民办', inclusive: true });
    expect(rosterRecords(kindergartens, false)[1]?.phone).toBe('13800138000');
    expect(rosterRecords(kindergartens, true)[1]?.phone).toBe('138****8000');
  });
});

describe('the leadership group', () => {
  const seat = (role: string, name: string): Seat => ({
    ...{ id: 1, bodyId: 1, personId: 1, unit: '', position: 1, validFrom: '', validTo: null },
    ...{ name, role, unitAndPosts: '云溪市教育局，13800138000' },
  });
  const body: Body = {
    ...{ id: 1, kind: 'leadership', officeId: 1, groupId: null, policyId: null, title: '' },
    seats: [seat('组长', '邓淇'), seat('成员', '苏晓棠'), seat('成员', '柳眉'), seat('组长', 'Li')],
  };

  it('pads two-character names with one full-width space, on paper only', () => {
    expect(leadershipRows(body, false).map(({ values }) => values.name)).toEqual([
      '邓　淇',
      '苏晓棠',
      '柳　眉',
      'Li',
    ]);
    expect(leadershipRecords(body, true)[0]).toEqual({
      role: '组长',
      name: '邓淇',
      unitAndPosts: '云溪市教育局，138****8000',
    });
  });

  it('lets only following seats of a role share its cell', () => {
    expect(leadershipRows(body, false).map(({ blocks }) => blocks?.role)).toEqual([0, 1, 1, 2]);
  });
});
