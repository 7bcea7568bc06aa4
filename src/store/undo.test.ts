import { describe, expect, it } from 'vitest';
import { examineLedger } from './doctor.ts';
import { listOperations, rowChanges, undoTitle } from './history.ts';
import { Ledger } from './ledger.ts';
import type { Migration } from './migrations.ts';
import { failureOf, undo, write } from './testing/sample.ts';
import { planUndo, undoableOperation } from './undo.ts';

const county = (name: string, id: number, parent = 'NULL') =>
  `INSERT INTO office (id, level, name, parent_id) VALUES (${id}, 'county', '${name}', ${parent})`;

function names(ledger: Ledger): Record<number, string> {
  const rows = ledger
    .prepare<[], { id: number; name: string }>('SELECT id, name FROM office ORDER BY id')
    .all();
  return Object.fromEntries(rows.map((row) => [row.id, row.name]));
}

async function blockersOf(ledger: Ledger, id: number) {
  const before = JSON.stringify([names(ledger), listOperations(ledger).length]);
  const failure = await failureOf(() => undo(ledger, id));
  expect(failure.finding.code).toBe('undo-blocked');
  expect(failure.exitCode).toBe(2);
  expect(JSON.stringify([names(ledger), listOperations(ledger).length])).toBe(before);
  return planUndo(ledger, id).blockers.map((blocker) => [
    blocker.reason,
    blocker.operation?.id ?? null,
    blocker.rows,
  ]);
}

describe('undo', () => {
  it('takes back inserts, updates and deletes of one operation, and only of that one', async () => {
    const ledger = Ledger.inMemory();
    await write(ledger, '登记', county('东湖区', 1), county('西岭区', 2));
    await write(
      ledger,
      '调整',
      "UPDATE office SET title = '教体局' WHERE id = 1",
      'DELETE FROM office WHERE id = 2',
      county('南浦区', 3),
    );
    await write(ledger, '另登记', county('北原区', 4));
    expect(planUndo(ledger, 2).effects).toEqual([{ table: 'office', removed: 1, restored: 1, setBack: 1 }]);
    expect(await undo(ledger, 2)).toBe(4);
    expect(names(ledger)).toEqual({ 1: '东湖区', 2: '西岭区', 4: '北原区' });
    expect(ledger.prepare('SELECT title FROM office WHERE id = 1').get()).toEqual({ title: null });
    expect(listOperations(ledger).map(({ undoneBy }) => undoneBy)).toEqual([null, 4, null, null]);
  });

  it('undoes an undoing (重做), and that one again', async () => {
    const ledger = Ledger.inMemory();
    await write(ledger, '登记', county('东湖区', 1), county('西岭区', 2, '1'));
    await undo(ledger, 1);
    expect(names(ledger)).toEqual({});
    await undo(ledger, 2);
    expect(names(ledger)).toEqual({ 1: '东湖区', 2: '西岭区' });
    await undo(ledger, 1);
    expect(names(ledger)).toEqual({});
    await undo(ledger, 4);
    expect(names(ledger)).toEqual({ 1: '东湖区', 2: '西岭区' });
    const operations = listOperations(ledger);
    expect(operations.map((each) => each.undoneBy)).toEqual([null, 3, null, 5, null]);
    expect(operations.map((each) => undoTitle(operations, each))).toEqual(
      ['撤销', '重做', '撤销', '重做', '撤销'].map((verb) => `${verb}第 1 次操作“登记”`),
    );
    expect(examineLedger(ledger)).toEqual([]);
  });

  it('restores every value to the last bit', async () => {
    const ledger = Ledger.inMemory();
    const values = [0.1 + 0.2, -89.99999999999999, 1e-300, 34, null];
    await ledger.perform({ kind: 'test', title: '登记', commandLine: '', clerk: '', at: new Date(0) }, () => {
      for (const [index, latitude] of values.entries()) {
        ledger.prepare('INSERT INTO kindergarten (id) VALUES (?)').run(index + 1);
        ledger
          .prepare(
            'INSERT INTO kindergarten_fact (kindergarten_id, name, name_key, latitude) VALUES (?, ?, ?, ?)',
          )
          .run(index + 1, '“园”\n\\"\u0000😀', '', latitude);
      }
    });
    const all = () => ledger.prepare('SELECT * FROM kindergarten_fact').all();
    const before = all();
    await write(ledger, '清空', "UPDATE kindergarten_fact SET latitude = 1, name = 'x'");
    await write(ledger, '删', 'DELETE FROM kindergarten_fact');
    await undo(ledger, 3);
    await undo(ledger, 2);
    expect(all()).toEqual(before);
  });

  it('passes only through states that have been valid before', async () => {
    const ledger = Ledger.inMemory();
    const code = (id: number, value: string) => `UPDATE kindergarten SET code = ${value} WHERE id = ${id}`;
    await write(
      ledger,
      '登记',
      "INSERT INTO kindergarten (id, code) VALUES (1, '1000000001'), (2, '1000000002')",
    );
    await write(ledger, '互换', code(1, 'NULL'), code(2, "'1000000001'"), code(1, "'1000000002'"));
    await undo(ledger, 2);
    expect(ledger.prepare('SELECT id, code FROM kindergarten ORDER BY id').all()).toEqual([
      { id: 1, code: '1000000001' },
      { id: 2, code: '1000000002' },
    ]);
  });

  it('moves the boundary between two versions back', async () => {
    const ledger = Ledger.inMemory();
    const fact = (id: number, from: string, to: string) =>
      `INSERT INTO kindergarten_fact (id, kindergarten_id, name, name_key, valid_from, valid_to) VALUES (${id}, 1, '园', '园', '${from}', ${to})`;
    await write(
      ledger,
      '登记',
      'INSERT INTO kindergarten (id) VALUES (1)',
      fact(1, '2021-01-01', "'2022-01-01'"),
      fact(2, '2022-01-01', 'NULL'),
    );
    await write(
      ledger,
      '提前',
      "UPDATE kindergarten_fact SET valid_to = '2021-06-01' WHERE id = 1",
      "UPDATE kindergarten_fact SET valid_from = '2021-06-01' WHERE id = 2",
    );
    await undo(ledger, 2);
    expect(ledger.prepare('SELECT valid_from AS f FROM kindergarten_fact ORDER BY id').all()).toEqual([
      { f: '2021-01-01' },
      { f: '2022-01-01' },
    ]);
  });
});

