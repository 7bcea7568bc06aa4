import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shapes } from '../cli/shapes.ts';
import { archiveFolder, placeInArchive } from '../ledger/archive-folder.ts';
import { addActivity, listActivities, type NewActivity } from './activities.store.ts';
import { benchGroups, type Played, type RecordsBench, recordsBench } from './testing/records-bench.ts';

const october = { from: '2026-10-01', to: '2026-10-31' };

const plan = (bench: RecordsBench, plannedOn: string, changes: Partial<NewActivity> = {}) =>
  bench.change((ledger) =>
    addActivity(ledger, {
      policyId: 'zaozhuang-2021',
      groupId: bench.groups.east,
      kind: 'research',
      title: '联合教研',
      state: 'planned',
      plannedOn,
      due: october,
      origin: 'plan',
      ...changes,
    }),
  );

const all = (bench: RecordsBench) => bench.look((ledger) => listActivities(ledger));
const jsonOf = (played: Played) => JSON.parse(played.out) as Record<string, unknown>;
const saying = (code: string) => `（${code}）`;
const record = ['activity', 'record', '--yes', '--json'];
const research = ['--date', '2026-10-14', '--kind', '联合教研', '--group', benchGroups.east];

describe('activity record', () => {
  it.each([
    ['2026-10-03', true],
    ['2026-11-01', true],
    ['2026-10-14', false],
  ])('asks to look again at a day without teaching: %s', async (date, isOff) => {
    const bench = await recordsBench();
    const played = await bench.play(...record, '--date', date, ...research.slice(2));
    expect(played.exit, played.err).toBe(0);
    expect(`${played.err}${played.out}`.includes('activity-day-off')).toBe(isOff);
  });

  it('records what the options say, with its evidence in the archive', async () => {
    const bench = await recordsBench();
    bench.write('签到表.txt', '签到');
    const played = await bench.play(
      ...record,
      ...research,
      ...['--title', '区域游戏', '--line', '师资共育', '--host', '星星幼儿园', '--venue', '多功能厅'],
      ...[
        '--participants',
        '星星幼儿园3人、月亮幼儿园2人',
        '--hours',
        '4.5',
        '--topics',
        '游戏',
        '--outcome',
        '好',
      ],
      ...['--outstanding', '--note', '带教案', '--evidence', '签到表.txt', '--evidence', './签到表.txt'],
    );
    expect(played.exit, played.err).toBe(0);
    const printed = shapes['activity-record'].parse(jsonOf(played));
    expect(printed).toMatchObject({
      planned: null,
      activity: {
        holder: benchGroups.east,
        kind: { id: 'research', name: '联合教研' },
        line: '师资共育',
        host: '东湖区星星幼儿园',
        hours: 4.5,
        outstanding: true,
        origin: 'hand',
        kindergartens: [{ name: '东湖区星星幼儿园', people: 3 }, { people: 2 }],
        evidence: [{ name: '签到表.txt', bytes: 6 }],
      },
    });
    const [{ sha256 } = { sha256: '' }] = printed.activity.evidence;
    const folder = archiveFolder(join(bench.folder, 'youlian.db'));
    expect(readFileSync(placeInArchive(folder, sha256), 'utf8')).toBe('签到');
    const shown = await bench.play('activity', 'show', String(printed.id), '--json');
    expect(shapes.activity.parse(jsonOf(shown))).toEqual(printed.activity);
    expect((await bench.play('activity', 'show', String(printed.id))).out).toContain('多功能厅');
  });

  it('is recorded on the plan it was of, by itself or as told, and can be undone', async () => {
    const bench = await recordsBench();
    const near = await plan(bench, '2026-10-20');
    const far = await plan(bench, '2026-10-30');
    expect(jsonOf(await bench.play(...record, ...research))).toMatchObject({
      id: near,
      planned: { on: '2026-10-20' },
    });
    const told = await bench.play(...record, '--plan', String(far), '--date', '2026-10-15');
    expect(jsonOf(told)).toMatchObject({ id: far, planned: { on: '2026-10-30' } });
    expect(all(bench).map(({ state }) => state)).toEqual(['done', 'done']);
    const last = bench.look((ledger) => ledger.stamp());
    await bench.play('undo', String(last), '--yes');
    expect(all(bench).map(({ state, heldOn }) => [state, heldOn])).toEqual([
      ['done', '2026-10-14'],
      ['planned', null],
    ]);
  });

  it('takes short names for those of the group, and a total for no count of each', async () => {
    const bench = await recordsBench();
    const played = await bench.play(
      ...record,
      ...research,
      '--participants',
      '星星3 月亮2',
      '--host',
      '实验',
    );
    expect(played.exit, played.err).toBe(0);
    expect(all(bench)[0]).toMatchObject({
      hostId: bench.ids.get('东湖区实验幼儿园'),
      kindergartens: [{ people: 3 }, { people: 2 }],
    });
    const total = await bench.play(
      ...[...record, '--date', '2026-10-15', ...research.slice(2), '--participants', '全体成员园5人'],
    );
    expect(total.out).toContain(JSON.stringify('participants-total-only'));
    expect(all(bench)[1]?.kindergartens.map(({ people }) => people)).toEqual([null, null, null]);
  });

  it('asks which plan where two are as near, and says so off a terminal', async () => {
    const bench = await recordsBench();
    await plan(bench, '2026-10-13');
    const second = await plan(bench, '2026-10-15');
    const refused = await bench.play(...record, ...research);
    expect({ exit: refused.exit, err: refused.err }).toMatchObject({
      exit: 2,
      err: expect.stringContaining('--plan'),
    });
    const prompter = {
      confirm: () => Promise.resolve(true),
      input: () => Promise.reject(new Error('asked')),
      checkbox: () => Promise.reject(new Error('asked')),
      select: () => Promise.resolve(String(second) as never),
    };
    const asked = await bench.playWith({ interactive: true, prompter }, ...record, ...research);
    expect(jsonOf(asked)).toMatchObject({ id: second });
  });

  it('asks for everything there is to say at a terminal, each to be passed over with Enter', async () => {
    const bench = await recordsBench();
    const asked: string[] = [];
    const refused: string[] = [];
    const prompter = {
      confirm: ({ message }: { message: string }) => Promise.resolve(asked.push(message) > 0),
      input: (question: { message: string; validate?: (value: string) => true | string }) => {
        asked.push(question.message);
        if (!/哪一天/u.test(question.message)) return Promise.resolve('');
        for (const day of ['2026-11-31', '2026-11-21', '十四号']) {
          const verdict = question.validate?.(day);
          if (verdict !== true) refused.push(day);
        }
        return Promise.resolve('2026.10.14');
      },
      checkbox: ({ choices }: { choices: readonly { value: string; checked?: boolean }[] }) =>
        Promise.resolve(choices.filter(({ checked }) => checked).map(({ value }) => value) as never[]),
      select: ({
        message,
        choices,
      }: {
        message: string;
        choices: readonly { value: string; name: string }[];
      }) => {
        asked.push(message);
        return Promise.resolve(choices.find(({ name }) => /观摩课|东湖区/u.test(name))?.value as never);
      },
    };
    const played = await bench.playWith({ interactive: true, prompter }, 'activity', 'record');
    expect(played.exit, played.err).toBe(0);
    expect(refused).toEqual(['2026-11-31', '2026-11-21', '十四号']);
    const order = ['哪一天', '哪一种', '联盟', '承办', '多少人', '地方', '学时', '主题', '佐证'];
    order.forEach((word, index) => {
      expect(asked[index]).toContain(word);
    });
    expect(asked).toHaveLength(order.length + 1);
    expect(all(bench)[0]?.hostId).toBe(bench.ids.get('东湖区实验幼儿园'));
    expect(all(bench)[0]?.kindergartens).toHaveLength(3);
    expect(all(bench)).toMatchObject([
      { kind: 'demonstration', groupId: bench.groups.east, heldOn: '2026-10-14' },
    ]);
    const missing = await bench.play('activity', 'record', '--date', '2026-10-14');
    expect(missing.err).toContain('--kind');
  });

  it('refuses the same once more, unless it was another', async () => {
    const bench = await recordsBench();
    await bench.play(...record, ...research);
    const twice = await bench.play(...record, ...research);
    expect({ exit: twice.exit, err: twice.err }).toMatchObject({
      exit: 2,
      err: expect.stringContaining(saying('activity-twice')),
    });
    expect((await bench.play(...record, ...research, '--again')).exit).toBe(0);
    expect(all(bench)).toHaveLength(2);
  });

  it.each<[string, string[]]>([
    ['activity-in-future', ['--date', '2026-11-21', '--kind', '联合教研', '--group', '1']],
    ['option-value', ['--date', '2026-10-14至2026-10-12', '--kind', '联合教研', '--group', '1']],
    ['option-value', [...research, '--hours', '半天']],
    ['activity-kind-unknown', ['--date', '2026-10-14', '--kind', '舞会', '--group', '1']],
    ['group-unknown', ['--date', '2026-10-14', '--kind', '联合教研', '--group', '9']],
    ['kindergarten-unknown', [...research, '--host', '火星幼儿园']],
    ['participants-negative', [...research, '--participants', '星星幼儿园-3人']],
    ['activity-unknown', ['--plan', '99', '--date', '2026-10-14']],
    ['activity-plan-unfit', ['--plan', '1', '--date', '2026-10-14', '--kind', '观摩课']],
    ['activity-plan-unfit', ['--plan', '2', '--date', '2026-10-14']],
    ['file-not-found', [...research, '--evidence', '没有.pdf']],
    ['evidence-empty', [...research, '--evidence', '空.pdf']],
  ])('refuses with %s %j', async (code, options) => {
    const bench = await recordsBench();
    bench.write('空.pdf', '');
    await plan(bench, '2026-10-20');
    await plan(bench, '2026-10-20', { state: 'cancelled', reason: '停电' });
    const played = await bench.play(...record, ...options);
    expect({ exit: played.exit, err: played.err }).toMatchObject({
      exit: 2,
      err: expect.stringContaining(`（${code}）`),
    });
    expect(all(bench).filter(({ state }) => state === 'done')).toEqual([]);
    expect(existsSync(archiveFolder(join(bench.folder, 'youlian.db')))).toBe(false);
  });

  it('leaves ledger and archive alone in a dry run, and where the clerk says no', async () => {
    const bench = await recordsBench();
    bench.write('照片.jpg', 'x');
    const dry = await bench.play(
      'activity',
      'record',
      ...research,
      '--evidence',
      '照片.jpg',
      '--dry-run',
      '--json',
    );
    expect(jsonOf(dry)).toMatchObject({
      operation: null,
      dryRun: true,
      activity: { evidence: [{ name: '照片.jpg' }] },
    });
    const prompter = {
      confirm: () => Promise.resolve(false),
      input: () => Promise.reject(new Error('asked')),
      checkbox: () => Promise.reject(new Error('asked')),
      select: () => Promise.reject(new Error('asked')),
    };
    const no = await bench.playWith(
      { interactive: true, prompter },
      'activity',
      'record',
      ...research,
      '--evidence',
      '照片.jpg',
    );
    expect(no.exit).toBe(130);
    expect(all(bench)).toEqual([]);
    expect(existsSync(archiveFolder(join(bench.folder, 'youlian.db')))).toBe(false);
  });
});

