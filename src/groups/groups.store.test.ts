import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../common/dates.ts';
import { Ledger, type OperationInfo } from '../store/ledger.ts';
import {
  createGroup,
  endGroup,
  findGroup,
  findGroupByLead,
  groupsEverLedBy,
  groupsOf,
  listGroups,
  setTier,
} from './groups.store.ts';
import {
  addMember,
  changeLead,
  membershipHistory,
  removeMember,
  setResponsible,
} from './memberships.store.ts';

const info: OperationInfo = {
  kind: 'test',
  title: '测试',
  commandLine: '',
  clerk: '测试',
  at: new Date('2026-01-01T00:00:00Z'),
};

const names = ['甲园', '乙园', '丙园', '丁园', '戊园'];
let ledger: Ledger;

const write = <T>(work: () => T) => ledger.perform(info, work).then((done) => done.result);

function addKindergarten(name: string): void {
  const { lastInsertRowid } = ledger.prepare('INSERT INTO kindergarten (code) VALUES (NULL)').run();
  ledger
    .prepare('INSERT INTO kindergarten_fact (kindergarten_id, name, name_key) VALUES (?, ?, ?)')
    .run(Number(lastInsertRowid), name, name);
}

const start = '2021-03-01';

function makeGroup(lead = 1, members: readonly number[] = [2, 3], policyId = 'zaozhuang-2021'): number {
  return createGroup(ledger, {
    policyId,
    tier: 'county',
    name: `${names[lead - 1]}联盟`,
    officeId: null,
    cycleStart: start,
    cycleEnd: '2023-12-31',
    validFrom: start,
    origin: 'hand',
    lead: { kindergartenId: lead, responsible: '甲一' },
    members: members.map((kindergartenId) => ({ kindergartenId })),
  });
}

const memberNames = (groupId: number, on: string) =>
  findGroup(ledger, groupId, on)?.members.map((member) => member.name);

beforeEach(async () => {
  ledger = Ledger.inMemory();
  await write(() => names.forEach(addKindergarten));
});

describe('groups as dated facts', () => {
  it('makes a group with lead and members in their order', async () => {
    const id = await write(() => makeGroup(1, [3, 2]));
    const group = findGroup(ledger, id, '2022-01-01');
    expect(group?.lead).toMatchObject({ name: '甲园', responsible: '甲一', validFrom: start });
    expect(memberNames(id, '2022-01-01')).toEqual(['丙园', '乙园']);
  });

  it.each([
    ['2021-02-28', 'planned'],
    ['2021-03-01', 'active'],
    ['2023-12-31', 'active'],
    ['2024-01-01', 'expired'],
  ] as const)('on %s it is %s, and read with its members', async (on, state) => {
    const id = await write(() => makeGroup());
    expect(findGroup(ledger, id, on)).toMatchObject({ state, lead: { name: '甲园' } });
    expect(listGroups(ledger, on)).toHaveLength(1);
    expect(memberNames(id, on)).toEqual(['乙园', '丙园']);
  });

  it('lists an ended group only when asked, as it was on its last day', async () => {
    const id = await write(() => makeGroup());
    await write(() => {
      addMember(ledger, id, { kindergartenId: 4 }, '2025-01-01');
      endGroup(ledger, id, '2022-06-01', '合并');
    });
    expect(findGroup(ledger, id, '2022-05-31')?.state).toBe('active');
    expect(listGroups(ledger, '2022-06-01')).toEqual([]);
    const [ended] = listGroups(ledger, '2026-01-01', { includeEnded: true });
    expect(ended).toMatchObject({ state: 'ended', lead: { name: '甲园' } });
    expect(ended?.members.map((each) => each.name)).toEqual(['乙园', '丙园']);
    expect(groupsOf(ledger, 2, '2022-06-01')).toEqual([]);
  });

  it('filters by policy and tier', async () => {
    await write(() => {
      setTier(ledger, makeGroup(1, [2]), 'town');
      makeGroup(3, [4], 'other-policy');
    });
    expect(listGroups(ledger, start, { tier: 'town' }).map((each) => each.name)).toEqual(['甲园联盟']);
    expect(listGroups(ledger, start, { policyId: 'other-policy' }).map((each) => each.name)).toEqual([
      '丙园联盟',
    ]);
  });

  it('names members whose own facts came to an end', async () => {
    const id = await write(() => {
      ledger.prepare("UPDATE kindergarten_fact SET valid_to = '2022-01-01' WHERE kindergarten_id = 2").run();
      return makeGroup();
    });
    expect(memberNames(id, '2023-01-01')).toEqual(['乙园', '丙园']);
  });

  it('finds groups by lead and by kindergarten', async () => {
    const [first] = await write(() => [makeGroup(1, [2, 3]), makeGroup(4, [2])]);
    expect(findGroupByLead(ledger, 'zaozhuang-2021', 1, start)?.id).toBe(first);
    expect(findGroupByLead(ledger, 'zaozhuang-2021', 2, start)).toBeUndefined();
    expect(findGroupByLead(ledger, 'zaozhuang-2021', 1, '2021-02-28')).toBeUndefined();
    expect(findGroupByLead(ledger, 'other-policy', 1, start)).toBeUndefined();
    expect(groupsOf(ledger, 2, start).map((each) => each.name)).toEqual(['甲园联盟', '丁园联盟']);
  });

  it('refuses a kindergarten twice in one group', async () => {
    await expect(write(() => makeGroup(1, [1]))).rejects.toThrow('overlap');
    expect(listGroups(ledger, start)).toEqual([]);
  });
});

