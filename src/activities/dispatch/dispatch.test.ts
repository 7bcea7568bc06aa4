import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { regularShapes } from '../../cli/shapes-regular.ts';
import { sampleInfo } from '../../groups/sample-ledger.ts';
import { Ledger } from '../../store/ledger.ts';
import { openWorkbook } from '../../workbook/open.ts';
import { changeActivity, listActivities } from '../activities.store.ts';
import { type DeskOptions, dueDesk, lead, star } from '../testing/due-desk.ts';

/** Planned for October and November; the numbers are those of the desk, 1 and 2. */
const planned: DeskOptions['held'] = [
  { kind: 'research', heldOn: '2026-10-14' },
  { kind: 'training', heldOn: '2026-11-25' },
].map(({ kind, heldOn }) => ({ kind, heldOn, title: kind }));

async function desk(options: DeskOptions = {}) {
  const made = await dueDesk({ since: '2026-09-01', held: planned, ...options });
  const open = () => Ledger.open(join(made.folder, 'youlian.db'));
  const ledger = open();
  await ledger.perform(sampleInfo, () => {
    for (const activity of listActivities(ledger)) {
      const month = (activity.heldOn ?? '').slice(0, 7);
      changeActivity(ledger, activity, {
        state: 'planned',
        plannedOn: activity.heldOn,
        heldOn: null,
        ruleId: `H9.${activity.kind}`,
        due: { from: `${month}-01`, to: month === '2026-10' ? '2026-10-31' : '2026-11-30' },
      });
    }
  });
  ledger.close();
  const activities = () => {
    const now = open();
    const all = listActivities(now);
    now.close();
    return all;
  };
  const dispatch = async (...words: string[]) => {
    const { exit, out, err } = await made.youlian(
      ...['activity', 'dispatch', '--month', '2026-10', '--output', '调度', '--json', ...words],
    );
    expect(exit, err).toBe(0);
    return regularShapes.dispatch.parse(JSON.parse(out));
  };
  return { ...made, dispatch, activities };
}

/** The group's sheet with cells filled in, by row (told by a word in it) and heading. */
async function fill(
  path: string,
  to: string,
  cells: readonly (readonly [row: string, heading: string, value: string])[],
  emptied: readonly string[] = [],
): Promise<void> {
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(new Uint8Array(readFileSync(path)).buffer as never);
  const sheet = workbook.worksheets[0];
  if (!sheet) throw new Error('no sheet');
  const rows = new Map<number, string[]>();
  sheet.eachRow((row, number) => {
    rows.set(
      number,
      Array.from({ length: 17 }, (_, index) => {
        const { value, text } = row.getCell(index + 1);
        return value instanceof Date ? value.toISOString().slice(0, 10) : String(text);
      }),
    );
  });
  const header = [...rows].find(([, texts]) => texts.includes('办理情况'));
  if (!header) throw new Error('no header');
  for (const [words, heading, value] of cells) {
    const found = [...rows].find(
      ([number, texts]) => number > header[0] && words.split(' ').every((word) => texts.includes(word)),
    );
    if (!found) throw new Error(`no row of ${words}`);
    sheet.getRow(found[0]).getCell(header[1].indexOf(heading) + 1).value = value;
  }
  for (const heading of emptied) {
    for (const number of rows.keys()) {
      if (number >= header[0]) sheet.getRow(number).getCell(header[1].indexOf(heading) + 1).value = null;
    }
  }
  writeFileSync(to, new Uint8Array((await workbook.xlsx.writeBuffer()) as ArrayBuffer));
}

