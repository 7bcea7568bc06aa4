import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shapes } from '../cli/shapes.ts';
import { inspectionYear, overdueRectifications, rectificationRateOf } from './rectifications.ts';
import { inspectionDesk, lead, moon, star } from './testing/inspection-desk.ts';

type Desk = Awaited<ReturnType<typeof inspectionDesk>>;

const made = ['--kindergarten', star, '--date', '2026-10-14', '--plan-filed', '2026-09-10'];
const serious = ['--problem', '重大：消防通道堵塞（扣2分）'];

const record = (desk: Desk, ...words: string[]) =>
  desk.type('inspection', 'record', '--yes', '--json', ...words);
const advance = (desk: Desk, step: string, date: string, ...more: string[]) =>
  desk.type('inspection', 'advance', '1', '--step', step, '--date', date, '--yes', '--json', ...more);
const list = async (desk: Desk) => shapes['inspection-list'].parse(await desk.json('inspection', 'list'));

describe('the path of a finding', () => {
  it('goes from the plan to the closing, each step dated', async () => {
    const desk = await inspectionDesk();
    expect((await record(desk, ...made.slice(0, 2), '--plan-filed', '2026-09-10')).exit).toBe(0);
    const first = await record(desk, ...made, '--inspector', '钱进（东湖区教育督导室）', ...serious);
    expect(first.exit, first.err).toBe(0);
    shapes['inspection-change'].parse(JSON.parse(first.out));
    const steps: [string, string, ...string[]][] = [
      ['反馈', '2026-10-15'],
      ['上报', '2026-10-15'],
      ['通知', '2026-10-16', '--due', '2026-11-10'],
      ['复查', '2026-11-09', '--failed'],
      ['通知', '2026-11-09', '--due', '2026-11-18'],
      ['复查', '2026-11-18'],
      ['销号', '2026-11-19'],
    ];
    const states: string[] = [];
    for (const [step, date, ...more] of steps) {
      const taken = await advance(desk, step, date, ...more);
      if (step === '通知' && date === '2026-11-09') {
        // A notice of the same day as the first: another day is another notice.
        expect(taken.exit, taken.err).toBe(0);
      }
      states.push(shapes['inspection-advance'].parse(JSON.parse(taken.out)).finding.state);
    }
    expect(states).toEqual(['feedback', 'reported', 'noticed', 'failed', 'failed', 'mended', 'closed']);
    expect(await list(desk)).toMatchObject([
      {
        kindergarten: star,
        visited: '2026-10-14',
        planFiled: '2026-09-10',
        findings: [{ points: 2, severity: 'serious' }],
      },
    ]);
    expect(await desk.verdict('S7.plan')).toMatchObject({ outcome: 'pass' });
    expect(await desk.verdict('S7.rectification')).toMatchObject({ outcome: 'pass' });
    const [year, rate] = desk.look((ledger) => [
      inspectionYear(ledger, 2026, '2026-12-31', { kindergartenId: 2 }),
      rectificationRateOf(ledger, 2026, '2026-12-31'),
    ]);
    expect(year).toMatchObject({
      inspections: 1,
      findings: 1,
      serious: 1,
      points: 2,
      due: 1,
      mended: 1,
      onTime: 1,
    });
    expect(rate).toMatchObject({ due: 1, mended: 1, overdue: 0, rate: 100 });
  });

  it.each([
    ['inspection-step-order', ['反馈', '2026-10-13'], []],
    ['inspection-step-early', ['通知', '2026-10-16', '--due', '2026-11-10'], []],
    ['inspection-step-early', ['通知', '2026-10-16', '--due', '2026-11-10'], [['反馈', '2026-10-15']]],
    ['inspection-step-early', ['复查', '2026-10-16'], [['反馈', '2026-10-15']]],
    ['inspection-step-early', ['销号', '2026-10-16'], [['反馈', '2026-10-15']]],
    ['inspection-step-order', ['上报', '2026-10-14'], [['反馈', '2026-10-15']]],
    [
      'inspection-due',
      ['通知', '2026-10-16'],
      [
        ['反馈', '2026-10-15'],
        ['上报', '2026-10-15'],
      ],
    ],
    ['inspection-step-twice', ['反馈', '2026-10-16'], [['反馈', '2026-10-15']]],
    ['inspection-word', ['表扬', '2026-10-16'], []],
  ])('refuses %s: %s', async (code, [step = '', date = '', ...more], before) => {
    const desk = await inspectionDesk();
    await record(desk, ...made, ...serious);
    for (const [earlier = '', on = ''] of before) expect((await advance(desk, earlier, on)).exit).toBe(0);
    const { exit, err } = await advance(desk, step, date, ...more);
    expect([exit, err.includes(code)], err).toEqual([2, true]);
  });

  it.each([
    ['inspection-date', ['--kindergarten', star]],
    ['inspection-unmade', ['--kindergarten', star, '--plan-filed', '2026-09-10', ...serious]],
    ['inspection-points', [...made, '--problem', '留样不全（扣200分）']],
    ['inspection-word', [...made, '--kind', '参观']],
    ['kindergarten-unknown', ['--kindergarten', '无名幼儿园', '--date', '2026-10-14']],
  ])('refuses to record %s', async (code, words) => {
    const desk = await inspectionDesk();
    const { exit, err } = await record(desk, ...words);
    expect([exit, err.includes(code)], err).toEqual([2, true]);
  });

  it.each([
    ['a visit', ['record', '--kindergarten', star, '--date', '2026-11-21']],
    ['a step', ['advance', '1', '--step', '反馈', '--date', '2026-11-21']],
  ])('refuses %s that is yet to come: inspection-in-future', async (_, words) => {
    const desk = await inspectionDesk();
    await record(desk, ...made, ...serious);
    const { exit, err } = await desk.type('inspection', ...words, '--yes');
    expect([exit, err.includes('inspection-in-future')], err).toEqual([2, true]);
    // A plan may lie ahead, and a day limit always does.
    expect((await record(desk, '--kindergarten', moon, '--plan-filed', '2026-12-01')).exit).toBe(0);
  });

  const plan = (desk: Desk, filed: string, ...more: string[]) =>
    record(desk, '--kindergarten', star, '--plan-filed', filed, ...more);
  const visit = (desk: Desk, ...more: string[]) =>
    record(desk, '--kindergarten', star, '--date', '2026-10-14', ...more);

  it.each<[string, string[], string[], boolean]>([
    ['joins the only plan', [], [], true],
    [
      'joins the plan of the same inspector',
      ['--inspector', '钱进（督导室）'],
      ['--inspector', '钱进'],
      true,
    ],
    ['leaves the plan of another', ['--inspector', '钱进（督导室）'], ['--inspector', '孙行'], false],
    ['leaves a plan of the other kind', [], ['--kind', '走访'], false],
  ])("a visit without the plan's day %s", async (_, planned, visited, isJoined) => {
    const desk = await inspectionDesk();
    await plan(desk, '2026-09-10', ...planned);
    const { exit, err } = await visit(desk, ...visited);
    expect(exit, err).toBe(0);
    const rows = await list(desk);
    expect(rows.map(({ planFiled, visited: on }) => [planFiled, on])).toEqual(
      isJoined
        ? [['2026-09-10', '2026-10-14']]
        : [
            ['2026-09-10', null],
            [null, '2026-10-14'],
          ],
    );
    if (planned.length > 0) expect(rows[0]).toMatchObject({ inspector: '钱进', inspectorUnit: '督导室' });
    expect(err.includes('记在 2026-09-10 备案的计划上')).toBe(isJoined);
  });

  it('tells inspection-plans-several, and joins no plan of a term that is over', async () => {
    const desk = await inspectionDesk();
    await plan(desk, '2026-03-10');
    await plan(desk, '2026-09-10');
    await plan(desk, '2026-09-20');
    const { exit, err } = await visit(desk);
    expect([exit, err.includes('inspection-plans-several'), err.includes('2026-03-10')], err).toEqual([
      ...[0, true, false],
    ]);
    expect((await list(desk)).filter(({ visited }) => visited === null)).toHaveLength(3);
  });

  it('tells inspection-unknown', async () => {
    const desk = await inspectionDesk();
    expect((await desk.type('inspection', 'show', '9')).err).toContain('inspection-unknown');
    expect((await advance(desk, '反馈', '2026-10-15')).err).toContain('inspection-unknown');
  });
});

