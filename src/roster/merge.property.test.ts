import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../findings/catalogue.ts';
import { examineLedger } from '../store/doctor.ts';
import type { Ledger } from '../store/ledger.ts';
import { journalledTables } from '../store/migrations.ts';
import { undoOperation } from '../store/undo.ts';
import type { LabelledField } from './field-labels.ts';
import { factKeys } from './kindergarten.ts';
import { compareEntries, mergeKindergartens } from './merge.ts';
import { mergeVersions } from './merge-versions.ts';
import { factVersions, findKindergarten } from './roster.store.ts';
import { ledgerOf, operation } from './testing/roster-bench.ts';

const on = '2023-09-01';
const day = fc.constantFrom('0001-01-01', '2021-03-01', '2022-01-01', '2022-09-01');
const end = fc.option(fc.constantFrom('2022-06-01', '2023-01-01', '2024-01-01'));
const which = fc.constantFrom(1, 2, 3);
const few = (limit: number) => fc.option(fc.integer({ min: 1, max: limit }));

/** Rows of every table that knows kindergartens; those that the ledger refuses are left out. */
const rows = fc.record({
  codes: fc.tuple(
    fc.option(fc.constantFrom('3799020001', '3799020002')),
    fc.option(fc.constantFrom('3799020003', '3799020004')),
  ),
  facts: fc.array(
    fc.record({
      kindergarten_id: which,
      name: fc.constantFrom('甲幼儿园', '乙幼儿园', '甲 幼儿园'),
      valid_from: day,
      valid_to: end,
      district_id: few(2),
      classes: few(3),
      principal: fc.option(fc.constantFrom('周岚', '吴越')),
      inclusive: fc.option(fc.constantFrom(0, 1)),
    }),
    { maxLength: 8 },
  ),
  memberships: fc.array(
    fc.record({
      group_id: fc.constantFrom(1, 2),
      kindergarten_id: which,
      role: fc.constantFrom('lead', 'member', 'member', 'member'),
      valid_from: day,
      valid_to: end,
    }),
    { maxLength: 4 },
  ),
  applications: fc.array(
    fc.record({
      kindergarten_id: which,
      lead_id: fc.option(which),
      policy_id: fc.constantFrom('p', 'q'),
      received_on: fc.constant('2022-01-01'),
      name: fc.constant('园'),
    }),
    { maxLength: 3 },
  ),
  people: fc.array(
    fc.record({
      name: fc.constantFrom('周岚', '吴越'),
      unit: fc.constantFrom('甲幼儿园', '乙幼儿园', '教育局'),
    }),
    { maxLength: 4 },
  ),
  seats: fc.array(
    fc.record({
      body_id: fc.constant(1),
      person_id: which,
      role: fc.constantFrom('组长', '成员'),
      position: fc.constant(1),
      unit_and_posts: fc.constant('园长'),
      valid_from: day,
      valid_to: end,
    }),
    { maxLength: 4 },
  ),
  settings: fc.array(
    fc.record({
      key: fc.constantFrom('match:a', 'match:b', 'seat'),
      value: fc.constantFrom('1', '2', '1|甲', '2|乙'),
    }),
  ),
  aliases: fc.array(fc.record({ kindergarten_id: which, name: fc.constantFrom('丙幼儿园', '甲幼儿园') }), {
    maxLength: 2,
  }),
  registers: fc.array(
    fc.record({
      register: fc.constantFrom('weak-kindergartens', 'growth-records'),
      kindergarten_id: which,
      mark: fc.constantFrom('', 'a'),
      content: fc.constantFrom('{"a":1}', '{"b":"乙","a":2}', '{}'),
      entered_on: fc.constant('2022-01-01'),
    }),
    { maxLength: 4 },
  ),
  indicators: fc.array(
    fc.record({
      policy_id: fc.constant('p'),
      indicator: fc.constantFrom('a', 'b'),
      year: fc.constantFrom(2024, 2025),
      kindergarten_id: which,
      numerator: fc.constant(1),
      received_on: fc.constant('2025-12-31'),
    }),
    { maxLength: 4 },
  ),
  confirmations: fc.array(
    fc.record({
      policy_id: fc.constant('p'),
      quarter: fc.constantFrom('2022Q1', '2022Q2'),
      source: fc.constantFrom('owed', 'violation'),
      rule_id: fc.constant('p.rule'),
      group_id: few(1),
      kindergarten_id: which,
      reason: fc.constant('催办后仍未办'),
      confirmed_by: fc.constant('周岚'),
      confirmed_on: fc.constant('2022-07-01'),
    }),
    { maxLength: 4 },
  ),
  activities: fc.array(
    fc.record({
      policy_id: fc.constant('p'),
      group_id: fc.constant(1),
      kind: fc.constant('research'),
      title: fc.constant('联合教研'),
      state: fc.constant('planned'),
      planned_on: fc.constant('2022-05-10'),
      host_id: fc.option(which),
      origin: fc.constant('plan'),
      uid: fc.uuid(),
    }),
    { maxLength: 3 },
  ),
  attendances: fc.array(fc.record({ activity_id: which, kindergarten_id: which, people: few(9) }), {
    maxLength: 6,
  }),
  attendants: fc.array(
    fc.record({
      activity_id: which,
      person_id: which,
      role: fc.constantFrom('园长', '学员'),
      hours: few(8),
    }),
    { maxLength: 6 },
  ),
  blocks: fc.array(
    fc.record({
      first_day: fc.constant('2022-05-01'),
      last_day: fc.constant('2022-05-05'),
      kindergarten_id: fc.option(which),
      person_id: fc.option(which),
      reason: fc.constant('外出'),
    }),
    { maxLength: 3 },
  ),
  postings: fc.array(
    fc.record({
      person_id: which,
      kind: fc.constantFrom('shadowing', 'secondment'),
      origin_id: fc.option(which),
      destination_id: which,
      started_on: fc.constant('2022-03-01'),
      ended_on: fc.option(fc.constant('2022-06-30')),
      origin: fc.constant('hand'),
    }),
    { maxLength: 4 },
  ),
  inspections: fc.array(
    fc.record({
      kind: fc.constant('inspection'),
      kindergarten_id: which,
      inspector_id: fc.option(which),
      visited_on: fc.constant('2022-04-01'),
      origin: fc.constant('hand'),
    }),
    { maxLength: 3 },
  ),
  assignments: fc.array(
    fc.record({
      person_id: which,
      group_id: fc.constantFrom(1, 2),
      kindergarten_id: fc.option(which),
      role: fc.constant('视导员'),
    }),
    { maxLength: 3 },
  ),
  spendings: fc.array(
    fc.record({
      policy_id: fc.constant('p'),
      year: fc.constant(2022),
      group_id: fc.constantFrom(1, 2),
      kindergarten_id: fc.option(which),
      entered_on: fc.constant('2022-04-01'),
      purpose: fc.constant('training'),
      amount_cents: fc.constantFrom(100, 2500),
      origin: fc.constant('hand'),
    }),
    { maxLength: 3 },
  ),
  runs: fc.constant([
    { policy_id: 'p', year: 2022, rubric_id: 'r', rubric: '{}', opened_on: '2022-12-01' },
    { policy_id: 'p', year: 2023, rubric_id: 'r', rubric: '{}', opened_on: '2023-12-01' },
  ]),
  subjects: fc.array(
    fc.record({
      run_id: fc.integer({ min: 1, max: 2 }),
      group_id: fc.integer({ min: 1, max: 2 }),
      kindergarten_id: which,
      subject: fc.constantFrom('member', 'lead'),
      name: fc.constant('某园'),
    }),
    { maxLength: 6 },
  ),
  scores: fc.array(
    fc.record({
      subject_id: fc.integer({ min: 1, max: 5 }),
      indicator: fc.constantFrom('甲项', '乙项'),
      scorer: fc.constantFrom('self', 'bureau'),
      value: fc.constantFrom(0, 2.5, 7),
    }),
    { maxLength: 8 },
  ),
  opinions: fc.array(
    fc.record({
      run_id: fc.integer({ min: 1, max: 2 }),
      group_id: fc.integer({ min: 1, max: 2 }),
      kindergarten_id: which,
      subject: fc.constantFrom('member', 'member-principal'),
      heard_from_id: fc.option(which),
      heard_on: fc.constant('2022-12-05'),
      opinion: fc.constant('同意'),
    }),
    { maxLength: 4 },
  ),
  gone: fc.array(
    fc.constantFrom<LabelledField>('classes', 'principal', 'district', 'code', 'name', 'inclusive'),
  ),
});

