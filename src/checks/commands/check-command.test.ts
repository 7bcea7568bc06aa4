import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shapes } from '../../cli/shapes.ts';
import { Failure } from '../../findings/catalogue.ts';
import { createGroup, endGroup } from '../../groups/groups.store.ts';
import { type Sample, sampleContext, sampleInfo, sampleLedger } from '../../groups/sample-ledger.ts';
import { policyIds } from '../../policy/load.ts';
import { reviseKindergarten } from '../../roster/roster.store.ts';
import { run } from './check.ts';

interface GroupPlan {
  readonly lead: string;
  readonly members: readonly string[];
  readonly tier?: string | null;
  readonly policy?: string;
  readonly cycleEnd?: string;
  readonly ended?: string;
}

const sound: GroupPlan = { lead: '东湖区实验幼儿园', members: ['东湖区星星幼儿园', '东湖区月亮幼儿园'] };

function addGroup({ ledger, ids }: Sample, plan: GroupPlan): void {
  const someone = (name: string) => ({ kindergartenId: ids.get(name) ?? 0, responsible: null });
  const id = createGroup(ledger, {
    policyId: plan.policy ?? 'zaozhuang-2021',
    tier: plan.tier === undefined ? 'county' : plan.tier,
    name: `${plan.lead}联盟`,
    officeId: null,
    cycleStart: '2021-03-01',
    cycleEnd: plan.cycleEnd ?? '2023-12-31',
    validFrom: '2021-03-01',
    origin: 'list',
    lead: someone(plan.lead),
    members: plan.members.map(someone),
  });
  if (plan.ended) endGroup(ledger, id, plan.ended, '测试');
}

/** Runs `check` on the sample ledger (today is 2022-09-01 unless `now` says otherwise) and gives what it printed. */
async function check(
  groups: readonly GroupPlan[],
  options: Record<string, unknown> = {},
  world: { policies?: readonly string[]; now?: string; fixture?: string } = {},
) {
  const base = sampleContext();
  const own = world.fixture
    ? [resolve(import.meta.dirname, '../../../fixtures/findings', world.fixture, 'templates')]
    : [];
  const { now } = world;
  const context = {
    ...base,
    templateFolders: [...own, ...base.templateFolders],
    ...(now ? { now: () => new Date(`${now}T01:00:00Z`) } : {}),
  };
  const sample = await sampleLedger({
    path: context.ledgerPath,
    ...(world.policies ? { policies: world.policies } : {}),
  });
  await sample.ledger.perform(sampleInfo, () => {
    for (const plan of groups) addGroup(sample, plan);
  });
  sample.ledger.close();
  const result = await run(context, { arguments: [], options }).catch((error: unknown) => {
    if (error instanceof Failure) return error.finding.code;
    throw error;
  });
  return { result, out: base.out(), err: base.err() };
}

/** Rules about what the office and its districts have and do, of which the sample has none. */
const ofOffice = (verdict: { subject: { type: string } }) => verdict.subject.type === 'office';

const json = { json: true };
const parsed = async (...args: Parameters<typeof check>) => JSON.parse((await check(...args)).out);

/** Outcomes by rule, each once. */
const outcomesOf = (record: { verdicts: { rule: string; outcome: string }[] }, rule: string) => [
  ...new Set(record.verdicts.filter((verdict) => verdict.rule === rule).map((verdict) => verdict.outcome)),
];

