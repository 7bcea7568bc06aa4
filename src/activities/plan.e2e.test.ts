import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCalendar } from '../calendar/open-calendar.ts';
import { shapes } from '../cli/shapes.ts';
import { Ledger } from '../store/ledger.ts';
import { changeActivity, listActivities } from './activities.store.ts';
import { addBlock } from './blocks.store.ts';
import { checkPlan } from './planning/check-plan.ts';
import type { PlanRecord } from './planning/plan-record.ts';
import { type RecordsBench, recordsBench } from './testing/records-bench.ts';

const year = '2026-2027';

async function plan(bench: RecordsBench, ...options: string[]) {
  const { exit, out, err } = await bench.play('activity', 'plan', '--year', year, '--json', ...options);
  const record = shapes['activity-plan'].parse(JSON.parse(out)) as PlanRecord;
  return { exit, err, record };
}

/** Dates of the plan by number. */
const dates = ({ activities }: PlanRecord) => new Map(activities.map(({ id, date }) => [id, date]));

const stored = (bench: RecordsBench) =>
  bench.look((ledger) => new Map(listActivities(ledger).map((activity) => [activity.id, activity])));

describe('a school year', () => {
  it('is planned as the policy asks, on school days, without a collision', async () => {
    const bench = await recordsBench();
    const { exit, record } = await plan(bench);
    expect(exit).toBe(0);
    expect(record.unmet).toEqual([]);
    expect(record.objective.bound).toBeLessThanOrEqual(record.objective.value);
    const ledger = Ledger.open(join(bench.folder, 'youlian.db'));
    const calendar = await openCalendar(ledger, []).finally(() => ledger.close());
    const faults = checkPlan(
      record.activities.map((each) => ({ ...each, window: { from: '2026-11-21', to: '2027-07-10' } })),
      {
        isSchoolDay: (date) => calendar.isSchoolDay(date),
        oncePerDay: true,
        sameKind: 7,
        any: 2,
        perDay: null,
      },
    );
    expect(faults).toEqual([]);
    // Every month from this one on its dispatch; every kindergarten its family day in either term.
    const dispatches = record.activities.filter(({ rule }) => rule === 'Z11.dispatch');
    expect(dispatches.map(({ date }) => date.slice(0, 7))).toEqual([
      ...['2026-11', '2026-12', '2027-01', '2027-02', '2027-03', '2027-04', '2027-05', '2027-06', '2027-07'],
    ]);
    const family = record.activities.filter(({ rule }) => rule === 'Z7.family').map(({ host }) => host);
    expect(family).toHaveLength(10);
    for (const name of new Set(family)) expect(family.filter((each) => each === name)).toHaveLength(2);
    expect(record.activities.find(({ date }) => date > '2027')?.provisional).toBe(true);
  });

  it('is only printed without --yes, stored with it, left alone when planned again, and undone', async () => {
    const bench = await recordsBench();
    const first = await plan(bench);
    expect(first.err).toContain('没有存入台账');
    expect(stored(bench).size).toBe(0);
    const second = await plan(bench, '--yes');
    expect(dates(second.record)).toEqual(dates(first.record));
    expect(stored(bench).size).toBe(second.record.activities.length);
    expect(second.record.objective).toEqual(first.record.objective);
    const third = await plan(bench, '--yes');
    expect(third.record.objective.value).toBe(first.record.objective.value);
    expect(third.err).toContain('没有改动');
    expect(dates(third.record)).toEqual(dates(first.record));
    const { operation } = await bench.look((opened) => ({ operation: opened.stamp() }));
    expect((await bench.play('undo', String(operation), '--yes')).exit).toBe(0);
    expect(stored(bench).size).toBe(0);
  });

  it('shows its months, weeks and days that are not settled', async () => {
    const bench = await recordsBench();
    const { out } = await bench.play('activity', 'plan', '--year', year);
    expect(out).toContain('2026年12月（');
    expect(out).toMatch(/11月2\d日 +. +第13周/);
    expect(out).toMatch(/1月\d+日\*/);
    expect(out).toContain('* 暂定');
  });
});