const tables = {
  facts: 'kindergarten_fact',
  memberships: 'membership',
  applications: 'application',
  people: 'person',
  seats: 'seat',
  settings: 'setting',
  aliases: 'kindergarten_alias',
  registers: 'register_entry',
  indicators: 'indicator_value',
  confirmations: 'bulletin_confirmation',
  activities: 'activity',
  attendances: 'activity_kindergarten',
  attendants: 'activity_person',
  blocks: 'activity_block',
  postings: 'posting',
  inspections: 'inspection',
  assignments: 'inspector_assignment',
  spendings: 'fund_entry',
  runs: 'evaluation_run',
  subjects: 'evaluation_subject',
  scores: 'evaluation_score',
  opinions: 'evaluation_opinion',
} as const;

function insert(ledger: Ledger, table: string, values: Readonly<Record<string, unknown>>): void {
  const columns = Object.keys(values);
  ledger.database.exec('SAVEPOINT one');
  try {
    ledger
      .prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
      .run(...Object.values(values));
    ledger.database.exec('RELEASE one');
  } catch {
    ledger.database.exec('ROLLBACK TO one; RELEASE one');
  }
}

/** Every journalled table with all its rows, byte for byte. */
function stateOf(ledger: Ledger): Record<string, string[]> {
  return Object.fromEntries(
    journalledTables.map((table) => [
      table,
      ledger
        .prepare<[], object>(`SELECT * FROM ${table} ORDER BY id`)
        .all()
        .map((row) => JSON.stringify(row)),
    ]),
  );
}