describe('what is overdue', () => {
  it.each([
    ['2026-11-10', 0, 0],
    ['2026-11-11', 1, 1],
  ])('begins on the day after the date: on %s, %i', async (on, count, days) => {
    const desk = await inspectionDesk();
    await record(desk, ...made, '--problem', '留样不全');
    await advance(desk, '反馈', '2026-10-15');
    await advance(desk, '通知', '2026-10-16', '--due', '2026-11-10');
    const rows = shapes['inspection-overdue'].parse(await desk.json('inspection', 'overdue', '--on', on));
    expect(rows.map((row) => row.days)).toEqual(count === 0 ? [] : [days]);
    expect(desk.look((ledger) => overdueRectifications(ledger, on).length)).toBe(count);
    expect((await desk.verdict('S7.rectification', '--on', on)).outcome).toBe(
      count === 0 ? 'pass' : 'violation',
    );
  });
});

describe('the report of a term', () => {
  it('counts inspections, visits and rectifications of each district', async () => {
    const desk = await inspectionDesk();
    await record(desk, ...made, ...serious);
    await record(
      desk,
      '--kindergarten',
      moon,
      '--date',
      '2026-10-20',
      '--kind',
      '走访',
      '--opinion',
      '环境好',
    );
    await record(desk, '--kindergarten', lead, '--date', '2026-03-20', '--problem', '留样不全');
    const report = shapes['inspection-report'].parse(
      await desk.json('inspection', 'report', '--term', '2026-2027:1'),
    );
    expect(report.groups).toMatchObject([
      {
        kindergartens: 3,
        inspected: 1,
        inspections: 1,
        visits: 1,
        findings: 1,
        serious: 1,
        closed: 0,
        rate: null,
      },
    ]);
  });
});