describe('activities that are planned', () => {
  it('have no evidence yet, and are told of when their day is closed', async () => {
    const bench = await recordsBench();
    bench.write('签到表.txt', '签到');
    const planned = await plan(bench, '2026-12-10');
    const attached = await bench.play('activity', 'attach', String(planned), '签到表.txt', '--yes');
    expect({ exit: attached.exit, err: attached.err }).toMatchObject({
      exit: 2,
      err: expect.stringContaining(saying('activity-not-held')),
    });
    const mark = (date: string, ...words: string[]) =>
      bench.play('calendar', 'mark', date, '--as', '停课', '--yes', '--name', ...words);
    const closed = await mark('2026-12-10', '大雪');
    expect(`${closed.err}${closed.out}`).toContain(saying('calendar-day-planned'));
    expect(closed.err).toContain('1 项活动');
    expect((await mark('2026-12-11', '大雪')).err).not.toContain('calendar-day-planned');
    const changed = await mark('2026-12-11', '暴雪');
    expect(`${changed.err}${changed.out}`).toContain('停课 大雪 → 停课 暴雪');
  });

  it('are cancelled and moved with their reason, held ones are not', async () => {
    const bench = await recordsBench();
    const [first, second] = [
      await plan(bench, '2026-10-20'),
      await plan(bench, '2026-12-30', { due: { from: '2026-12-01', to: '2026-12-31' } }),
    ];
    const cancelled = await bench.play(
      'activity',
      'cancel',
      String(first),
      '--reason',
      '停电',
      '--yes',
      '--json',
    );
    expect(shapes['activity-cancel'].parse(jsonOf(cancelled))).toMatchObject({ id: first, reason: '停电' });
    const move = (id: number, to: string) =>
      bench.play('activity', 'move', String(id), '--to', to, '--reason', '专家冲突', '--yes', '--json');
    const moved = shapes['activity-move'].parse(jsonOf(await move(second, '2026-12-28')));
    expect(moved).toMatchObject({ from: '2026-12-30', to: '2026-12-28', findings: [] });
    // A Sunday, beyond the month it is due in.
    const later = shapes['activity-move'].parse(jsonOf(await move(second, '2027-01-03')));
    expect(later.findings.map(({ code }) => code)).toEqual(['activity-day-off', 'activity-outside-due']);
    expect(all(bench)).toMatchObject([
      { state: 'cancelled', reason: '停电', sequence: 1 },
      { state: 'planned', plannedOn: '2027-01-03', reason: '专家冲突', fixed: true, sequence: 2 },
    ]);
    // Plans are for days to come.
    const back = await move(second, '2026-11-19');
    expect([back.exit, back.err]).toEqual([2, expect.stringContaining('不能早于今天')]);
    const settled = await move(first, '2026-12-21');
    expect(settled.err).toContain(saying('activity-settled'));
    await bench.play(...record, '--plan', String(second), '--date', '2026-11-02');
    expect((await bench.play('activity', 'cancel', String(second), '--reason', '停电', '--yes')).exit).toBe(
      2,
    );
  });

  it('are listed by group, kind, day and state', async () => {
    const bench = await recordsBench();
    await plan(bench, '2026-10-20');
    await plan(bench, '2026-10-30', { groupId: bench.groups.west, kind: 'demonstration', title: '观摩课' });
    await bench.play(...record, '--date', '2026-10-14', '--kind', '月调度');
    const listed = async (...options: string[]) =>
      shapes['activity-list']
        .parse(JSON.parse((await bench.play('activity', 'list', '--json', ...options)).out))
        .map(({ title }) => title);
    expect(await listed()).toEqual(['月调度', '联合教研', '观摩课']);
    expect(await listed('--group', benchGroups.west)).toEqual(['观摩课']);
    expect(await listed('--group', '云溪市')).toEqual(['月调度']);
    expect(await listed('--kind', '观摩')).toEqual(['观摩课']);
    expect(await listed('--since', '2026-10-15', '--until', '2026-10-20')).toEqual(['联合教研']);
    expect(await listed('--state', 'done')).toEqual(['月调度']);
    expect(await listed('--policy', 'helan-2022')).toEqual([]);
    expect((await bench.play('activity', 'list')).out).toContain('观摩课');
    expect((await bench.play('activity', 'list', '--kind', '舞会')).err).toContain(
      '（activity-kind-unknown）',
    );
    expect(
      (await bench.play('activity', 'list', '--since', '2026-10-15', '--until', '2026-10-14')).exit,
    ).toBe(2);
  });
});