const references = (ledger: Ledger, id: number) =>
  ledger
    .prepare<[{ id: number }], { n: number }>(
      `SELECT (SELECT count(*) FROM kindergarten WHERE id = @id) + (SELECT count(*) FROM kindergarten_fact WHERE kindergarten_id = @id)
        + (SELECT count(*) FROM membership WHERE kindergarten_id = @id) + (SELECT count(*) FROM kindergarten_alias WHERE kindergarten_id = @id)
        + (SELECT count(*) FROM application WHERE kindergarten_id = @id OR lead_id = @id)
        + (SELECT count(*) FROM activity WHERE host_id = @id) + (SELECT count(*) FROM activity_kindergarten WHERE kindergarten_id = @id)
        + (SELECT count(*) FROM activity_block WHERE kindergarten_id = @id)
        + (SELECT count(*) FROM posting WHERE @id IN (origin_id, destination_id))
        + (SELECT count(*) FROM inspection WHERE kindergarten_id = @id)
        + (SELECT count(*) FROM inspector_assignment WHERE kindergarten_id = @id)
        + (SELECT count(*) FROM fund_entry WHERE kindergarten_id = @id)
        + (SELECT count(*) FROM evaluation_subject WHERE kindergarten_id = @id)
        + (SELECT count(*) FROM evaluation_opinion WHERE kindergarten_id = @id OR heard_from_id = @id)
        + (SELECT count(*) FROM setting WHERE key GLOB 'match:*' AND (value = CAST(@id AS TEXT) OR value GLOB CAST(@id AS TEXT) || '|*')) AS n`,
    )
    .get({ id })?.n;

