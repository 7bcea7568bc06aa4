import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addActivity } from '../activities/activities.store.ts';
import { testContext } from '../cli/test-context.ts';
import { addFinding, addInspection, addStep } from '../inspections/inspections.store.ts';
import { run } from '../main.ts';
import type { RectificationStepKind } from '../policy/inspection/rectification.ts';
import { loadPolicy } from '../policy/load.ts';
import { addPosting } from '../postings/postings.store.ts';
import { Ledger } from '../store/ledger.ts';
import { addWaiver, saveDocument } from '../workflow/workflow.store.ts';
import { factNamed } from './facts.ts';
import { LedgerFacts } from './ledger-facts.ts';
import { loadRubric } from './load-rubric.ts';
import { groupsOfYear, participantsIn } from './participants.ts';
import { builtInFolder } from './testing/folders.ts';

let folder = '';
const policy = loadPolicy('guangxi-2020', [builtInFolder]);
const rubric = loadRubric('guangxi-2020', [builtInFolder]);
const names = ['江南县第一幼儿园', '江南县春园', '江南县夏园', '江南县秋园', '江南县冬园'];
const [lead, spring, summer, autumn] = [1, 2, 3, 4];

const info = {
  clerk: '测试',
  kind: 'test',
  title: '登记',
  commandLine: '',
  at: new Date('2026-12-01T00:00:00Z'),
};

async function change(write: (ledger: Ledger) => void): Promise<void> {
  const ledger = Ledger.open(join(folder, 'youlian.db'));
  try {
    await ledger.perform(info as never, () => write(ledger));
  } finally {
    ledger.close();
  }
}

async function call(words: readonly string[]): Promise<void> {
  const context = testContext(folder, { now: () => new Date('2026-12-20T09:00:00+08:00') });
  expect(await run([...words], context), context.err()).toBe(0);
}

/** What the facts say of somebody (null: the group) in 2026, and what an independent query of the tables says. */
function look<T>(read: (ledger: Ledger) => T): T {
  const ledger = Ledger.open(join(folder, 'youlian.db'));
  try {
    return read(ledger);
  } finally {
    ledger.close();
  }
}

function fact(kindergartenId: number | null, key: string, on = '2027-02-01', year = 2026): number | null {
  return look((ledger) => {
    const groups = groupsOfYear(ledger, policy.id, year);
    const facts = new LedgerFacts(ledger, { policy, rubric, groups, year, on });
    const [group] = groups;
    if (!group) throw new Error('no group');
    const [some] = participantsIn(rubric, group);
    if (!some) throw new Error('nobody');
    const own = participantsIn(rubric, group).find((each) => each.kindergartenId === kindergartenId);
    const participant = own ?? {
      ...some,
      kindergartenId: null,
      subject: { ...some.subject, of: 'group' as const },
    };
    const definition = factNamed(key);
    if (!definition) throw new Error(key);
    return facts.of(participant, { kind: 'fact', key: definition.id, definition }).value;
  });
}