describe('check --json', () => {
  it('prints one object for one policy, every verdict with all its keys', async () => {
    const { result, out } = await check([sound], json);
    expect(result).toBe(0);
    const record = JSON.parse(out);
    expect(record).toMatchObject({
      policy: 'zaozhuang-2021',
      status: 'issued',
      summary: { pass: 11, notice: 0, violation: 0, unknown: 13 },
    });
    for (const verdict of record.verdicts) {
      expect(Object.keys(verdict)).toEqual([
        'rule',
        'requirement',
        'citation',
        'subject',
        'on',
        'outcome',
        'facts',
        'message',
        'remedy',
        'missing',
        'otherReading',
        'waiver',
      ]);
    }
  });

  it('ends with 1 where something is violated', async () => {
    const { result, out } = await check([{ ...sound, members: ['西岭区小树苗幼儿园'] }], json);
    expect(result).toBe(1);
    const record = JSON.parse(out);
    expect(outcomesOf(record, 'Z3.size')).toEqual(['violation']);
    expect(outcomesOf(record, 'Z3.jurisdiction')).toEqual(['violation']);
  });

  it('tells what is not known from what the roster lacks', async () => {
    const record = await parsed(
      [{ lead: '西岭区实验幼儿园', members: ['西岭区小树苗幼儿园', '西岭区青禾幼儿园'] }],
      json,
    );
    const unknown = record.verdicts.filter(
      (verdict: { outcome: string; missing: string[] }) =>
        verdict.outcome === 'unknown' &&
        !['steps', 'documents', 'leadership', 'activities', 'postings'].includes(verdict.missing[0] ?? ''),
    );
    expect(unknown).toHaveLength(1);
    expect(unknown[0]).toMatchObject({
      rule: 'Z3.members',
      subject: { type: 'membership', name: '西岭区青禾幼儿园' },
      missing: ['inclusive', 'isNew', 'isWeak'],
    });
    expect(unknown[0].message).toContain('园所信息表');
  });

  it('prints an array for several policies', async () => {
    const record = await parsed([sound], json, {
      policies: ['zaozhuang-2021', 'yunxi-draft'],
      fixture: 'policy-draft',
    });
    expect(record.map((each: { policy: string }) => each.policy)).toEqual(['zaozhuang-2021', 'yunxi-draft']);
    expect(record[1].verdicts).toEqual([]);
    const asked = { ...json, policy: ['yunxi-draft', 'zaozhuang-2021'] };
    expect(await parsed([sound], asked, { fixture: 'policy-draft' })).toHaveLength(2);
  });

  it('judges a draft and says so', async () => {
    const plan = { ...sound, policy: 'yunxi-draft', tier: null };
    const { out, err, result } = await check(
      [plan],
      { ...json, policy: ['yunxi-draft'] },
      { fixture: 'policy-draft' },
    );
    expect(result).toBe(0);
    expect(err).toContain('（policy-draft）');
    const record = JSON.parse(out);
    expect(record.status).toBe('draft');
    expect(record.verdicts[0]).toMatchObject({ rule: 'Y1.size', outcome: 'pass' });
    expect(record.verdicts[0].citation).toContain('征求意见稿');
  });
});

describe('the day', () => {
  it('is the last of the cycle where that is over, and the cycle itself is judged today', async () => {
    const record = await parsed([sound], json, { now: '2026-11-22' });
    const of = (rule: string) => record.verdicts.find((verdict: { rule: string }) => verdict.rule === rule);
    expect(of('Z3.size')).toMatchObject({ on: '2023-12-31', facts: { judgedOn: '2023-12-31' } });
    expect(of('Z5.cycle')).toMatchObject({ on: '2026-11-22', outcome: 'notice' });
    expect(record.summary).toEqual({ pass: 10, notice: 1, violation: 0, unknown: 13 });
  });

  it('asked for is the day judged', async () => {
    const later = await parsed([sound], { ...json, on: '2024-01-01' });
    expect(new Set(later.verdicts.map((verdict: { on: string }) => verdict.on))).toEqual(
      new Set(['2024-01-01']),
    );
    expect(outcomesOf(later, 'Z5.cycle')).toEqual(['notice']);
    expect(outcomesOf(await parsed([sound], { ...json, on: '2023-12-31' }), 'Z5.cycle')).toEqual(['pass']);
    const before = await parsed([sound], { ...json, on: '2021-02-28' });
    expect(before.verdicts.every(ofOffice)).toBe(true);
  });

  it('that is none is refused', async () => {
    expect((await check([sound], { on: '2023-02-30' })).result).toBe('option-value');
  });

  it('leaves out groups that have ended by then', async () => {
    const record = await parsed([{ ...sound, ended: '2022-01-01' }], json);
    expect(record.verdicts.every(ofOffice)).toBe(true);
  });
});

describe('a kindergarten in two groups', () => {
  const twice = [
    sound,
    { lead: '东湖区湖滨街道中心幼儿园', tier: 'town', members: ['东湖区星星幼儿园', '东湖区太阳花幼儿园'] },
  ];

  it('is pointed out once, also where the groups end on different days', async () => {
    for (const cycleEnd of ['2023-12-31', '2024-06-30']) {
      const groups = twice.map((plan, index) => (index === 0 ? plan : { ...plan, cycleEnd }));
      const record = await parsed(groups, json, { now: '2026-11-22' });
      const notices = record.verdicts.filter(
        (verdict: { rule: string; outcome: string }) =>
          verdict.rule === 'common.multi-membership' && verdict.outcome === 'notice',
      );
      expect(notices.map((verdict: { subject: { name: string } }) => verdict.subject.name)).toEqual([
        '东湖区星星幼儿园',
      ]);
    }
  });

  it('is not a violation', async () => {
    expect((await check(twice, json)).result).toBe(0);
  });
});