describe('activity dispatch', () => {
  it('makes a sheet for each group and one for the office', async () => {
    const { dispatch, folder } = await desk();
    const { month, files } = await dispatch();
    expect(month).toBe('2026-10');
    expect(readdirSync(join(folder, '调度')).sort()).toEqual([
      '2026-10 调度汇总表.xlsx',
      '2026-10 调度表 东湖集团.xlsx',
    ]);
    // September's research and training are owed, October's too; of the term's four duties nothing is over yet.
    expect(files[0]).toMatchObject({ group: '东湖集团', owed: 4, done: 0, planned: 1 });
    expect(files[1]?.group).toBeNull();
  });

  it('tells the office what inspections found and is not mended, the overdue first', async () => {
    const { dispatch, folder, youlian } = await desk();
    const type = async (...words: string[]) => {
      const { exit, err } = await youlian('inspection', ...words, '--yes');
      expect(exit, err).toBe(0);
    };
    const record = ['record', '--kindergarten', star, '--inspector', '周岚（东湖区教育督导室）'];
    await type(...record, '--date', '2026-10-20', '--problem', '门禁登记不全');
    await type(...record, '--date', '2026-10-10', '--problem', '消毒记录不全');
    for (const number of ['1', '2']) {
      await type('advance', number, '--step', '反馈', '--date', '2026-10-21');
    }
    await type('advance', '2', '--step', '通知', '--date', '2026-10-22', '--due', '2026-11-12');
    await dispatch();
    const { default: exceljs } = await import('exceljs');
    const workbook = new exceljs.Workbook();
    const path = join(folder, '调度', '2026-10 调度汇总表.xlsx');
    await workbook.xlsx.load(new Uint8Array(readFileSync(path)).buffer as never);
    const rows: string[][] = [];
    workbook.getWorksheet('整改')?.eachRow((row) => {
      rows.push(Array.from({ length: 8 }, (_, index) => row.getCell(index + 1).text));
    });
    expect(rows.at(-2)?.slice(2)).toEqual([star, '2026-10-10', '一般', '整改中', '2026-11-12', '10']);
    expect(rows.at(-1)?.slice(2)).toEqual([star, '2026-10-20', '一般', '已反馈', '没有通知', '']);
  });

  it('makes the same bytes again, and asks before it writes over them', async () => {
    const { dispatch, folder, youlian } = await desk();
    await dispatch();
    const path = join(folder, '调度', '2026-10 调度表 东湖集团.xlsx');
    const first = readFileSync(path);
    const again = await youlian('activity', 'dispatch', '--month', '2026-10', '--output', '调度');
    expect(again.exit).toBe(2);
    expect(again.err).toContain('（file-exists）');
    await dispatch('--force');
    expect(readFileSync(path).equals(first)).toBe(true);
  });

  it('of a month more than a year ahead is made, but doubted', async () => {
    const { youlian } = await desk();
    const of = (month: string) =>
      youlian('activity', 'dispatch', '--month', month, '--output', '调度', '--dry-run');
    expect((await of('2028-10')).err).toContain('2028年10月还在一年以后');
    expect((await of('2026-12')).err).not.toContain('一年以后');
  });

  it('of a month that has not come asks for what will be due, none of it owed', async () => {
    const { youlian } = await desk();
    const { out } = await youlian(
      ...['activity', 'dispatch', '--month', '2026-12', '--output', '调度', '--json', '--dry-run'],
    );
    const { files } = regularShapes.dispatch.parse(JSON.parse(out));
    // Research and training of December, and what the term and the school year ask for.
    expect(files[0]?.due).toBe(6);
    // September and October; November is not over.
    expect(files[0]?.owed).toBe(4);
  });

  it.each(['2026-13', '十月', '2026'])('refuses a month that is none: %s', async (month) => {
    const { youlian } = await desk();
    const { exit, err } = await youlian('activity', 'dispatch', '--month', month, '--output', '调度');
    expect(exit).toBe(2);
    expect(err).toContain('（option-value）');
  });
});

/** A desk whose sheet for the group came back filled in. */
async function returned(
  cells: readonly (readonly [string, string, string])[],
  options: DeskOptions = {},
  emptied: readonly string[] = [],
) {
  const made = await desk(options);
  await made.dispatch();
  mkdirSync(join(made.folder, '报回'));
  const sheet = join(made.folder, '调度', '2026-10 调度表 东湖集团.xlsx');
  await fill(sheet, join(made.folder, '报回', '东湖.xlsx'), cells, emptied);
  const take = (...words: string[]) => made.youlian('import', '报回', '--yes', '--json', ...words);
  return { ...made, take };
}

const october = '联合教研 2026年10月';
const september = '联合教研 2026年9月';
const november = '教师集中培训 2026-11-25';

