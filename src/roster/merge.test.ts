import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findOrAddPerson } from '../committees/committees.store.ts';
import { Failure } from '../findings/catalogue.ts';
import type { Ledger } from '../store/ledger.ts';
import { lookUpKindergarten } from './find-kindergarten.ts';
import { loadMatchIndex } from './match-index.store.ts';
import { matchKindergarten } from './matching.ts';
import { compareEntries, mergeKindergartens } from './merge.ts';
import { findKindergarten } from './roster.store.ts';
import { importRows, ledgerOf, operation } from './testing/roster-bench.ts';

const on = '2023-09-01';
let ledger: Ledger;

beforeEach(async () => {
  ledger = await ledgerOf();
  await importRows(ledger, [
    { code: '3799020001', name: '东湖区实验幼儿园', district: '东湖区', classes: 9 },
    { code: '3799020002', name: '云溪示范幼儿园', district: '东湖区', principal: '周岚' },
    { name: '金色童年幼儿园', district: '东湖区' },
  ]);
});
afterEach(() => ledger.close());

const write = (...statements: string[]) =>
  ledger.perform(operation, () => {
    for (const sql of statements) ledger.database.exec(sql);
  });

async function merge(kept = 1, gone = 2) {
  const [one, other] = [kept, gone].map((id) => findKindergarten(ledger, id, on)!);
  const couple = compareEntries(ledger, one!, other!, on);
  return ledger.perform(operation, ({ id }) => mergeKindergartens(ledger, couple, () => 'kept', id, on));
}

const group = (id: number, name: string, policy = 'p') =>
  `INSERT INTO alliance_group (id, policy_id, name, cycle_start, origin) VALUES (${id}, '${policy}', '${name}', '2021-03-01', 'hand')`;
const member = (groupId: number, kindergarten: number, role: string, from: string, to = 'NULL') =>
  `INSERT INTO membership (group_id, kindergarten_id, role, valid_from, valid_to) VALUES (${groupId}, ${kindergarten}, '${role}', '${from}', ${to})`;
const application = (kindergarten: number, lead: number | null) =>
  `INSERT INTO application (kindergarten_id, lead_id, received_on, name) VALUES (${kindergarten}, ${lead}, '2021-03-01', '园')`;