const heading = [
  '被督导园',
  '督导日期',
  '督学',
  '督学单位',
  '计划备案日期',
  '发现的问题',
  '严重程度',
  '扣分',
  '书面反馈日期',
  '上报日期',
  '整改通知日期',
  '整改期限',
  '复查日期',
  '复查结果',
  '销号日期',
];
const row = [
  star,
  '2026-10-14',
  '钱进',
  '东湖区教育督导室',
  '2026-09-10',
  '消防通道堵塞',
  '重大',
  2,
  '2026-10-15',
  '2026-10-15',
  '2026-10-16',
  '2026-11-10',
  '2026-11-09',
  '通过',
  '2026-11-09',
];
const title = '东湖区幼儿园学区督导整改台账';
const changed = (values: Record<number, string | number | null>) =>
  row.map((value, index) => (index in values ? (values[index] ?? null) : value));

describe('the table of inspections', () => {
  it('is taken, taken again unchanged, exported and taken into another ledger', async () => {
    const first = await inspectionDesk();
    const rows = [
      row,
      changed({ 5: '留样不全', 6: null, 7: null, 9: null, 12: null, 13: null, 14: null }),
      [moon, '2026-10-15', null, null, null, ...Array.from({ length: 10 }, () => null)],
    ];
    const taken = await first.takeTable(title, heading, rows);
    expect(taken).toMatchObject({ totals: { inserted: 3, rejected: 0 }, findings: [] });
    expect(await first.takeTable(title, heading, rows)).toMatchObject({
      totals: { inserted: 0, unchanged: 3 },
      findings: [],
    });
    expect(await list(first)).toMatchObject([{ findings: [{}, {}] }, { findings: [] }]);
    await first.done('export', 'inspection', '--output', '台账.xlsx');
    const again = JSON.parse((await first.done('import', '台账.xlsx', '--json', '--yes')).out);
    expect([again.operation, again.totals.unchanged]).toEqual([null, 3]);
    const second = await inspectionDesk();
    writeFileSync(join(second.folder, '台账.xlsx'), readFileSync(join(first.folder, '台账.xlsx')));
    await second.done('import', '台账.xlsx', '--yes');
    const plain = async (desk: Desk) =>
      (await list(desk)).map((each) => ({
        ...each,
        findings: each.findings.map(({ id: _, ...rest }) => rest),
      }));
    expect(await plain(second)).toEqual(await plain(first));
    await second.done('export', 'inspection', '--output', '再导出.xlsx');
    expect(readFileSync(join(second.folder, '再导出.xlsx'))).toEqual(
      readFileSync(join(first.folder, '台账.xlsx')),
    );
  });

  it('tells of each row what is wrong, at its cell', async () => {
    const { takeTable } = await inspectionDesk();
    const { findings, totals } = await takeTable(title, heading, [
      row,
      row,
      changed({ 5: '甲', 8: '2026-10-13' }),
      changed({ 5: '乙', 9: null }),
      changed({ 5: '丙', 10: null }),
      changed({ 5: '丁', 13: null, 14: null }),
      changed({ 5: '戊', 6: '特大' }),
      changed({ 5: '己', 11: '2026-10-01' }),
      changed({ 1: null, 4: null }),
      changed({ 1: null }),
      changed({ 5: '庚', 7: 300 }),
    ]);
    expect(findings.map((each) => each.split(' '))).toEqual([
      ['inspection-row-repeated', 'F4'],
      ['inspection-step-order', 'I5'],
      ['inspection-step-lacking', 'K6'],
      ['inspection-due', 'L7'],
      ['inspection-recheck', 'M8'],
      ['inspection-word', 'G9'],
      ['inspection-step-order', 'L10'],
      ['inspection-date', 'B11'],
      ['inspection-unmade', 'F12'],
      ['inspection-points', 'H13'],
    ]);
    expect(totals).toMatchObject({ read: 11, inserted: 2, rejected: 9 });
  });

  it('takes what was found into the plan it was made under, and refuses days to come', async () => {
    const desk = await inspectionDesk();
    const planned = row.map((value, index) => (index === 0 || index === 4 ? value : null));
    await desk.takeTable(title, heading, [planned]);
    const taken = await desk.takeTable(title, heading, [
      changed({ 4: null }),
      changed({ 5: '甲', 12: '2026-11-21', 14: '2026-11-21' }),
    ]);
    expect(taken.findings).toEqual(['inspection-in-future M4', 'inspection-in-future O4']);
    expect(await list(desk)).toMatchObject([
      { visited: '2026-10-14', planFiled: '2026-09-10', findings: [{ content: '消防通道堵塞' }] },
    ]);
    expect((await desk.takeTable(title, heading, [planned])).totals).toMatchObject({ unchanged: 1 });
  });

  it('takes further steps, and another round after a re-check that was not passed', async () => {
    const desk = await inspectionDesk();
    await desk.takeTable(title, heading, [changed({ 12: null, 13: null, 14: null })]);
    const failed = changed({ 13: '未通过', 14: null });
    expect(await desk.takeTable(title, heading, [failed])).toMatchObject({
      totals: { updated: 1 },
      findings: [],
    });
    const round = changed({ 10: '2026-11-10', 11: '2026-11-18', 12: '2026-11-17', 14: '2026-11-18' });
    expect(await desk.takeTable(title, heading, [round])).toMatchObject({
      totals: { updated: 1 },
      findings: [],
    });
    const [{ findings } = { findings: [] }] = await list(desk);
    expect(findings[0]?.steps.map(({ step, on }) => `${step} ${on}`)).toEqual([
      'feedback 2026-10-15',
      'report 2026-10-15',
      'notice 2026-10-16',
      'recheck 2026-11-09',
      'notice 2026-11-10',
      'recheck 2026-11-17',
      'close 2026-11-18',
    ]);
    expect(await desk.takeTable(title, heading, [round])).toMatchObject({
      totals: { unchanged: 1 },
      findings: [],
    });
  });
});