describe('planning again', () => {
  it('moves only what a closed day takes away, keeps the uid and tells calendars', async () => {
    const bench = await recordsBench();
    const { record } = await plan(bench, '--yes');
    const before = stored(bench);
    const hit = record.activities[3]!;
    await bench.play('calendar', 'mark', hit.date, '--as', '停课', '--name', '大雪', '--yes');
    const again = await plan(bench, '--yes');
    const onThatDay = record.activities.filter(({ date }) => date === hit.date).map(({ id }) => id);
    expect(again.record.moved.map(({ id }) => id).sort()).toEqual(onThatDay.sort());
    // What a move costs the solver is none of the clerk's business.
    const { value, bound, gap } = again.record.objective;
    expect(value).toBeLessThan(1_000_000);
    expect(bound).toBeLessThanOrEqual(value);
    expect(gap).toBeCloseTo((value - bound) / value, 6);
    expect(again.record.moved[0]).toMatchObject({ from: hit.date, reason: expect.stringContaining('大雪') });
    const after = stored(bench);
    for (const [id, activity] of after) {
      const old = before.get(id)!;
      expect(activity.uid).toBe(old.uid);
      expect(activity.sequence).toBe(old.sequence + (onThatDay.includes(id) ? 1 : 0));
      if (!onThatDay.includes(id)) expect(activity.plannedOn).toBe(old.plannedOn);
    }
  });

  it('leaves a fixed day, and moves others out of its way', async () => {
    const bench = await recordsBench();
    const { record } = await plan(bench, '--yes');
    const [one, other] = record.activities.filter(({ rule }) => rule === 'Z11.dispatch').slice(1, 3);
    const family = record.activities.find(({ host, date }) => host === '东湖区实验幼儿园' && date > '2027')!;
    const fixed = await bench.play('activity', 'fix', String(family.id), '--date', other!.date, '--yes');
    expect(fixed.err).toContain('plan-collision');
    expect(fixed.err).toContain('plan-provisional');
    const again = await plan(bench, '--yes');
    expect(again.record.moved.find(({ id }) => id === other!.id)).toMatchObject({
      kind: '月调度',
      from: other!.date,
      reason: expect.stringContaining('东一（东湖区实验幼儿园）另有“家园共育活动”'),
    });
    // Besides the dispatch only a family day of the same group that would come within the week.
    for (const { id, reason } of again.record.moved) {
      if (id !== other!.id) expect(reason).toContain('隔得太近');
    }
    expect(dates(again.record).get(family.id)).toBe(other!.date);
    expect(dates(again.record).get(one!.id)).toBe(one!.date);
    expect(again.record.activities.find(({ id }) => id === family.id)?.fixed).toBe(true);
  });

  it('calls off what nothing asks for any more', async () => {
    const bench = await recordsBench();
    const { record } = await plan(bench, '--yes');
    await bench.play(
      'group',
      'end',
      String(bench.groups.west),
      '--since',
      '2027-01-01',
      '--reason',
      '合并',
      '--yes',
    );
    const again = await plan(bench, '--yes');
    const gone = record.activities.filter(({ group, date }) => group?.startsWith('西岭') && date > '2027-02');
    expect(gone.length).toBeGreaterThan(0);
    expect(again.record.cancelled.map(({ id }) => id).sort()).toEqual(gone.map(({ id }) => id).sort());
    for (const { id } of gone) expect(stored(bench).get(id)?.state).toBe('cancelled');
    // What the term until then still asks for is brought forward.
    const left = again.record.activities.filter(({ group }) => group?.startsWith('西岭'));
    expect(left.length).toBeGreaterThan(0);
    for (const { date } of left) expect(date < '2027-01-01').toBe(true);
  });

  it('tells what is past and was not recorded, plans it again, and takes that back once it is recorded', async () => {
    const bench = await recordsBench();
    const { record } = await plan(bench, '--yes');
    const past = record.activities.find(({ rule, date }) => rule === 'Z7.family' && date < '2026-12-20')!;
    const later = { now: () => new Date('2026-12-21T01:00:00Z') };
    const planLater = async () => {
      const { out } = await bench.playWith(later, 'activity', 'plan', '--year', year, '--json', '--yes');
      return shapes['activity-plan'].parse(JSON.parse(out)) as PlanRecord;
    };
    const again = await planLater();
    expect(again.overdue).toContainEqual(expect.objectContaining({ id: past.id, date: past.date }));
    expect(again.activities.map(({ id }) => id)).not.toContain(past.id);
    const makeup = again.activities.find((each) => each.added && each.host === past.host)!;
    expect(makeup.date > '2026-12-21' && makeup.date < '2027-02').toBe(true);
    expect(stored(bench).get(past.id)).toMatchObject({ state: 'planned', plannedOn: past.date });
    const { out } = await bench.playWith(later, 'activity', 'plan', '--year', year);
    expect(out).toContain(`已过去、没有登记 ${again.overdue.length} 项`);
    await bench.change((ledger) => {
      const activity = listActivities(ledger, { ids: [past.id] })[0]!;
      changeActivity(ledger, activity, { state: 'done', heldOn: past.date });
    });
    const recorded = await planLater();
    expect(recorded.cancelled.map(({ id }) => id)).toContain(makeup.id);
    expect(recorded.overdue.map(({ id }) => id)).not.toContain(past.id);
  });

  it('tells what was added to the plan', async () => {
    const bench = await recordsBench();
    const { record } = await plan(bench, '--yes');
    const { id, host } = record.activities.find(({ rule, date }) => rule === 'Z7.family' && date > '2027')!;
    await bench.play('activity', 'cancel', `${id}`, '--reason', '停电', '--yes');
    const again = await plan(bench);
    expect(again.record.activities.filter(({ added }) => added).map((each) => each.host)).toEqual([host]);
    const shown = await bench.play('activity', 'show', `${id}`);
    expect(shown.out).toMatch(/名称 +家园共育活动/);
    expect(shown.out).not.toContain('种类');
    const { out } = await bench.play('activity', 'plan', '--year', year);
    expect(out).toMatch(/新排 1 项：\n {2}\S+家园共育活动：2027-/);
  });

  it('of days that are past names the term, and does not ask for a year that was given', async () => {
    const bench = await recordsBench();
    const late = { now: () => new Date('2027-03-01T01:00:00Z') };
    const { err, exit } = await bench.playWith(late, 'activity', 'plan', '--year', year, '--term', '1');
    expect([exit, err]).toEqual([2, expect.stringContaining('2026-2027 学年第1学期要排的日子')]);
    expect(err).not.toContain('请用 --year 写明');
  });

  it('of nothing says so', async () => {
    const bench = await recordsBench();
    const { out, err, exit } = await bench.play('activity', 'plan', '--year', year, '--policy', 'helan-2022');
    expect([exit, out]).toEqual([0, expect.stringContaining('没有要排的活动')]);
    expect(out).not.toContain('好坏分');
    expect(err).toContain('helan-2022 不是本单位执行中的');
  });

  it('calls off what lost its day and finds no other', async () => {
    const bench = await recordsBench();
    const { record } = await plan(bench, '--yes');
    const hit = record.activities.find(
      ({ rule, date }) => rule === 'Z11.dispatch' && date.startsWith('2026-12'),
    )!;
    const days = ['--from', '2026-12-01', '--to', '2026-12-31', '--reason', '督导评估'];
    await bench.play('activity', 'block', ...days, '--person', '东一（东湖区实验幼儿园）', '--yes');
    const taken = await bench.play('activity', 'block', '--from', hit.date, '--reason', '大雪', '--dry-run');
    expect(taken.err).toMatch(new RegExp(`其间已有计划 \\d+ 项：.*${hit.id} 月调度（${hit.date}）`));
    const free = await bench.play(
      'activity',
      'block',
      '--from',
      '2027-01-30',
      '--reason',
      '大雪',
      '--dry-run',
    );
    expect(free.err).not.toContain('已有计划');
    const again = await plan(bench, '--yes');
    expect(again.record.unmet.map(({ rule }) => rule)).toEqual(['Z11.dispatch']);
    expect(again.record.cancelled.map(({ id }) => id)).toEqual([hit.id]);
    expect(stored(bench).get(hit.id)).toMatchObject({ state: 'cancelled', uid: expect.any(String) });
    expect(again.record.activities.map(({ id }) => id)).not.toContain(hit.id);
  });

  it('keeps times that were set by hand', async () => {
    const bench = await recordsBench();
    const { record } = await plan(bench, '--yes');
    const [one, other, third] = record.activities.slice(2).map(({ id }) => String(id));
    await bench.play('activity', 'fix', one!, '--from', '10:00', '--to', '11:00', '--release', '--yes');
    // In the evening: in no part of the day that planning knows.
    await bench.play('activity', 'fix', other!, '--from', '18:00', '--to', '19:30', '--release', '--yes');
    const again = await plan(bench, '--yes');
    expect(again.err).toContain('没有改动');
    const after = stored(bench);
    expect(after.get(Number(one))).toMatchObject({ starts: '10:00', ends: '11:00', fixed: false });
    expect(after.get(Number(other))).toMatchObject({ starts: '18:00', ends: '19:30' });
    expect(after.get(Number(third))?.starts).toMatch(/^(09:00|14:30)$/);
  });

  it('obeys blocks, and says what cannot be placed and how it could be', async () => {
    const bench = await recordsBench();
    const days = ['--from', '2026-12-01', '--to', '2026-12-31', '--reason', '督导评估'];
    await bench.play('activity', 'block', ...days, '--person', '东一（东湖区实验幼儿园）', '--yes');
    const { exit, record } = await plan(bench);
    expect(exit).toBe(1);
    expect(record.unmet).toEqual([
      {
        rule: 'Z11.dispatch',
        kind: '月调度',
        subject: { type: 'office', name: '云溪市' },
        period: { from: '2026-12-01', to: '2026-12-31' },
        reason: expect.stringContaining('督导评估'),
      },
    ]);
    const printed = await bench.play('activity', 'plan', '--year', year);
    expect(printed.out).toContain(
      '没有排下 1 项：\n  月调度（Z11.dispatch，2026-12-01 至 2026-12-31），云溪市：',
    );
    const listed = await bench.play('activity', 'block', '--list', '--json');
    const { blocks } = shapes['activity-blocks'].parse(JSON.parse(listed.out));
    expect(blocks).toMatchObject([{ id: 1, person: { name: '东一', unit: '东湖区实验幼儿园' } }]);
    await bench.play('activity', 'block', '--remove', '1', '--yes');
    expect((await plan(bench)).exit).toBe(0);
  });
});

