import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shapes } from '../cli/shapes.ts';
import { postingDesk as desk, lan, lead, moon, star, stay } from './testing/posting-desk.ts';

describe('posting record', () => {
  it('keeps who was where and when, and takes it back', async () => {
    const { record, listed, done } = await desk();
    const { out, exit, err } = await record(...lan, ...stay('2025-03-01', '2026-02-28'));
    expect(exit, err).toBe(0);
    const { operation } = shapes['posting-change'].parse(JSON.parse(out));
    expect(await listed()).toMatchObject([
      {
        person: '周岚',
        unit: lead,
        kind: { id: 'residence', name: '派驻' },
        rank: { id: 'key-teacher' },
        origin: lead,
        destination: star,
        served: 365,
        state: 'ended',
        source: 'hand',
      },
    ]);
    const shown = shapes.posting.parse(JSON.parse((await done('posting', 'show', '1', '--json')).out));
    expect(shown.runs).toMatchObject([{ full: true, fullOn: '2026-02-28', missing: 0 }]);
    await done('undo', String(operation), '--yes');
    expect(await listed()).toEqual([]);
  });

  it.each([
    [
      'posting-same-place',
      ['--person', `周岚（${lead}）`, '--kind', '派驻', '--destination', lead],
      stay('2025-03-01'),
    ],
    ['posting-reversed', lan, stay('2025-03-01', '2025-02-28')],
    ['posting-days', [...lan, '--days', '10'], stay('2025-03-01', '2025-03-09')],
    ['posting-word', [...lan.slice(0, 3), '出差', ...lan.slice(4)], stay('2025-03-01')],
    ['posting-person', ['--person', '周岚', '--kind', '派驻', '--destination', star], stay('2025-03-01')],
    ['kindergarten-unknown', [...lan.slice(0, 6), '--destination', '无名幼儿园'], stay('2025-03-01')],
  ])('refuses %s', async (code, words, days) => {
    const { record, listed } = await desk();
    const { exit, err } = await record(...words, ...days);
    expect(exit).toBe(2);
    expect(err).toContain(code);
    expect(await listed()).toEqual([]);
  });

  it('tells posting-without-group where two groups, or none, have both places, and none was named', async () => {
    const { record, done, take } = await desk();
    const other = '东湖区彩虹幼儿园';
    const away = [...lan.slice(0, 6), '--destination', other, ...stay('2025-03-01', '2025-04-01')];
    const none = await record(...away);
    expect([none.exit, none.err.includes('posting-without-group')], none.err).toEqual([0, true]);
    expect(none.err).toContain('--group');
    expect((await record(...lan, ...stay('2025-05-01'))).err).not.toContain('posting-without-group');
    await done('office', 'set', '--add-policy', 'helan-2022');
    const group = ['--lead', lead, '--member', star, '--since', '2025-06-01', '--policy', 'helan-2022'];
    await done('group', 'create', ...group, '--name', '第二联盟', '--yes');
    const days = ['教师', '派驻', null, star, '2025-07-01', '2025-07-31', null];
    const { findings } = await take([
      ['王平', lead, ...days, null],
      ['李安', lead, ...days, '第二联盟'],
    ]);
    expect(findings).toEqual(['posting-without-group J3']);
  });

  it.each([
    ['2025-08-31', '2025-09-01', false],
    ['2025-09-01', '2025-09-01', true],
  ])('warns of posting-overlap: one until %s, the next from %s', async (to, from, isTold) => {
    const { record } = await desk();
    await record(...lan, ...stay('2025-03-01', to));
    const second = await record(...lan.slice(0, 6), '--destination', moon, ...stay(from));
    expect(second.exit, second.err).toBe(0);
    expect(second.err.includes('posting-overlap')).toBe(isTold);
  });

  it.each([
    ['2024-12-31', true],
    ['2025-01-01', false],
  ])('warns of posting-outside-group: from %s, before the group', async (from, isTold) => {
    const { record } = await desk();
    const { err } = await record(...lan, '--group', '1', ...stay(from, '2025-06-30'));
    expect(err.includes('posting-outside-group')).toBe(isTold);
  });

  it('tells posting-twice, posting-unknown and posting-settled', async () => {
    const { record, type, listed } = await desk();
    await record(...lan, ...stay('2025-03-01', '2025-06-30'));
    expect((await record(...lan, ...stay('2025-03-01'))).err).toContain('posting-twice');
    expect((await type('posting', 'show', '9')).err).toContain('posting-unknown');
    const later = ['posting', 'end', '1', '--date', '2025-07-31', '--yes'];
    expect((await type(...later)).err).toContain('posting-settled');
    expect((await type(...later, '--correct')).exit).toBe(0);
    expect((await listed())[0]?.to).toBe('2025-07-31');
    expect((await type('posting', 'remove', '1', '--yes')).exit).toBe(0);
    expect(await listed()).toEqual([]);
  });
});

