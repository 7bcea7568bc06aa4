import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { regularShapes } from '../../cli/shapes-regular.ts';
import { openWorkbook } from '../../workbook/open.ts';
import { type DeskOptions, dueDesk, lead, moon, star } from '../testing/due-desk.ts';

async function dueOf(options: DeskOptions, ...words: string[]) {
  const { youlian } = await dueDesk(options);
  const { exit, out, err } = await youlian('activity', 'due', '--json', ...words);
  expect(exit, err).toBe(0);
  return regularShapes.due.parse(JSON.parse(out));
}

/** `2026-09-01..2026-09-30 0/1!1` of one rule, with the subject's name before it. */
const shown = (rows: Awaited<ReturnType<typeof dueOf>>, rule: string) =>
  rows
    .filter((row) => row.rule === rule)
    .map(
      ({ subject, period, due, done, owed }) =>
        `${subject.type} ${subject.name} ${period.from}..${period.to} ${done}/${due}${owed > 0 ? `!${owed}` : ''}`,
    );

describe('activity due --json', () => {
  it('gives every period of every subject from the beginning to the day, the running one not owed', async () => {
    const rows = await dueOf({
      held: [
        { kind: 'research', heldOn: '2026-03-31' },
        { kind: 'research', heldOn: '2026-05-06' },
        { kind: 'research', heldOn: '2026-05-20' },
        { kind: 'closing', heldOn: '2026-07-12' },
      ],
    });
    const group = 'group 东湖集团';
    expect(shown(rows, 'H9.research')).toEqual([
      `${group} 2026-03-01..2026-03-31 1/1`,
      `${group} 2026-04-01..2026-04-30 1/1`,
      `${group} 2026-05-01..2026-05-31 1/1`,
      `${group} 2026-06-01..2026-06-30 0/1!1`,
      `${group} 2026-07-01..2026-07-31 0/0`,
      `${group} 2026-09-01..2026-09-30 0/1!1`,
      `${group} 2026-10-01..2026-10-31 0/1!1`,
      `${group} 2026-11-01..2026-11-30 0/1`,
    ]);
    expect(shown(rows, 'H9.closing')).toEqual([
      `${group} 2026-03-01..2026-07-10 1/1`,
      `${group} 2026-09-01..2027-01-20 0/1`,
    ]);
    expect(shown(rows, 'H7.yearly')).toEqual(['office 云溪市 2026-03-01..2026-12-31 0/1']);
    // 定期: nothing is due, so that only what was done would be said.
    expect(shown(rows, 'H9.party')).toEqual([]);
    const [april] = rows.filter((row) => row.rule === 'H9.research' && row.period.from === '2026-04-01');
    expect(april).toMatchObject({
      madeUp: 1,
      open: false,
      citation: expect.stringContaining('五、工作要求（二）'),
    });
  });

  it('owes nothing after the end of a cycle', async () => {
    const rows = await dueOf({
      policy: 'zaozhuang-2021',
      since: '2023-10-01',
      cycleEnd: '2023-12-31',
      terms: false,
    });
    expect(shown(rows, 'Z11.dispatch')).toEqual([
      'office 云溪市 2023-10-01..2023-10-31 0/1!1',
      'office 云溪市 2023-11-01..2023-11-30 0/1!1',
      'office 云溪市 2023-12-01..2023-12-31 0/1!1',
    ]);
    expect(shown(rows, 'Z11.bulletin')).toEqual(['office 云溪市 2023-10-01..2023-12-31 0/1!1']);
  });

  it.each([
    ['with half of the term left', '2026-05-01', 'member 东湖区月亮幼儿园 2026-05-01..2026-07-10 0/1!1'],
    ['with less than half left', '2026-05-02', 'member 东湖区月亮幼儿园 2026-05-02..2026-07-10 0/0'],
  ])('asks of a member that joined %s', async (_, joins, expected) => {
    const rows = await dueOf({ policy: 'zaozhuang-2021', since: '2026-02-20', joins }, '--on', '2026-08-01');
    expect(shown(rows, 'Z7.family').filter((row) => row.includes(moon))).toEqual([expected]);
  });

  it('keeps what a member owed until it left, and asks nothing after', async () => {
    const held = [
      // The lead is the sample's second kindergarten.
      { kind: 'family', heldOn: '2026-06-01', hostId: 2 },
      { kind: 'research', heldOn: '2026-06-01' },
    ];
    const options = {
      policy: 'zaozhuang-2021',
      since: '2026-02-20',
      joins: '2026-02-20',
      leaves: '2026-10-01',
      held,
    };
    const rows = await dueOf(options);
    expect(shown(rows, 'Z7.family')).toEqual([
      `lead ${lead} 2026-02-20..2026-07-10 1/1`,
      `lead ${lead} 2026-09-01..2027-01-20 0/1`,
      `member ${star} 2026-02-20..2026-07-10 0/1!1`,
      `member ${star} 2026-09-01..2027-01-20 0/1`,
      `member ${moon} 2026-02-20..2026-07-10 0/1!1`,
      `member ${moon} 2026-09-01..2026-09-30 0/0`,
    ]);
    expect(new Set(rows.filter((row) => row.subject.type === 'member').map((row) => row.group))).toEqual(
      new Set(['东湖集团']),
    );
  });

  it.each([
    ['2026-10', ['2026-10-01']],
    ['2026-Q2', ['2026-04-01', '2026-05-01', '2026-06-01']],
    ['2026-H1', ['2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01']],
    ['2026-2027:1', ['2026-09-01', '2026-10-01', '2026-11-01']],
    ['2025', []],
  ])('shows one stretch of time: %s', async (period, expected) => {
    const rows = await dueOf({}, '--period', period);
    const months = rows.filter((row) => row.rule === 'H9.research').map((row) => row.period.from);
    expect(months).toEqual(expected);
  });

  it.each(['2026-13', '去年', '2026-2028', '2026-Q5'])(
    'refuses a period that is none: %s',
    async (period) => {
      const { youlian } = await dueDesk();
      const { exit, err } = await youlian('activity', 'due', '--period', period);
      expect(exit).toBe(2);
      expect(err).toContain('（option-value）');
    },
  );

  it('says where terms were taken as usual, and is never more owed for what is held', async () => {
    const { youlian } = await dueDesk({ terms: false });
    const { err, out } = await youlian('activity', 'due', '--json');
    const code = 'school-years-assumed';
    expect(err).toContain(`（${code}）`);
    expect(err).toMatch(/office set --term (\d{4}-\d{4}):1=/);
    expect(regularShapes.due.parse(JSON.parse(out)).some((row) => row.assumedTerm)).toBe(true);
  });
});