/** The activities in which any of the kindergartens took part. */
const attendedBy = (ledger: Ledger, ids: readonly number[]) =>
  ledger
    .prepare<[string], { id: number }>(
      `SELECT DISTINCT activity_id AS id FROM activity_kindergarten
       WHERE kindergarten_id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    )
    .all(JSON.stringify(ids));

describe('merging two entries', () => {
  it('leaves nothing of the one that goes, and undoing it restores every table byte for byte', async () => {
    let merged = 0;
    let refused = 0;
    let attended = 0;
    await fc.assert(
      fc.asyncProperty(rows, async ({ codes, gone: fromGone, ...given }) => {
        const ledger = await ledgerOf();
        await ledger.perform(operation, () => {
          for (const name of ['东湖区', '西岭区'])
            insert(ledger, 'office', { level: 'county', name, parent_id: 1 });
          for (const code of [...codes, null]) insert(ledger, 'kindergarten', { code });
          for (const name of ['一组', '二组']) {
            insert(ledger, 'alliance_group', {
              policy_id: 'p',
              name,
              cycle_start: '2021-03-01',
              origin: 'hand',
            });
          }
          insert(ledger, 'body', { kind: 'leadership', title: '领导小组' });
          for (const id of [1, 2, 3]) {
            if (!given.facts.some((fact) => fact.kindergarten_id === id && fact.valid_to === null)) {
              const name = id === 1 ? '甲幼儿园' : '乙幼儿园';
              insert(ledger, 'kindergarten_fact', {
                kindergarten_id: id,
                name,
                name_key: name,
                valid_from: '2023-01-01',
              });
            }
          }
          for (const [key, table] of Object.entries(tables)) {
            for (const row of given[key as keyof typeof tables]) {
              insert(ledger, table, table === 'kindergarten_fact' ? { ...row, name_key: '甲' } : row);
            }
          }
        });
        const before = stateOf(ledger);
        const attendance = attendedBy(ledger, [1, 2]);
        const [kept, gone] = [1, 2].map((id) => findKindergarten(ledger, id, on));
        if (!kept || !gone) return;
        const versions = [1, 2].map((id) => factVersions(ledger, id));
        const choose = (field: LabelledField) => (fromGone.includes(field) ? 'gone' : 'kept');
        let number: number | null = null;
        try {
          const done = await ledger.perform(operation, ({ id }) =>
            mergeKindergartens(ledger, compareEntries(ledger, kept, gone, on), choose, id, on),
          );
          number = done.operation;
        } catch (error) {
          if (!(error instanceof Failure) || error.finding.code !== 'merge-blocked') throw error;
          refused += 1;
          expect(stateOf(ledger)).toEqual(before);
          return;
        }
        merged += 1;
        attended += given.attendances.length;
        expect(references(ledger, 2)).toBe(0);
        expect(attendedBy(ledger, [1])).toEqual(attendance);
        expect(examineLedger(ledger)).toEqual([]);
        // What was known on a day of either is known on that day of the one.
        const after = factVersions(ledger, 1);
        for (const date of ['0001-01-01', '2021-06-01', '2022-07-01', on]) {
          const held = (list: typeof after) =>
            list.find((each) => each.validFrom <= date && (each.validTo === null || date < each.validTo))
              ?.facts;
          const both = versions.map((list) => held(list));
          const now = held(after);
          expect(now === undefined).toBe(both.every((each) => each === undefined));
          for (const key of factKeys) {
            if (both.some((each) => each && each[key] !== null)) {
              expect(both.map((each) => each?.[key] ?? null)).toContain(now?.[key]);
            }
          }
        }
        await ledger.perform({ ...operation, kind: 'undo', undoes: number! }, () =>
          undoOperation(ledger, number!),
        );
        expect(stateOf(ledger)).toEqual(before);
        expect(examineLedger(ledger)).toEqual([]);
        ledger.close();
      }),
      { numRuns: 150, seed: 20210301 },
    );
    // The run says something only if both happened, and often.
    expect(merged).toBeGreaterThan(40);
    expect(refused).toBeGreaterThan(15);
    expect(attended).toBeGreaterThan(40);
  });

  it('gives the same facts whichever versions they are cut into', () => {
    const facts = (changes: object) =>
      ({ ...Object.fromEntries(factKeys.map((key) => [key, null])), name: '甲', ...changes }) as never;
    const kept = [
      { id: 1, validFrom: '0001-01-01', validTo: '2022-01-01', facts: facts({ classes: 9 }) },
      { id: 2, validFrom: '2022-01-01', validTo: null, facts: facts({ classes: 12 }) },
    ];
    const gone = [
      {
        id: 7,
        validFrom: '2021-01-01',
        validTo: '2022-06-01',
        facts: facts({ name: '乙', principal: '周岚', classes: 10 }),
      },
      {
        id: 8,
        validFrom: '2022-06-01',
        validTo: null,
        facts: facts({ name: '乙', principal: '周岚', classes: 11 }),
      },
    ];
    const shown = (side: 'kept' | 'gone') =>
      mergeVersions(kept, gone, () => side).map(({ id, validFrom, validTo, facts: each }) => [
        id,
        validFrom,
        validTo,
        each.name,
        each.classes,
        each.principal,
      ]);
    expect(shown('kept')).toEqual([
      [1, '0001-01-01', '2021-01-01', '甲', 9, null],
      [null, '2021-01-01', '2022-01-01', '甲', 9, '周岚'],
      [2, '2022-01-01', null, '甲', 12, '周岚'],
    ]);
    expect(shown('gone')).toEqual([
      [1, '0001-01-01', '2021-01-01', '甲', 9, null],
      [null, '2021-01-01', '2022-01-01', '甲', 10, '周岚'],
      [2, '2022-01-01', '2022-06-01', '甲', 10, '周岚'],
      [null, '2022-06-01', null, '甲', 11, '周岚'],
    ]);
  });
});