describe('merging', () => {
  it('knows the one kindergarten by both names and both codes', async () => {
    await merge();
    const index = loadMatchIndex(ledger);
    const districtId = findKindergarten(ledger, 1, on)!.districtId;
    for (const record of [
      { name: '云溪示范幼儿园' },
      { name: '云溪示范幼儿园', code: '3799020002' },
      { name: '东湖区实验幼儿园', code: '3799020001' },
    ]) {
      expect(matchKindergarten({ ...record, districtId }, index)).toMatchObject({ kind: 'same', id: 1 });
    }
    expect(matchKindergarten({ name: '云溪示范幼儿园', districtId: 99 }, index).kind).toBe('new');
    for (const text of ['云溪示范幼儿园', '云溪 示范幼儿园', '3799020002']) {
      expect(lookUpKindergarten(ledger, text, on).kindergarten?.id).toBe(1);
    }
  });

  it('lets a new kindergarten of the old name be itself', async () => {
    await merge();
    const districtId = findKindergarten(ledger, 1, on)!.districtId;
    const index = loadMatchIndex(ledger);
    index.set({ id: 9, name: '云溪示范幼儿园', districtId });
    expect(matchKindergarten({ name: '云溪示范幼儿园', districtId }, index)).toMatchObject({
      kind: 'same',
      id: 9,
    });
  });

  it('cannot tell one of several by the credit code they share', async () => {
    await write("UPDATE kindergarten SET credit_code = '91350100M000100Y43' WHERE id < 3");
    expect(lookUpKindergarten(ledger, '91350100M000100Y43', on).code).toBe('kindergarten-ambiguous');
  });

  it('makes one membership of two that meet in the same group', async () => {
    await write(
      group(1, '一组'),
      member(1, 1, 'member', '2021-03-01', "'2022-01-01'"),
      member(1, 1, 'member', '2022-06-01', "'2022-09-01'"),
      member(1, 2, 'member', '2021-09-01', "'2022-07-01'"),
    );
    await merge();
    expect(
      ledger.prepare('SELECT kindergarten_id, valid_from, valid_to FROM membership').raw().all(),
    ).toEqual([[1, '2021-03-01', '2022-09-01']]);
  });

  it('makes one person of two of the same name, with the seats of both, and knows the person by the old unit', async () => {
    const seat = (person: number, role: string, from: string, to = 'NULL') =>
      `INSERT INTO seat (body_id, person_id, role, position, unit_and_posts, valid_from, valid_to) VALUES (1, ${person}, '${role}', 1, '园长', '${from}', ${to})`;
    await write(
      "INSERT INTO body (kind, title) VALUES ('leadership', '领导小组')",
      "INSERT INTO person (name, unit) VALUES ('周岚', '东湖区实验幼儿园'), ('周岚', '云溪示范幼儿园'), ('吴越', '云溪示范幼儿园'), ('郑清', '教育局')",
      seat(1, '成员', '2021-03-01', "'2022-01-01'"),
      seat(2, '成员', '2021-09-01'),
      seat(2, '副组长', '2021-03-01'),
      seat(3, '成员', '2021-03-01'),
    );
    const { result } = await merge();
    expect(result.moved.people).toBe(2);
    expect(ledger.prepare('SELECT id, name, unit FROM person ORDER BY id').raw().all()).toEqual([
      [1, '周岚', '东湖区实验幼儿园'],
      [3, '吴越', '东湖区实验幼儿园'],
      [4, '郑清', '教育局'],
    ]);
    expect(
      ledger.prepare('SELECT person_id, role, valid_from, valid_to FROM seat ORDER BY 1, 2').raw().all(),
    ).toEqual([
      [1, '副组长', '2021-03-01', null],
      [1, '成员', '2021-03-01', null],
      [3, '成员', '2021-03-01', null],
    ]);
    const { result: id } = await ledger.perform(operation, () =>
      findOrAddPerson(ledger, '周岚', '云溪示范幼儿园'),
    );
    expect(id).toBe(1);
  });

  it('leaves the people of a unit alone whose name another kindergarten bears too', async () => {
    await write(
      'INSERT INTO kindergarten (id) VALUES (20)',
      "INSERT INTO kindergarten_fact (kindergarten_id, name, name_key) VALUES (20, '云溪示范幼儿园', '云溪示范幼儿园')",
      "INSERT INTO person (name, unit) VALUES ('吴越', '云溪示范幼儿园')",
    );
    const { result } = await merge();
    expect(result.moved.people).toBe(0);
  });

  it.each<[string, string[], string]>([
    [
      'two groups at once',
      [
        group(1, '一组'),
        group(2, '二组', 'q'),
        member(1, 1, 'member', '2021-03-01'),
        member(2, 2, 'member', '2021-09-01'),
      ],
      '一个在“一组”（联盟园），一个在“二组”（联盟园）',
    ],
    [
      'lead and member of the same group',
      [group(1, '一组'), member(1, 1, 'lead', '2021-03-01'), member(1, 2, 'member', '2021-09-01')],
      '一个是主导园，一个是联盟园',
    ],
    ['one asked for the other as its lead', [application(2, 1)], '申请的主导园就是“东湖区实验幼儿园”'],
  ])('refuses: %s', async (_what, statements, reason) => {
    await write(...statements);
    const failure = await merge().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect((failure as Failure).finding).toMatchObject({
      code: 'merge-blocked',
      message: expect.stringContaining(reason),
    });
  });

  it('takes two that followed one another, in one group as in two', async () => {
    await write(
      group(1, '一组'),
      group(2, '二组'),
      member(1, 1, 'member', '2021-03-01', "'2022-01-01'"),
      member(2, 2, 'member', '2022-01-01'),
      application(3, 2),
      application(2, 3),
    );
    const { result } = await merge();
    expect(result.moved).toMatchObject({ memberships: 1, applications: 1, leads: 1 });
    expect(
      ledger.prepare('SELECT kindergarten_id, lead_id FROM application ORDER BY id').raw().all(),
    ).toEqual([
      [3, 1],
      [1, 3],
    ]);
  });
});
