import { describe, expect, it } from 'vitest';
import {
  type LedgerFacts,
  type MembershipFacts,
  noRecords,
  type SeatFacts,
  unknownKindergarten,
} from '../facts.ts';
import { findPrincipal, holdsPost, isOfKindergarten } from './seats.ts';

describe('a post in 单位及职务', () => {
  it.each([
    ['云溪市教育局局长', '局长', true],
    ['云溪市教育局副局长', '局长', false],
    ['云溪市教育局副局长', '副局长', true],
    ['云溪市教育局党组成员、副局长，兼督导室主任', '主任', true],
    ['云溪市教育局副局长、代理局长', '局长', true],
    ['云溪市教育局局长助理', '局长', false],
    ['云溪市教育局局长办公室科员', '局长', false],
    ['春芽幼儿园 副 园 长', '园长', false],
    ['春芽幼儿园 园 长', '园长', true],
    ['春芽幼儿园教师', '园长', false],
  ])('%s is %s: %s', (text, post, holds) => {
    expect(holdsPost(text, post)).toBe(holds);
  });
});

const seat = (name: string, unit: string, post: string): SeatFacts => ({
  personId: 1,
  name,
  unit,
  role: '委员',
  unitAndPosts: `${unit}${post}`,
  endedOn: null,
});

it.each([
  ['东湖区春芽幼儿园', true],
  ['春芽幼儿园', true],
  ['云溪市东湖区春芽幼儿园', true],
  ['东湖区星星幼儿园', false],
  ['园', false],
])('somebody of %s is of 东湖区春芽幼儿园: %s', (unit, is) => {
  expect(isOfKindergarten(seat('周岚', unit, '园长'), '东湖区春芽幼儿园')).toBe(is);
});

describe('the principal of a kindergarten among people', () => {
  const facts = (principal: string | null): LedgerFacts => ({
    on: '2022-09-01',
    askedOn: '2022-09-01',
    office: { own: null, areaName: null, districtNames: [], seat: null },
    roster: [],
    kindergartens: new Map([[1, { ...unknownKindergarten(1, '春芽幼儿园'), principal }]]),
    groups: [],
    ...noRecords,
  });
  const membership = (responsible: string | null = null): MembershipFacts => ({
    membershipId: 1,
    kindergartenId: 1,
    name: '春芽幼儿园',
    role: 'member',
    responsible,
    validFrom: '2021-03-01',
    validTo: null,
  });

  it.each<[string, string | null, string | null, SeatFacts[], 'there' | 'absent' | 'unknown']>([
    ['by name and unit', '周岚', null, [seat('周岚', '春芽幼儿园', '园长')], 'there'],
    ['as 责任人, who goes before the roster', '周岚', '何宁', [seat('何宁', '春芽幼儿园', '书记')], 'there'],
    ['not there', '周岚', null, [seat('李明', '星星幼儿园', '园长')], 'absent'],
    ['somebody else of the kindergarten', '周岚', null, [seat('何宁', '春芽幼儿园', '副园长')], 'absent'],
    ['another principal on the list', '周岚', null, [seat('何宁', '春芽幼儿园', '园长')], 'unknown'],
    ['a namesake of another unit', '周岚', null, [seat('周岚', '东湖区教育局', '科员')], 'unknown'],
    ['nobody knows the name', null, null, [seat('李明', '星星幼儿园', '园长')], 'unknown'],
    ['known by the post alone', null, null, [seat('周岚', '春芽幼儿园', '园长')], 'there'],
  ])('%s', (_, principal, responsible, seats, expected) => {
    const found = findPrincipal(facts(principal), membership(responsible), seats);
    expect(!found.known ? 'unknown' : found.seat ? 'there' : 'absent').toBe(expected);
  });
});