it('goes by what the roster said on the day', async () => {
  const context = sampleContext();
  const sample = await sampleLedger({ path: context.ledgerPath });
  await sample.ledger.perform(sampleInfo, () => {
    addGroup(sample, sound);
    const id = sample.ids.get('东湖区星星幼儿园') ?? 0;
    const changes = { inclusive: false, isNew: false, isWeak: false };
    reviseKindergarten(sample.ledger, id, changes, { mode: 'since', since: '2022-03-01' });
  });
  sample.ledger.close();
  const outcomesOn = async (on: string) => {
    const world = { ...sampleContext(), ledgerPath: context.ledgerPath };
    await run(world, { arguments: [], options: { ...json, on } });
    const record = shapes.check.parse(JSON.parse(world.out()));
    return outcomesOf(record as Parameters<typeof outcomesOf>[0], 'Z3.members');
  };
  expect(await outcomesOn('2022-02-28')).toEqual(['pass']);
  expect(await outcomesOn('2022-03-01')).toEqual(['notice', 'pass']);
});

describe('--group', () => {
  const other: GroupPlan = { lead: '西岭区实验幼儿园', members: ['西岭区小树苗幼儿园'] };

  it('judges that group alone', async () => {
    const record = await parsed([sound, other], { ...json, group: '西岭区实验幼儿园' });
    const groups = record.verdicts.filter(
      (verdict: { subject: { type: string } }) => verdict.subject.type === 'group',
    );
    expect(new Set(groups.map((verdict: { subject: { id: string } }) => verdict.subject.id))).toEqual(
      new Set(['2']),
    );
  });

  it('goes by the policy of the group where none is asked for', async () => {
    const { out } = await check(
      [{ ...sound, policy: 'yunxi-draft', tier: null }],
      { ...json, group: '1' },
      { fixture: 'policy-draft' },
    );
    expect(JSON.parse(out).policy).toBe('yunxi-draft');
  });

  it('refuses a group that is not there', async () => {
    expect((await check([sound], { group: '没有' })).result).toBe('group-unknown');
  });
});

describe('policies', () => {
  it('in force without a file are a finding, and the others are checked', async () => {
    const { result, out, err } = await check([sound], json, { policies: ['yunxi-1999', 'zaozhuang-2021'] });
    expect(result).toBe(1);
    const code = 'policy-file-missing';
    expect(err).toContain(`（${code}）`);
    expect(JSON.parse(out).map((each: { policy: string }) => each.policy)).toEqual(['zaozhuang-2021']);
  });

  it('in force of which none has a file are a failure', async () => {
    const { result, out } = await check([sound], json, { policies: ['yunxi-1999'] });
    expect(result).toBe('policy-file-missing');
    expect(out).toBe('');
  });

  it('that are none in force are a failure', async () => {
    expect((await check([sound], json, { policies: [] })).result).toBe('policy-none-in-force');
  });

  it('asked for by a wrong name are a failure', async () => {
    expect((await check([sound], { ...json, policy: ['nowhere'] })).result).toBe('policy-unknown');
  });

  it('of groups that were not checked are mentioned', async () => {
    const { err } = await check([sound, { ...sound, policy: 'yunxi-1999' }], json);
    expect(err).toContain('另有 1 个联盟');
    expect(policyIds(sampleContext().templateFolders)).not.toContain('yunxi-1999');
  });
});

describe('for reading', () => {
  it('puts what is not met first, with clause, remedy and totals', async () => {
    const { out } = await check([sound, { lead: '西岭区实验幼儿园', members: ['西岭区青禾幼儿园'] }]);
    expect(out.indexOf('不符合 1 项')).toBeGreaterThan(0);
    expect(out.indexOf('不符合 1 项')).toBeLessThan(out.indexOf('不能判定 19 项'));
    expect(out.indexOf('不能判定 19 项')).toBeLessThan(out.indexOf('符合 17 项'));
    expect(out).toContain('三、联盟模式（二）');
    expect(out).toContain('youlian group add 编号');
    expect(out).toMatch(/共核查 37 项：不符合 1，请留意 0，不能判定 19，符合 17。/);
  });

  it('says the day of groups past their cycle once, and each remedy once', async () => {
    const other = { lead: '西岭区实验幼儿园', members: ['西岭区小树苗幼儿园', '东湖区太阳花幼儿园'] };
    const { out } = await check([sound, other], {}, { now: '2026-11-22' });
    expect(out.match(/2023年12月31日）的情况核查/g)).toHaveLength(1);
    expect(out.match(/youlian group end 编号/g)).toHaveLength(1);
    expect(out).toContain('2 西岭区实验幼儿园联盟');
    expect(out.indexOf('不符合 1 项')).toBeLessThan(out.indexOf('请留意 2 项'));
  });

  it('explains each verdict with its facts and the other reading', async () => {
    const three = { ...sound, members: [...sound.members, '东湖区太阳花幼儿园'] };
    const { out } = await check([three], { explain: true });
    expect(out).toContain('事实：联盟层级 区（市）级；园数 3；下限 2；上限 3；连主导园计数 否');
    expect(out).toContain('另一种读法：连主导园一起数，则不符合');
    expect(out).toContain('依据：枣教字〔2021〕10号 三、联盟模式（二）');
  });

  it('says so where there is nothing to check', async () => {
    const { out, err, result } = await check([]);
    expect(result).toBe(0);
    expect(err).toContain('没有可核查的联盟');
    expect(out).toContain('共核查 5 项：不符合 0，请留意 0，不能判定 5，符合 0');
  });
});

