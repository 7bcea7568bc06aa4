import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { regularShapes } from '../cli/shapes-regular.ts';
import { testContext } from '../cli/test-context.ts';
import { createGroup } from '../groups/groups.store.ts';
import { sampleInfo, sampleLedger } from '../groups/sample-ledger.ts';
import { run } from '../main.ts';

/** A city's desk with one group under a policy, 广西's unless another is given, since 2026-01-01. */
async function desk(today: string, policyId = 'guangxi-2020') {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-reporting-'));
  const ledgerPath = join(folder, 'youlian.db');
  const { ledger, ids, offices } = await sampleLedger({ path: ledgerPath, policies: [policyId] });
  await ledger.perform(sampleInfo, () =>
    createGroup(ledger, {
      policyId,
      tier: null,
      name: '东湖集团',
      officeId: offices.东湖区,
      cycleStart: '2026-01-01',
      cycleEnd: null,
      validFrom: '2026-01-01',
      origin: 'hand',
      lead: { kindergartenId: ids.get('东湖区实验幼儿园') ?? 0 },
      members: [],
    }),
  );
  ledger.close();
  const youlian = async (...words: string[]) => {
    const context = testContext(folder, { ledgerPath, now: () => new Date(`${today}T01:00:00Z`) });
    return { exit: await run(words, context), out: context.out(), err: context.err() };
  };
  const record = async (...words: string[]) => {
    const result = await youlian('submit', 'record', ...words, '--yes');
    expect(result.exit, result.err).toBe(0);
    return result;
  };
  const due = async (report: string, ...words: string[]) => {
    const { out } = await youlian('submit', 'due', '--json', ...words);
    return regularShapes['submissions-due']
      .parse(JSON.parse(out))
      .filter((row) => row.report === report)
      .map(({ from, to, period, due: day, state, receivedAt, onTime }) =>
        [from, to, period, day, state, receivedAt, onTime].join(' '),
      );
  };
  return { youlian, record, due, folder };
}

const outcomes = async ({ youlian }: Awaited<ReturnType<typeof desk>>, rule: string) => {
  const { out } = await youlian('check', '--json');
  const { verdicts } = JSON.parse(out) as {
    verdicts: { rule: string; outcome: string; subject: { name: string } }[];
  };
  return verdicts
    .filter((each) => each.rule === rule)
    .map(({ subject, outcome }) => `${subject.name} ${outcome}`);
};

describe('submit due', () => {
  it('goes up the chain, each level by its own day', async () => {
    const city = await desk('2026-10-15');
    expect(await city.due('group-list')).toEqual([
      '东湖区 云溪市 2026 2026-10-15 未报  ',
      '西岭区 云溪市 2026 2026-10-15 未报  ',
      '云溪市 自治区教育厅 2026 2026-10-20 未报  ',
    ]);
    expect(await city.due('group-report')).toEqual([
      '东湖集团 领导小组 2026-H1 2026-06-30 未报  ',
      '东湖集团 领导小组 2026-H2 2026-12-31 未报  ',
    ]);
    expect(await city.due('plan')).toEqual(['云溪市 自治区教育厅 once 2020-09-30 未报  ']);
  });

  it.each([
    ['2026-10-15', true],
    ['2026-10-16', false],
  ])('takes the day itself for on time: %s', async (date, onTime) => {
    const city = await desk('2026-10-21');
    await city.record('集团数量和名单', '--from', '东湖区', '--period', '2026', '--date', date);
    expect(await city.due('group-list')).toEqual([
      `东湖区 云溪市 2026 2026-10-15 已报 ${date} ${onTime}`,
      '西岭区 云溪市 2026 2026-10-15 未报  ',
      '云溪市 自治区教育厅 2026 2026-10-20 未报  ',
    ]);
    expect(await outcomes(city, 'G1.lists')).toEqual([
      `东湖区 ${onTime ? 'pass' : 'violation'}`,
      '西岭区 violation',
      '云溪市 violation',
    ]);
  });

  it.each([
    ['2026-09', '2026-09-30', true],
    ['2026-09', '2026-10-01', false],
    ['2026-02', '2026-02-28', true],
    ['2026-02', '2026-03-01', false],
  ])('asks for the monthly dispatch of %s by its last day: %s', async (period, date, onTime) => {
    const city = await desk('2026-10-21', 'zaozhuang-2021');
    const last = period === '2026-09' ? '2026-09-30' : '2026-02-28';
    await city.record('dispatch', '--from', '东湖区', '--period', period, '--date', date);
    const rows = (await city.due('dispatch')).filter((row) => row.startsWith(`东湖区 云溪市 ${period} `));
    expect(rows).toEqual([`东湖区 云溪市 ${period} ${last} 已报 ${date} ${onTime}`]);
  });

  it('shows one report, or one state', async () => {
    const city = await desk('2026-10-21');
    expect(await city.due('group-list', '--report', '集团数量和名单')).toHaveLength(3);
    expect(await city.due('plan', '--report', '集团数量和名单')).toEqual([]);
    expect(await city.due('group-report', '--state', '未到期')).toEqual([
      '东湖集团 领导小组 2026-H2 2026-12-31 未报  ',
    ]);
    expect((await city.youlian('submit', 'due', '--report', '别的')).err).toContain('（report-unknown）');
  });

  it('tells by its exit code that something is missing', async () => {
    const { youlian, record } = await desk('2026-06-30');
    expect((await youlian('submit', 'due')).exit).toBe(1);
    await record('plan', '--date', '2026-02-01');
    expect((await youlian('submit', 'due')).exit).toBe(0);
  });

  it('looks back: what came later had not come then', async () => {
    const city = await desk('2026-11-22');
    await city.record('group-list', '--period', '2026', '--date', '2026-10-20');
    expect((await city.due('group-list', '--on', '2026-10-19')).at(-1)).toContain('未报');
    expect((await city.due('group-list', '--on', '2026-10-20')).at(-1)).toContain('已报');
  });

  it('leaves what nobody recorded anything of unknown', async () => {
    expect(await outcomes(await desk('2026-10-21'), 'G1.lists')).toEqual([
      '东湖区 unknown',
      '西岭区 unknown',
      '云溪市 unknown',
    ]);
  });
});

