import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { afterAll, describe, expect, it } from 'vitest';
import { testContext } from '../cli/test-context.ts';
import { findOrAddPerson } from '../committees/committees.store.ts';
import { createGroup } from '../groups/groups.store.ts';
import { sampleInfo, sampleLedger, samplePolicy } from '../groups/sample-ledger.ts';
import { run } from '../main.ts';
import { Ledger } from '../store/ledger.ts';
import { undoOperation } from '../store/undo.ts';
import { openWorkbook } from '../workbook/open.ts';
import {
  type ActivityChanges,
  addActivity,
  changeActivity,
  findActivity,
  type NewActivity,
  removePlanned,
} from './activities.store.ts';

const folder = mkdtempSync(join(tmpdir(), 'youlian-schedule-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let ledgers = 0;

const [east, west] = ['东湖区实验幼儿园', '西岭区实验幼儿园'] as const;

/** A desk with two groups, a principal of each, and what the office holds itself. */
async function desk() {
  ledgers += 1;
  const path = join(folder, `${ledgers}.db`);
  const { ledger, ids, offices } = await sampleLedger({ path });
  const at = (day: string) => ({ ...sampleInfo, at: new Date(`${day}T00:00:00Z`) });
  const planned = (changes: Partial<NewActivity>): NewActivity => ({
    policyId: samplePolicy,
    kind: 'research',
    title: '联合教研',
    state: 'planned',
    plannedOn: '2026-12-15',
    origin: 'plan',
    ...changes,
  });
  const { result } = await ledger.perform(at('2026-11-01'), () => {
    const group = (lead: string, officeId: number) =>
      createGroup(ledger, {
        policyId: samplePolicy,
        tier: 'county',
        name: `${lead}联盟`,
        officeId,
        cycleStart: '2026-01-01',
        cycleEnd: null,
        validFrom: '2026-01-01',
        origin: 'hand',
        lead: { kindergartenId: ids.get(lead)! },
        members: [],
      });
    const groups = { east: group(east, offices.东湖区), west: group(west, offices.西岭区) };
    const people = [
      findOrAddPerson(ledger, '王芳', east),
      findOrAddPerson(ledger, '王芳', west),
      findOrAddPerson(ledger, '李敏', '云溪市教育科学研究院'),
    ] as const;
    const person = (personId: number) => ({ personId, role: '园长', hours: null });
    const first = addActivity(
      ledger,
      planned({
        groupId: groups.east,
        starts: '09:00',
        ends: '11:00',
        hostId: ids.get(east)!,
        topics: '区域游戏',
        kindergartens: [{ kindergartenId: ids.get('东湖区星星幼儿园')!, people: null }],
        people: [person(people[0]), { personId: people[2], role: '专家', hours: null }],
      }),
    );
    const second = addActivity(
      ledger,
      planned({ groupId: groups.west, plannedOn: '2027-03-10', people: [person(people[1])] }),
    );
    const dispatch = addActivity(
      ledger,
      planned({ officeId: offices.云溪市, kind: 'dispatch', title: '12月调度', plannedOn: '2026-12-31' }),
    );
    addActivity(
      ledger,
      planned({
        officeId: offices.云溪市,
        kind: 'sharing',
        title: '园长会',
        plannedOn: '2026-12-29',
        kindergartens: [{ kindergartenId: ids.get(west)!, people: 1 }],
      }),
    );
    addActivity(
      ledger,
      planned({ groupId: groups.west, plannedOn: null, state: 'done', heldOn: '2026-10-12' }),
    );
    return { first, second, dispatch };
  });
  ledger.close();
  const write = async (day: string, work: (opened: Ledger) => unknown) => {
    const opened = Ledger.open(path);
    const { operation } = await opened.perform(at(day), () => work(opened));
    opened.close();
    return operation ?? 0;
  };
  const change = (day: string, id: number, changes: ActivityChanges) =>
    write(day, (opened) => changeActivity(opened, findActivity(opened, id)!, changes));
  const type = async (...argv: readonly string[]) => {
    const context = testContext(folder, { ledgerPath: path, now: () => new Date('2026-11-22T01:00:00Z') });
    return { exit: await run(argv, context), err: context.err() };
  };
  const ics = async (...options: readonly string[]) => {
    const { exit, err } = await type(
      'activity',
      'export',
      '--format',
      'ics',
      '-o',
      'a.ics',
      '--force',
      ...options,
    );
    expect(exit, err).toBe(0);
    const text = readFileSync(join(folder, 'a.ics'), 'utf8');
    const calendar = new ICAL.Component(ICAL.parse(text) as never);
    const events = calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
    return { text, events, err };
  };
  const summaries = async (...options: readonly string[]) =>
    (await ics(...options)).events.map(
      ({ startDate, summary }) => `${startDate.toString().slice(0, 10)} ${summary}`,
    );
  return { ...result, type, ics, summaries, change, write };
}

describe('the calendar file of the activities', () => {
  it('has an event for each planned activity, and says what it is', async () => {
    const { ics } = await desk();
    const { events, err, text } = await ics();
    expect(events.map(({ startDate, summary }) => `${startDate.toString()} ${summary}`)).toEqual([
      `2026-12-15T09:00:00 联合教研（${east}联盟）`,
      '2026-12-29 园长会（云溪市）',
      '2026-12-31 12月调度（云溪市）',
      `2027-03-10 联合教研（${west}联盟）`,
    ]);
    expect(events[0]?.description).toBe(
      `主办：${east}联盟\n承办园：${east}\n参加：东湖区星星幼儿园\n` +
        `人员：王芳（${east}）园长、李敏（云溪市教育科学研究院）专家\n主题：区域游戏`,
    );
    expect(events[0]?.location).toBe(east);
    expect(events[0]?.component.getFirstPropertyValue('dtstamp')?.toString()).toBe('2026-11-01T00:00:00Z');
    // The day depends on a notice that has not come, as does the last of December.
    expect(events.map(({ description }) => description.includes('暂定'))).toEqual([false, true, true, true]);
    expect(err).toContain('其中 3 项的日期暂定');
    expect(text).toContain('TRIGGER:-PT1440M');
    expect(text).toContain('TRIGGER:-PT900M');
  });

  it('keeps uids, and counts up whatever is done to an activity, an undo too', async () => {
    const { ics, change, write, first } = await desk();
    const look = async () => {
      const { events } = await ics('--group', `${east}联盟`);
      const [event] = events;
      return {
        uid: event?.uid,
        sequence: event?.sequence ?? -1,
        day: event?.startDate.toString().slice(0, 10),
        events,
      };
    };
    const before = await look();
    expect(before).toMatchObject({ sequence: 0, day: '2026-12-15' });
    expect((await ics()).text).toBe((await ics()).text);
    const operation = await change('2026-11-05', first, { plannedOn: '2026-12-16', reason: '专家有事' });
    const moved = await look();
    expect(moved).toMatchObject({ uid: before.uid, sequence: 1, day: '2026-12-16' });
    expect(moved.events[0]?.component.getFirstPropertyValue('dtstamp')?.toString()).toBe(
      '2026-11-05T00:00:00Z',
    );
    await write('2026-11-06', (ledger) => undoOperation(ledger, operation));
    const back = await look();
    expect(back).toMatchObject({ uid: before.uid, sequence: 2, day: '2026-12-15' });
    await change('2026-11-07', first, { state: 'cancelled', reason: '停课' });
    const cancelled = await look();
    expect(cancelled).toMatchObject({ uid: before.uid, sequence: 3 });
    expect(cancelled.events[0]?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
    await change('2026-11-08', first, { state: 'done', heldOn: '2026-12-17', heldTo: '2026-12-18' });
    const { events } = await ics('--group', `${east}联盟`);
    expect(events[0]?.endDate.toString()).toBe('2026-12-19');
    expect(events[0]?.component.getFirstPropertyValue('status')).toBe('CONFIRMED');
    expect(events[0]?.component.getAllSubcomponents('valarm')).toEqual([]);
  });

  it.each<[readonly string[], readonly string[]]>([
    [
      ['--group', `${west}联盟`],
      ['2026-12-29 园长会（云溪市）', `2027-03-10 联合教研（${west}联盟）`],
    ],
    [['--person', `王芳(${east})`], [`2026-12-15 联合教研（${east}联盟）`]],
    [['--person', `王芳@${west}`], [`2027-03-10 联合教研（${west}联盟）`]],
    [['--person', '李敏'], [`2026-12-15 联合教研（${east}联盟）`]],
    [['--office', '东湖'], [`2026-12-15 联合教研（${east}联盟）`]],
    [
      ['--month', '2026-12'],
      [`2026-12-15 联合教研（${east}联盟）`, '2026-12-29 园长会（云溪市）', '2026-12-31 12月调度（云溪市）'],
    ],
    [['--term', '2'], [`2027-03-10 联合教研（${west}联盟）`]],
    [['--year', '2026-2027', '--office', '西岭区'], [`2027-03-10 联合教研（${west}联盟）`]],
  ])('takes what %j chooses', async (options, expected) => {
    const { summaries } = await desk();
    expect(await summaries(...options)).toEqual(expected);
  });

  it('takes all of the own office, and reminds as it is told', async () => {
    const { summaries, ics } = await desk();
    expect(await summaries('--office', '云溪市')).toHaveLength(4);
    expect((await ics('--remind', '30')).text).toContain('TRIGGER:-PT30M');
    expect((await ics('--no-remind')).text).not.toContain('VALARM');
  });

  it.each([
    [['--person', '王芳'], 'option-value'],
    [['--person', '赵某'], 'option-value'],
    [['--office', '北原区'], 'option-value'],
    [['--group', '没有的联盟'], 'group-unknown'],
    [['--group', '1', '--person', '李敏'], 'option-value'],
    [['--year', '2026'], 'option-value'],
    [['--remind', '一天'], 'option-value'],
    [['--month', '2026-11'], 'activity-none-planned'],
    [['--year', '2025-2026'], 'activity-none-planned'],
  ])('refuses %j with %s', async (options, code) => {
    const { type } = await desk();
    const { exit, err } = await type('activity', 'export', '-o', 'b.ics', '--force', ...options);
    expect(exit).toBe(2);
    expect(err).toContain(`（${code}）`);
  });

  it('writes nothing in a dry run, and over no file', async () => {
    const { type } = await desk();
    expect((await type('activity', 'export', '-o', 'c.txt')).err).toContain('.ics');
    expect((await type('activity', 'export', '-o', 'c.ics', '--dry-run')).exit).toBe(0);
    expect(() => readFileSync(join(folder, 'c.ics'))).toThrow();
    expect((await type('activity', 'export', '-o', 'c.ics')).exit).toBe(0);
    expect((await type('activity', 'export', '-o', 'c.ics')).err).toContain('（file-exists）');
  });
});

describe('what is planned no more', () => {
  it('is called off where it is asked for, for whom it concerned', async () => {
    const { ics, summaries, write, first } = await desk();
    const before = (await ics()).events.find(({ summary }) => summary.includes(east));
    const operation = await write('2026-11-05', (ledger) =>
      removePlanned(ledger, findActivity(ledger, first)!),
    );
    expect(await summaries()).toHaveLength(3);
    const gone = `2026-12-15 联合教研（${east}联盟）`;
    for (const options of [[], ['--group', `${east}联盟`], ['--person', '李敏'], ['--month', '2026-12']]) {
      expect(await summaries('--removed', ...options), options.join(' ')).toContain(gone);
    }
    expect(await summaries('--removed', '--month', '2027-03')).not.toContain(gone);
    const { events } = await ics('--removed', '--person', '李敏');
    expect(events).toHaveLength(1);
    expect(events[0]?.uid).toBe(before?.uid);
    expect(events[0]?.sequence).toBeGreaterThan(before?.sequence ?? 99);
    expect(events[0]?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
    await write('2026-11-06', (ledger) => undoOperation(ledger, operation));
    expect(await summaries('--removed')).toEqual(await summaries());
    expect((await ics('--person', '李敏')).events[0]?.sequence).toBeGreaterThan(events[0]?.sequence ?? 99);
  });
});

describe('the schedule to print', () => {
  it('has a grid for each month with activities, and a list', async () => {
    const { type, change, first } = await desk();
    await change('2026-11-05', first, { state: 'cancelled', reason: '停课' });
    expect((await type('activity', 'export', '-o', '安排.xlsx')).exit).toBe(0);
    const workbook = await openWorkbook(join(folder, '安排.xlsx'));
    const texts = async (index: number) => {
      const found: string[] = [];
      for await (const row of workbook.sheets[index]!.rows()) {
        for (const { content } of row.cells) if (content.value !== '') found.push(String(content.value));
      }
      return found;
    };
    expect(workbook.sheets.map(({ name }) => name)).toEqual(['2026年12月', '2027年3月', '清单']);
    const december = await texts(0);
    expect(december[0]).toBe('云溪市2026年12月活动安排表');
    expect(december).toContain('15日\n09:00 联合教研 东湖区实验 ［已取消］');
    expect(december).toContain('31日\n12月调度 ［暂定］');
    expect(december).toContain('第14周');
    const list = await texts(2);
    expect(list).toContain('共 4 项。');
    expect(list).toContain('已取消；停课');
    expect(list).toContain('09:00—11:00');
    await workbook.close();
    await type('activity', 'export', '-o', '安排二.xlsx');
    expect(readFileSync(join(folder, '安排二.xlsx')).equals(readFileSync(join(folder, '安排.xlsx')))).toBe(
      true,
    );
  });

  it('shows what does not fit in a day in the list alone, and says so', async () => {
    const { type, write } = await desk();
    await write('2026-11-05', (ledger) => {
      for (let number = 1; number <= 14; number += 1) {
        addActivity(ledger, {
          policyId: samplePolicy,
          officeId: 1,
          kind: 'dispatch',
          title: `会议${number}`,
          state: 'planned',
          plannedOn: '2026-12-08',
          origin: 'hand',
        });
      }
    });
    await type('activity', 'export', '-o', '多.xlsx', '--month', '2026-12');
    const workbook = await openWorkbook(join(folder, '多.xlsx'));
    const [sheet] = workbook.sheets;
    const cells: string[] = [];
    for await (const row of sheet!.rows())
      cells.push(...row.cells.map(({ content }) => String(content.value)));
    await workbook.close();
    const day = cells.find((text) => text.startsWith('8日'))?.split('\n');
    expect(day).toHaveLength(13);
    expect(day?.at(-1)).toBe('另有 3 项，见清单');
  });
});