describe('what concerns the office as a whole', () => {
  const groups = [{ ...sound, policy: 'guangxi-2020', tier: null }];
  const policies = ['guangxi-2020'];

  it('is judged once, over the whole roster', async () => {
    const record = await parsed(groups, json, { policies });
    const counties = record.verdicts.filter((verdict: { rule: string }) => verdict.rule === 'G19.counties');
    expect(counties).toHaveLength(1);
    // 西岭区 has kindergartens and no group.
    expect(counties[0]).toMatchObject({
      outcome: 'violation',
      subject: { type: 'office' },
      facts: { covered: 1, whole: 2, percent: 50 },
    });
    expect(counties[0].message).toContain('西岭区');
  });

  it('is judged where there is no group yet', async () => {
    const record = await parsed([], json, { policies });
    expect(outcomesOf(record, 'G19.counties')).toEqual(['violation']);
  });

  it('is judged on the day asked about though the cycles are over', async () => {
    const over = [{ ...sound, policy: 'guangxi-2020', tier: null, cycleEnd: '2021-12-31' }];
    const record = await parsed(over, json, { policies, now: '2022-09-01' });
    const [counties] = record.verdicts.filter((verdict: { rule: string }) => verdict.rule === 'G19.counties');
    expect(counties).toMatchObject({ on: '2022-09-01', facts: { covered: 1 } });
  });

  it('is left out where one group is asked about', async () => {
    const record = await parsed(groups, { ...json, group: '1' }, { policies });
    expect(outcomesOf(record, 'G19.counties')).toEqual([]);
    expect(record.figures.map((figure: { rule: string }) => figure.rule)).toEqual(['G17.coefficient']);
  });
});

describe('figures', () => {
  const groups = [{ ...sound, policy: 'guangxi-2020', tier: null }];

  it('are told of clauses that give no verdict', async () => {
    const record = await parsed(groups, json, { policies: ['guangxi-2020'] });
    expect(record.figures).toEqual([
      expect.objectContaining({
        rule: 'G19.kindergartens',
        unit: '%',
        subject: expect.objectContaining({ type: 'office' }),
      }),
      expect.objectContaining({ rule: 'G17.coefficient', value: 1, unit: '倍' }),
    ]);
    expect(outcomesOf(record, 'G17.coefficient')).toEqual([]);
  });

  it('stand at the end of the explanation', async () => {
    const { out } = await check(groups, { explain: true }, { policies: ['guangxi-2020'] });
    expect(out).toContain('只列数字，不作判定');
    expect(out).toContain('龙头园园长绩效考核系数 1倍');
  });
});

describe('check --compare', () => {
  const compare = ['zaozhuang-2021', 'guangxi-2020'];

  it('judges the same groups under both and prints only what differs', async () => {
    const record = await parsed([sound], { json: true, compare });
    expect(record.policies).toEqual(compare);
    for (const { outcomes } of record.differences) {
      expect(outcomes[0]?.outcome).not.toBe(outcomes[1]?.outcome);
    }
    const of = (kind: string) => record.differences.filter((each: { kind: string }) => each.kind === kind);
    // Two members suit both policies; only one of them has tiers, cycles and coverage.
    expect(of('size')).toEqual([]);
    expect(of('tier')).toEqual([
      expect.objectContaining({ outcomes: [expect.objectContaining({ outcome: 'pass' }), null] }),
    ]);
    expect(of('coverage')).toEqual([
      expect.objectContaining({ outcomes: [null, expect.objectContaining({ rule: 'G19.counties' })] }),
    ]);
  });

  it('leaves out what neither policy has a rule on', async () => {
    const { out } = await check([{ ...sound, members: [] }], { compare: ['helan-2022', 'jingan-2023'] });
    expect(out).toContain('占比');
    expect(out).not.toMatch(/\s园数\s/);
  });

  it.each([[['zaozhuang-2021']], [['zaozhuang-2021', 'zaozhuang-2021']], [[...compare, 'helan-2022']]])(
    'of %j is refused',
    async (given) => {
      expect((await check([sound], { compare: given })).result).toBe('option-value');
    },
  );
});