describe('membership', () => {
  it('taken out on the day it came in, it never was; later, it ends with the reason', async () => {
    const id = await write(() => makeGroup());
    await write(() => addMember(ledger, id, { kindergartenId: 4 }, '2022-01-01'));
    expect(await write(() => removeMember(ledger, id, 4, '2022-01-01', '误加'))).toBe('deleted');
    expect(membershipHistory(ledger, id).some((period) => period.kindergartenId === 4)).toBe(false);
    expect(await write(() => removeMember(ledger, id, 2, '2022-01-01', '退出'))).toBe('ended');
    expect(membershipHistory(ledger, id).find((period) => period.kindergartenId === 2)).toMatchObject({
      validTo: '2022-01-01',
      endReason: '退出',
    });
    expect(await write(() => removeMember(ledger, id, 2, '2022-01-01', '退出'))).toBe('not-member');
    expect(await write(() => removeMember(ledger, id, 1, '2022-01-01', '主导园'))).toBe('not-member');
  });

  it('a change of the person responsible does not split the membership', async () => {
    const id = await write(() => makeGroup());
    await write(() => setResponsible(ledger, id, 2, '乙二', '2022-01-01'));
    const responsible = (on: string) => findGroup(ledger, id, on)?.members[0]?.responsible;
    expect([responsible('2021-12-31'), responsible('2022-01-01')]).toEqual([null, '乙二']);
    await write(() => removeMember(ledger, id, 2, '2021-06-01', '退出'));
    expect(memberNames(id, '2021-05-31')).toEqual(['乙园', '丙园']);
    expect(memberNames(id, '2022-06-01')).toEqual(['丙园']);
  });

  it('changes the lead from a day on; a member becomes the lead', async () => {
    const id = await write(() => makeGroup());
    await write(() => changeLead(ledger, id, { kindergartenId: 2 }, '2022-01-01', '调整'));
    expect(findGroup(ledger, id, '2021-12-31')).toMatchObject({ lead: { name: '甲园' } });
    expect(memberNames(id, '2021-12-31')).toEqual(['乙园', '丙园']);
    expect(findGroup(ledger, id, '2022-01-01')).toMatchObject({ lead: { name: '乙园' } });
    expect(memberNames(id, '2022-01-01')).toEqual(['丙园']);
    const found = (lead: number, from: string) =>
      groupsEverLedBy(ledger, 'zaozhuang-2021', lead, from, '2023-01-01').map((group) => group.id);
    expect([found(1, start), found(1, '2022-01-01'), found(2, '2022-01-01')]).toEqual([[id], [], [id]]);
  });

  it('reads right on every day after any additions, removals and changes of lead (against a plain model)', async () => {
    const days = 12;
    const day = (index: number) => addDays(start, index);
    const step = fc.record({
      kind: fc.constantFrom('add', 'remove', 'lead', 'responsible'),
      kindergarten: fc.integer({ min: 1, max: names.length }),
      at: fc.integer({ min: 0, max: days - 1 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        ledger = Ledger.inMemory();
        await write(() => names.forEach(addKindergarten));
        const id = await write(() => makeGroup(1, [2]));
        // What each kindergarten is on each day.
        const model = names.map((_, index) =>
          Array<string>(days).fill(index === 0 ? 'lead' : index === 1 ? 'member' : ''),
        );
        for (const { kind, kindergarten, at } of steps) {
          const own = model[kindergarten - 1] as string[];
          if (kind === 'add') {
            await write(() => addMember(ledger, id, { kindergartenId: kindergarten }, day(at)));
            for (let index = at; index < days && own[index] === ''; index++) own[index] = 'member';
          } else if (kind === 'remove') {
            await write(() => removeMember(ledger, id, kindergarten, day(at), '退出'));
            for (let index = at; index < days && own[index] === 'member'; index++) own[index] = '';
          } else if (kind === 'lead') {
            await write(() => changeLead(ledger, id, { kindergartenId: kindergarten }, day(at), '调整'));
            model.forEach((line, who) => {
              for (let index = at; index < days; index++) {
                if (who === kindergarten - 1) line[index] = 'lead';
                else if (line[index] === 'lead') line[index] = '';
              }
            });
          } else {
            await write(() => setResponsible(ledger, id, kindergarten, `某${at}`, day(at)));
          }
        }
        for (let index = 0; index < days; index++) {
          const group = findGroup(ledger, id, day(index));
          const expected = (role: string) => names.filter((_, who) => model[who]?.[index] === role).sort();
          expect(group?.members.map((member) => member.name).sort()).toEqual(expected('member'));
          expect([group?.lead?.name]).toEqual(expected('lead'));
          for (const [who] of names.entries()) {
            expect(groupsOf(ledger, who + 1, day(index))).toHaveLength(model[who]?.[index] === '' ? 0 : 1);
          }
        }
        ledger.close();
      }),
      { numRuns: 40 },
    );
  });
});
