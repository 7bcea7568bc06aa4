import { describe, expect, it } from 'vitest';
import { listActivities } from './activities.store.ts';
import { listBlocks } from './blocks.store.ts';
import type { PlanRecord } from './planning/plan-record.ts';
import { benchGroups, type RecordsBench, recordsBench } from './testing/records-bench.ts';

const heading = '编号,计划日期,时间,联盟名称,活动种类,承办园,期望日期,期望时间,期望承办园,不便日期\n';
const { east, west } = benchGroups;

/** A finding as the tests name it. */
const at = (code: string, cell: string) => `${code} ${cell}`;

interface Imported {
  readonly exit: number;
  readonly totals: Readonly<Record<string, number>>;
  /** Code and cell of each finding. */
  readonly findings: readonly string[];
}

async function importRows(bench: RecordsBench, rows: readonly string[]): Promise<Imported> {
  bench.write('活动计划表.csv', `活动计划表\n${heading}${rows.join('\n')}\n`);
  return importFile(bench, '活动计划表.csv');
}

async function importFile(bench: RecordsBench, file: string): Promise<Imported> {
  const { exit, out } = await bench.play('import', file, '--yes', '--json');
  const report = JSON.parse(out) as {
    totals: Record<string, number>;
    files: { tables: { findings: { code: string; cell: string | null }[] }[] }[];
  };
  const findings = report.files.flatMap((each) => each.tables.flatMap((table) => table.findings));
  return { exit, totals: report.totals, findings: findings.map(({ code, cell }) => `${code} ${cell}`) };
}

async function planned(bench: RecordsBench): Promise<PlanRecord> {
  const { out } = await bench.play('activity', 'plan', '--year', '2026-2027', '--json', '--yes');
  return JSON.parse(out) as PlanRecord;
}

const activities = (bench: RecordsBench) => bench.look((ledger) => listActivities(ledger));

describe('the plan as a table', () => {
  it('goes out and comes back without a change', async () => {
    const bench = await recordsBench();
    const { activities: all } = await planned(bench);
    const before = activities(bench);
    const out = await bench.play('export', 'activity-plan', '--output', '活动计划表.xlsx');
    expect(out.exit).toBe(0);
    const { exit, totals, findings } = await importFile(bench, '活动计划表.xlsx');
    expect({ exit, findings }).toEqual({ exit: 0, findings: [] });
    expect(totals).toMatchObject({ read: all.length, unchanged: all.length, rejected: 0 });
    expect(activities(bench)).toEqual(before);
  });

  it('brings a plan made elsewhere into an empty ledger, with the principals of the members', async () => {
    const bench = await recordsBench();
    const { exit, totals, findings } = await importRows(bench, [
      `,2026年12月9日,9点至11:30,${east},联合教研,东湖区月亮幼儿园,,,,`,
      ',2026-12-10,14:30—16:30,,月调度,,,,,',
    ]);
    expect({ exit, findings: findings.filter((each) => !each.startsWith('value-normalised')) }).toEqual({
      exit: 0,
      findings: [],
    });
    expect(totals).toMatchObject({ read: 2, inserted: 2 });
    expect(activities(bench)).toMatchObject([
      {
        groupId: bench.groups.east,
        kind: 'research',
        state: 'planned',
        plannedOn: '2026-12-09',
        starts: '09:00',
        ends: '11:30',
        hostId: bench.ids.get('东湖区月亮幼儿园'),
        venue: '东湖区月亮幼儿园',
        fixed: false,
        origin: 'table',
        people: [
          { name: '东一', unit: '东湖区实验幼儿园', role: '园长' },
          { name: '东四', unit: '东湖区月亮幼儿园', role: '园长' },
        ],
      },
      { groupId: null, kind: 'dispatch', plannedOn: '2026-12-10', starts: '14:30' },
    ]);
  });
});