describe('undo refuses, and names', () => {
  it('later operations that touched the same rows, but not those undone since', async () => {
    const ledger = Ledger.inMemory();
    await write(ledger, '登记', county('东湖区', 1), county('西岭区', 2));
    await write(ledger, '改一', "UPDATE office SET title = '甲' WHERE id = 1");
    await write(ledger, '改二', "UPDATE office SET title = '乙'");
    expect(await blockersOf(ledger, 1)).toEqual([
      ['same-row', 2, 1],
      ['same-row', 3, 2],
    ]);
    const { finding } = await failureOf(() => undo(ledger, 1));
    expect(finding.message.match(/第 \d 次操作“改.”/gu)).toEqual(['第 3 次操作“改二”', '第 2 次操作“改一”']);
    await undo(ledger, 3);
    expect(await blockersOf(ledger, 1)).toEqual([['same-row', 2, 1]]);
    await undo(ledger, 2);
    await undo(ledger, 1);
    expect(names(ledger)).toEqual({});
  });

  it('later operations even where the values happen to be the same again', async () => {
    const ledger = Ledger.inMemory();
    await write(ledger, '登记', county('东湖区', 1));
    await write(ledger, '改一', "UPDATE office SET title = '甲'");
    await write(ledger, '改二', 'UPDATE office SET title = NULL');
    expect(await blockersOf(ledger, 1)).toEqual([
      ['same-row', 2, 1],
      ['same-row', 3, 1],
    ]);
  });

  it('operations whose rows refer to rows that would go', async () => {
    const ledger = Ledger.inMemory();
    await write(ledger, '登记市', county('云溪市', 1));
    await write(ledger, '登记区', county('东湖区', 2, '1'), county('西岭区', 3, '1'));
    await write(
      ledger,
      '小组',
      "INSERT INTO body (kind, office_id, title) VALUES ('leadership', 1, '领导小组')",
    );
    expect(await blockersOf(ledger, 1)).toEqual([
      ['depends', 2, 2],
      ['depends', 3, 1],
    ]);
  });

  it('the undoing that took away what a restored row refers to', async () => {
    const ledger = Ledger.inMemory();
    await write(ledger, '登记市', county('云溪市', 1));
    await write(ledger, '登记区', county('东湖区', 2, '1'));
    await undo(ledger, 2);
    await undo(ledger, 1);
    expect(await blockersOf(ledger, 3)).toEqual([['parent-removed', 4, 1]]);
    await undo(ledger, 4);
    await undo(ledger, 3);
    expect(names(ledger)).toEqual({ 1: '云溪市', 2: '东湖区' });
  });

  it('the undoing that put an earlier value back', async () => {
    const ledger = Ledger.inMemory();
    await write(ledger, '登记', county('东湖区', 1));
    await write(ledger, '改一', "UPDATE office SET title = '甲'");
    await write(ledger, '改二', "UPDATE office SET title = '乙'");
    await undo(ledger, 3);
    await undo(ledger, 2);
    // Doing 改二 again would stand on 改一, which is not in effect.
    expect(await blockersOf(ledger, 4)).toEqual([['same-row', 5, 1]]);
  });

  it.each([
    [
      'a unique value',
      'DELETE FROM setting WHERE id = 1',
      "INSERT INTO setting (id, key, value) VALUES (9, '甲', '')",
    ],
    ['a name under its parent', 'DELETE FROM office WHERE id = 1', county('东湖区', 9)],
    [
      'a period',
      'DELETE FROM policy_adoption WHERE id = 1',
      "INSERT INTO policy_adoption (id, policy_id, valid_from) VALUES (9, 'p', '2022-01-01')",
    ],
  ])('the operation that took %s', async (_what, removal, taking) => {
    const ledger = Ledger.inMemory();
    await write(
      ledger,
      '登记',
      "INSERT INTO setting (id, key, value) VALUES (1, '甲', ''), (2, '乙', '')",
      county('东湖区', 1),
      "INSERT INTO policy_adoption (id, policy_id) VALUES (1, 'p')",
    );
    await write(ledger, '去掉', removal);
    await write(ledger, '占用', taking);
    const failure = await failureOf(() => undo(ledger, 2));
    expect(failure.finding.code).toBe('undo-blocked');
    expect(failure.finding.message).toContain('第 3 次操作“占用”');
    await undo(ledger, 3);
    await undo(ledger, 2);
    expect(examineLedger(ledger)).toEqual([]);
  });

  it('rows that were changed behind the journal', async () => {
    const ledger = Ledger.inMemory();
    await write(ledger, '登记', county('东湖区', 1));
    await write(ledger, '改', "UPDATE office SET title = '甲'");
    ledger.database.exec('DROP TRIGGER office_journal_update');
    ledger.database.exec("UPDATE office SET title = '乙'");
    expect(await blockersOf(ledger, 2)).toEqual([['unrecorded', null, 1]]);
  });

  it.each([
    [9, 'operation-missing'],
    [1, 'undo-founding'],
    [2, 'undo-done'],
  ])('operation %i: %s', async (id, code) => {
    const ledger = Ledger.inMemory();
    const founding = { kind: 'init', title: '建账', commandLine: '', clerk: '', at: new Date(0) };
    await ledger.perform(founding, () => void ledger.database.exec(county('云溪市', 1)));
    await write(ledger, '登记', county('东湖区', 2));
    await undo(ledger, 2);
    expect((await failureOf(() => planUndo(ledger, id))).finding.code).toBe(code);
  });

  it("'undo-schema-changed': an operation on tables that a later migration made anew", async () => {
    const ledger = Ledger.inMemory();
    await write(ledger, '登记', county('东湖区', 1));
    const operations = listOperations(ledger);
    const migration = (table: string): Migration => ({ id: 99, name: 'later', sql: '', journalled: [table] });
    const failure = await failureOf(() => undoableOperation(operations, 1, [migration('office')]));
    expect(failure.finding.code).toBe('undo-schema-changed');
    expect(undoableOperation(operations, 1, [migration('setting')]).id).toBe(1);
  });
});