describe('submit record', () => {
  it('takes the only period of which nothing came, keeps the paper and can be corrected', async () => {
    const { record, youlian, folder, due } = await desk('2026-07-20');
    writeFileSync(join(folder, '报告.docx'), '报告');
    const { err } = await youlian('submit', 'record', 'group-report', '--group', '东湖集团', '--yes');
    expect(err).toContain('2026-H1（2026年上半年）、2026-H2（2026年下半年）');
    await record('group-report', '--group', '东湖集团', '--period', '2026-H1', '--document', '报告.docx');
    await record('group-report', '--group', '东湖集团', '--period', '2026-H1', '--date', '2026-06-30');
    expect(await due('group-report')).toEqual([
      '东湖集团 领导小组 2026-H1 2026-06-30 已报 2026-06-30 true',
      '东湖集团 领导小组 2026-H2 2026-12-31 未报  ',
    ]);
    const listed = regularShapes.submissions.parse(
      JSON.parse((await youlian('submit', 'list', '--json')).out),
    );
    expect(listed).toEqual([
      expect.objectContaining({
        from: '东湖集团',
        period: '2026-H1',
        submittedOn: '2026-06-30',
        document: '报告.docx',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      }),
    ]);
    const [printed, asked] = [await youlian('submit', 'list'), await youlian('submit', 'due')];
    expect(printed.out).toContain('2026年上半年');
    expect(asked.out).toContain('2026年上半年');
    await record('group-report', '--group', '东湖集团');
    expect((await due('group-report'))[1]).toContain('2026-H2 2026-12-31 已报 2026-07-20');
  });

  it('prints what it did', async () => {
    const { youlian } = await desk('2026-10-21');
    const { out } = await youlian(
      ...['submit', 'record', 'group-list', '--period', '2026', '--date', '2026-10-21', '--yes', '--json'],
    );
    expect(regularShapes.submission.parse(JSON.parse(out))).toMatchObject({
      from: '云溪市',
      due: '2026-10-20',
      onTime: false,
      effect: 'entered',
    });
  });

  it.each([
    ['report-unknown', ['没有这份']],
    ['report-sender', ['group-list', '--group', '东湖集团', '--period', '2026']],
    ['report-sender', ['group-report', '--period', '2026-H1']],
    ['report-sender', ['group-list', '--from', '南浦区', '--period', '2026']],
    ['option-value', ['group-list', '--period', '去年']],
    ['option-value', ['group-list', '--period', '2031']],
    ['option-value', ['group-report', '--group', '东湖集团', '--period', '2026']],
    ['option-value', ['group-list', '--period', '2026', '--date', '2026-10-22']],
    ['file-not-found', ['group-list', '--period', '2026', '--document', '没有.docx']],
  ])('refuses with %s: %j', async (code, words) => {
    const { youlian } = await desk('2026-10-21');
    const { exit, err } = await youlian('submit', 'record', ...words, '--yes');
    expect(exit).toBe(2);
    expect(err).toContain(`（${code}）`);
  });

  it.each(['2026年下半年', '2026-H2', '2026-h2'])('takes a period as lists print it: %s', async (period) => {
    const { youlian, record } = await desk('2026-10-21');
    await record('group-report', '--group', '东湖集团', '--period', period);
    const [row] = JSON.parse((await youlian('submit', 'list', '--json')).out) as { period: string }[];
    expect(row?.period).toBe('2026-H2');
  });

  it('asks to look again at a day before the period', async () => {
    const { record } = await desk('2026-10-21');
    const words = ['group-report', '--group', '东湖集团', '--period', '2026-H2', '--date'];
    const saying = 'report-before-period';
    expect((await record(...words, '2026-06-30')).err).toContain(saying);
    expect((await record(...words, '2026-07-01')).err).not.toContain(saying);
  });

  it('can be undone', async () => {
    const { youlian, record, due } = await desk('2026-10-21');
    const { err } = await record('group-list', '--period', '2026', '--date', '2026-10-20');
    const operation = /第 (\d+) 次操作/.exec(err)?.[1] ?? '';
    expect((await youlian('undo', operation, '--yes')).exit).toBe(0);
    expect((await due('group-list')).at(-1)).toContain('未报');
  });
});
