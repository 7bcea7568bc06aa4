import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { adoptPolicy } from '../ledger/policies-in-force.store.ts';
import { addActivity, listActivities } from './activities.store.ts';
import { benchGroups, type RecordsBench, recordsBench } from './testing/records-bench.ts';

const heading =
  '活动日期,联盟名称,活动种类,活动名称,任务,承办园,参加园所及人数,学时,主题内容,是否突出,佐证材料\n';

interface Imported {
  readonly exit: number;
  readonly totals: Readonly<Record<string, number>>;
  /** Code and cell, one after the other, in the order told. */
  readonly findings: readonly string[];
  readonly messages: readonly string[];
}

async function importRows(bench: RecordsBench, rows: string, ...options: string[]): Promise<Imported> {
  bench.write('活动记录表.csv', `活动记录表\n${heading}${rows}`);
  const { exit, out } = await bench.play('import', '活动记录表.csv', '--yes', '--json', ...options);
  const report = JSON.parse(out) as {
    totals: Record<string, number>;
    files: { tables: { findings: { code: string; cell: string | null; message: string }[] }[] }[];
  };
  const findings = report.files.flatMap((file) => file.tables.flatMap((table) => table.findings));
  return {
    exit,
    totals: report.totals,
    findings: findings.flatMap(({ code, cell }) => [code, `${cell}`]),
    messages: findings.map(({ message }) => message),
  };
}

const held = (bench: RecordsBench) => bench.look((ledger) => listActivities(ledger, { states: ['done'] }));

const { east } = benchGroups;