describe('termly quotas', () => {
  const due = async (type: (...argv: string[]) => Promise<{ out: string }>, ...more: string[]) =>
    shapes['posting-due'].parse(JSON.parse((await type('posting', 'due', '--json', ...more)).out));
  const shadow = (name: string, from: string, to: string) => [
    ...['--person', `${name}（${star}）`, '--kind', '跟岗', '--rank', '教师', '--destination', lead],
    ...stay(from, to),
  ];

  it('are met by a posting in every term that it reaches', async () => {
    const { record, type } = await desk('guangxi-2020');
    await record(...shadow('吴越', '2025-06-01', '2025-09-30'));
    const { quotas } = await due(type, '--all', '--period', '2025');
    const of = (kindergarten: string, what: string) =>
      quotas
        .filter((each) => each.kindergarten === kindergarten && each.what.includes(what))
        .map(({ period, state }) => [period, state]);
    expect(of(star, '跟岗')).toEqual([
      ['2024-2025学年第2学期', 'done'],
      ['2025-2026学年第1学期', 'done'],
    ]);
    expect(of(moon, '跟岗')).toEqual([
      ['2024-2025学年第2学期', 'owed'],
      ['2025-2026学年第1学期', 'owed'],
    ]);
    expect(of(star, '挂职').every(([, state]) => state === 'owed')).toBe(true);
  });

  it('count what is on record as an activity too only once', async () => {
    const { record, type, done } = await desk('guangxi-2020');
    await done(
      ...['activity', 'record', '--kind', '跟岗', '--group', '1', '--date', '2025-06-10'],
      ...['--host', lead, '--participants', `${star}1人`, '--yes'],
    );
    await record(...shadow('吴越', '2025-06-01', '2025-06-30'));
    const { quotas } = await due(type, '--all', '--period', '2025');
    const own = quotas.find((each) => each.kindergarten === star && each.what.includes('跟岗'));
    expect([own?.done, own?.due]).toEqual([1, 1]);
  });

  it('do not make a group that keeps postings only owe its other activities', async () => {
    const { record, type } = await desk('guangxi-2020');
    await record(...shadow('吴越', '2025-06-01', '2025-06-30'));
    const { verdicts } = JSON.parse((await type('check', '--json')).out);
    const of = (rule: string) => verdicts.find((each: { rule: string }) => each.rule === rule);
    expect(of('G14.showcase')?.outcome).toBe('unknown');
    expect(of('G12.teachers')?.outcome).toBe('violation');
  });
});

describe('the table of postings', () => {
  const row = ['周岚', lead, '骨干教师', '派驻', lead, star, '2025-03-01', '2026-02-28', null, null];

  it('is taken, taken again unchanged, exported and taken into another ledger', async () => {
    const first = await desk();
    const rows = [row, ['吴越', star, '教师', '跟岗学习', null, lead, '2025-09-01', null, null, '1']];
    expect(await first.take(rows)).toMatchObject({ totals: { inserted: 2, rejected: 0 }, findings: [] });
    expect(await first.take(rows)).toMatchObject({ totals: { inserted: 0, unchanged: 2 }, findings: [] });
    await first.done('export', 'posting', '--output', '台账.xlsx', '--reporter', '钱进');
    const again = JSON.parse((await first.done('import', '台账.xlsx', '--json', '--yes')).out);
    expect([again.operation, again.totals.unchanged]).toEqual([null, 2]);
    const second = await desk();
    writeFileSync(join(second.folder, '台账.xlsx'), readFileSync(join(first.folder, '台账.xlsx')));
    await second.done('import', '台账.xlsx', '--yes');
    expect(await second.listed()).toEqual(await first.listed());
    await second.done('export', 'posting', '--output', '再导出.xlsx', '--reporter', '钱进');
    expect(readFileSync(join(second.folder, '再导出.xlsx'))).toEqual(
      readFileSync(join(first.folder, '台账.xlsx')),
    );
  });

  it('tells of each row what is wrong, at its cell', async () => {
    const { take } = await desk();
    const changed = (values: Record<number, string | number | null>) =>
      row.map((value, index) => values[index] ?? value);
    const { findings, totals } = await take([
      row,
      row,
      changed({ 5: lead, 6: '2025-04-01' }),
      changed({ 3: '出差', 6: '2025-04-02' }),
      changed({ 6: '2025-05-01', 7: '2025-04-30' }),
      changed({ 0: '钱进', 8: 400 }),
    ]);
    expect(findings.map((each: string) => each.split(' '))).toEqual([
      ['posting-row-repeated', 'G4'],
      ['posting-same-place', 'F5'],
      ['posting-word', 'D6'],
      ['posting-reversed', 'H7'],
      ['posting-days', 'I8'],
    ]);
    expect(totals).toMatchObject({ read: 6, inserted: 1, rejected: 5 });
  });

  it('fills what was blank and keeps what differs', async () => {
    const { take, listed } = await desk();
    await take([[...row.slice(0, 7), null, null, null]]);
    expect(await take([row])).toMatchObject({ totals: { updated: 1 }, findings: [] });
    const other = row.map((value, index) => (index === 7 ? '2026-01-31' : value));
    expect((await take([other])).findings).toEqual(['conflict-kept H3']);
    expect((await listed())[0]?.to).toBe('2026-02-28');
    expect(await take([other], '--on-conflict', 'update')).toMatchObject({ totals: { updated: 1 } });
    expect((await listed())[0]?.to).toBe('2026-01-31');
  });
});
