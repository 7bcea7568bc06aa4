import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findOrAddPerson } from '../committees/committees.store.ts';
import { createGroup } from '../groups/groups.store.ts';
import { type Sample, sampleInfo, sampleLedger, samplePolicy } from '../groups/sample-ledger.ts';
import { undoOperation } from '../store/undo.ts';
import {
  type ActivityChanges,
  addActivity,
  changeActivity,
  findActivity,
  listActivities,
  type NewActivity,
  removePlanned,
} from './activities.store.ts';

let sample: Sample;
let groups: readonly number[];

const idOf = (name: string) => sample.ids.get(name)!;
const [lead, member, other] = ['东湖区实验幼儿园', '东湖区星星幼儿园', '西岭区实验幼儿园'];

beforeEach(async () => {
  sample = await sampleLedger({ policies: [samplePolicy] });
  const { ledger } = sample;
  const made = await ledger.perform(sampleInfo, () =>
    [lead!, other!].map((name) =>
      createGroup(ledger, {
        policyId: samplePolicy,
        tier: 'county',
        name: `${name}联盟`,
        officeId: null,
        cycleStart: '2026-01-01',
        cycleEnd: null,
        validFrom: '2026-01-01',
        origin: 'hand',
        lead: { kindergartenId: idOf(name) },
        members: name === lead ? [{ kindergartenId: idOf(member!) }] : [],
      }),
    ),
  );
  groups = made.result;
});
afterEach(() => sample.ledger.close());

const planned = (changes: Partial<NewActivity> = {}): NewActivity => ({
  policyId: samplePolicy,
  groupId: groups[0]!,
  kind: 'research',
  title: '联合教研',
  state: 'planned',
  plannedOn: '2026-10-14',
  origin: 'plan',
  ...changes,
});

const write = async <T>(work: () => T) => (await sample.ledger.perform(sampleInfo, work)).result;
const add = (changes: Partial<NewActivity> = {}) => write(() => addActivity(sample.ledger, planned(changes)));
const read = (id: number) => findActivity(sample.ledger, id)!;
const change = (id: number, changes: ActivityChanges) =>
  write(() => changeActivity(sample.ledger, read(id), changes));