describe('a returned sheet', () => {
  it('records what was held, on its plan or for its period, and leaves blank rows', async () => {
    const { take, activities, youlian } = await returned([
      [october, '办理情况', '已办'],
      [october, '举行（改到）日期', '2026-10-15'],
      [october, '承办园', lead],
      [october, '参加园所及人数', `${lead}12人、${star}8人`],
      [september, '办理情况', '已办'],
      [september, '举行（改到）日期', '2026-10-20'],
    ]);
    const { exit, err } = await take();
    expect(exit, err).toBe(0);
    expect(activities().filter(({ state }) => state === 'done')).toMatchObject([
      {
        id: 1,
        heldOn: '2026-10-15',
        plannedOn: '2026-10-14',
        kindergartens: [{ people: 12 }, { people: 8 }],
      },
      { ruleId: 'H9.research', due: { from: '2026-09-01', to: '2026-09-30' }, heldOn: '2026-10-20' },
    ]);
    const { out } = await youlian('activity', 'due', '--json', '--period', '2026-Q3');
    const rows = regularShapes.due.parse(JSON.parse(out)).filter((row) => row.rule === 'H9.research');
    expect(rows).toMatchObject([{ due: 1, done: 1, owed: 0, madeUp: 1 }]);
    // Taken in twice, nothing changes.
    const again = await take();
    expect(again.exit, again.err).toBe(0);
    expect(activities()).toHaveLength(3);
  });

  it('calls plans off and moves them, with the reason', async () => {
    const { take, activities } = await returned([
      [october, '办理情况', '取消'],
      [october, '原因', '防汛停课'],
      [november, '办理情况', '改期'],
      [november, '举行（改到）日期', '2026-11-30'],
      [november, '原因', '专家时间冲突'],
    ]);
    const { exit, err } = await take();
    expect(exit, err).toBe(0);
    expect(activities()).toMatchObject([
      { id: 1, state: 'cancelled', reason: '防汛停课' },
      { id: 2, state: 'planned', plannedOn: '2026-11-30', fixed: true, reason: '专家时间冲突' },
    ]);
    expect((await take()).exit).toBe(0);
  });

  it('of what each kindergarten owes records where it was held', async () => {
    const family = `家园共育活动 ${star}`;
    const { take, youlian, folder } = await returned(
      [
        [`${family} 2025-2026学年第2学期`, '办理情况', '已办'],
        [`${family} 2025-2026学年第2学期`, '举行（改到）日期', '2026-09-10'],
      ],
      { policy: 'zaozhuang-2021', since: '2026-02-20', held: [] },
    );
    const { exit, err } = await take();
    expect(exit, err).toBe(0);
    const { out } = await youlian('activity', 'due', '--json', '--period', '2025-2026:2');
    const rows = regularShapes.due.parse(JSON.parse(out)).filter((row) => row.rule === 'Z7.family');
    expect(rows.map(({ subject, done, owed }) => `${subject.name} ${done} ${owed}`)).toEqual([
      `${lead} 0 1`,
      `${star} 1 0`,
    ]);
    // The office's own monthly dispatch is owed too.
    const office = await openWorkbook(join(folder, '调度', '2026-10 调度汇总表.xlsx'));
    expect(office.sheets.map(({ name }) => name)).toEqual(['汇总', '明细', '本级']);
    await office.close();
  });

  it.each<[string, [string, string, string][]]>([
    [
      'dispatch-row-unknown',
      [
        [october, '办理情况', '已办'],
        [october, '规则', 'H9.nothing'],
      ],
    ],
    [
      'dispatch-row-unknown',
      [
        [october, '办理情况', '已办'],
        [october, '应办期', '2020年10月'],
      ],
    ],
    [
      'dispatch-row-unknown',
      [
        [october, '办理情况', '已办'],
        [october, '对象', '南浦集团'],
      ],
    ],
    [
      'dispatch-row-unknown',
      [
        [october, '办理情况', '已办'],
        [october, '计划编号', '99'],
      ],
    ],
    [
      // November's training is no answer to October's research.
      'dispatch-row-unknown',
      [
        [october, '办理情况', '已办'],
        [october, '举行（改到）日期', '2026-10-15'],
        [october, '计划编号', '2'],
      ],
    ],
    [
      // The sheet asks for research; that it was something else is not to be believed, nor to be passed over.
      'dispatch-row-unknown',
      [
        [october, '办理情况', '已办'],
        [october, '举行（改到）日期', '2026-10-15'],
        [october, '活动种类', '教师集中培训'],
      ],
    ],
    [
      'dispatch-row-unknown',
      [
        [november, '办理情况', '取消'],
        [november, '原因', '忙'],
        [november, '活动种类', '联合教研'],
      ],
    ],
    [
      'group-unknown',
      [
        [october, '办理情况', '已办'],
        [october, '集团名称', '南浦集团'],
      ],
    ],
    [
      'dispatch-month-wrong',
      [
        [october, '办理情况', '已办'],
        [october, '调度月份', '2026-09'],
      ],
    ],
    [
      'dispatch-month-wrong',
      [
        [october, '办理情况', '已办'],
        [october, '调度月份', '十月'],
      ],
    ],
    ['dispatch-state-missing', [[october, '原因', '忙']]],
    ['dispatch-state-unknown', [[october, '办理情况', '差不多了']]],
    ['dispatch-date-missing', [[october, '办理情况', '已办']]],
    [
      'dispatch-date-outside',
      [
        [october, '办理情况', '已办'],
        [october, '举行（改到）日期', '2026-09-30'],
      ],
    ],
    [
      'activity-in-future',
      [
        [october, '办理情况', '已办'],
        [october, '举行（改到）日期', '2026-11-23'],
      ],
    ],
    ['dispatch-reason-missing', [[october, '办理情况', '取消']]],
    [
      'dispatch-no-plan',
      [
        [september, '办理情况', '取消'],
        [september, '原因', '防汛停课'],
      ],
    ],
    [
      'dispatch-moved-past',
      [
        [october, '办理情况', '改期'],
        [october, '举行（改到）日期', '2026-11-21'],
        [october, '原因', '忙'],
      ],
    ],
  ])('with %s is told at the cell: %j', async (code, cells) => {
    const { take, activities } = await returned(cells);
    const { exit, out, err } = await take();
    expect(exit, err).toBe(1);
    const report = JSON.parse(out) as { files?: unknown };
    expect(JSON.stringify(report)).toContain(`"${code}"`);
    expect(activities().every(({ state }) => state === 'planned')).toBe(true);
  });

  it.each<[string, [string, string, string][], object]>([
    [
      'called off, then held after all',
      [
        [october, '办理情况', '取消'],
        [october, '原因', '防汛停课'],
      ],
      { state: 'done', heldOn: '2026-10-16', reason: null },
    ],
    [
      'held on another day',
      [
        [october, '办理情况', '已办'],
        [october, '举行（改到）日期', '2026-10-15'],
      ],
      { state: 'done', heldOn: '2026-10-16' },
    ],
  ])('corrects what an earlier one said: %s', async (_, cells, after) => {
    const { take, activities, folder } = await returned(cells);
    expect((await take()).exit).toBe(0);
    await fill(join(folder, '报回', '东湖.xlsx'), join(folder, '报回', '东湖.xlsx'), [
      [october, '办理情况', '已办'],
      [october, '举行（改到）日期', '2026-10-16'],
    ]);
    const { exit, err } = await take('--on-conflict', 'update');
    expect(exit, err).toBe(0);
    expect(activities()).toMatchObject([{ id: 1, ...after }, { id: 2 }]);
  });

  it('puts off what an earlier one called off, and says where that leaves its period', async () => {
    const { take, activities, folder } = await returned([
      [november, '办理情况', '取消'],
      [november, '原因', '防汛停课'],
    ]);
    expect((await take()).exit).toBe(0);
    expect(activities()[1]?.state).toBe('cancelled');
    await fill(join(folder, '报回', '东湖.xlsx'), join(folder, '报回', '东湖.xlsx'), [
      [november, '办理情况', '改期'],
      [november, '举行（改到）日期', '2026-12-02'],
    ]);
    const { exit, out } = await take();
    expect(exit).toBe(0);
    expect(out).toContain('"activity-outside-due"');
    expect(activities()[1]).toMatchObject({ state: 'planned', plannedOn: '2026-12-02', fixed: true });
  });

  it.each([
    ['应办', '3'],
    ['已办', '1'],
    ['欠办', '5'],
    ['调度月份', '2026-11'],
    ['计划日期', '2026-10-13'],
  ])('is taken in spite of a locked cell that was changed, which is told: %s', async (heading, value) => {
    const { take, activities } = await returned([
      [october, '办理情况', '已办'],
      [october, '举行（改到）日期', '2026-10-15'],
      [october, heading, value],
    ]);
    const { out } = await take();
    expect(out).toContain(JSON.stringify('dispatch-locked-changed'));
    expect(out).toContain(`“${heading}”`);
    expect(activities()[0]).toMatchObject({ state: 'done', heldOn: '2026-10-15' });
  });

  it('tells of a number that was changed on a row that says nothing else', async () => {
    const { take } = await returned([[september, '欠办', '0']]);
    const { exit, out } = await take();
    expect(exit).toBe(0);
    expect(out).toContain('"dispatch-locked-changed"');
  });

  it('held on a Sunday, or moved to one, is asked to look again', async () => {
    const { take } = await returned([
      [october, '办理情况', '已办'],
      [october, '举行（改到）日期', '2026-11-01'],
      [november, '办理情况', '改期'],
      [november, '举行（改到）日期', '2026-11-29'],
      [november, '原因', '专家时间冲突'],
    ]);
    const { out } = await take();
    expect(out.match(/"activity-day-off"/g)).toHaveLength(2);
  });

  it('as it was sent says nothing of locked cells, when it comes first nor when it comes again', async () => {
    const { take } = await returned([
      [october, '办理情况', '已办'],
      [october, '举行（改到）日期', '2026-10-15'],
      [november, '办理情况', '改期'],
      [november, '举行（改到）日期', '2026-11-30'],
      [november, '原因', '专家时间冲突'],
    ]);
    expect((await take()).out).not.toContain('dispatch-locked-changed');
    expect((await take()).out).not.toContain('dispatch-locked-changed');
  });

  it('does not take one day for two periods of a rule, in one sheet or after another', async () => {
    const { take, activities, folder } = await returned([
      [october, '办理情况', '已办'],
      [october, '举行（改到）日期', '2026-11-05'],
      [september, '办理情况', '已办'],
      [september, '举行（改到）日期', '2026-11-05'],
    ]);
    const first = await take();
    expect(first.exit).toBe(1);
    expect(first.out).toContain(JSON.stringify('dispatch-held-twice'));
    expect(activities().filter(({ state }) => state === 'done')).toHaveLength(1);
    // The row that was taken goes; the other still names a day that counts for another month.
    const path = join(folder, '报回', '东湖.xlsx');
    const kept = activities().find(({ state }) => state === 'done')?.due?.from;
    const taken = kept === '2026-09-01' ? september : october;
    await fill(path, path, [
      [taken, '办理情况', ''],
      [taken, '举行（改到）日期', ''],
    ]);
    const again = await take();
    expect(again.exit).toBe(1);
    expect(again.out).toContain(JSON.stringify('dispatch-held-twice'));
  });

  it.each(['规则', '应办期', '对象'])('without the column %s is refused once', async (heading) => {
    const { take } = await returned([[october, '办理情况', '已办']], {}, [heading]);
    const { exit, out } = await take();
    expect(exit).not.toBe(0);
    expect(out).toContain('"column-missing"');
    expect(out).not.toContain('"dispatch-row-unknown"');
  });

  it('without its numbers still calls off the plan of its rule and period', async () => {
    const { take, activities } = await returned(
      [
        [october, '办理情况', '取消'],
        [october, '原因', '防汛停课'],
      ],
      {},
      ['计划编号'],
    );
    const { exit, err } = await take();
    expect(exit, err).toBe(0);
    expect(activities()[0]).toMatchObject({ id: 1, state: 'cancelled', reason: '防汛停课' });
  });

  it('is undone as a whole', async () => {
    const { take, activities, youlian } = await returned([
      [october, '办理情况', '取消'],
      [october, '原因', '防汛停课'],
    ]);
    const { operation } = JSON.parse((await take()).out) as { operation: number };
    expect((await youlian('undo', String(operation), '--yes')).exit).toBe(0);
    expect(activities()[0]).toMatchObject({ state: 'planned', reason: null });
  });
});