describe('the import of records of activities', () => {
  it('asks to look again at a day without teaching, once', async () => {
    const bench = await recordsBench();
    const row = `2026-10-03,${east},联合教研,区域游戏,,,,,,,\n`;
    expect(await importRows(bench, row)).toMatchObject({ exit: 0, findings: ['activity-day-off', 'A3'] });
    expect(await importRows(bench, row)).toMatchObject({ exit: 0, findings: [] });
  });

  it('takes a row with everything in it, as messy as clerks write', async () => {
    const bench = await recordsBench();
    const row = `2026年10月14日至16日,${east},联合教研活动,区域游戏研讨,资源共享,星星幼儿园,"东湖区实验幼儿园3人、星星幼儿园（2人）；月亮幼儿园两人，共7人",4学时,区域游戏,√,\n`;
    const { exit, totals, findings } = await importRows(bench, row);
    expect({ exit, findings }).toEqual({ exit: 0, findings: ['value-normalised', 'H3'] });
    expect(totals).toMatchObject({ read: 1, inserted: 1 });
    const id = (name: string) => bench.ids.get(name)!;
    expect(held(bench)).toMatchObject([
      {
        groupId: bench.groups.east,
        officeId: null,
        kind: 'research',
        line: 'resources',
        title: '区域游戏研讨',
        state: 'done',
        plannedOn: null,
        heldOn: '2026-10-14',
        heldTo: '2026-10-16',
        hostId: id('东湖区星星幼儿园'),
        hours: 4,
        topics: '区域游戏',
        outstanding: true,
        origin: 'table',
        kindergartens: [
          { kindergartenId: id('东湖区实验幼儿园'), people: 3 },
          { kindergartenId: id('东湖区星星幼儿园'), people: 2 },
          { kindergartenId: id('东湖区月亮幼儿园'), people: 2 },
        ],
      },
    ]);
  });

  it('files an activity under the line of its kind, a group by its lead or number, all members at once', async () => {
    const bench = await recordsBench();
    await importRows(
      bench,
      '2026-10-14,东湖区实验幼儿园,第三次联合教研,,,,全体成员园各2人,,,,\n2026-10-15,2,观摩课,,,,,,,,\n',
    );
    expect(held(bench)).toMatchObject([
      {
        title: '联合教研',
        line: 'resources',
        groupId: bench.groups.east,
        kindergartens: [{ people: 2 }, { people: 2 }, { people: 2 }],
      },
      { title: '观摩课', line: 'staff', groupId: bench.groups.west, kindergartens: [] },
    ]);
  });

  it('takes an activity of the office without a group, or with its own name', async () => {
    const bench = await recordsBench();
    const { findings } = await importRows(
      bench,
      '2026-10-14,,月调度,,,,实验幼儿园@西岭区1人,,,,\n2026-11-13,云溪市,月调度,,,,,,,,\n',
    );
    expect(findings).toEqual([]);
    expect(held(bench)).toMatchObject([{ groupId: null, officeId: 1, kind: 'dispatch' }, { officeId: 1 }]);
  });

  it.each<[string, string, string, string]>([
    ['2026-11-21,东,联合教研,,,,,,,,', 'activity-in-future', 'A3', '2026年11月21日还没有到'],
    ['2026-10-14至10-12,东,联合教研,,,,,,,,', 'days-reversed', 'A3', '早于开始的'],
    ['2026-10-14,南浦联盟,联合教研,,,,,,,,', 'group-unknown', 'B3', '南浦联盟'],
    ['2025-12-31,东,联合教研,,,,,,,,', 'activity-outside-group', 'A3', '2026-01-01 起'],
    ['2026-10-14,东,舞会,,,,,,,,', 'activity-kind-unknown', 'C3', '联合教研'],
    ['2026-10-14,,联合教研,,,,,,,,', 'activity-holder', 'B3', '请写明是哪一个'],
    ['2026-10-14,东,月调度,,,,,,,,', 'activity-holder', 'B3', '不写联盟'],
    ['2026-10-14,东,联合教研,,别的任务,,,,,,', 'activity-line-unknown', 'E3', '管理共融'],
    ['2026-10-14,东,联合教研,,,火星幼儿园,,,,,', 'kindergarten-unknown', 'F3', '火星幼儿园'],
    ['2026-10-14,东,联合教研,,,,火星幼儿园3人,,,,', 'kindergarten-unknown', 'G3', '火星幼儿园'],
    ['2026-10-14,东,联合教研,,,,星星幼儿园-3人,,,,', 'participants-negative', 'G3', '负数'],
    ['2026-10-14,东,联合教研,,,,星星幼儿园约3人,,,,', 'participants-unclear', 'G3', '约3人'],
    [
      '2026-10-14,东,联合教研,,,,星星幼儿园2人、东湖区星星幼儿园1人,,,,',
      'participant-twice',
      'G3',
      '东湖区星星幼儿园',
    ],
    ['2026-10-14,东,联合教研,,,,,半天,,,', 'hours-invalid', 'H3', '半天'],
  ])('rejects %s', async (row, code, cell, message) => {
    const bench = await recordsBench();
    const { exit, totals, findings, messages } = await importRows(
      bench,
      `${row.replace(',东,', `,${east},`)}\n`,
    );
    expect({ exit, findings }).toEqual({ exit: 1, findings: [code, cell] });
    expect(totals).toMatchObject({ read: 1, rejected: 1 });
    expect(messages[0]).toContain(message);
    expect(held(bench)).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['2026-10-14,东,联合教研,,,西岭区实验幼儿园,,,,,', 'activity-host-outside', 'F3'],
    ['2026-10-14,东,联合教研,,,,西岭区实验幼儿园2人,,,,', 'participant-not-member', 'G3'],
    ['2026-10-14,东,联合教研,,,,"星星幼儿园2人，共3人",,,,', 'participants-sum', 'G3'],
    ['2026-10-14,东,联合教研,,,,,,,,签到表.pdf、照片.jpg', 'activity-evidence-unfiled', 'K3'],
  ])('takes %s, and says what to look at', async (row, code, cell) => {
    const bench = await recordsBench();
    const { exit, findings } = await importRows(bench, `${row.replace(',东,', `,${east},`)}\n`);
    expect({ exit, findings }).toEqual({ exit: 0, findings: [code, cell] });
    expect(held(bench)).toHaveLength(1);
  });

  it('needs a policy where nothing tells it', async () => {
    const bench = await recordsBench();
    await bench.change((ledger) => adoptPolicy(ledger, 'helan-2022'));
    const { findings } = await importRows(bench, '2026-10-14,,月调度,,,,,,,,\n');
    expect(findings).toEqual(['activity-policy-unclear', 'B3']);
    const rest = await importRows(bench, `2026-10-14,${east},联合教研,,,,,,,,\n`);
    expect(rest.totals).toMatchObject({ inserted: 1 });
    const named = await importRows(bench, '2026-10-14,,月调度,,,,,,,,\n', '--policy', 'zaozhuang-2021');
    expect(named.totals).toMatchObject({ inserted: 1 });
  });

  it('records an activity on the plan it was of, the nearest one due', async () => {
    const bench = await recordsBench();
    const plan = (plannedOn: string, kind = 'research', due: { from: string; to: string } | null = null) =>
      bench.change((ledger) =>
        addActivity(ledger, {
          policyId: 'zaozhuang-2021',
          groupId: bench.groups.east,
          kind,
          title: '十月联合教研',
          state: 'planned',
          plannedOn,
          due,
          ruleId: 'Z6.research',
          origin: 'plan',
          hostId: bench.ids.get('东湖区月亮幼儿园')!,
        }),
      );
    const october = { from: '2026-10-01', to: '2026-10-31' };
    await plan('2026-09-30', 'research', { from: '2026-09-01', to: '2026-09-30' });
    await plan('2026-10-13', 'demonstration', october);
    const meant = await plan('2026-10-20', 'research', october);
    await plan('2026-10-30', 'research', october);
    const { findings, totals } = await importRows(bench, `2026-10-14,${east},联合教研,,,,,,,,\n`);
    expect({ findings, totals }).toMatchObject({ findings: [], totals: { updated: 1, inserted: 0 } });
    expect(held(bench)).toMatchObject([
      {
        id: meant,
        state: 'done',
        plannedOn: '2026-10-20',
        heldOn: '2026-10-14',
        title: '十月联合教研',
        hostId: bench.ids.get('东湖区月亮幼儿园'),
        due: october,
        origin: 'plan',
        sequence: 1,
      },
    ]);
    // Two as near: the first is taken, and it is said.
    await plan('2026-10-22', 'research', october);
    await plan('2026-10-22', 'research', october);
    const second = await importRows(bench, `2026-10-29,${east},联合教研,,,,,,,,\n`);
    expect(second.findings).toEqual([]);
    const third = await importRows(bench, `2026-10-21,${east},联合教研,,,,,,,,\n`);
    expect(third.findings).toEqual(['activity-plan-ambiguous', 'A3']);
    expect(third.totals).toMatchObject({ updated: 1 });
  });

  it('knows an activity again, fills what was open, and keeps or overwrites the rest as told', async () => {
    const bench = await recordsBench();
    const row = (...rest: string[]) => `2026-10-14,${east},联合教研,区域游戏,${rest.join(',')}\n`;
    await importRows(bench, row('', '', '星星幼儿园', '', '', '', ''));
    const filled = await importRows(bench, row('', '月亮幼儿园', '星星幼儿园2人', '4', '', '是', ''));
    expect(filled).toMatchObject({ totals: { updated: 1 }, findings: [] });
    const again = await importRows(bench, row('资源共享', '月亮幼儿园', '星星幼儿园2人', '4', '', '是', ''));
    expect(again).toMatchObject({ totals: { unchanged: 1 }, findings: [] });
    const other = row('', '星星幼儿园', '星星幼儿园3人', '6', '', '否', '');
    const kept = await importRows(bench, other);
    expect(kept.findings).toEqual([
      'conflict-kept',
      'F3',
      'conflict-kept',
      'H3',
      'conflict-kept',
      'J3',
      'conflict-kept',
      'G3',
    ]);
    expect(held(bench)).toMatchObject([{ hours: 4, outstanding: true, kindergartens: [{ people: 2 }] }]);
    const refused = await importRows(bench, other, '--on-conflict', 'fail');
    expect(refused.totals).toMatchObject({ rejected: 1 });
    expect(await importRows(bench, other, '--on-conflict', 'skip')).toMatchObject({ totals: { skipped: 1 } });
    await importRows(bench, other, '--on-conflict', 'update');
    expect(held(bench)).toMatchObject([{ hours: 6, outstanding: false, kindergartens: [{ people: 3 }] }]);
    const last = bench.look((ledger) => ledger.stamp());
    const undone = await bench.play('undo', String(last), '--yes');
    expect(undone.exit, undone.err).toBe(0);
    expect(held(bench)).toMatchObject([{ hours: 4, outstanding: true }]);
  });

  it('finds rows that repeat, and warns of another of the kind on the day', async () => {
    const bench = await recordsBench();
    const row = (title: string) => `2026-10-14,${east},联合教研,${title},,,,,,,\n`;
    const both = await importRows(bench, row('区域游戏') + row('区域 游戏') + row('晨间谈话'));
    expect(both.findings).toEqual(['activity-row-repeated', 'A4', 'activity-same-day', 'A5']);
    expect(both.totals).toMatchObject({ inserted: 2, rejected: 1 });
    const untitled = await importRows(bench, row(''));
    expect(untitled.findings).toEqual(['activity-same-day', 'A3']);
  });

  it('comes back from a return copy once it is put right', async () => {
    const bench = await recordsBench();
    bench.write('活动记录表.csv', `活动记录表\n${heading}2026-10-14,${east},舞会,,,,,,,,\n`);
    const first = await bench.play('import', '活动记录表.csv', '--yes', '--return-dir', '退改稿');
    expect(first.exit).toBe(1);
    expect(first.err).toContain('退改稿');
  });

  it('reads its own export back without a change', async () => {
    const bench = await recordsBench();
    await importRows(
      bench,
      [
        `2026年10月14日至16日,${east},联合教研,区域游戏,,星星幼儿园,"实验幼儿园@西岭区2人、月亮幼儿园",4.5,"幼小衔接，第二次",是,`,
        '2026-10-14,,月调度,十月调度,,,实验幼儿园@东湖区1人,,,,',
        `2026-11-02,${benchGroups.west},教师培训,,,,全体成员园,,,,`,
      ].join('\n'),
    );
    const exported = await bench.play('export', 'activity-record', '--output', '导出.xlsx');
    expect(exported.exit, exported.err).toBe(0);
    const { exit, out, err } = await bench.play(
      'import',
      '导出.xlsx',
      '--yes',
      '--json',
      '--on-conflict',
      'update',
    );
    expect(exit, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ operation: null, totals: { read: 3, unchanged: 3 } });
    const blank = await bench.play('template', '活动记录表', '--output', '空表.xlsx');
    expect(blank.exit, blank.err).toBe(0);
    const parts = Object.values(unzipSync(readFileSync(join(bench.folder, '空表.xlsx'))));
    const text = parts.map((part) => new TextDecoder().decode(part)).join('');
    for (const offered of ['观摩课', '发展共赢']) expect(text).toContain(offered);
  });
});