describe('history of rows', () => {
  it('shows each row before and after, also where it was changed again later', async () => {
    const ledger = Ledger.inMemory();
    await write(ledger, '登记', county('东湖区', 1), county('西岭区', 2));
    await write(
      ledger,
      '改',
      "UPDATE office SET title = '甲' WHERE id = 1",
      'DELETE FROM office WHERE id = 2',
    );
    const [first, second] = listOperations(ledger);
    if (!first || !second) throw new Error('no operations');
    expect(rowChanges(ledger, first, 9)).toMatchObject([
      { table: 'office', row: 1, kind: 'insert', before: null, after: { name: '东湖区', title: null } },
      { table: 'office', row: 2, kind: 'insert', before: null, after: { name: '西岭区' } },
    ]);
    expect(rowChanges(ledger, second, 9)).toMatchObject([
      { row: 1, kind: 'update', before: { title: null }, after: { title: '甲' } },
      { row: 2, kind: 'delete', before: { name: '西岭区' }, after: null },
    ]);
    expect(rowChanges(ledger, first, 1)).toHaveLength(1);
  });
});

it('takes a large operation back in pieces', async () => {
  const ledger = Ledger.inMemory();
  const many = 'WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 2500)';
  await write(ledger, '登记', `${many} INSERT INTO office (level, name) SELECT 'town', '镇' || i FROM n`);
  await write(ledger, '改', "UPDATE office SET title = '甲'", 'DELETE FROM office WHERE id % 2 = 0');
  await undo(ledger, 2);
  expect(ledger.prepare('SELECT count(*) AS n FROM office WHERE title IS NULL').get()).toEqual({ n: 2500 });
  await undo(ledger, 1);
  expect(names(ledger)).toEqual({});
  await undo(ledger, 4);
  expect(ledger.prepare('SELECT count(*) AS n FROM office').get()).toEqual({ n: 2500 });
  expect(examineLedger(ledger)).toEqual([]);
});
