import { describe, expect, it } from 'vitest';
import { noRecords, unknownKindergarten } from '../policy/facts.ts';
import { factsOn, indexHistory, judgedDays } from './facts.ts';
import type { GroupRow, History, KindergartenVersion } from './history.store.ts';

const group = (id: number, facts: Partial<GroupRow> = {}): GroupRow => ({
  id,
  policyId: 'zaozhuang-2021',
  tier: 'county',
  name: `联盟${id}`,
  cycleStart: '2021-03-01',
  cycleEnd: '2023-12-31',
  validFrom: '2021-03-01',
  validTo: null,
  ...facts,
});

describe('the day a group is judged on', () => {
  const today = '2026-11-22';
  const daysOf = (groups: readonly GroupRow[], asked?: string) =>
    judgedDays(groups, asked, today).map(({ on, groups: ids }) => [on, [...ids]]);

  it('is today, or the last day of a cycle that is over', () => {
    const running = group(2, { cycleStart: '2024-01-01', cycleEnd: today, validFrom: '2024-01-01' });
    const endless = group(3, { cycleEnd: null });
    expect(daysOf([running, group(1), endless])).toEqual([
      ['2023-12-31', [1]],
      [today, [2, 3]],
    ]);
  });

  it('is the day asked for, of whatever state the group then is', () => {
    expect(daysOf([group(1)], '2024-06-01')).toEqual([['2024-06-01', [1]]]);
    expect(daysOf([group(1)], '2023-12-31')).toEqual([['2023-12-31', [1]]]);
  });

  it('is none before the group begins and from the day it ended', () => {
    const ended = group(1, { validTo: '2022-07-01' });
    expect(daysOf([ended], '2021-02-28')).toEqual([]);
    expect(daysOf([ended], '2021-03-01')).toEqual([['2021-03-01', [1]]]);
    expect(daysOf([ended], '2022-06-30')).toEqual([['2022-06-30', [1]]]);
    expect(daysOf([ended], '2022-07-01')).toEqual([]);
    expect(daysOf([ended])).toEqual([]);
  });

  it('is the first day of a group made after the end of its cycle', () => {
    expect(daysOf([group(1, { validFrom: '2024-02-01' })])).toEqual([['2024-02-01', [1]]]);
  });
});

describe('facts on a date', () => {
  const version = (facts: Partial<KindergartenVersion>): KindergartenVersion => ({
    ...unknownKindergarten(7, '旧名幼儿园'),
    validFrom: '0001-01-01',
    validTo: null,
    ...facts,
  });
  const history: History = {
    steps: new Map(),
    documents: new Map(),
    waivers: [],
    bodies: [],
    indicators: noRecords.indicators,
    trainings: noRecords.trainings,
    registers: noRecords.registers,
    evaluations: noRecords.evaluations,
    held: [],
    postings: [],
    postingsByPlace: new Map(),
    inspections: new Map(),
    funds: new Map(),
    submissions: [],
    terms: [],
    groups: [group(1)],
    memberships: [
      {
        groupId: 1,
        membershipId: 11,
        kindergartenId: 7,
        role: 'member',
        validFrom: '2021-03-01',
        validTo: '2022-09-01',
      },
      {
        groupId: 1,
        membershipId: 12,
        kindergartenId: 8,
        role: 'lead',
        validFrom: '2021-03-01',
        validTo: null,
      },
    ],
    kindergartens: new Map([
      [
        7,
        [
          version({ validTo: '2022-01-01' }),
          version({ name: '新名幼儿园', isWeak: true, validFrom: '2022-01-01' }),
        ],
      ],
      [8, [version({ id: 8, name: '已停办幼儿园', validTo: '2022-01-01' })]],
    ]),
  };
  const office = { own: null, areaName: '云溪市', districtNames: [], seat: null };
  const on = (date: string) =>
    factsOn(indexHistory(history), office, { on: date, groups: new Set([1]) }, date);

  it('are those of that date: names, figures, members', () => {
    expect(on('2021-12-31').groups[0]?.members.map((member) => member.name)).toEqual(['旧名幼儿园']);
    expect(on('2021-12-31').kindergartens.get(7)?.isWeak).toBeNull();
    expect(on('2022-01-01').groups[0]?.members.map((member) => member.name)).toEqual(['新名幼儿园']);
    expect(on('2022-01-01').kindergartens.get(7)?.isWeak).toBe(true);
    expect(on('2022-09-01').groups[0]?.members).toEqual([]);
  });

  it('hold the groups judged and those that share a kindergarten with them, and no others', () => {
    const more: History = {
      ...history,
      groups: [group(1), group(2), group(3)],
      memberships: [
        ...history.memberships,
        { ...history.memberships[0]!, groupId: 2, membershipId: 21, role: 'lead' },
        { ...history.memberships[0]!, groupId: 3, membershipId: 31, kindergartenId: 9 },
      ],
    };
    const day = { on: '2022-01-01', groups: new Set([1]) };
    const facts = factsOn(indexHistory(more), office, day, '2022-01-01');
    expect(facts.groups.map((each) => each.id)).toEqual([1, 2]);
  });

  it('hold the bodies of the day, of groups that stand, and tell who has left by then', () => {
    const seat = { name: '周岚', unit: '春芽幼儿园', unitAndPosts: '春芽幼儿园园长' };
    const seats = [
      { ...seat, personId: 1, role: '理事长', validFrom: '2021-03-01', validTo: '2022-01-01' },
      { ...seat, personId: 2, role: '理事', validFrom: '2022-03-01', validTo: null },
    ];
    const body = { kind: 'council', policyId: null, title: '理事会', validTo: null, seats };
    const more: History = {
      ...history,
      groups: [group(1), group(2, { validTo: '2022-01-01' })],
      bodies: [
        { ...body, id: 1, officeId: null, groupId: 1, validFrom: '2021-03-01' },
        { ...body, id: 2, officeId: null, groupId: 2, validFrom: '2021-03-01' },
        { ...body, id: 3, officeId: 5, groupId: null, validFrom: '2022-02-01' },
      ],
    };
    const bodiesOn = (date: string) => {
      const { bodies } = factsOn(indexHistory(more), office, { on: date, groups: new Set([1]) }, date);
      const shown = (bodies.ofGroups.get(1) ?? []).flatMap((each) =>
        each.seats.map(({ endedOn }) => endedOn),
      );
      return [[...bodies.ofGroups.keys()], bodies.ofOffices.map(({ id }) => id), shown];
    };
    expect(bodiesOn('2021-02-28')).toEqual([[], [], []]);
    expect(bodiesOn('2021-12-31')).toEqual([[1, 2], [], [null]]);
    expect(bodiesOn('2022-01-01')).toEqual([[1], [], ['2022-01-01']]);
    expect(bodiesOn('2022-03-01')).toEqual([[1], [3], ['2022-01-01', null]]);
  });

  it('keep the last name of a kindergarten of which nothing is known any more', () => {
    expect(on('2022-09-01').groups[0]?.lead?.name).toBe('已停办幼儿园');
    expect(on('2022-09-01').kindergartens.get(8)).toBeUndefined();
  });
});