const query = (sql: string) =>
  look((ledger) => ledger.prepare<[], { value: number | null }>(sql).get()?.value ?? null);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'youlian-ledger-facts-'));
  const office = ['--name', '江南县教育局', '--level', 'county', '--region', '450100'];
  await call(['init', ...office, '--policy', 'guangxi-2020', '--yes']);
  for (const [index, name] of names.entries()) {
    const staff = index === 4 ? [] : ['--staff', String(10 * (index + 1))];
    await call(['kindergarten', 'add', '--name', name, ...staff, '--yes']);
  }
  const members = names.slice(1).flatMap((name) => ['--member', name]);
  await call(['group', 'create', '--lead', names[0] ?? '', ...members, '--since', '2026-01-01', '--yes']);
  await change((ledger) => {
    const held = (on: string, more: Partial<Parameters<typeof addActivity>[1]> = {}) =>
      addActivity(ledger, {
        policyId: policy.id,
        kind: 'showcase',
        title: '活动',
        state: 'done',
        origin: 'hand',
        groupId: 1,
        heldOn: on,
        hostId: lead ?? null,
        ...more,
      });
    const guests = (...ids: (number | undefined)[]) =>
      ids.map((id) => ({ kindergartenId: id ?? 0, people: null }));
    const proof = { evidence: [{ name: '签到.pdf', sha256: 'a'.repeat(64), bytes: 1 }] } as never;
    held('2025-12-31', { heldTo: '2026-01-02', kindergartens: guests(spring) });
    held('2026-03-05', { kind: 'guidance', kindergartens: guests(spring, summer), ...(proof as object) });
    held('2026-05-06', { kind: 'guidance', kindergartens: guests(spring), outstanding: true });
    held('2026-06-30', { kind: 'board-report', hostId: summer ?? null, kindergartens: guests(spring) });
    held('2026-12-31', { kind: 'guidance', hostId: null, kindergartens: guests(spring, summer, autumn) });
    held('2027-01-01', { kindergartens: guests(spring) });
    addActivity(ledger, {
      policyId: policy.id,
      kind: 'guidance',
      title: '没有办',
      state: 'cancelled',
      origin: 'hand',
      groupId: 1,
      plannedOn: '2026-07-01',
    });
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('what the ledger tells of activities', () => {
  it.each([
    // Begun the year before, called off, or held after the year: none of them counts.
    [null, '举办活动次数', '2027-02-01', 4],
    [null, '举办活动次数', '2026-12-30', 3],
    [null, '突出活动次数', '2027-02-01', 1],
    [1, '承办活动次数', '2027-02-01', 2],
    [3, '承办活动次数', '2027-02-01', 1],
    [2, '参加活动次数', '2027-02-01', 4],
    // Twice as guest, once as host.
    [3, '参加活动次数', '2027-02-01', 3],
    [2, '活动参与率', '2027-02-01', 100],
    [3, '活动参与率', '2027-02-01', 75],
    [4, '活动参与率', '2026-12-30', 0],
    [3, '活动参与率', '2026-12-30', 66.67],
    [5, '活动参与率', '2026-02-28', null],
    [null, '活动佐证率', '2027-02-01', 25],
    [null, '活动佐证率', '2026-12-30', 33.33],
  ] as const)('of %s: %s by %s', (who, key, on, expected) => {
    expect(fact(who, key, on)).toBe(expected);
  });

  it('counts as the tables do', () => {
    const held = `FROM activity WHERE group_id = 1 AND state = 'done' AND held_on BETWEEN '2026-01-01' AND '2026-12-31'`;
    expect(fact(null, '举办活动次数')).toBe(query(`SELECT count(*) AS value ${held}`));
    for (const id of [2, 3, 4, 5]) {
      const there = `SELECT activity_id FROM activity_kindergarten WHERE kindergarten_id = ${id}`;
      const sql = `SELECT count(*) AS value ${held} AND (host_id = ${id} OR id IN (${there}))`;
      expect(fact(id, '参加活动次数')).toBe(query(sql));
    }
  });

  it('counts participation since the kindergarten joined, whoever is responsible for it', async () => {
    await change((ledger) => {
      const sql = `INSERT INTO membership (group_id, kindergarten_id, role, position, responsible, valid_from)
        SELECT group_id, kindergarten_id, role, position, '夏主任', '2026-12-01' FROM membership WHERE kindergarten_id = 3`;
      ledger.prepare("UPDATE membership SET valid_to = '2026-12-01' WHERE kindergarten_id = 3").run();
      ledger.prepare(sql).run();
    });
    expect(fact(3, '活动参与率')).toBe(75);
  });

  it('holds what was done against what was due, each period in the year in which it ends', async () => {
    // By hand: the spring term asks for one report to the board and, of each of four members, a secondment and a
    // shadowing; the autumn term ends in the next year, the last one before the group was there half of it.
    expect(fact(null, '应办活动完成率', '2026-12-20')).toBe(11.11);
    // The yearly showcase is due once the year is over, not on the days before.
    expect(fact(null, '应办活动完成率', '2026-12-30')).toBe(11.11);
    expect(fact(null, '应办活动完成率')).toBe(10);
    const showcase = policy.rules.find(
      (rule) => rule.kind === 'cadence' && rule.parameters.activity.includes('showcase'),
    );
    await change((ledger) =>
      addWaiver(ledger, {
        policyId: policy.id,
        ruleId: showcase?.id ?? '',
        groupId: 1,
        kindergartenId: null,
        reason: '场地改建',
        grantedBy: '江南县教育局',
        grantedOn: '2026-01-01',
        validFrom: '2026-01-01',
        validTo: null,
      }),
    );
    expect(fact(null, '应办活动完成率')).toBe(11.11);
    expect(fact(null, '应办活动完成率', '2026-02-01')).toBe(null);
  });
});

describe('what the ledger tells of inspections', () => {
  beforeAll(() =>
    change((ledger) => {
      const visit = (kindergartenId: number, visitedOn: string | null, planFiledOn: string | null = null) =>
        addInspection(ledger, {
          kind: 'inspection',
          groupId: null,
          kindergartenId,
          inspectorId: null,
          planFiledOn,
          visitedOn,
          topics: null,
          opinion: null,
          note: null,
          origin: 'hand',
        });
      const found = (inspectionId: number, number: number, dueOn: string, recheck?: [string, boolean]) => {
        const id = addFinding(ledger, {
          inspectionId,
          number,
          content: '问题',
          severity: 'ordinary',
          points: null,
          note: null,
        });
        const step = (kind: RectificationStepKind, doneOn: string, more: object) =>
          addStep(ledger, {
            findingId: id,
            step: kind,
            doneOn,
            dueOn: null,
            passed: null,
            result: null,
            document: null,
            ...more,
          });
        step('notice', '2025-11-20', { dueOn });
        if (recheck) step('recheck', recheck[0], { passed: recheck[1] });
      };
      const last = visit(2, '2025-11-15');
      found(last, 1, '2026-01-10', ['2026-01-09', true]);
      found(last, 2, '2025-12-20');
      const own = visit(2, '2026-04-01');
      found(own, 1, '2026-05-01', ['2026-05-03', true]);
      found(own, 2, '2026-05-01', ['2026-05-03', false]);
      found(own, 3, '2026-12-31');
      found(own, 4, '2027-01-15', ['2026-12-01', true]);
      found(visit(3, '2026-09-01'), 1, '2026-12-31', ['2027-01-05', true]);
      visit(4, null, '2026-10-01');
    }),
  );

  it.each([
    // Due in 2026: mended late counts; failed and never mended do not; what is due next year is next year's.
    [2, '整改完成率', '2027-02-01', 50],
    // On the day before the last, what is due on the last is still in time.
    [2, '整改完成率', '2026-12-30', 66.67],
    // Mended after the year: not in the year.
    [3, '整改完成率', '2027-02-01', 0],
    [3, '整改完成率', '2026-12-30', null],
    [4, '整改完成率', '2027-02-01', null],
    [null, '整改完成率', '2027-02-01', 40],
    [2, '督导发现问题数', '2027-02-01', 4],
    [2, '督导发现问题数', '2026-03-31', null],
    // Only planned: nobody was there.
    [4, '督导发现问题数', '2027-02-01', null],
    [null, '督导发现问题数', '2027-02-01', 5],
  ] as const)('of %s: %s by %s', (who, key, on, expected) => {
    expect(fact(who, key, on)).toBe(expected);
  });
});

describe('what the ledger tells of people, papers and figures', () => {
  beforeAll(() =>
    change((ledger) => {
      const person = (name: string, unit: string) =>
        Number(
          ledger.prepare('INSERT INTO person (name, unit) VALUES (?, ?)').run(name, unit).lastInsertRowid,
        );
      const [one, two, far] = [
        person('甲', names[1] ?? ''),
        person('乙', names[1] ?? ''),
        person('丙', '外县幼儿园'),
      ];
      const post = (personId: number, from: string, to: string | null, days: number | null = null) =>
        addPosting(ledger, {
          groupId: 1,
          personId,
          kind: 'shadowing',
          rank: 'teacher',
          originId: personId === far ? null : (spring ?? 0),
          destinationId: lead ?? 0,
          originTier: null,
          destinationTier: null,
          destinationPoor: null,
          from,
          to,
          days,
          endReason: null,
          note: null,
          origin: 'hand',
        } as never);
      post(one, '2025-12-01', '2026-01-10');
      post(one, '2026-03-01', '2026-03-31', 4);
      post(two, '2026-12-22', null);
      post(far, '2026-02-01', '2026-02-10');
      const training = addActivity(ledger, {
        policyId: policy.id,
        kind: 'training',
        title: '培训',
        state: 'done',
        origin: 'hand',
        officeId: 1,
        heldOn: '2026-10-01',
      });
      const go = ledger.prepare(
        "INSERT INTO activity_person (activity_id, person_id, role) VALUES (?, ?, '学员')",
      );
      for (const id of [one, two, far]) go.run(training, id);
      const paper = (
        checklist: string,
        item: string,
        kindergartenId: number | null,
        present: boolean,
        dated: string,
      ) =>
        saveDocument(ledger, {
          groupId: 1,
          kindergartenId,
          checklist,
          item,
          present,
          dated,
          document: null,
          documentSha256: null,
          note: null,
        });
      paper('lead-evidence', 'standard', null, true, '2026-03-01');
      paper('lead-evidence', 'quality', null, false, '2026-03-01');
      for (const item of ['enrolment', 'fees', 'meals'])
        paper('publicity', item, spring ?? 0, true, '2026-12-31');
      paper('publicity', 'staff', spring ?? 0, true, '2027-01-01');
    }),
  );

  it.each([
    [2, '派驻跟岗人数', '2027-02-01', 2],
    // 10 days of January, 4 that were counted, 10 from the 22nd to the end of the year.
    [2, '派驻跟岗天数', '2027-02-01', 24],
    [2, '派驻跟岗天数', '2026-12-25', 18],
    [2, '派驻跟岗人数', '2026-12-20', 1],
    [null, '派驻跟岗人数', '2027-02-01', 2],
    [3, '派驻跟岗天数', '2027-02-01', 0],
    [2, '培训覆盖率', '2027-02-01', 10],
    [2, '培训覆盖率', '2026-09-30', 0],
    [5, '培训覆盖率', '2027-02-01', null],
    [null, '培训覆盖率', '2027-02-01', null],
    // Three of seven; the fourth came after the year.
    [2, '材料齐全率', '2027-02-01', 42.86],
    [2, '材料齐全率', '2026-12-30', null],
    [3, '材料齐全率', '2027-02-01', null],
    // One of five for the lead; one and three of five and four times seven for the group.
    [1, '材料齐全率', '2027-02-01', 20],
    [null, '材料齐全率', '2027-02-01', 12.12],
    [null, '成员园数', '2027-02-01', 4],
    [2, '班级数', '2027-02-01', null],
    [2, '上年总分', '2027-02-01', null],
  ] as const)('of %s: %s by %s', (who, key, on, expected) => {
    expect(fact(who, key, on)).toBe(expected);
  });
});