describe('wishes that groups send back', () => {
  it('become fixed days, hosts, times and blocked days, which planning then obeys', async () => {
    const bench = await recordsBench();
    const { activities: all } = await planned(bench);
    const family = all.filter(({ group }) => group === west);
    const one = family[0]!;
    const { exit, totals } = await importRows(bench, [
      `${one.id},${one.date},,${west},家园共育活动,,2026-12-09,14:00-16:00,,`,
      `${family[1]!.id},${family[1]!.date},,${west},家园共育活动,,,,,2026年12月14日至18日、2026-12-21`,
    ]);
    expect({ exit, totals }).toMatchObject({ exit: 0, totals: { updated: 2, rejected: 0 } });
    expect(bench.look(listBlocks)).toMatchObject([
      { from: '2026-12-14', to: '2026-12-18', groupId: bench.groups.west },
      { from: '2026-12-21', to: '2026-12-21', groupId: bench.groups.west },
    ]);
    const again = await planned(bench);
    const now = new Map(again.activities.map((each) => [each.id, each]));
    expect(now.get(one.id)).toMatchObject({ date: '2026-12-09', start: '14:00', end: '16:00', fixed: true });
    const other = now.get(family[1]!.id)!;
    expect(other.date < '2026-12-14' || other.date > '2026-12-21').toBe(true);
  });

  it('of the day that is planned already settle it, and are shown so', async () => {
    const bench = await recordsBench();
    const { activities: all } = await planned(bench);
    const [one] = all.filter(({ group }) => group === west);
    bench.write(
      'wishes.csv',
      `编号,计划日期,时间,联盟,活动种类,承办园,期望日期,期望时间,期望承办园,不便日期\n${one!.id},${one!.date},,${west},家园共育活动,,${one!.date},,,\n`,
    );
    const { out, err } = await bench.play('import', 'wishes.csv', '--dry-run');
    expect(out + err).toMatch(new RegExp(`${one!.date} +→ +${one!.date}（定）`));
  });

  it('may name another host of the group', async () => {
    const bench = await recordsBench();
    await importRows(bench, [`,2026-12-09,,${east},联合教研,东湖区月亮幼儿园,,,,`]);
    const id = activities(bench)[0]!.id;
    await importRows(bench, [`${id},2026-12-09,,${east},联合教研,东湖区月亮幼儿园,,,星星幼儿园,`]);
    expect(activities(bench)[0]).toMatchObject({
      hostId: bench.ids.get('东湖区星星幼儿园'),
      venue: '东湖区星星幼儿园',
      plannedOn: '2026-12-09',
    });
  });

  it('bring the principal of the other host, where only the host is to come', async () => {
    const bench = await recordsBench();
    const { activities: all } = await planned(bench);
    const { id, date } = all.find(({ rule, host }) => rule === 'Z7.family' && host === '东湖区实验幼儿园')!;
    expect(activities(bench).find((each) => each.id === id)?.people).toMatchObject([{ name: '东一' }]);
    const { exit } = await importRows(bench, [`${id},${date},,${east},家园共育活动,,,,月亮幼儿园,`]);
    expect(exit).toBe(0);
    const now = activities(bench).find((each) => each.id === id);
    expect(now?.people).toMatchObject([{ name: '东四', unit: '东湖区月亮幼儿园', role: '园长' }]);
  });

  it.each<[string, (ids: { family: number; other: number }) => string, string]>([
    [
      'a number that is none',
      () => `999,2026-12-09,,${west},家园共育活动,,,,,`,
      at('activity-not-planned', 'A3'),
    ],
    [
      'a number of another activity',
      ({ family }) => `${family},2026-12-09,,${east},家园共育活动,,,,,`,
      at('plan-number-mismatch', 'A3'),
    ],
    ['no day at all', () => `,,,${east},联合教研,,,,,`, at('plan-date-needed', 'B3')],
    ['a day that is over', () => `,2026-11-19,,${east},联合教研,,,,,`, at('plan-date-past', 'B3')],
    ['a day in the vacation', () => `,2027-08-11,,${east},联合教研,,,,,`, at('plan-outside-term', 'B3')],
    ['a Saturday', () => `,2026-12-12,,${east},联合教研,,,,,`, at('plan-not-school-day', 'B3')],
    ['an end before the start', () => `,2026-12-09,11:00-9:00,${east},联合教研,,,,,`, at('plan-times', 'C3')],
    ['times that are none', () => `,2026-12-09,上午,${east},联合教研,,,,,`, at('plan-times', 'C3')],
    [
      'a wish outside its period',
      ({ family }) => `${family},,,${west},家园共育活动,,2027-03-10,,,`,
      at('plan-outside-period', 'G3'),
    ],
    [
      'a wish on a day off',
      ({ family }) => `${family},,,${west},家园共育活动,,2026-12-13,,,`,
      at('plan-not-school-day', 'G3'),
    ],
    [
      'an unknown host',
      ({ family }) => `${family},,,${west},家园共育活动,,,,没有这所幼儿园,`,
      at('kindergarten-unknown', 'I3'),
    ],
    [
      'a host of another group',
      ({ family }) => `${family},,,${west},家园共育活动,,,,东湖区星星幼儿园,`,
      at('plan-host-outside', 'I3'),
    ],
    [
      'days that are none',
      ({ family }) => `${family},,,${west},家园共育活动,,,,,月底`,
      at('plan-days-unclear', 'J3'),
    ],
    ['an unknown group', () => ',2026-12-09,,没有的联盟,联合教研,,,,,', at('group-unknown', 'D3')],
    ['an unknown kind', () => `,2026-12-09,,${east},春游,,,,,`, at('activity-kind-unknown', 'E3')],
  ])('%s is told at its cell, and nothing of the row is taken', async (_, row, expected) => {
    const bench = await recordsBench();
    const { activities: all } = await planned(bench);
    const before = activities(bench);
    const ids = all.filter(({ group }) => group === west).map(({ id }) => id);
    const { exit, findings } = await importRows(bench, [row({ family: ids[0]!, other: ids[1]! })]);
    expect(exit).toBe(1);
    expect(findings).toContain(expected);
    expect(activities(bench)).toEqual(before);
    expect(bench.look(listBlocks)).toEqual([]);
  });

  it('of two groups for the same person on one day only the first is taken', async () => {
    const bench = await recordsBench();
    const { activities: all } = await planned(bench);
    const lead = all.filter(({ host }) => host === '西岭区实验幼儿园')[0]!;
    const dispatch = all.find(({ rule, date }) => rule === 'Z11.dispatch' && date > '2026-12')!;
    const { findings, totals } = await importRows(bench, [
      `${lead.id},,,${west},家园共育活动,,2026-12-17,,,`,
      `${dispatch.id},,,,月调度,,2026-12-17,,,`,
      `${lead.id},,,${west},家园共育活动,,2026-12-16,,,`,
    ]);
    expect(findings).toEqual([at('plan-wish-collides', 'G4'), at('plan-row-repeated', 'A5')]);
    expect(totals).toMatchObject({ updated: 1, rejected: 2 });
  });

  it('a plan date that differs from the ledger is told and left', async () => {
    const bench = await recordsBench();
    const { activities: all } = await planned(bench);
    const one = all.find(({ group }) => group === west)!;
    const { findings, totals } = await importRows(bench, [`${one.id},2026-12-30,,${west},家园共育活动,,,,,`]);
    expect(findings).toEqual([at('plan-date-differs', 'B3')]);
    expect(totals).toMatchObject({ unchanged: 1 });
  });
});