describe('activity due', () => {
  const options: DeskOptions = {
    held: [
      { kind: 'research', heldOn: '2026-03-31' },
      { kind: 'research', heldOn: '2026-05-06' },
      { kind: 'research', heldOn: '2026-05-20' },
      ...['2026-03-02', '2026-04-02', '2026-06-02'].map((heldOn) => ({ kind: 'principals', heldOn })),
    ],
  };

  it('is a table and maps of the periods', async () => {
    const { youlian } = await dueDesk(options);
    const { out } = await youlian('activity', 'due', '--group', '1');
    const line = (text: string) =>
      out.split('\n').find((each) => each.startsWith('│') && each.includes(text));
    expect(line('联合教研')?.split('│')[2]?.split(/\s+/)).toEqual([
      '办',
      '补',
      '办',
      '欠',
      '－',
      '欠',
      '欠',
      '待',
    ]);
    expect(line('园长会')?.split('│')[2]?.split(/\s+/)).toEqual(['多', '待']);
    expect(out).toContain('── 逐月 ──');
    expect(out).toMatch(/截至2026年11月22日：应办 \d+ 次，已办 6 次，欠 \d+ 次/);
    expect(out).not.toContain('云溪市');
  });

  it('is a workbook with a list, maps and every period', async () => {
    const { youlian, folder } = await dueDesk(options);
    const { exit, err } = await youlian('activity', 'due', '--output', '应办.xlsx');
    expect(exit, err).toBe(0);
    const workbook = await openWorkbook(join(folder, '应办.xlsx'));
    expect(workbook.sheets.map(({ name }) => name)).toEqual([
      '应办已办',
      '逐月图',
      '逐学期图',
      '逐学年图',
      '逐年图',
      '逐期明细',
    ]);
  });
});

describe('check', () => {
  it.each([
    ['nothing on record', [], 'unknown'],
    ['a month left out', [{ kind: 'training', heldOn: '2026-03-02' }], 'violation'],
    [
      'every month so far',
      ['2026-03-31', '2026-04-30', '2026-05-31', '2026-06-30', '2026-09-30', '2026-10-31'].map((heldOn) => ({
        kind: 'research',
        heldOn,
      })),
      'pass',
    ],
  ])('judges a cadence: %s', async (_, held, outcome) => {
    const { youlian } = await dueDesk({ held });
    const { out } = await youlian('check', '--json');
    const { verdicts } = JSON.parse(out) as { verdicts: { rule: string; outcome: string; facts: object }[] };
    const [verdict] = verdicts.filter(({ rule }) => rule === 'H9.research');
    expect(verdict?.outcome).toBe(outcome);
    if (outcome === 'violation') {
      expect(verdict?.facts).toMatchObject({
        due: 6,
        held: 0,
        owed: 6,
        owedPeriods: '2026年3月、2026年4月、2026年5月等 6 期',
      });
    }
  });
});