describe('while the plan is made', () => {
  it('gives the best so far where it is stopped by hand, and stores nothing', async () => {
    const bench = await recordsBench();
    const { exit, out, err } = await bench.playWith(
      { signal: AbortSignal.abort() },
      ...['activity', 'plan', '--year', year, '--json', '--yes'],
    );
    expect(exit).toBe(130);
    const record = shapes['activity-plan'].parse(JSON.parse(out));
    expect(record.stopped).toBe(true);
    expect(record.activities.length).toBeGreaterThan(0);
    expect(err).toContain('没有存入台账');
    expect(stored(bench).size).toBe(0);
  });

  it('plans anew where somebody else wrote meanwhile, and prints one plan', async () => {
    const bench = await recordsBench();
    let meddled: Promise<unknown> | undefined;
    const meddle = () => {
      meddled ??= bench.change((ledger) =>
        addBlock(ledger, {
          from: '2026-12-01',
          to: '2026-12-31',
          groupId: bench.groups.east,
          kindergartenId: null,
          personId: null,
          reason: '大雪',
        }),
      );
      return new Date('2026-11-20T01:00:00Z');
    };
    let calls = 0;
    // Reading the clock while the plan is sought is where another program gets its turn.
    const now = () => {
      calls += 1;
      return calls > 3 ? meddle() : new Date('2026-11-20T01:00:00Z');
    };
    const { exit, out, err } = await bench.playWith(
      { now },
      ...['activity', 'plan', '--year', year, '--json', '--yes'],
    );
    await meddled;
    expect(err).toContain('重新排');
    expect(exit).toBe(0);
    const record = shapes['activity-plan'].parse(JSON.parse(out)) as PlanRecord;
    const december = record.activities.filter(
      ({ group, date }) => group?.startsWith('东湖') && date.startsWith('2026-12'),
    );
    expect(december).toEqual([]);
    expect(stored(bench).size).toBe(record.activities.length);
  });
});

describe('fixing a day', () => {
  it('says of a day without teaching that it is one', async () => {
    const bench = await recordsBench();
    const { record } = await plan(bench, '--yes');
    const { err, exit } = await bench.play(
      'activity',
      'fix',
      `${record.activities[0]!.id}`,
      '--date',
      '2026-12-05',
      '--yes',
    );
    expect(err).toContain('plan-day-off');
    expect(exit).toBe(0);
  });

  it('says of a day outside the period what that means', async () => {
    const bench = await recordsBench();
    const { record } = await plan(bench, '--yes');
    const { id } = record.activities.find(({ rule }) => rule === 'Z11.dispatch')!;
    const outside = await bench.play('activity', 'fix', `${id}`, '--date', '2026-12-16', '--yes');
    expect(outside.err).toContain('activity-outside-due');
    const inside = await bench.play('activity', 'fix', `${id}`, '--date', '2026-11-27', '--yes');
    expect(inside.err).not.toContain('activity-outside-due');
  });
});