describe('the store of activities', () => {
  it('gives back what was entered', async () => {
    const person = await write(() => findOrAddPerson(sample.ledger, '周岚', lead!));
    const given = planned({
      line: 'teachers',
      ruleId: 'Z6.research',
      due: { from: '2026-10-01', to: '2026-10-31' },
      starts: '09:00',
      ends: '11:30',
      fixed: true,
      hostId: idOf(member!),
      venue: '多功能厅',
      topics: '区域游戏',
      note: '带教案',
      kindergartens: [
        { kindergartenId: idOf(lead!), people: 3 },
        { kindergartenId: idOf(member!), people: null },
      ],
      people: [{ personId: person, role: '专家', hours: 4 }],
      evidence: [{ name: '签到表.jpg', sha256: 'a'.repeat(64), bytes: 12 }],
    });
    const id = await write(() => addActivity(sample.ledger, given));
    const stored = read(id);
    expect(stored).toMatchObject({
      ...given,
      people: [{ personId: person, name: '周岚', unit: lead, role: '专家', hours: 4 }],
      sequence: 0,
      officeId: null,
      heldOn: null,
      outstanding: false,
    });
    expect(stored.uid).toMatch(/^[0-9a-f]{16}-\d+-1@youlian$/);
  });

  it('selects by group, office, policy, kind, state, days and who takes part', async () => {
    const person = await write(() => findOrAddPerson(sample.ledger, '周岚', lead!));
    const first = await add({ hostId: idOf(member!) });
    const second = await add({ groupId: groups[1]!, kind: 'meeting', plannedOn: '2026-09-09' });
    const third = await add({
      groupId: null,
      officeId: sample.offices.云溪市,
      state: 'done',
      plannedOn: null,
      heldOn: '2026-10-30',
      heldTo: '2026-11-02',
      people: [{ personId: person, role: '园长', hours: null }],
      kindergartens: [{ kindergartenId: idOf(member!), people: 1 }],
    });
    const found = (filter: Parameters<typeof listActivities>[1]) =>
      listActivities(sample.ledger, filter).map(({ id }) => id);
    expect(found({})).toEqual([second, first, third]);
    expect(found({ groupIds: [groups[0]!] })).toEqual([first]);
    expect(found({ groupIds: [] })).toEqual([]);
    expect(found({ officeId: sample.offices.云溪市 })).toEqual([third]);
    expect(found({ policyId: 'tongling-2018' })).toEqual([]);
    expect(found({ kind: 'meeting' })).toEqual([second]);
    expect(found({ states: ['done', 'cancelled'] })).toEqual([third]);
    expect(found({ from: '2026-10-14', to: '2026-10-30' })).toEqual([first, third]);
    // An activity of several days counts on each of them.
    expect(found({ from: '2026-11-01' })).toEqual([third]);
    expect(found({ from: '2026-11-03' })).toEqual([]);
    expect(found({ to: '2026-10-13' })).toEqual([second]);
    expect(found({ kindergartenId: idOf(member!) })).toEqual([first, third]);
    expect(found({ personId: person })).toEqual([third]);
    expect(found({ ids: [first, third], kind: 'research' })).toEqual([first, third]);
  });

  it('lets the sequence grow only with what calendars show', async () => {
    const person = await write(() => findOrAddPerson(sample.ledger, '周岚', lead!));
    const id = await add({ kindergartens: [{ kindergartenId: idOf(lead!), people: null }] });
    const steps: readonly (readonly [ActivityChanges, number])[] = [
      [{ note: '带教案', ruleId: 'Z6.research', fixed: true }, 0],
      [{ plannedOn: '2026-10-14' }, 0],
      [{ plannedOn: '2026-10-15' }, 1],
      [{ starts: '09:00', ends: '10:00', venue: '会议室' }, 2],
      [{ people: [{ personId: person, role: '专家', hours: null }] }, 3],
      [{ people: [{ personId: person, role: '专家', hours: null }] }, 3],
      [{ kindergartens: [{ kindergartenId: idOf(member!), people: 2 }] }, 4],
      [{ evidence: [{ name: '照片.jpg', sha256: 'b'.repeat(64), bytes: 3 }] }, 4],
      [{ state: 'cancelled', reason: '停电' }, 5],
    ];
    for (const [changes, sequence] of steps) {
      await change(id, changes);
      expect(read(id)).toMatchObject({ ...changes, sequence });
    }
    expect(await change(id, { reason: '停电', evidence: read(id).evidence })).toBe(false);
    expect(await change(id, { evidence: [] })).toBe(true);
  });

  it('keeps what was held, and gives no uid twice after an undo', async () => {
    const { ledger } = sample;
    const added = await ledger.perform(sampleInfo, () => addActivity(ledger, planned()));
    const uid = read(added.result).uid;
    await ledger.perform({ ...sampleInfo, kind: 'undo', undoes: added.operation! }, () =>
      undoOperation(ledger, added.operation!),
    );
    const again = await add();
    expect(again).toBe(added.result);
    expect(read(again).uid).not.toBe(uid);
    await change(again, { state: 'done', heldOn: '2026-10-14' });
    await expect(write(() => removePlanned(ledger, read(again)))).rejects.toThrow('done');
    const second = await add({ kindergartens: [{ kindergartenId: idOf(lead!), people: 2 }] });
    await write(() => removePlanned(ledger, read(second)));
    expect(findActivity(ledger, second)).toBeUndefined();
  });

  it('writes any lists over any others, and undoing restores them', async () => {
    const { ledger } = sample;
    const ids = [...sample.ids.values()].slice(0, 3);
    const people = await write(() => ['甲', '乙', '丙'].map((name) => findOrAddPerson(ledger, name, lead!)));
    const lists = fc.record({
      kindergartens: fc.uniqueArray(
        fc.record({ kindergartenId: fc.constantFrom(...ids), people: fc.option(fc.nat(9)) }),
        { selector: (one) => one.kindergartenId },
      ),
      people: fc.uniqueArray(
        fc.record({
          personId: fc.constantFrom(...people),
          role: fc.constantFrom('园长', '学员'),
          hours: fc.option(fc.integer({ min: 1, max: 8 })),
        }),
        { selector: (one) => `${one.personId} ${one.role}` },
      ),
      evidence: fc.uniqueArray(
        fc.record({
          name: fc.constantFrom('甲', '乙'),
          sha256: fc.constantFrom('a'.repeat(64), 'b'.repeat(64)),
          bytes: fc.nat(9),
        }),
        { selector: (one) => one.sha256 },
      ),
    });
    const sorted = (one: ReturnType<typeof read>) => ({
      kindergartens: [...one.kindergartens].sort((a, b) => a.kindergartenId - b.kindergartenId),
      people: one.people.map(({ personId, role, hours }) => `${personId} ${role} ${hours}`).sort(),
      evidence: [...one.evidence].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
    });
    await fc.assert(
      fc.asyncProperty(lists, lists, async (first, second) => {
        const id = await add(first);
        const before = read(id);
        const changed = await ledger.perform(sampleInfo, () => changeActivity(ledger, read(id), second));
        const after = read(id);
        expect(sorted(after)).toEqual(
          sorted({
            ...after,
            ...second,
            people: second.people.map((one) => ({ ...one, name: '', unit: '' })),
          }),
        );
        expect(changed.result).toBe(changed.operation !== null);
        if (changed.operation !== null) {
          const { operation } = changed;
          await ledger.perform({ ...sampleInfo, kind: 'undo', undoes: operation }, () =>
            undoOperation(ledger, operation),
          );
        }
        expect(sorted(read(id))).toEqual(sorted(before));
        expect(read(id).sequence).toBe(0);
      }),
      { numRuns: 40, seed: 20211103 },
    );
  });
});
